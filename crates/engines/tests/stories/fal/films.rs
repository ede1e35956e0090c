//! Films, which differ from pictures in what they are told and in what is fetched.

use engines::{ConfigError, Engine, Failure, Frames, Resumed, Ticket, VideoOrder};
use serde_json::{Value, json};
use std::sync::Arc;

use super::{state, taken};
use crate::{
    peer::{Peer, Reply, model, picture},
    shot::{between_pictures, film, from_a_picture, played, shot},
    steps::{done, is_anonymous, names, objected, passing, preview, resume, strange, submit, ticket, word},
};

const MODELS: &str = r#"
    max_film_megabytes = 1
    models = [
        { id = "fal-ai/kling/text", kind = "video", seconds = [8, 10] },
        { id = "fal-ai/kling/image", kind = "video", frames = "first-and-last", negative = true },
        { id = "fal-ai/veo", kind = "video", seconds = [4, 6, 8], input = '{"prompt":"{prompt}","duration":"{duration}","resolution":"{resolution}","image_url":"{first_frame}","generate_audio":false}' },
    ]"#;
const PLAIN: &str = "fal-ai/kling/text";
const FRAMES: &str = "fal-ai/kling/image";
const TOLD: &str = "fal-ai/veo";

fn made(peer: &Peer) -> Reply {
    let video = json!({ "url": format!("{}/files/1.mp4", peer.url()), "content_type": "video/mp4" });
    Reply::json(200, &json!({ "video": video, "seed": 42 }))
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("fal", "", MODELS);
    let ticket = ticket(&engine, PLAIN, shot()).await;
    (engine, ticket, peer)
}

/// What is sent for an order for this model.
async fn sent(name: &str, order: VideoOrder) -> Value {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("fal", "", MODELS);
    ticket(&engine, name, order).await;
    peer.asked()[0].json()
}

#[tokio::test]
async fn a_film_joins_the_queue_with_its_length_and_its_shape_and_asks_not_to_be_kept() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("fal", "", MODELS);
    let order = VideoOrder {
        seed: Some(7),
        ..shot()
    };
    ticket(&engine, PLAIN, order).await;
    let asked = &peer.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/fal-ai/kling/text")
    );
    let expected = json!({ "prompt": "a lighthouse at dusk", "duration": "8", "aspect_ratio": "16:9", "seed": 7 });
    assert_eq!(asked.json(), expected);
    assert_eq!(asked.header("x-fal-store-io"), Some("0"));
    assert!(asked.header("x-fal-object-lifecycle-preference").is_some());
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    assert_eq!(record.departures()[0].fields, ["prompt", "seed", "ratio", "length"]);
}

#[tokio::test]
async fn a_model_of_films_is_given_what_its_template_says_and_nothing_else() {
    let expected = json!({
        "prompt": "a lighthouse at dusk", "duration": "8s", "resolution": "720p", "generate_audio": false,
    });
    assert_eq!(sent(TOLD, shot()).await, expected);
    let started = sent(TOLD, from_a_picture()).await;
    assert_eq!(
        names(&started),
        ["duration", "generate_audio", "image_url", "prompt", "resolution"]
    );
}

