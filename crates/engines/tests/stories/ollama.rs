//! Ollama.

use std::sync::Arc;

use basics::Span;
use engines::{Endpoint, Failure, Order, Submitted};
use serde_json::{Value, json};

use crate::{
    lab::{Lab, Leaving, field, name},
    peer::{KEY, Reply, haiku, lighthouse, model},
};

const MODELS: &str = r#"models = [{ id = "writer", kind = "text" }]"#;

async fn lab(reply: Reply) -> Lab {
    Lab::new("ollama", "", MODELS, [reply]).await
}

async fn submit(reply: Reply) -> Result<Submitted, Failure> {
    lab(reply).await.submit("writer", haiku()).await
}

fn said(message: &Value) -> Reply {
    let answer = json!({ "model": "writer", "message": message, "done": true, "done_reason": "stop", "eval_count": 3 });
    Reply::json(200, &answer)
}

fn written() -> Reply {
    said(&json!({ "role": "assistant", "thinking": "what about waves", "content": "the sea" }))
}

fn error(status: u16, words: &str) -> Reply {
    Reply::json(status, &json!({ "error": words }))
}

#[tokio::test]
async fn text_is_ordered_in_one_answer() {
    let lab = lab(written()).await;
    let outputs = lab.outputs("writer", haiku()).await;
    assert_eq!(outputs[0].bytes, "the sea", "and not what was thought before");
    assert_eq!(lab.asked().path, "/api/chat");
    assert_eq!(
        lab.asked().json(),
        json!({
            "model": "writer",
            "messages": [{ "role": "user", "content": "a haiku about the sea" }],
            "stream": false,
            "options": { "num_predict": 50 },
        })
    );
    lab.keeps_its_key_in("authorization", &format!("Bearer {KEY}"));
}

#[tokio::test]
async fn what_leaves_is_what_was_shown() {
    let lab = lab(written()).await;
    let (_, shown) = lab.preview("writer", &haiku());
    assert!(shown.contains(&("messages", "a haiku about the sea".to_owned())));
    assert!(shown.contains(&("stream", "false".to_owned())));
    let names = lab.sends_what_it_shows("writer", haiku()).await;
    assert_eq!(names, ["messages", "model", "options", "stream"]);
}

#[tokio::test]
async fn chat_is_passed_through_to_the_api_that_it_took_over() {
    let lab = lab(Reply::json(418, &json!({ "any": "answer" }))).await;
    let body = r#"{"model":"writer","messages":[],"odd":1.0}"#;
    let inbound = lab
        .engine
        .pass_through()
        .unwrap()
        .pass(Endpoint::ChatCompletions, body.into())
        .await
        .unwrap();
    assert_eq!(inbound.status, 418, "whatever its status");
    assert_eq!(inbound.bytes().await.unwrap(), r#"{"any":"answer"}"#);
    let asked = lab.asked();
    assert_eq!(
        (asked.path.as_str(), asked.body.as_ref()),
        ("/v1/chat/completions", body.as_bytes())
    );
    lab.keeps_its_key_in("authorization", &format!("Bearer {KEY}"));
    assert_eq!(lab.record.departures()[0].fields, ["model", "messages"]);
}

#[tokio::test]
async fn every_failure_is_told_apart_and_sent_once() {
    let cases = [
        (error(400, "invalid options"), "bad_order"),
        (error(404, "model 'writer' not found"), "bad_order"),
        (error(401, "unauthorized"), "unauthorised"),
        (error(403, "remote inference is unavailable"), "unauthorised"),
        (error(402, "subscribe first"), "out_of_credit"),
        (error(429, "slow down").with("retry-after", "7"), "rate_limited"),
        (error(500, "the model failed"), "unavailable"),
        (error(502, "the cloud cannot be reached"), "unavailable"),
        (error(503, "server busy"), "unavailable"),
        (error(504, "too slow"), "unknown"),
        (Reply::json(500, &json!({ "error": { "not": "words" } })), "unavailable"),
        (error(200, "it broke on the way"), "cut"),
        (said(&json!({ "role": "assistant", "content": "" })), "cut"),
        (said(&json!("no message")), "cut"),
        (Reply::typed(200, "text/html", "<html>"), "cut"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let lab = lab(reply).await;
        assert_eq!(name(lab.submit("writer", haiku()).await), expected, "case {index}");
        assert_eq!(lab.peer.asked().len(), 1, "an order is sent once: case {index}");
    }
}

#[tokio::test]
async fn a_model_that_the_server_has_not_is_the_field_at_fault() {
    assert_eq!(field(submit(error(404, "not found")).await), "model");
    assert_eq!(field(submit(error(400, "no")).await), "prompt");
}

#[tokio::test]
async fn a_wait_is_passed_on() {
    let submitted = submit(error(429, "slow down").with("retry-after", "7")).await;
    let Err(Failure::RateLimited { retry_after }) = submitted else {
        panic!("{submitted:?}")
    };
    assert_eq!(retry_after, Some(Span::seconds(7)));
}

#[tokio::test]
async fn a_picture_is_not_ordered_from_it() {
    let lab = lab(written()).await;
    let refused = lab.submit("writer", Order::Image(lighthouse())).await;
    assert_eq!(field(refused), "model");
    assert!(lab.peer.asked().is_empty());
}

#[tokio::test]
async fn an_order_that_nobody_wants_any_more_is_let_go() {
    let lab = lab(Reply::Hang).await;
    let submitted = lab.engine.submit(&model("writer"), haiku(), Arc::new(Leaving)).await;
    assert_eq!(submitted.err(), Some(Failure::Cancelled));
    assert!(!lab.engine.repeatable());
}
