//! Black Forest Labs, whose answers name the server to be asked.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Span;
use engines::{Engine, Failure, ImageFormat, ImageOrder, Resumed, Ticket};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, lighthouse, picture},
    steps::{
        input, is_anonymous, names, outlasts_bad_hours, preview, resume, submit, ticket, told_apart, with_mask,
        with_pictures, word,
    },
};

const MODELS: &str = r#"models = [
    { id = "flux-2-pro", kind = "image", references = 8 },
    { id = "flux-kontext-pro", kind = "image", references = 1 },
    { id = "flux-pro-1.0-fill", kind = "image", references = 1, masks = true },
]"#;
const PLAIN: &str = "flux-2-pro";

fn taken(peer: &Peer) -> Reply {
    Reply::json(
        200,
        &json!({ "id": "t-1", "polling_url": format!("{}/v1/get_result?id=t-1", peer.url()) }),
    )
}

fn state(status: &str, result: &Value) -> Reply {
    Reply::json(
        200,
        &json!({ "id": "t-1", "status": status, "result": result, "progress": null }),
    )
}

fn made(peer: &Peer) -> Reply {
    state(
        "Ready",
        &json!({ "sample": format!("{}/files/1.png?sig=x", peer.url()), "seed": 42 }),
    )
}

fn shown() -> Reply {
    Reply::typed(200, "image/png", picture())
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("bfl", "/v1", MODELS);
    let ticket = ticket(&engine, PLAIN, lighthouse()).await;
    (engine, ticket, peer)
}

/// What is sent for an order for this model.
async fn sent(name: &str, order: ImageOrder) -> Value {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("bfl", "/v1", MODELS);
    ticket(&engine, name, order).await;
    peer.asked()[0].json()
}

#[tokio::test]
async fn an_order_has_its_own_fields_and_the_key_in_its_header() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("bfl", "/v1", MODELS);
    let order = ImageOrder {
        seed: Some(7),
        format: ImageFormat::Jpeg,
        ..lighthouse()
    };
    ticket(&engine, PLAIN, order).await;
    let asked = &peer.asked()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/v1/flux-2-pro"));
    let expected = json!({
        "prompt": "a lighthouse at dusk",
        "width": 1024,
        "height": 1024,
        "seed": 7,
        "output_format": "jpeg",
    });
    assert_eq!(asked.json(), expected);
    assert_eq!(
        (asked.header("x-key"), asked.header("authorization")),
        (Some(KEY), None)
    );
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    let fields = ["prompt", "width", "height", "seed", "output_format"];
    assert_eq!(record.departures()[0].fields, fields);
}

#[tokio::test]
async fn each_family_of_models_gets_its_pictures_and_its_shape_in_its_own_way() {
    let bare = json!(STANDARD.encode(picture()));
    let several = sent(PLAIN, with_pictures(2)).await;
    let fields = [
        "height",
        "input_image",
        "input_image_2",
        "output_format",
        "prompt",
        "width",
    ];
    assert_eq!(
        (names(&several), &several["input_image_2"]),
        (fields.map(str::to_owned).to_vec(), &bare)
    );
    let kontext = sent("flux-kontext-pro", with_pictures(1)).await;
    assert_eq!(
        names(&kontext),
        ["aspect_ratio", "input_image", "output_format", "prompt"]
    );
    let fill = sent("flux-pro-1.0-fill", with_mask()).await;
    assert_eq!(names(&fill), ["image", "mask", "output_format", "prompt"]);
    assert_eq!((&fill["image"], &fill["mask"]), (&bare, &bare));
}

#[tokio::test]
async fn a_model_that_fills_in_wants_the_picture() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("bfl", "/v1", MODELS);
    let failure = submit(&engine, "flux-pro-1.0-fill", lighthouse()).await.err();
    assert!(
        matches!(failure, Some(Failure::BadOrder { ref field, .. }) if field == "image"),
        "{failure:?}"
    );
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_picture_comes_once_it_is_ready() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["Pending", "Reticulating"] {
        peer.then(state(said, &Value::Null));
        assert_eq!(word(&resume(&engine, &ticket).await), "progress", "{said}");
    }
    peer.then(Reply::json(
        200,
        &json!({ "id": "t-1", "status": "Pending", "progress": 0.5 }),
    ));
    let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
        panic!("it is half done")
    };
    assert_eq!(progress.done, Some(0.5));
    peer.then(made(&peer));
    peer.then(shown());
    let Resumed::Done(outputs) = resume(&engine, &ticket).await else {
        panic!("it is ready")
    };
    assert_eq!((outputs[0].bytes.clone(), outputs[0].seed), (picture(), Some(42)));
    let asked = peer.asked();
    assert_eq!(
        (asked[1].path.as_str(), asked[1].header("x-key")),
        ("/v1/get_result?id=t-1", Some(KEY))
    );
}

