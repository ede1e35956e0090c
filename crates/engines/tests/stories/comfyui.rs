//! `ComfyUI`, which runs the operator's graph and keeps what it is told on its disk.

mod ends;
mod listening;
mod talker;

use std::sync::Arc;

use basics::Span;
use engines::{Engine, Failure, ImageOrder, Masks, Resumed, Submitted, Ticket};
use serde_json::{Value, json};

use crate::{
    peer::{Asked, Peer, Reply, lighthouse, picture},
    steps::{is_anonymous, names, preview, resume, submit, ticket, with_mask, with_pictures, word},
};

const MODELS: &str = r#"
[[models]]
id = "painter"
kind = "image"
workflow = '''{
    "3": { "class_type": "KSampler", "inputs": { "seed": "{seed}", "positive": ["6", 0] } },
    "5": { "class_type": "EmptyLatentImage", "inputs": { "width": "{width}", "height": "{height}", "batch_size": "{count}" } },
    "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "{prompt}" } },
    "7": { "class_type": "CLIPTextEncode", "inputs": { "text": "{negative}" } },
    "9": { "class_type": "PreviewImage", "inputs": { "images": ["3", 0] } }
}'''

[[models]]
id = "retoucher"
kind = "image"
workflow = '''{
    "1": { "class_type": "LoadImage", "inputs": { "image": "{image}" } },
    "2": { "class_type": "LoadImageMask", "inputs": { "image": "{mask}", "channel": "red" } },
    "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "{prompt}" } }
}'''
"#;

fn taken() -> Reply {
    Reply::json(200, &json!({ "number": 1, "node_errors": {} }))
}

/// The name that we gave to the work.
fn name_of(asked: &Asked) -> String {
    asked.json()["prompt_id"].as_str().unwrap().to_owned()
}

/// An engine whose order was taken on, and the name of its work.
async fn waiting() -> (Arc<dyn Engine>, Ticket, Peer, String) {
    let peer = Peer::start([taken()]).await;
    let (engine, _) = peer.engine("comfyui", "", MODELS);
    let ticket = ticket(&engine, "painter", lighthouse()).await;
    let name = name_of(&peer.asked()[0]);
    (engine, ticket, peer, name)
}

fn nothing() -> Reply {
    Reply::json(200, &json!({}))
}

fn queue(running: &[&str], pending: &[&str]) -> Reply {
    let entries = |names: &[&str]| -> Value {
        names
            .iter()
            .map(|name| json!([1, name, { "6": {} }, {}, ["9"]]))
            .collect()
    };
    Reply::json(
        200,
        &json!({ "queue_running": entries(running), "queue_pending": entries(pending) }),
    )
}

fn over(name: &str, outputs: &Value, status: &str, messages: &Value) -> Reply {
    let status = json!({ "status_str": status, "completed": status == "success", "messages": messages });
    Reply::json(
        200,
        &json!({ name: { "prompt": [1, name, {}], "outputs": outputs, "status": status } }),
    )
}

fn made(name: &str) -> Reply {
    let images = json!([{ "filename": "a b&c.png", "subfolder": "x/y", "type": "temp" }]);
    over(
        name,
        &json!({ "9": { "images": images } }),
        "success",
        &json!([["execution_success", {}]]),
    )
}

fn shown() -> Reply {
    Reply::typed(200, "image/png", picture())
}

#[tokio::test]
async fn an_order_is_the_operators_graph_with_its_words_in_their_places() {
    let peer = Peer::start([taken()]).await;
    let (engine, record) = peer.engine("comfyui", "", MODELS);
    let order = ImageOrder {
        seed: Some(7),
        ..lighthouse()
    };
    ticket(&engine, "painter", order).await;
    let asked = &peer.asked()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/prompt"));
    let body = asked.json();
    assert_eq!(names(&body), ["client_id", "prompt", "prompt_id"]);
    assert_eq!((name_of(asked).len(), &body["client_id"]), (36, &body["prompt_id"]));
    let graph = &body["prompt"];
    assert_eq!(graph["3"]["inputs"], json!({ "seed": 7, "positive": ["6", 0] }));
    assert_eq!(
        graph["5"]["inputs"],
        json!({ "width": 1024, "height": 1024, "batch_size": 1 })
    );
    assert_eq!(graph["6"]["inputs"]["text"], "a lighthouse at dusk");
    assert_eq!(graph["7"]["inputs"]["text"], "");
    assert!(is_anonymous(asked), "{:?}", asked.headers);
    let fields = ["prompt", "negative", "seed", "width", "height", "count", "client_id"];
    assert_eq!(record.departures()[0].fields, fields);
}

