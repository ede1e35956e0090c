//! Runway, whose tasks make films and pictures.

use std::sync::Arc;

use basics::Span;
use bytes::Bytes;
use engines::{Engine, Failure, ImageFormat, ImageOrder, Input, Order, Resumed, Ticket, VideoOrder};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, lighthouse, picture},
    shot::{between_pictures, film, from_a_picture, played, shot},
    steps::{
        done, input, is_anonymous, names, objected, outlasts_bad_hours, preview, resume, strange, ticket, told_apart,
        with_mask, with_pictures, word,
    },
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "gen4.5", kind = "video", frames = "first" },
        { id = "veo3.1", kind = "video", frames = "first-and-last", seconds = [4, 6, 8], negative = true, seeds = false },
        { id = "words", kind = "video" },
        { id = "gen4_image", kind = "image", references = 3 },
        { id = "plain_image", kind = "image" },
    ]"#;

fn begun() -> Reply {
    Reply::json(200, &json!({ "id": "17f20503-6c24" }))
}

fn task(more: &Value) -> Reply {
    let mut task = json!({ "id": "17f20503-6c24", "createdAt": "2026-11-26T00:00:00Z" });
    for (name, value) in more.as_object().unwrap() {
        task[name] = value.clone();
    }
    Reply::json(200, &task)
}

fn state(word: &str) -> Reply {
    task(&json!({ "status": word }))
}

fn made(peer: &Peer, file: &str) -> Reply {
    let address = format!("{}/files/{file}?_jwt=x", peer.url());
    task(&json!({ "status": "SUCCEEDED", "output": [address] }))
}

fn failed(code: &str) -> Reply {
    task(&json!({ "status": "FAILED", "failure": "said so", "failureCode": code }))
}

/// An engine whose order was taken on.
async fn waiting(name: &str, order: impl Into<Order>) -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([begun()]).await;
    let (engine, _) = peer.engine("runway", "/v1", MODELS);
    let ticket = ticket(&engine, name, order).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn a_film_is_a_task_with_its_own_fields_and_every_call_names_the_version() {
    let peer = Peer::start([begun(), state("PENDING"), Reply::typed(204, "text/plain", "")]).await;
    let (engine, record) = peer.engine("runway", "/v1", MODELS);
    let order = VideoOrder {
        seed: Some(7),
        ..shot()
    };
    let ticket = ticket(&engine, "gen4.5", order).await;
    resume(&engine, &ticket).await;
    engine.forget(&ticket).await.unwrap();
    let asked = peer.asked();
    assert_eq!(
        (asked[0].method.as_str(), asked[0].path.as_str()),
        ("POST", "/v1/text_to_video")
    );
    let expected = json!({
        "model": "gen4.5",
        "promptText": "a lighthouse at dusk",
        "ratio": "1280:720",
        "duration": 8,
        "seed": 7,
    });
    assert_eq!(asked[0].json(), expected);
    for asked in &asked {
        assert_eq!(asked.header("x-runway-version"), Some("2024-11-06"));
        assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
        assert!(is_anonymous(asked), "{:?}", asked.headers);
    }
    let fields = ["model", "promptText", "ratio", "duration", "seed"];
    assert_eq!(record.departures()[0].fields, fields);
}

#[tokio::test]
async fn the_frames_of_a_film_go_along_as_text() {
    let (_, _, peer) = waiting("gen4.5", from_a_picture()).await;
    let one = &peer.asked()[0];
    assert_eq!(one.path, "/v1/image_to_video");
    let written = one.json()["promptImage"].clone();
    assert!(written.as_str().unwrap().starts_with("data:image/png;base64,"));
    let order = VideoOrder {
        negative: Some("people".to_owned()),
        ..between_pictures()
    };
    let (_, _, peer) = waiting("veo3.1", order).await;
    let both = peer.asked()[0].json();
    let fields = [
        "duration",
        "model",
        "negativePrompt",
        "promptImage",
        "promptText",
        "ratio",
    ];
    assert_eq!(names(&both), fields);
    let frames = json!([{ "uri": written, "position": "first" }, { "uri": written, "position": "last" }]);
    assert_eq!(both["promptImage"], frames);
}