#[tokio::test]
async fn a_picture_that_is_not_there_yet_is_asked_for_again() {
    let (engine, ticket, peer) = waiting().await;
    peer.then(made(&peer));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    peer.then(made(&peer));
    peer.then(shown());
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
}

#[tokio::test]
async fn every_way_of_not_taking_an_order_is_told_apart_and_it_is_sent_once() {
    let wide = json!({ "detail": [{ "loc": ["body", "width"], "msg": "too wide", "type": "x" }] });
    let cases = [
        (
            Reply::json(402, &json!({ "detail": "Insufficient credits" })),
            Failure::OutOfCredit,
        ),
        (
            Reply::json(403, &json!({ "detail": "Not authenticated" })),
            Failure::Unauthorised,
        ),
        (Reply::json(422, &wide), Failure::bad_order("size", "too wide")),
        (
            Reply::json(404, &json!({ "detail": "none" })),
            Failure::bad_order("model", "none"),
        ),
        (Reply::json(429, &json!({})), Failure::RateLimited { retry_after: None }),
        (
            Reply::json(429, &json!({})).with("retry-after", "7"),
            Failure::RateLimited {
                retry_after: Some(Span::seconds(7)),
            },
        ),
        (Reply::json(503, &json!({})), Failure::Unavailable),
        (Reply::json(504, &json!({})), Failure::Unknown),
        (Reply::typed(200, "text/html", "<html>"), Failure::Unknown),
        (Reply::Cut, Failure::Unknown),
        (Reply::Hang, Failure::Unknown),
        (Reply::Huge, Failure::TooLarge),
    ];
    told_apart(cases, ("bfl", "/v1", MODELS), PLAIN, lighthouse()).await;
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    outlasts_bad_hours(&engine, &ticket, &peer, || made(&peer)).await;
}

#[tokio::test]
async fn every_end_that_is_no_picture_is_told_apart() {
    let reasons =
        json!({ "id": "t", "status": "Request Moderated", "details": { "Moderation Reasons": ["Violence"] } });
    let cases = [
        (Reply::json(200, &reasons), "refused"),
        (state("Content Moderated", &Value::Null), "refused"),
        (state("Error", &Value::Null), "bad_order"),
        (state("Failed", &Value::Null), "bad_order"),
        (state("Task not found", &Value::Null), "unknown"),
        (Reply::json(404, &json!({})), "unknown"),
        (state("Ready", &json!({})), "not_an_image"),
        (
            state("Ready", &json!({ "sample": "http://10.0.0.1/x" })),
            "not_an_image",
        ),
        (Reply::json(403, &json!({})), "unauthorised"),
        (Reply::Huge, "too_large"),
    ];
    let (engine, ticket, peer) = waiting().await;
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        let resumed = resume(&engine, &ticket).await;
        assert_eq!(word(&resumed), expected, "case {index}");
        if index == 0 {
            let said = "Request Moderated: Violence".to_owned();
            assert_eq!(resumed, Resumed::Failed(Failure::Refused(said)));
        }
    }
}

#[tokio::test]
async fn an_address_elsewhere_is_never_asked_not_even_one_of_the_vendors_where_somebody_stands_in_for_it() {
    let elsewhere = Peer::start([]).await;
    let peer = Peer::start([taken(&elsewhere)]).await;
    peer.then(Reply::json(
        200,
        &json!({ "id": "t", "polling_url": "https://api.eu1.bfl.ai/v1/get_result?id=t" }),
    ));
    let (engine, _) = peer.engine("bfl", "/v1", MODELS);
    for _ in 0..2 {
        assert_eq!(submit(&engine, PLAIN, lighthouse()).await.err(), Some(Failure::Unknown));
    }
    for token in [format!("{}/v1/get_result", elsewhere.url()), String::new()] {
        let strange = Ticket {
            engine: "lab".to_owned(),
            token,
        };
        assert_eq!(resume(&engine, &strange).await, Resumed::Failed(Failure::Unknown));
    }
    assert_eq!((elsewhere.asked().len(), peer.asked().len()), (0, 2));
}

#[tokio::test]
async fn stopping_and_forgetting_ask_nobody_since_there_is_no_call_for_either() {
    let (engine, ticket, peer) = waiting().await;
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("bfl", "/v1", MODELS);
    let (address, fields) = preview(&engine, "flux-pro-1.0-fill", with_mask());
    ticket(&engine, "flux-pro-1.0-fill", with_mask()).await;
    assert_eq!(address, format!("{}/v1/flux-pro-1.0-fill", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.contains(&("mask", format!("{:?}", input()))));
}
