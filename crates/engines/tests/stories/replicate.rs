//! Replicate, whose models each have inputs of their own.

mod films;

use std::sync::Arc;

use basics::Span;
use bytes::Bytes;
use engines::{ConfigError, Engine, Failure, ImageFormat, ImageOrder, Input, Resumed, Retry, Ticket};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, lighthouse, picture},
    steps::{
        input, is_anonymous, names, outlasts_bad_hours, preview, resume, submit, ticket, told_apart, with_mask,
        with_pictures, word,
    },
};

const MODELS: &str = r#"models = [
    { id = "stability-ai/sdxl", kind = "image" },
    { id = "stability-ai/inpaint:5c7d5dc6", kind = "image", references = 1, masks = true, negative = true },
    { id = "google/banana", kind = "image", references = 3, input = '{"prompt":"{prompt}","image_input":"{images}","aspect_ratio":"{ratio}","go_fast":true}' },
]"#;
const PLAIN: &str = "stability-ai/sdxl";
const EDIT: &str = "stability-ai/inpaint:5c7d5dc6";
const LIST: &str = "google/banana";

fn prediction(status: &str, output: &Value, error: &Value) -> Reply {
    // The addresses are those of somebody else: they must not be followed.
    let urls = json!({ "get": "https://evil.example/get", "cancel": "https://evil.example/cancel" });
    Reply::json(
        201,
        &json!({ "id": "gm3qorz", "status": status, "output": output, "error": error, "urls": urls }),
    )
}

fn state(status: &str) -> Reply {
    prediction(status, &Value::Null, &Value::Null)
}

fn made(peer: &Peer) -> Reply {
    prediction(
        "succeeded",
        &json!([format!("{}/files/1.png", peer.url())]),
        &Value::Null,
    )
}

fn shown() -> Reply {
    Reply::typed(200, "image/png", picture())
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([state("starting")]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    let ticket = ticket(&engine, PLAIN, lighthouse()).await;
    (engine, ticket, peer)
}

/// A picture too large to be written into an order.
fn large() -> Input {
    let mut bytes = picture().to_vec();
    bytes.resize(300_000, 0);
    Input {
        bytes: Bytes::from(bytes),
        format: ImageFormat::Png,
    }
}

fn uploaded(name: &str) -> Reply {
    let address = format!("https://api.example.com/v1/files/{name}");
    Reply::json(201, &json!({ "id": name, "urls": { "get": address } }))
}

#[tokio::test]
async fn an_order_is_a_prediction_of_the_model_with_its_own_fields() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, record) = peer.engine("replicate", "/v1", MODELS);
    let order = ImageOrder {
        seed: Some(7),
        ..lighthouse()
    };
    ticket(&engine, PLAIN, order).await;
    let asked = &peer.asked()[0];
    let expected = ("POST", "/v1/models/stability-ai/sdxl/predictions");
    assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    let input = json!({ "prompt": "a lighthouse at dusk", "width": 1024, "height": 1024, "num_outputs": 1, "seed": 7 });
    assert_eq!(asked.json(), json!({ "input": input }));
    assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    assert_eq!(
        record.departures()[0].fields,
        ["prompt", "seed", "width", "height", "count"]
    );
}