#[tokio::test]
async fn a_picture_is_a_task_and_starts_from_pictures_as_text() {
    let order = ImageOrder {
        seed: Some(7),
        ..with_pictures(2)
    };
    let (_, _, peer) = waiting("gen4_image", order).await;
    let asked = &peer.asked()[0];
    assert_eq!(asked.path, "/v1/text_to_image");
    let body = asked.json();
    assert_eq!(
        names(&body),
        ["model", "promptText", "ratio", "referenceImages", "seed"]
    );
    assert_eq!(body["ratio"], "1024:1024");
    let references = body["referenceImages"].as_array().unwrap();
    assert_eq!(references.len(), 2);
    assert!(
        references[0]["uri"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
}

/// A picture that is too large to be written into an order.
fn large() -> Input {
    let mut bytes = picture().to_vec();
    bytes.resize(4 << 20, 0);
    Input {
        bytes: Bytes::from(bytes),
        format: ImageFormat::Png,
    }
}

#[tokio::test]
async fn what_a_model_of_films_cannot_do_is_not_sent() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("runway", "/v1", MODELS);
    let cases = [
        ("words", from_a_picture(), "first_frame"),
        ("gen4.5", between_pictures(), "last_frame"),
        ("gen4.5", VideoOrder { seconds: 11, ..shot() }, "seconds"),
        (
            "gen4.5",
            VideoOrder {
                size: "1024x1024".parse().unwrap(),
                ..shot()
            },
            "size",
        ),
        (
            "gen4.5",
            VideoOrder {
                negative: Some("x".to_owned()),
                ..shot()
            },
            "negative",
        ),
        (
            "veo3.1",
            VideoOrder {
                seed: Some(1),
                ..shot()
            },
            "seed",
        ),
        (
            "gen4.5",
            VideoOrder {
                first_frame: Some(large()),
                ..shot()
            },
            "first_frame",
        ),
        (
            "veo3.1",
            VideoOrder {
                last_frame: Some(large()),
                ..from_a_picture()
            },
            "last_frame",
        ),
    ];
    for (name, order, at_fault) in cases {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn what_a_model_of_pictures_cannot_do_is_not_sent() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("runway", "/v1", MODELS);
    let cases = [
        ("plain_image", with_pictures(1), "image"),
        ("gen4_image", with_pictures(4), "image"),
        ("gen4_image", with_mask(), "mask"),
        (
            "gen4_image",
            ImageOrder {
                count: 2,
                ..lighthouse()
            },
            "count",
        ),
        (
            "gen4_image",
            ImageOrder {
                references: vec![large()],
                ..lighthouse()
            },
            "image",
        ),
    ];
    for (name, order, at_fault) in cases {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_film_comes_once_the_task_succeeded() {
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    for said in ["PENDING", "THROTTLED", "DREAMING"] {
        peer.then(state(said));
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("{said}")
        };
        assert_eq!(
            (progress.done, progress.ask_again),
            (None, Some(Span::seconds(6))),
            "{said}"
        );
    }
    peer.then(task(&json!({ "status": "RUNNING", "progress": 0.5 })));
    let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
        panic!("it is half done")
    };
    assert_eq!(progress.done, Some(0.5));
    peer.then(made(&peer, "1.mp4"));
    peer.then(played());
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!(
        (outputs[0].bytes.clone(), outputs[0].media_type.as_str()),
        (film(), "video/mp4")
    );
    assert_eq!(peer.asked()[1].path, "/v1/tasks/17f20503-6c24");
}

#[tokio::test]
async fn a_picture_comes_likewise() {
    let (engine, ticket, peer) = waiting("gen4_image", lighthouse()).await;
    peer.then(made(&peer, "1.png"));
    peer.then(Reply::typed(200, "image/png", picture()));
    assert_eq!(done(resume(&engine, &ticket).await)[0].bytes, picture());
    peer.then(made(&peer, "1.png"));
    peer.then(played());
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "not_an_image",
        "a film was not ordered"
    );
}

#[tokio::test]
async fn a_picture_that_is_not_there_yet_is_asked_for_again() {
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    peer.then(made(&peer, "1.mp4"));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    peer.then(made(&peer, "1.mp4"));
    peer.then(played());
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
}

#[tokio::test]
async fn every_way_of_not_taking_an_order_is_told_apart_and_it_is_sent_once() {
    let error = |text: &str| json!({ "error": text });
    let issue = |name: &str| json!({ "error": "no", "issues": [{ "code": "x", "path": [name], "message": "no" }] });
    let cases = [
        (Reply::json(400, &issue("ratio")), Failure::bad_order("size", "no")),
        (
            Reply::json(400, &issue("duration")),
            Failure::bad_order("seconds", "no"),
        ),
        (
            Reply::json(400, &issue("promptImage")),
            Failure::bad_order("first_frame", "no"),
        ),
        (Reply::json(400, &error("no")), Failure::bad_order("prompt", "no")),
        (
            Reply::json(400, &error("blocked by content moderation")),
            Failure::Refused("blocked by content moderation".to_owned()),
        ),
        (
            Reply::json(400, &error("You do not have enough credits to run this task.")),
            Failure::OutOfCredit,
        ),
        (Reply::json(401, &error("who")), Failure::Unauthorised),
        (Reply::json(404, &error("none")), Failure::bad_order("model", "none")),
        (
            Reply::json(429, &error("slow")),
            Failure::RateLimited { retry_after: None },
        ),
        (
            Reply::json(429, &error("slow")).with("retry-after", "7"),
            Failure::RateLimited {
                retry_after: Some(Span::seconds(7)),
            },
        ),
        (Reply::json(503, &json!({})), Failure::Unavailable),
        (Reply::json(504, &json!({})), Failure::Unknown),
        (Reply::typed(200, "text/html", "<html>"), Failure::Unknown),
        (Reply::json(200, &json!({ "id": ".." })), Failure::Unknown),
        (Reply::Cut, Failure::Unknown),
        (Reply::Hang, Failure::Unknown),
        (Reply::Huge, Failure::TooLarge),
    ];
    told_apart(cases, ("runway", "/v1", MODELS), "gen4.5", shot()).await;
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_paid_for() {
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    outlasts_bad_hours(&engine, &ticket, &peer, || made(&peer, "1.mp4")).await;
}

#[tokio::test]
async fn every_end_that_is_no_film_is_told_apart() {
    let inside = json!({ "status": "SUCCEEDED", "output": ["http://169.254.169.254/latest"] });
    let cases = [
        (failed("SAFETY.INPUT.TEXT"), "refused"),
        (failed("SAFETY.OUTPUT.VIDEO"), "refused"),
        (failed("INPUT_PREPROCESSING.SAFETY.TEXT"), "refused"),
        (failed("ASSET.INVALID"), "bad_order"),
        (failed("INTERNAL.BAD_OUTPUT.CODE01"), "bad_order"),
        (failed("INTERNAL"), "unavailable"),
        (failed("INPUT_PREPROCESSING.INTERNAL"), "unavailable"),
        (failed("THIRD_PARTY.UNAVAILABLE"), "unavailable"),
        (failed("NEWLY.INVENTED"), "bad_order"),
        (state("FAILED"), "bad_order"),
        (state("CANCELLED"), "cancelled"),
        (state("SUCCEEDED"), "not_an_image"),
        (task(&inside), "not_an_image"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(404, &json!({})), "unknown"),
        (Reply::Huge, "too_large"),
    ];
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    for (reply, expected) in [
        (Reply::typed(200, "video/mp4", picture()), "not_an_image"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Huge, "too_large"),
    ] {
        peer.then(made(&peer, "1.mp4"));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected);
    }
}

#[tokio::test]
async fn a_film_that_moved_to_a_server_inside_is_not_followed_there() {
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    let inside = Peer::start([played()]).await;
    peer.then(made(&peer, "1.mp4"));
    peer.then(Reply::json(302, &json!({})).with("location", &inside.url()));
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn a_task_is_stopped_and_deleted_by_the_same_call() {
    let (engine, ticket, peer) = waiting("gen4.5", shot()).await;
    peer.then(Reply::typed(204, "text/plain", ""));
    peer.then(Reply::json(404, &json!({})));
    peer.then(Reply::json(503, &json!({})));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.forget(&ticket).await, Ok(()), "what is gone is forgotten");
    assert_eq!(engine.forget(&ticket).await, Err(Failure::Unavailable));
    for asked in &peer.asked()[1..] {
        let expected = ("DELETE", "/v1/tasks/17f20503-6c24");
        assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    }
}

#[tokio::test]
async fn a_strange_ticket_asks_nobody() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("runway", "/v1", MODELS);
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
async fn what_is_shown_before_is_what_leaves() {
    let cases: [(&str, Order, &str); 3] = [
        ("veo3.1", between_pictures().into(), "/v1/image_to_video"),
        ("gen4.5", shot().into(), "/v1/text_to_video"),
        ("gen4_image", with_pictures(2).into(), "/v1/text_to_image"),
    ];
    for (name, order, path) in cases {
        let peer = Peer::start([begun()]).await;
        let (engine, record) = peer.engine("runway", "/v1", MODELS);
        let (address, fields) = preview(&engine, name, order.clone());
        ticket(&engine, name, order).await;
        assert_eq!(address, format!("{}{path}", peer.url()));
        let mut shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
        shown.dedup();
        assert_eq!(shown, record.departures()[0].fields);
        assert!(fields.contains(&("promptText", "a lighthouse at dusk".to_owned())));
        let pictures = fields.iter().filter(|(_, value)| *value == format!("{:?}", input()));
        assert_eq!(pictures.count(), if name == "gen4.5" { 0 } else { 2 });
        assert!(fields.iter().all(|(_, value)| !value.contains("base64")));
    }
}
