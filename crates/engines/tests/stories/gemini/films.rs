//! Films, which Google makes in the background.

use std::sync::Arc;

use basics::Span;
use engines::{Engine, Failure, Resumed, Ticket, VideoOrder};
use serde_json::{Value, json};

use super::{error, exhausted};
use crate::{
    lab::encoded,
    peer::{KEY, Peer, Reply, picture},
    shot::{between_pictures, film, from_a_picture, played, shot},
    steps::{done, input, objected, passing, preview, resume, strange, submit, ticket, word},
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "omni", kind = "video" },
        { id = "odd", kind = "video", sizes = ["854x480", "1280x1024", "720x720"] },
    ]"#;

fn state(status: &str) -> Reply {
    Reply::json(200, &json!({ "id": "v1_abc", "status": status, "model": "omni" }))
}

fn completed(contents: &Value) -> Reply {
    let steps = json!([
        { "type": "thought", "content": [{ "type": "video", "uri": "https://example.com/sketch" }] },
        { "type": "model_output", "content": contents },
    ]);
    Reply::json(200, &json!({ "id": "v1_abc", "status": "completed", "steps": steps }))
}

fn made(peer: &Peer) -> Reply {
    let address = format!("{}/v1beta/files/f-1:download?alt=media", peer.url());
    completed(&json!([
        { "type": "text", "text": "Here it is." },
        { "type": "video", "uri": address, "mime_type": "video/mp4" },
    ]))
}

fn failed(error: &Value) -> Reply {
    Reply::json(200, &json!({ "id": "v1_abc", "status": "failed", "error": error }))
}

/// As an interaction lists what went wrong.
fn listed(errors: &Value) -> Reply {
    Reply::json(200, &json!({ "id": "v1_abc", "status": "failed", "errors": errors }))
}

/// As a step of it says so.
fn in_a_step(error: &Value) -> Reply {
    let steps = json!([{ "type": "model_output", "error": error }]);
    Reply::json(200, &json!({ "id": "v1_abc", "status": "failed", "steps": steps }))
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([state("in_progress")]).await;
    let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
    let ticket = ticket(&engine, "omni", shot()).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn a_film_is_begun_in_the_background_with_its_shape_its_lines_and_its_length() {
    let peer = Peer::start([state("in_progress")]).await;
    let (engine, record) = peer.engine("gemini", "/v1beta", MODELS);
    ticket(&engine, "omni", shot()).await;
    let asked = &peer.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/v1beta/interactions")
    );
    let format = json!({
        "type": "video", "delivery": "uri", "aspect_ratio": "16:9", "resolution": "720p", "duration": "8s",
    });
    let expected = json!({
        "model": "omni", "input": "a lighthouse at dusk", "background": true, "response_format": format,
    });
    assert_eq!(asked.json(), expected);
    assert_eq!(asked.header("x-goog-api-key"), Some(KEY));
    let fields = ["model", "input", "background", "response_format"];
    assert_eq!(record.departures()[0].fields, fields);
}

#[tokio::test]
async fn the_picture_that_a_film_begins_with_goes_along_inline() {
    let peer = Peer::start([state("in_progress")]).await;
    let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
    ticket(&engine, "omni", from_a_picture()).await;
    let expected = json!([
        { "type": "image", "mime_type": "image/png", "data": encoded() },
        { "type": "text", "text": "a lighthouse at dusk" },
    ]);
    assert_eq!(peer.asked()[0].json()["input"], expected);
}

