//! Vendors that answer nonsense: the right shape with one thing in it wrong, or no shape at all.

use std::sync::Arc;

use engines::{Engine, Failure, Order, Submitted, Ticket, VideoOrder};
use serde_json::{Value, json};

use crate::{
    peer::{Peer, Reply, lighthouse, model},
    shot::shot,
    steps::{Gone, resume, submit},
};

const WORKFLOW: &str = r#"workflow = '{"1":{"text":"{prompt}"}}'"#;

struct Vendor {
    kind: &'static str,
    name: &'static str,
    makes: &'static str,
    more: &'static str,
    /// What it says to an order.
    taken: Value,
    /// What it says when asked after it, one after the other.
    said: Vec<Value>,
}

fn vendors(here: &str) -> Vec<Vendor> {
    painters(here).into_iter().chain(filmers(here)).collect()
}

fn painters(here: &str) -> Vec<Vendor> {
    let picture = format!("{here}/1.png");
    let urls = json!({ "request_id": "r", "status_url": here, "response_url": here, "cancel_url": here });
    let made = json!({ "images": [{ "url": picture }], "seed": 1, "has_nsfw_concepts": [false] });
    let prediction =
        json!({ "id": "p", "status": "succeeded", "output": [picture], "error": null, "data_removed": false });
    let status = json!({ "status_str": "error", "messages": [["execution_error", { "exception_type": "x" }]] });
    let over =
        json!({ "n": { "outputs": { "1": { "images": [{ "filename": "x", "type": "temp" }] } }, "status": status } });
    let ready = json!({ "status": "Ready", "result": { "sample": picture, "seed": 1 }, "progress": 1, "details": {} });
    let vendor = |kind, name, more, taken, said| Vendor {
        kind,
        name,
        makes: "image",
        more,
        taken,
        said,
    };
    vec![
        vendor(
            "fal",
            "fal-ai/flux",
            "",
            urls,
            vec![json!({ "status": "COMPLETED", "error": null }), made],
        ),
        vendor("replicate", "a/b", "", prediction.clone(), vec![prediction]),
        vendor(
            "comfyui",
            "painter",
            WORKFLOW,
            json!({ "prompt_id": "n" }),
            vec![over, json!({ "queue_running": [[1, "n"]] })],
        ),
        vendor(
            "bfl",
            "flux-2-pro",
            "",
            json!({ "id": "t", "polling_url": here }),
            vec![ready],
        ),
    ]
}

fn filmers(here: &str) -> Vec<Vendor> {
    let film = format!("{here}/1.mp4");
    let urls = json!({ "request_id": "r", "status_url": here, "response_url": here, "cancel_url": here });
    let prediction = json!({ "id": "p", "status": "succeeded", "output": film, "error": null });
    let job = json!({ "id": "v", "status": "failed", "progress": 40, "error": { "code": "x", "message": "y" } });
    let content = json!([{ "type": "video", "uri": film }, { "type": "text", "text": "x" }]);
    let steps = json!([{ "type": "model_output", "content": content }]);
    let interaction = json!({ "id": "i", "status": "completed", "steps": steps, "error": { "code": "x" } });
    let task =
        json!({ "id": "t", "status": "SUCCEEDED", "output": [film], "progress": 0.5, "failureCode": "SAFETY.INPUT" });
    let generation =
        json!({ "id": "g", "state": "completed", "assets": { "video": film, "image": null }, "failure_reason": "x" });
    let vendor = |kind, name, more, taken: Value, said| Vendor {
        kind,
        name,
        makes: "video",
        more,
        taken,
        said,
    };
    let again = |kind, name, more, said: Value| vendor(kind, name, more, said.clone(), vec![said]);
    let made = vec![
        json!({ "status": "COMPLETED" }),
        json!({ "video": { "url": film }, "seed": 1 }),
    ];
    vec![
        vendor("fal", "fal-ai/film", "", urls, made),
        again("replicate", "a/b", "", prediction),
        again("openai-compatible", "filmer", "seconds = [5]", job),
        again("gemini", "omni", "", interaction),
        again("runway", "gen4.5", "", task),
        again("luma", "ray-2", "", generation),
    ]
}

