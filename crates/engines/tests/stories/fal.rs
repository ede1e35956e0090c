//! fal, whose queue hands out addresses.

mod films;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Span;
use engines::{ConfigError, Engine, Failure, ImageOrder, Resumed, Retry, Ticket};
use serde_json::{Value, json};

use crate::{
    peer::{KEY, Peer, Reply, lighthouse, picture},
    steps::{
        input, is_anonymous, names, passing, preview, resume, submit, ticket, told_apart, with_mask, with_pictures,
        word,
    },
};

const MODELS: &str = r#"models = [
    { id = "fal-ai/flux/dev", kind = "image" },
    { id = "fal-ai/flux/edit", kind = "image", references = 1, masks = true, negative = true },
    { id = "fal-ai/banana", kind = "image", references = 3 },
]"#;
const PLAIN: &str = "fal-ai/flux/dev";

fn taken(peer: &Peer) -> Reply {
    let work = format!("{}/fal-ai/flux/requests/r-1", peer.url());
    Reply::json(
        200,
        &json!({
            "request_id": "r-1",
            "status_url": format!("{work}/status"),
            "response_url": work,
            "cancel_url": format!("{work}/cancel"),
        }),
    )
}

fn state(word: &str) -> Reply {
    Reply::json(200, &json!({ "status": word, "queue_position": 3 }))
}

fn made(peer: &Peer) -> Reply {
    let images = json!([{ "url": format!("{}/files/1.png", peer.url()), "width": 1, "height": 1 }]);
    Reply::json(
        200,
        &json!({ "images": images, "seed": 42, "has_nsfw_concepts": [false], "prompt": "x" }),
    )
}

fn shown() -> Reply {
    Reply::typed(200, "image/png", picture())
}

/// An engine whose order was taken on.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer) {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("fal", "", MODELS);
    let ticket = ticket(&engine, PLAIN, lighthouse()).await;
    (engine, ticket, peer)
}

#[tokio::test]
async fn an_order_joins_the_queue_with_its_own_fields_and_asks_not_to_be_kept() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("fal", "", MODELS);
    let order = ImageOrder {
        seed: Some(7),
        ..lighthouse()
    };
    ticket(&engine, PLAIN, order).await;
    let asked = &peer.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/fal-ai/flux/dev")
    );
    let expected = json!({
        "prompt": "a lighthouse at dusk",
        "image_size": { "width": 1024, "height": 1024 },
        "num_images": 1,
        "seed": 7,
    });
    assert_eq!(asked.json(), expected);
    assert_eq!(asked.header("authorization"), Some(format!("Key {KEY}").as_str()));
    assert_eq!(asked.header("x-fal-store-io"), Some("0"));
    assert_eq!(asked.header("x-app-fal-disable-fallback"), Some("true"));
    let lifetime: Value = serde_json::from_str(asked.header("x-fal-object-lifecycle-preference").unwrap()).unwrap();
    assert_eq!(lifetime, json!({ "expiration_duration_seconds": 3600 }));
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    assert_eq!(
        record.departures()[0].fields,
        ["prompt", "image_size", "num_images", "seed"]
    );
}

#[tokio::test]
async fn pictures_go_along_as_text_one_by_name_and_several_as_a_list() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    peer.then(taken(&peer));
    let (engine, _) = peer.engine("fal", "", MODELS);
    let mut order = with_mask();
    order.negative = Some("people".to_owned());
    ticket(&engine, "fal-ai/flux/edit", order).await;
    ticket(&engine, "fal-ai/banana", with_pictures(1)).await;
    let written = format!("data:image/png;base64,{}", STANDARD.encode(picture()));
    let (edit, list) = (peer.asked()[0].json(), peer.asked()[1].json());
    let edited = [
        "image_size",
        "image_url",
        "mask_url",
        "negative_prompt",
        "num_images",
        "prompt",
    ];
    assert_eq!(names(&edit), edited);
    assert_eq!(
        (&edit["image_url"], &edit["mask_url"]),
        (&json!(written), &json!(written))
    );
    assert_eq!(list["image_urls"], json!([written]));
}

#[tokio::test]
async fn a_model_takes_no_pictures_unless_its_table_says_so() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("fal", "", MODELS);
    for (name, order) in [(PLAIN, with_pictures(1)), ("fal-ai/banana", with_mask())] {
        let failure = submit(&engine, name, order).await.err();
        assert!(matches!(failure, Some(Failure::BadOrder { .. })), "{failure:?}");
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_picture_comes_once_the_queue_says_that_it_is_made() {
    let (engine, ticket, peer) = waiting().await;
    for (said, wait) in [("IN_QUEUE", 4), ("IN_PROGRESS", 1), ("WARMING_UP", 1)] {
        peer.then(state(said));
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("{said}")
        };
        assert_eq!(progress.ask_again, Some(Span::seconds(wait)), "{said}");
    }
    peer.then(state("COMPLETED"));
    peer.then(made(&peer));
    peer.then(shown());
    let Resumed::Done(outputs) = resume(&engine, &ticket).await else {
        panic!("it was made")
    };
    assert_eq!((outputs[0].bytes.clone(), outputs[0].seed), (picture(), Some(42)));
    let paths: Vec<_> = peer.asked().iter().map(|asked| asked.path.clone()).collect();
    assert_eq!(paths[1], "/fal-ai/flux/requests/r-1/status");
    assert_eq!(paths[5..], ["/fal-ai/flux/requests/r-1", "/files/1.png"]);
    assert!(peer.asked()[5].header("authorization").is_some());
}