#[tokio::test]
async fn what_the_models_of_films_cannot_do_is_not_sent() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
    let size = |text: &str| VideoOrder {
        size: text.parse().unwrap(),
        ..shot()
    };
    let wrong = [
        ("omni", between_pictures(), "last_frame"),
        ("omni", VideoOrder { seconds: 11, ..shot() }, "seconds"),
        ("omni", VideoOrder { seconds: 2, ..shot() }, "seconds"),
        (
            "omni",
            VideoOrder {
                seed: Some(1),
                ..shot()
            },
            "seed",
        ),
        (
            "omni",
            VideoOrder {
                negative: Some("x".to_owned()),
                ..shot()
            },
            "negative",
        ),
        ("odd", size("854x480"), "size"),
        ("odd", size("720x720"), "size"),
        ("odd", size("1280x1024"), "size"),
    ];
    for (name, order, at_fault) in wrong {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_film_comes_once_it_is_completed_and_the_key_goes_to_the_vendor_only() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["queued", "in_progress", "dreaming", ""] {
        peer.then(state(said));
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("{said}")
        };
        assert_eq!(progress.ask_again, Some(Span::seconds(5)), "{said}");
    }
    peer.then(made(&peer));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "progress",
        "a copy that is not there yet"
    );
    peer.then(made(&peer));
    peer.then(played());
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!(
        (outputs[0].bytes.clone(), outputs[0].media_type.as_str()),
        (film(), "video/mp4")
    );
    let asked = peer.asked();
    assert_eq!(asked[1].path, "/v1beta/interactions/v1_abc");
    assert_eq!(asked.last().unwrap().path, "/v1beta/files/f-1:download?alt=media");
    assert!(asked.iter().all(|asked| asked.header("x-goog-api-key") == Some(KEY)));
    let inside = Peer::start([played()]).await;
    peer.then(made(&inside));
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "not_an_image",
        "an address inside"
    );
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn a_small_film_may_be_written_into_the_answer() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let (engine, ticket, peer) = waiting().await;
    peer.then(completed(
        &json!([{ "type": "video", "data": STANDARD.encode(film()) }]),
    ));
    assert_eq!(done(resume(&engine, &ticket).await)[0].bytes, film());
}