#[tokio::test]
async fn a_card_can_do_what_its_graph_has_places_for() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("comfyui", "", MODELS);
    let [painter, retoucher] = engine.cards() else {
        panic!("two models")
    };
    assert!(painter.seeds && painter.negative && !retoucher.seeds && !retoucher.negative);
    assert_eq!(
        (painter.references, painter.masks, *painter.counts.end()),
        (0, Masks::None, 4)
    );
    assert_eq!((retoucher.references, retoucher.masks), (1, Masks::WhiteChanges));
    assert_eq!(*retoucher.counts.end(), 1);
}

#[tokio::test]
async fn pictures_are_handed_in_where_the_server_empties_itself() {
    let kept = || {
        Reply::json(
            200,
            &json!({ "name": "x.png", "subfolder": "nanoprompt", "type": "temp" }),
        )
    };
    let peer = Peer::start([kept(), kept(), taken()]).await;
    let (engine, record) = peer.engine("comfyui", "", MODELS);
    ticket(&engine, "retoucher", with_mask()).await;
    let asked = peer.asked();
    for upload in &asked[..2] {
        assert_eq!(
            (upload.method.as_str(), upload.path.as_str()),
            ("POST", "/upload/image")
        );
        assert!(upload.holds(b"name=\"type\"\r\n\r\ntemp\r\n"));
        assert!(upload.holds(b"name=\"subfolder\"\r\n\r\nnanoprompt\r\n") && upload.holds(&picture()));
        assert!(is_anonymous(upload), "{:?}", upload.headers);
    }
    let graph = asked[2].json()["prompt"].clone();
    let (image, mask) = (&graph["1"]["inputs"]["image"], &graph["2"]["inputs"]["image"]);
    for name in [image, mask] {
        let name = name.as_str().unwrap();
        assert!(
            name.starts_with("nanoprompt/") && name.ends_with(".png [temp]"),
            "{name}"
        );
    }
    assert_ne!(image, mask);
    let fields: Vec<_> = record
        .departures()
        .into_iter()
        .map(|departure| departure.fields)
        .collect();
    let order = vec!["prompt", "image", "mask", "client_id"];
    assert_eq!(fields, [vec!["image"], vec!["mask"], order]);
}

