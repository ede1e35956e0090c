//! Films, which are a job at OpenAI and at servers like it.

use std::sync::Arc;

use basics::Span;
use engines::{Engine, Failure, Resumed, Ticket, VideoOrder};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, picture},
    shot::{between_pictures, film, from_a_picture, played, shot},
    steps::{done, is_anonymous, objected, outlasts_bad_hours, preview, resume, strange, submit, ticket, word},
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "filmer", kind = "video" },
        { id = "wan", kind = "video", seconds = { from = 1, to = 10 }, sizes = ["832x480"], seeds = true, negative = true, frames = "none" },
    ]"#;

fn job(status: &str) -> Reply {
    let job = json!({ "id": "video_1", "object": "video", "model": "filmer", "status": status, "progress": 40 });
    Reply::json(200, &job)
}

fn failed(error: &Value) -> Reply {
    Reply::json(200, &json!({ "id": "video_1", "status": "failed", "error": error }))
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([job("queued")]).await;
    let (engine, _) = peer.engine("openai-compatible", "/v1", MODELS);
    let ticket = ticket(&engine, "filmer", shot()).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn a_film_is_ordered_by_a_form_that_every_such_server_reads() {
    for kind in ["openai", "openai-compatible"] {
        let peer = Peer::start([job("queued")]).await;
        let (engine, record) = peer.engine(kind, "/v1", MODELS);
        ticket(&engine, "filmer", from_a_picture()).await;
        let asked = &peer.asked()[0];
        assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/v1/videos"));
        assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
        let media_type = asked.header("content-type").unwrap();
        assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
        for (name, value) in [
            ("model", "filmer"),
            ("prompt", "a lighthouse at dusk"),
            ("seconds", "8"),
            ("size", "1280x720"),
        ] {
            let field = format!("name=\"{name}\"\r\n\r\n{value}\r\n");
            assert!(asked.holds(field.as_bytes()), "{name}");
        }
        assert!(asked.holds(b"name=\"input_reference\"; filename=\"frame.png\"") && asked.holds(&picture()));
        assert!(is_anonymous(asked), "{:?}", asked.headers);
        let fields = ["model", "prompt", "seconds", "size", "input_reference"];
        assert_eq!(record.departures()[0].fields, fields);
    }
}

#[tokio::test]
async fn a_server_of_ones_own_is_told_what_its_table_names_besides() {
    let peer = Peer::start([job("queued")]).await;
    let (engine, _) = peer.engine("openai-compatible", "/v1", MODELS);
    let order = VideoOrder {
        size: "832x480".parse().unwrap(),
        seconds: 5,
        seed: Some(7),
        negative: Some("people".to_owned()),
        ..shot()
    };
    ticket(&engine, "wan", order.clone()).await;
    let asked = &peer.asked()[0];
    assert!(asked.holds(b"name=\"seed\"\r\n\r\n7\r\n") && asked.holds(b"name=\"negative_prompt\"\r\n\r\npeople\r\n"));
    let wrong = [
        (
            "filmer",
            VideoOrder {
                seed: Some(7),
                ..shot()
            },
            "seed",
        ),
        ("filmer", VideoOrder { seconds: 5, ..shot() }, "seconds"),
        ("filmer", between_pictures(), "last_frame"),
        (
            "wan",
            VideoOrder {
                first_frame: from_a_picture().first_frame,
                ..order
            },
            "first_frame",
        ),
    ];
    for (name, order, at_fault) in wrong {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn a_film_comes_once_the_job_is_completed() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["queued", "in_progress", "pending", "dreaming"] {
        peer.then(job(said).with("openai-poll-after-ms", "2500"));
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("{said}")
        };
        assert_eq!(
            (progress.done, progress.ask_again),
            (Some(0.4), Some(Span::millis(2_500))),
            "{said}"
        );
    }
    peer.then(Reply::json(
        200,
        &json!({ "id": "video_1", "status": "queued", "progress": "half" }),
    ));
    let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
        panic!("it is queued")
    };
    assert_eq!((progress.done, progress.ask_again), (None, Some(Span::seconds(5))));
    peer.then(job("completed"));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "progress",
        "a copy that is not there yet"
    );
    peer.then(job("completed"));
    peer.then(played());
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!(
        (outputs[0].bytes.clone(), outputs[0].media_type.as_str()),
        (film(), "video/mp4")
    );
    let asked = peer.asked();
    let last = asked.last().unwrap();
    assert_eq!(
        (last.method.as_str(), last.path.as_str()),
        ("GET", "/v1/videos/video_1/content")
    );
    assert!(asked.iter().all(|asked| asked.header("authorization").is_some()));
}