#[tokio::test]
async fn a_version_is_ordered_as_one_and_small_pictures_are_written_into_it() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    let mut order = with_mask();
    order.negative = Some("people".to_owned());
    ticket(&engine, EDIT, order).await;
    let asked = &peer.asked()[0];
    assert_eq!(asked.path, "/v1/predictions");
    let body = asked.json();
    assert_eq!(
        (names(&body), &body["version"]),
        (vec!["input".to_owned(), "version".to_owned()], &json!("5c7d5dc6"))
    );
    let fields = [
        "height",
        "image",
        "mask",
        "negative_prompt",
        "num_outputs",
        "prompt",
        "width",
    ];
    assert_eq!(names(&body["input"]), fields);
    assert!(
        body["input"]["image"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
}

#[tokio::test]
async fn a_model_is_given_what_its_template_says_and_nothing_else() {
    let peer = Peer::start([state("starting"), state("starting")]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    ticket(&engine, LIST, with_pictures(2)).await;
    ticket(&engine, LIST, lighthouse()).await;
    let (two, none) = (peer.asked()[0].json(), peer.asked()[1].json());
    assert_eq!(
        names(&two["input"]),
        ["aspect_ratio", "go_fast", "image_input", "prompt"]
    );
    assert_eq!(two["input"]["image_input"].as_array().map(Vec::len), Some(2));
    let without = json!({ "prompt": "a lighthouse at dusk", "aspect_ratio": "1:1", "go_fast": true });
    assert_eq!(none["input"], without);
    let seeded = ImageOrder {
        seed: Some(7),
        ..lighthouse()
    };
    let failure = submit(&engine, LIST, seeded).await.err();
    assert!(
        matches!(failure, Some(Failure::BadOrder { ref field, .. }) if field == "seed"),
        "{failure:?}"
    );
}

#[tokio::test]
async fn a_large_picture_is_handed_in_before_and_deleted_afterwards() {
    let deleted = Reply::typed(204, "text/plain", "");
    let peer = Peer::start([uploaded("f1"), state("starting"), deleted]).await;
    let (engine, record) = peer.engine("replicate", "/v1", MODELS);
    let mut order = with_pictures(1);
    order.references = vec![large()];
    let ticket = ticket(&engine, EDIT, order).await;
    let asked = peer.asked();
    assert_eq!(
        (asked[0].method.as_str(), asked[0].path.as_str()),
        ("POST", "/v1/files")
    );
    assert!(asked[0].holds(b"name=\"content\"; filename=\"") && asked[0].holds(b"Content-Type: image/png"));
    assert!(is_anonymous(&asked[0]), "{:?}", asked[0].headers);
    assert_eq!(record.departures()[0].fields, ["image"]);
    assert_eq!(asked[1].json()["input"]["image"], "https://api.example.com/v1/files/f1");
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    let last = &peer.asked()[2];
    assert_eq!((last.method.as_str(), last.path.as_str()), ("DELETE", "/v1/files/f1"));
}

#[tokio::test]
async fn a_file_whose_order_is_not_taken_is_deleted_at_once() {
    let deleted = Reply::typed(204, "text/plain", "");
    let peer = Peer::start([uploaded("f1"), Reply::json(422, &json!({ "detail": "no" })), deleted]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    let mut order = with_pictures(1);
    order.references = vec![large()];
    assert!(submit(&engine, EDIT, order).await.is_err());
    assert_eq!(peer.asked()[2].path, "/v1/files/f1");
}

#[tokio::test]
async fn a_file_that_does_not_get_through_costs_nothing_and_may_be_tried_again() {
    for reply in [Reply::Hang, Reply::Cut] {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine("replicate", "/v1", MODELS);
        let mut order = with_pictures(1);
        order.references = vec![large()];
        let failure = submit(&engine, EDIT, order).await.err().unwrap();
        assert_eq!((failure.retryable(), peer.asked().len()), (Retry::Later(None), 1));
    }
}

#[tokio::test]
async fn a_picture_comes_once_the_prediction_succeeded_in_whatever_shape() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["starting", "processing", "dreaming"] {
        peer.then(state(said));
        assert_eq!(word(&resume(&engine, &ticket).await), "progress", "{said}");
    }
    let address = format!("{}/files/1.png", peer.url());
    for output in [
        json!(address),
        json!([address]),
        json!({ "image": { "url": address }, "seed": 3 }),
    ] {
        peer.then(prediction("succeeded", &output, &Value::Null));
        peer.then(shown());
        let Resumed::Done(outputs) = resume(&engine, &ticket).await else {
            panic!("{output}")
        };
        assert_eq!(outputs[0].bytes, picture());
    }
    assert_eq!(peer.asked()[1].path, "/v1/predictions/gm3qorz");
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
    let detail = |text: &str| json!({ "title": "x", "detail": text, "status": 0 });
    let width = "- input.width: must be a multiple of 8";
    let throttled = "Request was throttled. Your rate limit resets in ~12s.";
    let wait = |seconds| Failure::RateLimited {
        retry_after: Some(Span::seconds(seconds)),
    };
    let cases = [
        (Reply::json(422, &detail(width)), Failure::bad_order("size", width)),
        (
            Reply::json(422, &detail("NSFW content")),
            Failure::Refused("NSFW content".to_owned()),
        ),
        (Reply::json(404, &detail("none")), Failure::bad_order("model", "none")),
        (Reply::json(401, &detail("who")), Failure::Unauthorised),
        (Reply::json(402, &detail("pay")), Failure::OutOfCredit),
        (Reply::json(429, &detail(throttled)), wait(12)),
        (
            Reply::json(429, &json!({ "detail": throttled, "retry_after": 5 })),
            wait(5),
        ),
        (Reply::json(429, &detail(throttled)).with("retry-after", "7"), wait(7)),
        (Reply::json(503, &detail("down")), Failure::Unavailable),
        (Reply::json(504, &json!({})), Failure::Unknown),
        (Reply::typed(200, "text/html", "<html>"), Failure::Unknown),
        (
            Reply::json(201, &json!({ "id": "../account", "status": "starting" })),
            Failure::Unknown,
        ),
        (Reply::Cut, Failure::Unknown),
        (Reply::Hang, Failure::Unknown),
        (Reply::Huge, Failure::TooLarge),
    ];
    told_apart(cases, ("replicate", "/v1", MODELS), PLAIN, lighthouse()).await;
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    outlasts_bad_hours(&engine, &ticket, &peer, || made(&peer)).await;
}

#[tokio::test]
async fn every_end_that_is_no_picture_is_told_apart() {
    let failed = |text: &str| prediction("failed", &Value::Null, &json!(text));
    let inside = json!(["http://169.254.169.254/latest"]);
    let cases = [
        (failed("NSFW content detected. Try running it again"), "refused"),
        (
            failed("The input or output was flagged as sensitive. (E005)"),
            "refused",
        ),
        (failed("CUDA error"), "bad_order"),
        (prediction("failed", &Value::Null, &Value::Null), "bad_order"),
        (state("canceled"), "cancelled"),
        (state("aborted"), "timed_out"),
        // What was made is removed after an hour.
        (state("succeeded"), "cut"),
        (prediction("succeeded", &json!([]), &Value::Null), "not_an_image"),
        (prediction("succeeded", &json!("a poem"), &Value::Null), "not_an_image"),
        (prediction("succeeded", &inside, &Value::Null), "not_an_image"),
        (Reply::json(401, &json!({})), "unauthorised"),
        (Reply::json(404, &json!({})), "unknown"),
        (Reply::Huge, "too_large"),
    ];
    let (engine, ticket, peer) = waiting().await;
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    peer.then(made(&peer));
    peer.then(Reply::typed(200, "text/html", "<html>"));
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
}

#[tokio::test]
async fn the_addresses_in_an_answer_are_not_followed_and_a_strange_ticket_asks_nobody() {
    let (engine, ticket, peer) = waiting().await;
    peer.then(Reply::json(200, &json!({ "id": "gm3qorz", "status": "canceled" })));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    let asked = &peer.asked()[1];
    let expected = ("POST", "/v1/predictions/gm3qorz/cancel");
    assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    for token in ["{}", r#"{"id":"../account","files":[]}"#, r#"{"id":"a?b","files":[]}"#] {
        let strange = Ticket {
            engine: "lab".to_owned(),
            token: token.to_owned(),
        };
        assert_eq!(
            resume(&engine, &strange).await,
            Resumed::Failed(Failure::Unknown),
            "{token}"
        );
    }
    assert_eq!(peer.asked().len(), 2);
}

#[tokio::test]
async fn forgetting_a_prediction_without_files_asks_nobody() {
    let (engine, ticket, peer) = waiting().await;
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, record) = peer.engine("replicate", "/v1", MODELS);
    let (address, fields) = preview(&engine, EDIT, with_mask());
    ticket(&engine, EDIT, with_mask()).await;
    assert_eq!(address, format!("{}/v1/predictions", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert_eq!(
        shown,
        ["version", "prompt", "width", "height", "count", "image", "mask"]
    );
    assert!(fields.contains(&("mask", format!("{:?}", input()))));
}

#[tokio::test]
async fn a_name_or_a_template_that_cannot_be_used_is_refused_at_the_start() {
    let peer = Peer::start([]).await;
    for id in ["sdxl", "a/b/c", "a/b:", "a/b:c/d", "a/b?c"] {
        let models = format!("models = [{{ id = \"{id}\", kind = \"image\" }}]");
        let error = peer.try_engine("replicate", "/v1", &models).err();
        assert_eq!(error, Some(ConfigError::Model(id.to_owned())), "{id}");
    }
    let models = "models = [{ id = \"a/b\", kind = \"image\", input = '{\"text\":\"x\"}' }]";
    let error = peer.try_engine("replicate", "/v1", models).err().unwrap().to_string();
    assert!(error.contains("\"a/b\"") && error.contains("{prompt}"), "{error}");
}
