//! Luma's Dream Machine, whose generations are films and pictures.

use std::sync::Arc;

use basics::Span;
use engines::{Engine, Failure, ImageFormat, ImageOrder, Order, Resumed, Ticket, VideoOrder};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, lighthouse, picture},
    shot::{film, from_a_picture, played, shot},
    steps::{
        done, is_anonymous, objected, outlasts_bad_hours, preview, resume, strange, ticket, told_apart, with_pictures,
        word,
    },
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "ray-2", kind = "video" },
        { id = "odd", kind = "video", sizes = ["1280x800", "1024x576"], seconds = [5] },
        { id = "photon-1", kind = "image" },
    ]"#;

fn generation(state: &str, assets: &Value, reason: &Value) -> Reply {
    let body = json!({
        "id": "123e4567-e89b", "generation_type": "video", "state": state, "failure_reason": reason, "assets": assets,
    });
    Reply::json(201, &body)
}

fn state(word: &str) -> Reply {
    generation(word, &Value::Null, &Value::Null)
}

fn made(peer: &Peer) -> Reply {
    let url = peer.url();
    let assets = json!({ "video": format!("{url}/1.mp4"), "image": format!("{url}/1.jpg"), "progress_video": null });
    generation("completed", &assets, &Value::Null)
}

fn failed(reason: &str) -> Reply {
    generation("failed", &Value::Null, &json!(reason))
}

fn five() -> VideoOrder {
    VideoOrder { seconds: 5, ..shot() }
}

/// An engine whose order was taken on.
async fn waiting(name: &str, order: impl Into<Order>) -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([state("queued")]).await;
    let (engine, _) = peer.engine("luma", "/dream-machine/v1", MODELS);
    let ticket = ticket(&engine, name, order).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn a_film_is_a_generation_with_its_shape_its_lines_and_its_length() {
    let peer = Peer::start([state("queued")]).await;
    let (engine, record) = peer.engine("luma", "/dream-machine/v1", MODELS);
    ticket(&engine, "ray-2", five()).await;
    let asked = &peer.asked()[0];
    let expected = ("POST", "/dream-machine/v1/generations/video");
    assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    let expected = json!({
        "model": "ray-2",
        "prompt": "a lighthouse at dusk",
        "aspect_ratio": "16:9",
        "resolution": "720p",
        "duration": "5s",
    });
    assert_eq!(asked.json(), expected);
    assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    let fields = ["model", "prompt", "aspect_ratio", "resolution", "duration"];
    assert_eq!(record.departures()[0].fields, fields);
}

#[tokio::test]
async fn every_size_of_its_own_has_a_name_there() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("luma", "/dream-machine/v1", MODELS);
    let named = [
        ("3840x2160", "16:9", "4k"),
        ("720x1680", "9:21", "720p"),
        ("540x540", "1:1", "540p"),
        ("1080x1920", "9:16", "1080p"),
    ];
    for (size, shape, lines) in named {
        peer.then(state("queued"));
        let order = VideoOrder {
            size: size.parse().unwrap(),
            ..five()
        };
        ticket(&engine, "ray-2", order).await;
        let body = peer.asked().last().unwrap().json();
        assert_eq!(
            (&body["aspect_ratio"], &body["resolution"]),
            (&json!(shape), &json!(lines)),
            "{size}"
        );
    }
}

#[tokio::test]
async fn a_picture_is_a_generation_with_its_shape_and_its_format() {
    for (format, called) in [
        (ImageFormat::Png, "png"),
        (ImageFormat::Jpeg, "jpg"),
        (ImageFormat::WebP, "png"),
    ] {
        let (_, _, peer) = waiting("photon-1", ImageOrder { format, ..lighthouse() }).await;
        let asked = &peer.asked()[0];
        assert_eq!(asked.path, "/dream-machine/v1/generations/image");
        let expected = json!({
            "model": "photon-1", "prompt": "a lighthouse at dusk", "aspect_ratio": "1:1", "format": called,
        });
        assert_eq!(asked.json(), expected);
    }
}

#[tokio::test]
async fn what_a_model_cannot_do_is_not_sent() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("luma", "/dream-machine/v1", MODELS);
    let films = [
        ("ray-2", from_a_picture(), "seconds"),
        (
            "ray-2",
            VideoOrder {
                seconds: 5,
                ..from_a_picture()
            },
            "first_frame",
        ),
        (
            "ray-2",
            VideoOrder {
                seed: Some(1),
                ..five()
            },
            "seed",
        ),
        (
            "ray-2",
            VideoOrder {
                negative: Some("x".to_owned()),
                ..five()
            },
            "negative",
        ),
        (
            "odd",
            VideoOrder {
                size: "1280x800".parse().unwrap(),
                ..five()
            },
            "size",
        ),
        (
            "odd",
            VideoOrder {
                size: "1024x576".parse().unwrap(),
                ..five()
            },
            "size",
        ),
    ];
    for (name, order, at_fault) in films {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert_eq!(objected(&engine, "photon-1", with_pictures(1)).await, "image");
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_film_comes_once_it_is_completed() {
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    for said in ["queued", "dreaming", "sleepwalking"] {
        peer.then(state(said));
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("{said}")
        };
        assert_eq!(progress.ask_again, Some(Span::seconds(3)), "{said}");
    }
    peer.then(made(&peer));
    peer.then(played());
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!(
        (outputs[0].bytes.clone(), outputs[0].media_type.as_str()),
        (film(), "video/mp4")
    );
    let asked = peer.asked();
    assert_eq!(asked[1].path, "/dream-machine/v1/generations/123e4567-e89b");
    assert_eq!(asked[5].path, "/1.mp4");
}