#[tokio::test]
async fn the_frames_of_a_film_go_along_as_text() {
    let mut order = between_pictures();
    order.negative = Some("people".to_owned());
    let both = sent(FRAMES, order).await;
    let fields = [
        "aspect_ratio",
        "duration",
        "end_image_url",
        "image_url",
        "negative_prompt",
        "prompt",
    ];
    assert_eq!(names(&both), fields);
    for name in ["image_url", "end_image_url"] {
        assert!(
            both[name].as_str().unwrap().starts_with("data:image/png;base64,"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_model_of_films_takes_only_what_its_table_or_template_names() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("fal", "", MODELS);
    let cases = [
        (PLAIN, from_a_picture(), "first_frame"),
        (TOLD, between_pictures(), "last_frame"),
        (PLAIN, VideoOrder { seconds: 9, ..shot() }, "seconds"),
        (
            PLAIN,
            VideoOrder {
                negative: Some("x".to_owned()),
                ..shot()
            },
            "negative",
        ),
        (
            TOLD,
            VideoOrder {
                negative: Some("x".to_owned()),
                ..shot()
            },
            "negative",
        ),
        (
            TOLD,
            VideoOrder {
                seed: Some(1),
                ..shot()
            },
            "seed",
        ),
    ];
    for (name, order, at_fault) in cases {
        assert_eq!(objected(&engine, name, order).await, at_fault);
    }
    assert!(peer.asked().is_empty());
    let frames = |name: &str| {
        engine
            .cards()
            .iter()
            .find(|card| card.id == model(name))
            .unwrap()
            .frames
    };
    assert_eq!(
        [frames(PLAIN), frames(FRAMES), frames(TOLD)],
        [Frames::None, Frames::FirstAndLast, Frames::First]
    );
}

#[tokio::test]
async fn a_film_comes_once_the_queue_says_that_it_is_made() {
    let (engine, ticket, peer) = waiting().await;
    for said in ["IN_QUEUE", "IN_PROGRESS", "WARMING_UP"] {
        peer.then(state(said));
        assert_eq!(word(&resume(&engine, &ticket).await), "progress", "{said}");
    }
    for reply in [state("COMPLETED"), made(&peer), Reply::json(404, &json!({}))] {
        peer.then(reply);
    }
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "progress",
        "a copy that is not there yet"
    );
    for reply in [state("COMPLETED"), made(&peer), played()] {
        peer.then(reply);
    }
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!(
        (
            outputs[0].bytes.clone(),
            outputs[0].media_type.as_str(),
            outputs[0].seed
        ),
        (film(), "video/mp4", Some(42))
    );
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_a_film_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    for reply in passing() {
        for reply in [state("COMPLETED"), made(&peer), reply] {
            peer.then(reply);
        }
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
    let posts = peer.asked().iter().filter(|asked| asked.method == "POST").count();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn what_is_no_film_or_larger_than_is_taken_is_none() {
    let (engine, ticket, peer) = waiting().await;
    let cases = [
        (Reply::typed(200, "video/mp4", picture()), "not_an_image"),
        (Reply::typed(200, "video/mp4", "<html>"), "not_an_image"),
        (Reply::Huge, "too_large"),
    ];
    for (reply, expected) in cases {
        for reply in [state("COMPLETED"), made(&peer), reply] {
            peer.then(reply);
        }
        assert_eq!(word(&resume(&engine, &ticket).await), expected);
    }
    let other = json!({ "images": [{ "url": format!("{}/1.png", peer.url()) }] });
    let inside = json!({ "video": { "url": "http://169.254.169.254/latest" } });
    for answer in [other, inside, json!({ "video": null }), json!({ "video": [] })] {
        peer.then(state("COMPLETED"));
        peer.then(Reply::json(200, &answer));
        assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image", "{answer}");
    }
}

#[tokio::test]
async fn a_film_may_be_larger_than_any_other_answer_and_no_second_one_is_fetched() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let models = "models = [{ id = \"a/b\", kind = \"video\" }]";
    let (engine, _) = peer.engine("fal", "", models);
    let ticket = ticket(&engine, "a/b", shot()).await;
    let mut large = film().to_vec();
    // Beyond what this story's door lets in of anything else.
    large.resize(6 << 20, 0);
    let named = json!({ "url": format!("{}/1.mp4", peer.url()) });
    for reply in [
        state("COMPLETED"),
        Reply::json(200, &json!({ "videos": [named, named] })),
        Reply::typed(200, "video/mp4", large.clone()),
    ] {
        peer.then(reply);
    }
    let outputs = done(resume(&engine, &ticket).await);
    assert_eq!((outputs.len(), outputs[0].bytes.len()), (1, large.len()));
    assert_eq!(peer.asked().len(), 4);
}

#[tokio::test]
async fn a_ticket_from_before_there_were_films_is_one_of_pictures() {
    let (engine, ticket, peer) = waiting().await;
    let mut token: Value = serde_json::from_str(&ticket.token).unwrap();
    token.as_object_mut().unwrap().remove("film").unwrap();
    let old = strange(&token.to_string());
    let address = format!("{}/files/1.png", peer.url());
    let made = Reply::json(200, &json!({ "images": [{ "url": address }] }));
    for reply in [state("COMPLETED"), made, Reply::typed(200, "image/png", picture())] {
        peer.then(reply);
    }
    assert_eq!(done(resume(&engine, &old).await)[0].media_type, "image/png");
}

#[tokio::test]
async fn a_film_that_is_refused_is_told_as_a_refusal() {
    let policy = json!({ "detail": [{ "msg": "no", "type": "content_policy_violation" }] });
    let peer = Peer::start([Reply::json(422, &policy)]).await;
    let (engine, _) = peer.engine("fal", "", MODELS);
    let failure = submit(&engine, PLAIN, shot()).await.err();
    assert_eq!(failure, Some(Failure::Refused("no".to_owned())));
    let (engine, ticket, peer) = waiting().await;
    peer.then(state("COMPLETED"));
    peer.then(Reply::json(422, &policy));
    let refused = Resumed::Failed(Failure::Refused("no".to_owned()));
    assert_eq!(resume(&engine, &ticket).await, refused);
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves_for_a_film() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("fal", "", MODELS);
    let (address, fields) = preview(&engine, FRAMES, between_pictures());
    ticket(&engine, FRAMES, between_pictures()).await;
    assert_eq!(address, format!("{}/{FRAMES}", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.iter().all(|(_, value)| !value.contains("base64")));
}

#[tokio::test]
async fn a_template_that_cannot_be_used_for_films_is_refused_at_the_start() {
    let peer = Peer::start([]).await;
    for input in [r#"{"text":"x"}"#, r#"{"prompt":"{prompt}","n":"{count}"}"#] {
        let models = format!("models = [{{ id = \"a/b\", kind = \"video\", input = '{input}' }}]");
        let error = peer.try_engine("fal", "", &models).err();
        assert!(matches!(error, Some(ConfigError::Template { .. })), "{error:?}");
    }
    for seconds in ["[]", "[0]", "{ from = 9, to = 3 }"] {
        let models = format!("models = [{{ id = \"a/b\", kind = \"video\", seconds = {seconds} }}]");
        let error = peer.try_engine("fal", "", &models).err();
        assert_eq!(error, Some(ConfigError::Seconds("a/b".to_owned())), "{seconds}");
    }
    let picture = "models = [{ id = \"a/b\", kind = \"image\", seconds = [4] }]";
    let error = peer.try_engine("fal", "", picture).err();
    assert_eq!(
        error,
        Some(ConfigError::Seconds("a/b".to_owned())),
        "a picture has no length"
    );
}