/// The same JSON over and over, each time with one thing in it replaced.
fn twisted(whole: &Value) -> Vec<Value> {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!("\u{0}x"),
        json!([]),
        json!({}),
        json!([[{}]]),
    ];
    let mut all = wrong.to_vec();
    match whole {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                all.extend(twisted(item).into_iter().map(|other| {
                    let mut whole = whole.clone();
                    whole[index] = other;
                    whole
                }));
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                all.extend(twisted(field).into_iter().map(|other| {
                    let mut whole = whole.clone();
                    whole[name] = other;
                    whole
                }));
            }
        }
        _ => {}
    }
    all
}

impl Vendor {
    fn order(&self) -> Order {
        match self.makes {
            "video" => VideoOrder { seconds: 5, ..shot() }.into(),
            _ => lighthouse().into(),
        }
    }
}

fn start(vendor: &Vendor, peer: &Peer) -> Arc<dyn Engine> {
    let models = format!(
        "[[models]]\nid = \"{}\"\nkind = \"{}\"\n{}",
        vendor.name, vendor.makes, vendor.more
    );
    peer.engine(vendor.kind, "", &models).0
}

async fn taken(vendor: &Vendor, engine: &Arc<dyn Engine>, peer: &Peer) -> Ticket {
    peer.then(Reply::json(200, &vendor.taken));
    match submit(engine, vendor.name, vendor.order()).await {
        Ok(Submitted::Ticket(ticket)) => ticket,
        other => panic!("{}: {other:?}", vendor.kind),
    }
}

#[tokio::test]
async fn an_order_that_nobody_wants_any_more_is_not_sent() {
    let peer = Peer::start([]).await;
    for vendor in vendors(&peer.url()) {
        let engine = start(&vendor, &peer);
        let failure = engine.submit(&model(vendor.name), vendor.order(), Arc::new(Gone)).await;
        assert_eq!(
            failure.err(),
            Some(Failure::Cancelled),
            "{} {}",
            vendor.kind,
            vendor.makes
        );
    }
    assert!(peer.asked().is_empty());
}

#[tokio::test]
async fn an_order_comes_to_an_end_whatever_is_said_to_it() {
    let peer = Peer::start([]).await;
    for vendor in vendors(&peer.url()) {
        let engine = start(&vendor, &peer);
        for said in twisted(&vendor.taken) {
            for status in [200, 400] {
                peer.then(Reply::json(status, &said));
                // Either is an end; none of it may bring us down.
                let _ = submit(&engine, vendor.name, vendor.order()).await;
            }
        }
    }
    assert!(peer.asked().len() > 200, "{}", peer.asked().len());
}

#[tokio::test]
async fn asking_after_an_order_never_fails_by_itself_whatever_is_said_to_it() {
    for index in 0..vendors("").len() {
        let peer = Peer::start([]).await;
        let Some(vendor) = vendors(&peer.url()).into_iter().nth(index) else {
            panic!("as many as there are")
        };
        let engine = start(&vendor, &peer);
        let ticket = taken(&vendor, &engine, &peer).await;
        for turn in 0..vendor.said.len() {
            for other in twisted(&vendor.said[turn]) {
                for (at, said) in vendor.said.iter().enumerate() {
                    peer.then(Reply::json(200, if at == turn { &other } else { said }));
                }
                resume(&engine, &ticket).await;
                peer.clear();
            }
        }
    }
}

#[tokio::test]
async fn a_tower_of_brackets_and_half_a_letter_are_no_answer() {
    let tower = "[".repeat(100_000);
    for index in 0..vendors("").len() {
        let peer = Peer::start([]).await;
        let Some(vendor) = vendors(&peer.url()).into_iter().nth(index) else {
            panic!("as many as there are")
        };
        let engine = start(&vendor, &peer);
        let ticket = taken(&vendor, &engine, &peer).await;
        for bytes in [
            tower.clone().into_bytes(),
            vec![b'"', 0xc3, b'"'],
            vec![0; 4096],
            Vec::new(),
        ] {
            for status in [200, 400, 422, 500] {
                peer.then(Reply::typed(status, "application/json", bytes.clone()));
                let _ = submit(&engine, vendor.name, vendor.order()).await;
                peer.then(Reply::typed(status, "application/json", bytes.clone()));
                resume(&engine, &ticket).await;
                peer.clear();
            }
        }
    }
}
