//! What it says to chats and responses: always the same two words, a call where it was given tools, and what a schema asks for.

use std::{convert::Infallible, sync::Arc, sync::atomic::Ordering, time::Duration};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use serde_json::{Value, json};

use super::{Inner, Mode, misbehave};

/// A chat, whole or streamed.
pub(super) async fn chat(State(upstream): State<Arc<Inner>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let streamed = body["stream"] == true;
    let with_usage = body["stream_options"]["include_usage"] == true;
    let said = Said::to(&body);
    upstream.requests.lock().unwrap().push((headers, body));
    let mode = *upstream.mode.lock().unwrap();
    if mode == Mode::Cut && streamed {
        let first = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"fake-chat\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"},\"finish_reason\":null}]}\n\n";
        let cut = futures::stream::iter([Ok(Bytes::from(first))]).chain(futures::stream::once(async {
            // Until the first piece has left: a server that dies does so at some later moment.
            #[expect(clippy::disallowed_methods, reason = "this server stands outside the house")]
            tokio::time::sleep(Duration::from_millis(200)).await;
            Err(std::io::Error::other("cut"))
        }));
        return ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(cut)).into_response();
    }
    if mode == Mode::Endless {
        return endless(upstream.clone());
    }
    if let Some(bad) = misbehave(mode).await {
        return bad;
    }
    if !streamed {
        return Json(said.whole()).into_response();
    }
    let mut pieces = said.pieces();
    if with_usage {
        pieces.push(usage_chunk());
    }
    pieces.push("data: [DONE]\n\n".to_owned());
    if mode == Mode::EndsEarly {
        pieces.truncate(1);
    }
    let stream = futures::stream::iter(pieces).map(|piece| Ok::<_, Infallible>(Bytes::from(piece)));
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream)).into_response()
}

/// What there is to say.
enum Said {
    Words(&'static str),
    Call(Value),
}

impl Said {
    /// A call of the first tool where there are tools and none has been called, what a schema asks for, or two words.
    fn to(body: &Value) -> Self {
        let last = body["messages"].as_array().and_then(|messages| messages.last());
        let tool = &body["tools"][0]["function"]["name"];
        if tool.is_string() && last.is_some_and(|message| message["role"] == "user") {
            return Self::Call(json!({ "name": tool, "arguments": "{\"place\":\"Oslo\"}" }));
        }
        if body["response_format"]["type"] == "json_schema" {
            return Self::Words("{\"answer\":\"hello there\"}");
        }
        Self::Words("hello there")
    }

    fn whole(&self) -> Value {
        let (content, calls, end) = match self {
            Self::Words(words) => (json!(words), Value::Null, "stop"),
            Self::Call(function) => {
                let call = json!({ "id": "call_1", "type": "function", "function": function });
                (Value::Null, json!([call]), "tool_calls")
            }
        };
        let mut message = json!({ "role": "assistant", "content": content, "refusal": null });
        if calls.is_array() {
            message["tool_calls"] = calls;
        }
        json!({
            "id": "1", "object": "chat.completion", "created": 1, "model": "fake-chat",
            "choices": [{ "index": 0, "message": message, "finish_reason": end, "logprobs": null }],
            "usage": { "prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5 },
        })
    }

    fn pieces(&self) -> Vec<String> {
        match self {
            Self::Words(words) => {
                let (first, last) = words.split_at(words.find(' ').map_or(0, |space| space + 1));
                let piece = |text: &str| json!({ "content": text });
                vec![chunk(&piece(first), &Value::Null), chunk(&piece(last), &json!("stop"))]
            }
            Self::Call(function) => {
                let call = json!({ "index": 0, "id": "call_1", "type": "function", "function": function });
                let delta = json!({ "role": "assistant", "content": null, "tool_calls": [call] });
                vec![chunk(&delta, &Value::Null), chunk(&json!({}), &json!("tool_calls"))]
            }
        }
    }
}

fn chunk(delta: &Value, end: &Value) -> String {
    let chunk = json!({
        "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake-chat",
        "choices": [{ "index": 0, "delta": delta, "finish_reason": end }],
    });
    format!("data: {chunk}\n\n")
}

fn usage_chunk() -> String {
    let chunk = json!({
        "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake-chat", "choices": [],
        "usage": { "prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5 },
    });
    format!("data: {chunk}\n\n")
}

/// Counts when it is dropped.
struct Listened(Arc<Inner>);

impl Drop for Listened {
    fn drop(&mut self) {
        self.0.left.fetch_add(1, Ordering::SeqCst);
    }
}

fn endless(upstream: Arc<Inner>) -> Response {
    let pieces = futures::stream::unfold(Listened(upstream), |listened| async move {
        #[expect(clippy::disallowed_methods, reason = "this server stands outside the house")]
        tokio::time::sleep(Duration::from_millis(10)).await;
        Some((Ok::<_, Infallible>(Bytes::from("data: {\"choices\":[]}\n\n")), listened))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(pieces)).into_response()
}

/// A response, whole or streamed.
pub(super) async fn respond(
    State(upstream): State<Arc<Inner>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let streamed = body["stream"] == true;
    upstream.requests.lock().unwrap().push((headers, body));
    let mode = *upstream.mode.lock().unwrap();
    if let Some(bad) = misbehave(mode).await {
        return bad;
    }
    let response = json!({
        "id": "resp_1", "object": "response", "created_at": 1, "model": "fake-chat", "status": "completed",
        "output": [{
            "id": "msg_1", "type": "message", "role": "assistant", "status": "completed",
            "content": [{ "type": "output_text", "text": "hello there", "annotations": [], "logprobs": [] }],
        }],
        "parallel_tool_calls": true, "tool_choice": "auto", "tools": [],
        "error": null, "incomplete_details": null, "instructions": null, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
        "usage": {
            "input_tokens": 3, "input_tokens_details": { "cached_tokens": 0, "cache_write_tokens": 0 },
            "output_tokens": 2, "output_tokens_details": { "reasoning_tokens": 0 }, "total_tokens": 5,
        },
    });
    if !streamed {
        return Json(response).into_response();
    }
    let event = |kind: &str, number: u32, mut data: Value| {
        data["type"] = kind.into();
        data["sequence_number"] = number.into();
        format!("event: {kind}\ndata: {data}\n\n")
    };
    let delta =
        json!({ "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "hello there", "logprobs": [] });
    let mut pieces = vec![
        event("response.created", 0, json!({ "response": response })),
        event("response.output_text.delta", 1, delta),
        event("response.completed", 2, json!({ "response": response })),
    ];
    if mode == Mode::EndsEarly {
        pieces.pop();
    }
    let stream = futures::stream::iter(pieces).map(|piece| Ok::<_, Infallible>(Bytes::from(piece)));
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream)).into_response()
}