#[tokio::test]
async fn every_way_of_not_taking_a_film_is_told_apart_and_it_is_sent_once() {
    let nothing = json!([]);
    let wrapped = json!([{ "error": { "code": 400, "message": "no", "status": "INVALID_ARGUMENT" } }]);
    let cases = [
        (error(400, "PROHIBITED_CONTENT", "no", &nothing), "refused"),
        (error(400, "INVALID_ARGUMENT", "flagged as unsafe", &nothing), "refused"),
        (error(400, "INVALID_ARGUMENT", "no", &nothing), "bad_order"),
        (Reply::json(400, &wrapped), "bad_order"),
        (error(404, "NOT_FOUND", "no such model", &nothing), "bad_order"),
        (error(401, "UNAUTHENTICATED", "who", &nothing), "unauthorised"),
        (
            error(429, "RESOURCE_EXHAUSTED", "x", &exhausted("RequestsPerMinute", "10")),
            "rate_limited",
        ),
        (
            error(429, "RESOURCE_EXHAUSTED", "x", &exhausted("RequestsPerDay", "10")),
            "out_of_credit",
        ),
        (error(503, "UNAVAILABLE", "down", &nothing), "unavailable"),
        (Reply::json(504, &json!({})), "unknown"),
        (Reply::typed(200, "text/html", "<html>"), "unknown"),
        (Reply::json(200, &json!({ "status": "in_progress" })), "unknown"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
        let failure = submit(&engine, "omni", shot()).await.err();
        assert_eq!(failure.map(|failure| failure.as_str()), Some(expected), "case {index}");
        assert_eq!(peer.asked().len(), 1, "a paid order is sent once: case {index}");
    }
    let reply = error(429, "RESOURCE_EXHAUSTED", "x", &exhausted("RequestsPerMinute", "10"));
    let peer = Peer::start([reply]).await;
    let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
    let wait = Failure::RateLimited {
        retry_after: Some(Span::seconds(37)),
    };
    assert_eq!(submit(&engine, "omni", shot()).await.err(), Some(wait));
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_a_film_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    let strange_hour = error(400, "INVALID_ARGUMENT", "API key expired", &json!([]));
    for reply in passing().into_iter().chain([strange_hour]) {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
    for reply in passing() {
        peer.then(made(&peer));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
    let posts = peer.asked().iter().filter(|asked| asked.method == "POST").count();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn why_a_film_failed_is_read_wherever_google_says_it() {
    let (engine, ticket, peer) = waiting().await;
    let cases = [
        (
            listed(&json!([{ "code": "https://example.com/errors#safety", "message": "no" }])),
            "refused",
        ),
        (
            listed(
                &json!([{ "code": "invalid_request", "message": "no" }, { "message": "blocked by the safety filter" }]),
            ),
            "refused",
        ),
        (
            listed(&json!([{ "code": "https://example.com/internal", "message": "broke" }])),
            "unavailable",
        ),
        (
            listed(&json!([{ "code": "invalid_request", "message": "no" }])),
            "bad_order",
        ),
        (listed(&json!([7, null, "no"])), "bad_order"),
        (
            in_a_step(&json!({ "code": 3, "message": "blocked by the safety filter" })),
            "refused",
        ),
        (in_a_step(&json!({ "code": 14, "message": "busy" })), "unavailable"),
        (in_a_step(&json!({ "code": 3, "message": "no" })), "bad_order"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    peer.then(listed(
        &json!([{ "code": "https://example.com/errors#safety", "message": "not this" }]),
    ));
    let said = Failure::Refused("not this".to_owned());
    assert_eq!(resume(&engine, &ticket).await, Resumed::Failed(said));
}

#[tokio::test]
async fn every_end_that_is_no_film_is_told_apart() {
    let (engine, ticket, peer) = waiting().await;
    let cases = [
        (
            completed(&json!([{ "type": "text", "text": "I would rather not." }])),
            "refused",
        ),
        (completed(&json!([])), "refused"),
        (failed(&json!({ "code": "SAFETY", "message": "no" })), "refused"),
        (
            failed(&json!({ "code": 3, "message": "blocked by the safety filter" })),
            "refused",
        ),
        (
            failed(&json!({ "code": "internal_error", "message": "broke" })),
            "unavailable",
        ),
        (
            failed(&json!({ "code": "invalid_request", "message": "no" })),
            "bad_order",
        ),
        (failed(&Value::Null), "bad_order"),
        (state("incomplete"), "bad_order"),
        (state("budget_exceeded"), "bad_order"),
        (state("requires_action"), "bad_order"),
        (state("cancelled"), "cancelled"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(404, &json!({})), "unknown"),
        (
            error(400, "INVALID_ARGUMENT", "Invalid interaction name", &json!([])),
            "unknown",
        ),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    peer.then(completed(&json!([{ "type": "text", "text": "I would rather not." }])));
    let said = Failure::Refused("I would rather not.".to_owned());
    assert_eq!(resume(&engine, &ticket).await, Resumed::Failed(said));
    for (reply, expected) in [
        (Reply::typed(200, "video/mp4", picture()), "not_an_image"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Huge, "too_large"),
    ] {
        peer.then(made(&peer));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected);
    }
}

#[tokio::test]
async fn a_film_is_stopped_by_one_call_and_deleted_by_another() {
    let (engine, ticket, peer) = waiting().await;
    peer.then(state("cancelled"));
    peer.then(error(400, "FAILED_PRECONDITION", "it is over", &json!([])));
    peer.then(Reply::json(200, &json!({})));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.cancel(&ticket).await, Ok(()), "what is over cannot be stopped");
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    assert_eq!(engine.forget(&ticket).await, Ok(()), "what is gone is forgotten");
    let asked = peer.asked();
    let stopped = ("POST", "/v1beta/interactions/v1_abc/cancel");
    let deleted = ("DELETE", "/v1beta/interactions/v1_abc");
    for (asked, expected) in asked[1..].iter().zip([stopped, stopped, deleted, deleted]) {
        assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    }
}

#[tokio::test]
async fn a_strange_ticket_asks_nobody() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("gemini", "/v1beta", MODELS);
    for token in ["", "{}", r#"{"id":".."}"#, r#"{"id":"a b"}"#] {
        let ticket = strange(token);
        assert_eq!(
            resume(&engine, &ticket).await,
            Resumed::Failed(Failure::Unknown),
            "{token}"
        );
        assert!(engine.cancel(&ticket).await.is_err() && engine.forget(&ticket).await.is_err());
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves_for_a_film() {
    let peer = Peer::start([state("in_progress")]).await;
    let (engine, record) = peer.engine("gemini", "/v1beta", MODELS);
    let (address, fields) = preview(&engine, "omni", from_a_picture());
    ticket(&engine, "omni", from_a_picture()).await;
    assert_eq!(address, format!("{}/v1beta/interactions", peer.url()));
    let mut shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    shown.dedup();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.contains(&("input", "a lighthouse at dusk".to_owned())));
    assert!(fields.contains(&("input", format!("{:?}", input()))));
}