#[tokio::test]
async fn a_picture_that_is_not_there_yet_is_asked_for_again() {
    let (engine, ticket, peer) = waiting().await;
    for reply in [state("COMPLETED"), made(&peer), Reply::json(404, &json!({}))] {
        peer.then(reply);
    }
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    for reply in [state("COMPLETED"), made(&peer), shown()] {
        peer.then(reply);
    }
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
}

#[tokio::test]
async fn every_way_of_not_taking_an_order_is_told_apart_and_it_is_sent_once() {
    let policy = json!({ "detail": [{ "loc": ["body", "prompt"], "msg": "no", "type": "content_policy_violation" }] });
    let size = json!({ "detail": [{ "loc": ["body", "image_size", "width"], "msg": "too wide", "type": "x" }] });
    let locked = json!({ "detail": "User is locked. Reason: Exhausted balance." });
    let cases = [
        (Reply::json(422, &policy), Failure::Refused("no".to_owned())),
        (Reply::json(422, &size), Failure::bad_order("size", "too wide")),
        (
            Reply::json(404, &json!({ "detail": "none" })),
            Failure::bad_order("model", "none"),
        ),
        (Reply::json(401, &json!({ "detail": "who" })), Failure::Unauthorised),
        (
            Reply::json(403, &json!({ "detail": "no access" })),
            Failure::Unauthorised,
        ),
        (Reply::json(403, &locked), Failure::OutOfCredit),
        (Reply::json(402, &json!({})), Failure::OutOfCredit),
        (Reply::json(503, &json!({})), Failure::Unavailable),
        (Reply::json(504, &json!({})), Failure::Unknown),
        (
            Reply::json(504, &json!({})).with("x-fal-request-timeout-type", "user"),
            Failure::TimedOut,
        ),
        (Reply::typed(200, "text/html", "<html>"), Failure::Unknown),
        (Reply::Cut, Failure::Unknown),
        (Reply::Hang, Failure::Unknown),
        (Reply::Huge, Failure::TooLarge),
    ];
    told_apart(cases, ("fal", "", MODELS), PLAIN, lighthouse()).await;
}

#[tokio::test]
async fn a_vendor_that_is_asked_too_often_says_how_long_to_wait() {
    let peer = Peer::start([Reply::json(429, &json!({})).with("retry-after", "7")]).await;
    let (engine, _) = peer.engine("fal", "", MODELS);
    let failure = submit(&engine, PLAIN, lighthouse()).await.err().unwrap();
    assert_eq!(failure.retryable(), Retry::Later(Some(Span::seconds(7))));
}

#[tokio::test]
async fn neither_a_bad_hour_nor_a_broken_line_ends_work_that_is_paid_for() {
    let (engine, ticket, peer) = waiting().await;
    for reply in passing() {
        peer.then(reply.clone());
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
        peer.then(state("COMPLETED"));
        peer.then(reply.clone());
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
        for reply in [state("COMPLETED"), made(&peer), reply] {
            peer.then(reply);
        }
        assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    }
    peer.then(state("COMPLETED"));
    peer.then(Reply::json(400, &json!({ "detail": "Request is still in progress" })));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    let posts = peer.asked().iter().filter(|asked| asked.method == "POST").count();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn every_end_that_is_no_picture_is_told_apart() {
    let policy = json!({ "detail": [{ "msg": "no", "type": "content_policy_violation" }] });
    let black = json!({ "images": [{ "url": "https://example.com/1" }], "has_nsfw_concepts": [true] });
    let nothing = json!({ "images": [] });
    let inside = json!({ "images": [{ "url": "http://169.254.169.254/latest" }] });
    let broke = || Reply::json(500, &json!({ "detail": "broke" }));
    let cases = [
        (Reply::json(422, &policy), "refused"),
        (Reply::json(200, &black), "refused"),
        (Reply::json(200, &nothing), "not_an_image"),
        (Reply::json(200, &inside), "not_an_image"),
        (Reply::json(200, &json!({ "images": "none" })), "not_an_image"),
        (Reply::json(422, &json!({ "detail": "too wide" })), "bad_order"),
        (Reply::json(404, &json!({})), "cut"),
        (broke().with("x-fal-retryable", "true"), "unavailable"),
        (broke().with("x-fal-retryable", "false"), "bad_order"),
        (
            Reply::json(504, &json!({})).with("x-fal-error-type", "request_timeout"),
            "timed_out",
        ),
        (
            Reply::json(504, &json!({})).with("x-fal-request-timeout-type", "user"),
            "timed_out",
        ),
        (Reply::Huge, "too_large"),
    ];
    let (engine, ticket, peer) = waiting().await;
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        peer.then(state("COMPLETED"));
        peer.then(reply);
        assert_eq!(word(&resume(&engine, &ticket).await), expected, "case {index}");
    }
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "unknown",
        "a request that nobody knows"
    );
    peer.then(Reply::json(200, &json!({ "status": "COMPLETED", "error": "it broke" })));
    peer.then(broke());
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "unavailable",
        "a request that ended badly"
    );
}