#[tokio::test]
async fn a_picture_comes_likewise() {
    let (engine, ticket, peer) = waiting("photon-1", lighthouse()).await;
    peer.then(made(&peer));
    peer.then(Reply::typed(200, "image/png", picture()));
    assert_eq!(done(resume(&engine, &ticket).await)[0].bytes, picture());
    assert_eq!(peer.asked()[2].path, "/1.jpg");
}

#[tokio::test]
async fn a_picture_that_is_not_there_yet_is_asked_for_again() {
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    peer.then(made(&peer));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    peer.then(made(&peer));
    peer.then(played());
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
}

#[tokio::test]
async fn every_way_of_not_taking_an_order_is_told_apart_and_it_is_sent_once() {
    let detail = |text: &str| json!({ "detail": text });
    let cases = [
        (
            Reply::json(400, &detail("Prompt failed moderation")),
            Failure::Refused("Prompt failed moderation".to_owned()),
        ),
        (Reply::json(400, &detail("Insufficient credits")), Failure::OutOfCredit),
        (Reply::json(402, &detail("pay")), Failure::OutOfCredit),
        (Reply::json(400, &detail("no")), Failure::bad_order("prompt", "no")),
        (
            Reply::json(
                422,
                &json!({ "detail": [{ "loc": ["body", "aspect_ratio"], "msg": "no" }] }),
            ),
            Failure::bad_order("size", "no"),
        ),
        (Reply::json(404, &detail("none")), Failure::bad_order("model", "none")),
        (Reply::json(401, &detail("who")), Failure::Unauthorised),
        (Reply::json(403, &detail("who")), Failure::Unauthorised),
        (
            Reply::json(429, &detail("slow")),
            Failure::RateLimited { retry_after: None },
        ),
        (
            Reply::json(429, &detail("slow")).with("retry-after", "7"),
            Failure::RateLimited {
                retry_after: Some(Span::seconds(7)),
            },
        ),
        (Reply::json(503, &json!({})), Failure::Unavailable),
        (Reply::json(504, &json!({})), Failure::Unknown),
        (Reply::typed(201, "text/html", "<html>"), Failure::Unknown),
        (Reply::json(201, &json!({ "state": "queued" })), Failure::Unknown),
        (Reply::Cut, Failure::Unknown),
        (Reply::Hang, Failure::Unknown),
        (Reply::Huge, Failure::TooLarge),
    ];
    told_apart(cases, ("luma", "/dream-machine/v1", MODELS), "ray-2", five()).await;
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_paid_for() {
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    outlasts_bad_hours(&engine, &ticket, &peer, || made(&peer)).await;
}

#[tokio::test]
async fn every_end_that_is_no_film_is_told_apart() {
    let inside = json!({ "video": "http://169.254.169.254/latest" });
    let cases = [
        (failed("400: advanced moderation failed"), "refused"),
        (failed("The prompt was flagged"), "refused"),
        (failed("internal"), "bad_order"),
        (state("failed"), "bad_order"),
        (state("completed"), "not_an_image"),
        (
            generation("completed", &json!({ "video": null }), &Value::Null),
            "not_an_image",
        ),
        (
            generation("completed", &json!({ "image": "https://example.com" }), &Value::Null),
            "not_an_image",
        ),
        (generation("completed", &inside, &Value::Null), "not_an_image"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(404, &json!({})), "unknown"),
        (Reply::Huge, "too_large"),
    ];
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
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
async fn a_film_that_moved_to_a_server_inside_is_not_followed_there() {
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    let inside = Peer::start([played()]).await;
    peer.then(made(&peer));
    peer.then(Reply::json(302, &json!({})).with("location", &inside.url()));
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn a_generation_is_deleted_by_its_name_and_so_is_one_that_nobody_wants_any_more() {
    let (engine, ticket, peer) = waiting("ray-2", five()).await;
    peer.then(Reply::typed(204, "text/plain", ""));
    peer.then(Reply::json(404, &json!({})));
    peer.then(Reply::json(503, &json!({})));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.forget(&ticket).await, Ok(()), "what is gone is forgotten");
    assert_eq!(engine.forget(&ticket).await, Err(Failure::Unavailable));
    for asked in &peer.asked()[1..] {
        let expected = ("DELETE", "/dream-machine/v1/generations/123e4567-e89b");
        assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    }
}

#[tokio::test]
async fn a_strange_ticket_asks_nobody() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("luma", "/dream-machine/v1", MODELS);
    for token in ["", "{}", r#"{"id":".."}"#, r#"{"id":"a b"}"#, "[]"] {
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
    let cases: [(&str, Order, &str); 2] = [
        ("ray-2", five().into(), "/generations/video"),
        ("photon-1", lighthouse().into(), "/generations/image"),
    ];
    for (name, order, path) in cases {
        let peer = Peer::start([state("queued")]).await;
        let (engine, record) = peer.engine("luma", "/dream-machine/v1", MODELS);
        let (address, fields) = preview(&engine, name, order.clone());
        ticket(&engine, name, order).await;
        assert_eq!(address, format!("{}/dream-machine/v1{path}", peer.url()));
        let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(shown, record.departures()[0].fields);
        assert!(fields.contains(&("prompt", "a lighthouse at dusk".to_owned())));
    }
}