#[tokio::test]
async fn a_graph_that_starts_from_a_picture_is_not_run_without_one() {
    let peer = Peer::start([]).await;
    let (engine, _) = peer.engine("comfyui", "", MODELS);
    for (order, missing) in [(lighthouse(), "image"), (with_pictures(1), "mask")] {
        let failure = submit(&engine, "retoucher", order).await.err();
        assert!(
            matches!(failure, Some(Failure::BadOrder { ref field, .. }) if field == missing),
            "{failure:?}"
        );
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn a_picture_comes_once_the_work_is_in_the_servers_history() {
    let (engine, ticket, peer, name) = waiting().await;
    for (reply, wait) in [(queue(&["x"], &["y", &name]), 2), (queue(&[&name], &[]), 1)] {
        peer.then(nothing());
        peer.then(reply);
        let Resumed::Progress(progress) = resume(&engine, &ticket).await else {
            panic!("it is not over")
        };
        assert_eq!(progress.ask_again, Some(Span::seconds(wait)));
    }
    peer.then(made(&name));
    peer.then(shown());
    let Resumed::Done(outputs) = resume(&engine, &ticket).await else {
        panic!("it is over")
    };
    assert_eq!(outputs[0].bytes, picture());
    assert!(outputs[0].seed.is_some(), "a seed was drawn");
    let asked = peer.asked();
    assert_eq!(asked[1].path, format!("/history/{name}"));
    assert_eq!(asked[6].path, "/view?filename=a+b%26c.png&subfolder=x%2Fy&type=temp");
}

#[tokio::test]
async fn a_picture_that_is_not_there_yet_is_asked_for_again() {
    let (engine, ticket, peer, name) = waiting().await;
    peer.then(made(&name));
    peer.then(Reply::json(404, &json!({})));
    assert_eq!(word(&resume(&engine, &ticket).await), "progress");
    peer.then(made(&name));
    peer.then(shown());
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
}

#[tokio::test]
async fn work_that_ends_between_two_questions_is_not_lost() {
    let (engine, ticket, peer, name) = waiting().await;
    for reply in [nothing(), queue(&[], &[]), made(&name), shown()] {
        peer.then(reply);
    }
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
    for reply in [nothing(), queue(&["x"], &["y"]), nothing()] {
        peer.then(reply);
    }
    assert_eq!(
        word(&resume(&engine, &ticket).await),
        "unknown",
        "the server started anew"
    );
}

#[tokio::test]
async fn an_old_server_that_names_the_work_itself_is_asked_by_that_name() {
    let named = |name: &str| Reply::json(200, &json!({ "prompt_id": name, "number": 1 }));
    let peer = Peer::start([named("its-own"), named("../system_stats")]).await;
    let (engine, _) = peer.engine("comfyui", "", MODELS);
    let first = ticket(&engine, "painter", lighthouse()).await;
    let second = ticket(&engine, "painter", lighthouse()).await;
    let ours = name_of(&peer.asked()[1]);
    resume(&engine, &first).await;
    resume(&engine, &second).await;
    assert_eq!(peer.asked()[2].path, "/history/its-own");
    assert_eq!(peer.asked()[3].path, format!("/history/{ours}"), "a name that is none");
}

#[tokio::test]
async fn what_was_saved_is_taken_before_what_was_merely_shown() {
    let (engine, ticket, peer, name) = waiting().await;
    let file = |folder: &str| json!({ "images": [{ "filename": format!("{folder}.png"), "type": folder }] });
    peer.then(over(
        &name,
        &json!({ "1": file("temp"), "2": file("output") }),
        "success",
        &json!([]),
    ));
    peer.then(shown());
    assert_eq!(word(&resume(&engine, &ticket).await), "done");
    assert_eq!(peer.asked()[2].path, "/view?filename=output.png&subfolder=&type=output");
    assert_eq!(peer.asked().len(), 3);
}

#[tokio::test]
async fn what_is_shown_before_is_what_leaves() {
    let peer = Peer::start([taken()]).await;
    let (engine, record) = peer.engine("comfyui", "", MODELS);
    let (address, fields) = preview(&engine, "painter", lighthouse());
    let submitted = submit(&engine, "painter", lighthouse()).await;
    assert!(matches!(submitted, Ok(Submitted::Ticket(_))), "{submitted:?}");
    assert_eq!(address, format!("{}/prompt", peer.url()));
    let shown: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, record.departures()[0].fields);
    assert!(fields.contains(&("prompt", "a lighthouse at dusk".to_owned())));
    assert!(fields.contains(&("seed", "by chance".to_owned())));
    assert!(fields.contains(&("client_id", "by chance".to_owned())));
}

#[tokio::test]
async fn a_graph_that_cannot_be_used_is_refused_at_the_start_by_its_models_name() {
    let peer = Peer::start([]).await;
    let bad = [
        "",
        "workflow = 'graph'",
        "workflow = '[]'",
        "workflow = '{\"6\":{\"text\":\"a cat\"}}'",
        "workflow = '{\"6\":{\"text\":\"{prompt}\",\"seed\":\"{sede}\"}}'",
        "workflow = '{\"6\":{\"text\":\"{prompt}\",\"image\":\"{images}\"}}'",
    ];
    for workflow in bad {
        let models = format!("[[models]]\nid = \"painter\"\nkind = \"image\"\n{workflow}");
        let error = peer.try_engine("comfyui", "", &models).err().unwrap().to_string();
        assert!(error.contains("\"painter\""), "{workflow}: {error}");
    }
}