#[tokio::test]
async fn a_black_picture_among_others_is_left_out() {
    let (engine, ticket, peer) = waiting().await;
    let address = format!("{}/files/2.png", peer.url());
    let images = json!([{ "url": "https://example.com/black" }, { "url": address }]);
    peer.then(state("COMPLETED"));
    peer.then(Reply::json(
        200,
        &json!({ "images": images, "has_nsfw_concepts": [true, false] }),
    ));
    peer.then(shown());
    let Resumed::Done(outputs) = resume(&engine, &ticket).await else {
        panic!("one of two was made")
    };
    assert_eq!(outputs.len(), 1);
}

#[tokio::test]
async fn an_address_elsewhere_is_never_asked() {
    let peer = Peer::start([]).await;
    let elsewhere = Peer::start([]).await;
    peer.then(taken(&elsewhere));
    let (engine, _) = peer.engine("fal", "", MODELS);
    assert_eq!(submit(&engine, PLAIN, lighthouse()).await.err(), Some(Failure::Unknown));
    let (_, foreign, other) = waiting().await;
    assert_eq!(resume(&engine, &foreign).await, Resumed::Failed(Failure::Unknown));
    assert!(engine.cancel(&foreign).await.is_err());
    let nonsense = Ticket {
        engine: "lab".to_owned(),
        token: "{}".to_owned(),
    };
    assert_eq!(resume(&engine, &nonsense).await, Resumed::Failed(Failure::Unknown));
    assert_eq!(
        (elsewhere.asked().len(), other.asked().len(), peer.asked().len()),
        (0, 1, 1)
    );
}

#[tokio::test]
async fn a_picture_that_moved_to_a_server_inside_is_not_followed_there() {
    let (engine, ticket, peer) = waiting().await;
    let inside = Peer::start([shown()]).await;
    let moved = Reply::json(302, &json!({})).with("location", &inside.url());
    for reply in [state("COMPLETED"), made(&peer), moved] {
        peer.then(reply);
    }
    assert_eq!(word(&resume(&engine, &ticket).await), "not_an_image");
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn work_is_stopped_by_the_address_that_the_queue_gave() {
    let (engine, ticket, peer) = waiting().await;
    peer.then(Reply::json(202, &json!({ "status": "CANCELLATION_REQUESTED" })));
    peer.then(Reply::json(400, &json!({ "status": "ALREADY_COMPLETED" })));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    assert_eq!(engine.cancel(&ticket).await, Ok(()));
    let asked = &peer.asked()[1];
    let expected = ("PUT", "/fal-ai/flux/requests/r-1/cancel");
    assert_eq!((asked.method.as_str(), asked.path.as_str()), expected);
}

#[tokio::test]
async fn forgetting_asks_nobody_since_nothing_was_to_be_kept() {
    let (engine, ticket, peer) = waiting().await;
    assert_eq!(engine.forget(&ticket).await, Ok(()));
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves() {
    let peer = Peer::start([]).await;
    peer.then(taken(&peer));
    let (engine, record) = peer.engine("fal", "", MODELS);
    let (address, fields) = preview(&engine, "fal-ai/flux/edit", with_mask());
    ticket(&engine, "fal-ai/flux/edit", with_mask()).await;
    assert_eq!(address, format!("{}/fal-ai/flux/edit", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.contains(&("prompt", "a lighthouse at dusk".to_owned())));
    assert!(fields.contains(&("image_url", format!("{:?}", input()))));
}

#[tokio::test]
async fn a_name_that_is_no_path_is_refused_at_the_start() {
    let peer = Peer::start([]).await;
    for id in ["flux", "fal-ai/../x", "fal-ai/flux?x=y", "fal-ai/flux#x"] {
        let models = format!("models = [{{ id = \"{id}\", kind = \"image\" }}]");
        let error = peer.try_engine("fal", "", &models).err();
        assert_eq!(error, Some(ConfigError::Model(id.to_owned())), "{id}");
    }
}
