//! Films, which differ from pictures in what they are told and in what is fetched.

use std::sync::Arc;

use engines::{Engine, Ticket, VideoOrder};
use serde_json::{Value, json};

use super::{large, prediction, state, uploaded};
use crate::{
    peer::{Peer, Reply, picture},
    shot::{between_pictures, film, from_a_picture, played, shot},
    steps::{done, names, objected, passing, preview, resume, strange, ticket, word},
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "lab/wan", kind = "video", seconds = { from = 2, to = 10 } },
        { id = "lab/veo", kind = "video", frames = "first-and-last", negative = true },
        { id = "lab/kling:5c7d5dc6", kind = "video", input = '{"prompt":"{prompt}","start_image":"{first_frame}","duration":"{seconds}"}' },
    ]"#;
const PLAIN: &str = "lab/wan";
const FRAMES: &str = "lab/veo";
const TOLD: &str = "lab/kling:5c7d5dc6";

fn made(peer: &Peer) -> Reply {
    let address = format!("{}/files/1.mp4", peer.url());
    prediction("succeeded", &json!(address), &Value::Null)
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([state("starting")]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    let ticket = ticket(&engine, PLAIN, shot()).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn a_film_is_a_prediction_of_the_model_with_its_length_and_its_shape() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, record) = peer.engine("replicate", "/v1", MODELS);
    let order = VideoOrder {
        seed: Some(7),
        ..shot()
    };
    ticket(&engine, PLAIN, order).await;
    let asked = &peer.asked()[0];
    let expected = ("POST", "/v1/models/lab/wan/predictions");
    assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
    let input = json!({ "prompt": "a lighthouse at dusk", "duration": 8, "aspect_ratio": "16:9", "seed": 7 });
    assert_eq!(asked.json(), json!({ "input": input }));
    assert_eq!(record.departures()[0].fields, ["prompt", "seed", "ratio", "seconds"]);
}

#[tokio::test]
async fn the_frames_of_a_film_are_written_into_it_or_handed_in_before_and_deleted() {
    let deleted = Reply::typed(204, "text/plain", "");
    let peer = Peer::start([uploaded("f1"), state("starting"), deleted]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    let order = VideoOrder {
        first_frame: Some(large()),
        negative: Some("people".to_owned()),
        ..between_pictures()
    };
    let ticket = ticket(&engine, FRAMES, order).await;
    let input = peer.asked()[1].json()["input"].clone();
    let fields = [
        "aspect_ratio",
        "duration",
        "image",
        "last_frame",
        "negative_prompt",
        "prompt",
    ];
    assert_eq!(names(&input), fields);
    assert_eq!(input["image"], "https://api.example.com/v1/files/f1");
    assert!(
        input["last_frame"]
            .as_str()
            .unwrap()
            .starts_with("data:image/png;base64,")
    );
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    assert_eq!(peer.asked()[2].path, "/v1/files/f1");
}

#[tokio::test]
async fn a_model_of_films_is_given_what_its_template_says_and_no_more_than_it_takes() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, _) = peer.engine("replicate", "/v1", MODELS);
    for (name, order, at_fault) in [
        (PLAIN, from_a_picture(), "first_frame"),
        (TOLD, between_pictures(), "last_frame"),
        (PLAIN, VideoOrder { seconds: 11, ..shot() }, "seconds"),
        (
            TOLD,
            VideoOrder {
                seed: Some(1),
                ..shot()
            },
            "seed",
        ),
    ] {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert!(peer.asked().is_empty());
    ticket(&engine, TOLD, from_a_picture()).await;
    let body = peer.asked()[0].json();
    assert_eq!(body["version"], "5c7d5dc6");
    assert_eq!(names(&body["input"]), ["duration", "prompt", "start_image"]);
}

#[tokio::test]
async fn a_film_comes_once_the_prediction_succeeded() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["starting", "processing", "dreaming"] {
        peer.then(state(said));
        assert_eq!(word(&resume(&engine, &ticket).await), "progress", "{said}");
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
}

#[tokio::test]
async fn a_ticket_from_before_there_were_films_is_one_of_pictures() {
    let (engine, _, peer) = waiting().await;
    let old = strange(r#"{"id":"gm3qorz","files":[]}"#);
    peer.then(made(&peer));
    peer.then(Reply::typed(200, "image/png", picture()));
    assert_eq!(done(resume(&engine, &old).await)[0].media_type, "image/png");
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_a_film_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    for reply in passing() {
        peer.then(made(&peer));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
}

#[tokio::test]
async fn what_is_no_film_or_larger_than_is_taken_is_none() {
    let (engine, ticket, peer) = waiting().await;
    for (reply, expected) in [
        (Reply::typed(200, "video/mp4", picture()), "not_an_image"),
        (Reply::typed(200, "text/html", "<html>"), "not_an_image"),
        (Reply::Huge, "too_large"),
    ] {
        peer.then(made(&peer));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected);
    }
    peer.then(prediction(
        "failed",
        &Value::Null,
        &json!("flagged as sensitive (E005)"),
    ));
    assert_eq!(word(&resume(&engine, &ticket).await), "refused");
    peer.then(prediction("failed", &Value::Null, &json!("CUDA error")));
    assert_eq!(word(&resume(&engine, &ticket).await), "bad_order");
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves_for_a_film() {
    let peer = Peer::start([state("starting")]).await;
    let (engine, record) = peer.engine("replicate", "/v1", MODELS);
    let (_, fields) = preview(&engine, FRAMES, between_pictures());
    ticket(&engine, FRAMES, between_pictures()).await;
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert_eq!(shown, ["prompt", "ratio", "seconds", "first_frame", "last_frame"]);
    assert!(fields.iter().all(|(_, value)| !value.contains("base64")));
}