#[tokio::test]
async fn a_film_that_moved_elsewhere_is_not_followed_to_a_server_inside() {
    let inside = Peer::start([played()]).await;
    let (engine, ticket, peer) = waiting().await;
    peer.then(job("completed"));
    peer.then(Reply::json(302, &json!({})).with("location", &inside.url()));
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn every_way_of_not_taking_a_film_is_told_apart_and_it_is_sent_once() {
    let error = |code: &str| json!({ "error": { "message": "said so", "type": "x", "code": code } });
    let cases = [
        (Reply::json(400, &error("moderation_blocked")), "refused"),
        (Reply::json(400, &error("content_policy_violation")), "refused"),
        (Reply::json(400, &error("invalid_size")), "bad_order"),
        (Reply::json(404, &error("model_not_found")), "bad_order"),
        (Reply::json(401, &error("invalid_api_key")), "unauthorised"),
        (Reply::json(402, &json!({})), "out_of_credit"),
        (Reply::json(429, &error("insufficient_quota")), "out_of_credit"),
        (Reply::json(503, &error("server_is_overloaded")), "unavailable"),
        (Reply::json(504, &json!({})), "unknown"),
        (Reply::typed(200, "text/html", "<html>"), "unknown"),
        (Reply::json(200, &json!({ "status": "queued" })), "unknown"),
        (Reply::json(200, &json!({ "id": ".." })), "unknown"),
        (Reply::Cut, "unknown"),
        (Reply::Hang, "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("openai", "/v1", MODELS);
        let failure = submit(&engine, "filmer", shot()).await.err();
        assert_eq!(failure.map(|failure| failure.as_str()), Some(expected), "case {index}");
        assert_eq!(peer.asked().len(), 1, "a paid order is sent once: case {index}");
    }
    let peer = Peer::start([Reply::json(429, &error("slow_down")).with("retry-after", "7")]).await;
    let (engine, _) = peer.engine("openai", "/v1", MODELS);
    let wait = Failure::RateLimited {
        retry_after: Some(Span::seconds(7)),
    };
    assert_eq!(submit(&engine, "filmer", shot()).await.err(), Some(wait));
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_a_film_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    outlasts_bad_hours(&engine, &ticket, &peer, || job("completed")).await;
}

#[tokio::test]
async fn every_end_that_is_no_film_is_told_apart() {
    let (engine, ticket, peer) = waiting().await;
    let cases = [
        (
            failed(&json!({ "code": "moderation_blocked", "message": "no" })),
            "refused",
        ),
        (
            failed(&json!({ "code": "x", "message": "flagged by our safety system" })),
            "refused",
        ),
        (
            failed(&json!({ "code": "server_error", "message": "broke" })),
            "unavailable",
        ),
        (
            failed(&json!({ "code": "invalid_size", "message": "too wide" })),
            "bad_order",
        ),
        (failed(&json!("CUDA error")), "bad_order"),
        (failed(&Value::Null), "bad_order"),
        (job("cancelled"), "cancelled"),
        (job("expired"), "cut"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(404, &json!({})), "unknown"),
        (Reply::Huge, "too_large"),
    ];
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    for (reply, expected) in [
        (Reply::typed(200, "video/mp4", picture()), "not_an_image"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Huge, "too_large"),
    ] {
        peer.then(job("completed"));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected);
    }
}

#[tokio::test]
async fn a_film_is_stopped_and_deleted_by_its_name() {
    let (engine, ticket, peer) = waiting().await;
    peer.then(Reply::json(
        200,
        &json!({ "id": "video_1", "object": "video.deleted", "deleted": true }),
    ));
    peer.then(Reply::json(404, &json!({})));
    peer.then(Reply::json(503, &json!({})));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.forget(&ticket).await, Ok(()), "what is gone is forgotten");
    assert_eq!(engine.forget(&ticket).await, Err(Failure::Unavailable));
    for asked in &peer.asked()[1..] {
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("DELETE", "/v1/videos/video_1")
        );
    }
}

#[tokio::test]
async fn openai_is_asked_for_no_film_of_a_size_that_it_does_not_make() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("openai", "/v1", MODELS);
    let of_size = |size: &str| VideoOrder {
        size: size.parse().unwrap(),
        ..shot()
    };
    assert_eq!(objected(&engine, "filmer", of_size("1920x1080")).await, "size");
    assert!(peer.asked().is_empty());
    for size in ["1280x720", "720x1280", "1792x1024", "1024x1792"] {
        peer.then(job("queued"));
        ticket(&engine, "filmer", of_size(size)).await;
    }
}

#[tokio::test]
async fn a_strange_ticket_of_a_film_asks_nobody() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("openai", "/v1", MODELS);
    for id in ["", ".", "..", "a b"] {
        let ticket = strange(&json!({ "id": id, "film": true }).to_string());
        assert_eq!(
            resume(&engine, &ticket).await,
            Resumed::Failed(Failure::Unknown),
            "{id}"
        );
        assert!(engine.cancel(&ticket).await.is_err() && engine.forget(&ticket).await.is_err());
    }
    assert!(peer.asked().is_empty());
    peer.then(job("queued"));
    resume(&engine, &strange(r#"{"id":"../account?x#y","film":true}"#)).await;
    assert_eq!(
        peer.asked()[0].path,
        "/v1/videos/..%2Faccount%3Fx%23y",
        "it stays one part of the address"
    );
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves_for_a_film() {
    let peer = Peer::start([job("queued")]).await;
    let (engine, record) = peer.engine("openai", "/v1", MODELS);
    let (address, fields) = preview(&engine, "filmer", from_a_picture());
    ticket(&engine, "filmer", from_a_picture()).await;
    assert_eq!(address, format!("{}/v1/videos", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.contains(&("seconds", "8".to_owned())));
}
