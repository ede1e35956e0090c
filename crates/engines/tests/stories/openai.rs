//! OpenAI, and servers that speak its API.

mod films;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use engines::{Failure, ImageFormat, ImageOrder, Input, Order, Resumed, Submitted, Unwatched};
use serde_json::json;

use crate::peer::{KEY, Peer, Reply, haiku, lighthouse, model, picture};

const MODELS: &str = r#"models = [{ id = "painter", kind = "image" }, { id = "writer", kind = "text" }]"#;

fn painted() -> Reply {
    Reply::json(
        200,
        &json!({ "created": 1, "data": [{ "b64_json": STANDARD.encode(picture()) }] }),
    )
}

async fn submit(kind: &str, reply: Reply, order: Order) -> (Result<Submitted, Failure>, Peer) {
    let peer = Peer::start([reply]).await;
    let (engine, _) = peer.engine(kind, "/v1", MODELS);
    let name = if matches!(order, Order::Text(_)) {
        "writer"
    } else {
        "painter"
    };
    (engine.submit(&model(name), order, Arc::new(Unwatched)).await, peer)
}

fn with_pictures(count: usize) -> ImageOrder {
    let input = Input {
        bytes: picture(),
        format: ImageFormat::Png,
    };
    ImageOrder {
        references: vec![input; count],
        ..lighthouse()
    }
}

#[tokio::test]
async fn a_picture_is_ordered_in_each_dialect() {
    for (kind, asks_for) in [("openai", "output_format"), ("openai-compatible", "response_format")] {
        let (submitted, peer) = submit(kind, painted(), Order::Image(lighthouse())).await;
        let Ok(Submitted::Done(outputs)) = submitted else {
            panic!("{submitted:?}")
        };
        assert_eq!(
            (outputs[0].bytes.clone(), outputs[0].media_type.as_str()),
            (picture(), "image/png")
        );
        let asked = &peer.asked()[0];
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("POST", "/v1/images/generations")
        );
        assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
        let mut names: Vec<_> = asked.json().as_object().unwrap().keys().cloned().collect();
        names.sort();
        let mut expected = vec!["model", "n", "prompt", "size", asks_for];
        expected.sort_unstable();
        assert_eq!(names, expected, "{kind}");
    }
}

#[tokio::test]
async fn an_edit_sends_its_pictures_in_the_body_and_names_them_as_the_clients_do() {
    for (count, called) in [(1, "name=\"image\""), (2, "name=\"image[]\"")] {
        let mut order = with_pictures(count);
        order.mask = Some(order.references[0].clone());
        let (submitted, peer) = submit("openai", painted(), Order::Image(order)).await;
        assert!(matches!(submitted, Ok(Submitted::Done(_))), "{submitted:?}");
        let asked = &peer.asked()[0];
        assert_eq!(asked.path, "/v1/images/edits");
        let media_type = asked.header("content-type").unwrap();
        assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
        assert!(asked.holds(called.as_bytes()) && asked.holds(b"name=\"mask\"") && asked.holds(&picture()));
        assert!(asked.holds(b"name=\"prompt\"\r\n\r\na lighthouse at dusk\r\n"));
    }
}

#[tokio::test]
async fn a_server_that_does_not_know_response_format_is_asked_without_it() {
    let refused = Reply::json(
        400,
        &json!({ "error": { "message": "unknown: response_format", "param": "response_format" } }),
    );
    let peer = Peer::start([refused, painted()]).await;
    let (engine, _) = peer.engine("openai-compatible", "/v1", MODELS);
    let submitted = engine
        .submit(&model("painter"), Order::Image(lighthouse()), Arc::new(Unwatched))
        .await;
    assert!(matches!(submitted, Ok(Submitted::Done(_))), "{submitted:?}");
    assert!(peer.asked()[1].json().get("response_format").is_none());
}

#[tokio::test]
async fn pictures_that_are_only_named_are_a_ticket_until_they_are_fetched() {
    let peer = Peer::start([]).await;
    let address = format!("{}/files/1.png", peer.url());
    peer.then(Reply::json(200, &json!({ "data": [{ "url": address }] })));
    peer.then(Reply::json(404, &json!({})));
    peer.then(Reply::typed(200, "application/octet-stream", picture()));
    let (engine, _) = peer.engine("openai-compatible", "/v1", MODELS);
    let submitted = engine
        .submit(&model("painter"), Order::Image(lighthouse()), Arc::new(Unwatched))
        .await;
    let Ok(Submitted::Ticket(ticket)) = submitted else {
        panic!("{submitted:?}")
    };
    let resumed = engine.resume(&ticket, Arc::new(Unwatched)).await;
    assert!(
        matches!(resumed, Ok(Resumed::Progress(_))),
        "a copy that is not there yet: {resumed:?}"
    );
    let resumed = engine.resume(&ticket, Arc::new(Unwatched)).await;
    let Ok(Resumed::Done(outputs)) = resumed else {
        panic!("{resumed:?}")
    };
    assert_eq!(outputs[0].bytes, picture());
}

#[tokio::test]
async fn every_refusal_and_failure_is_told_apart() {
    let error = |code: &str| json!({ "error": { "message": "said so", "type": "x", "code": code } });
    let cases = [
        (Reply::json(400, &error("moderation_blocked")), "refused"),
        (Reply::json(400, &error("content_policy_violation")), "refused"),
        (Reply::json(200, &error("content_policy_violation")), "refused"),
        (Reply::json(400, &error("invalid_size")), "bad_order"),
        (Reply::json(401, &error("invalid_api_key")), "unauthorised"),
        (Reply::json(429, &error("insufficient_quota")), "out_of_credit"),
        (
            Reply::json(429, &error("slow_down")).with("retry-after", "7"),
            "rate_limited",
        ),
        (Reply::json(503, &error("server_is_overloaded")), "unavailable"),
        (Reply::json(504, &json!({})), "unknown"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let (submitted, peer) = submit("openai", reply, Order::Image(lighthouse())).await;
        let failure = submitted.err().map(|failure| failure.as_str());
        assert_eq!(failure, Some(expected), "case {index}");
        assert_eq!(peer.asked().len(), 1, "a paid order is sent once: case {index}");
    }
}

#[tokio::test]
async fn text_is_written_and_a_refusal_in_the_answer_is_one() {
    let said = |message| {
        Reply::json(
            200,
            &json!({ "choices": [{ "message": message, "finish_reason": "stop" }] }),
        )
    };
    let (submitted, peer) = submit("openai", said(json!({ "content": "the sea" })), haiku()).await;
    let Ok(Submitted::Done(outputs)) = submitted else {
        panic!("{submitted:?}")
    };
    assert_eq!(outputs[0].bytes, "the sea");
    let body = peer.asked()[0].json();
    assert_eq!(
        (body["store"].as_bool(), body["max_completion_tokens"].as_i64()),
        (Some(false), Some(50))
    );
    let refusal = json!({ "content": null, "refusal": "I will not" });
    let (submitted, _) = submit("openai", said(refusal), haiku()).await;
    assert_eq!(submitted.err(), Some(Failure::Refused("I will not".to_owned())));
}
