//! How far work is, as the server tells it while it works.

use std::{
    future::{Future, ready},
    pin::Pin,
    sync::{Arc, Mutex},
};

use egress::PurposeKind;
use engines::{Resumed, Watch};
use serde_json::{Value, json};

use super::{
    made, nothing, queue, shown,
    talker::{Line, Talker, Turn},
};
use crate::{
    peer::KEY,
    steps::{resume, word},
};

/// Somebody who waits and remembers what they were told.
#[derive(Default)]
struct Waiting(Mutex<Vec<(f32, String)>>);

impl Waiting {
    fn told(&self) -> Vec<(f32, String)> {
        self.0.lock().unwrap().clone()
    }

    fn fractions(&self) -> Vec<f32> {
        self.told().into_iter().map(|(done, _)| done).collect()
    }
}

impl Watch for Waiting {
    fn progress(&self, done: f32, stage: &str) {
        self.0.lock().unwrap().push((done, stage.to_owned()));
    }

    fn cancelled(&self) -> bool {
        false
    }
}

/// Somebody who asks to stop as soon as they are asked whether they do.
struct Stopping;

impl Watch for Stopping {
    fn progress(&self, _done: f32, _stage: &str) {}

    fn cancelled(&self) -> bool {
        false
    }

    fn until_cancelled(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(ready(()))
    }
}

impl Talker {
    fn say(&self, kind: &str, data: Value) -> Line {
        say(&self.name, kind, data)
    }

    /// The work is being run, and a socket is opened before it has ended.
    fn runs(&self) {
        self.peer.then(nothing());
        self.peer.then(queue(&[&self.name], &[]));
        self.peer.then(nothing());
    }

    fn ends(&self) {
        self.peer.then(made(&self.name));
        self.peer.then(shown());
    }

    async fn resume(&self, watch: Arc<dyn Watch>) -> Resumed {
        self.engine.resume(&self.ticket, watch).await.unwrap()
    }
}

fn say(work: &str, kind: &str, mut data: Value) -> Line {
    data["prompt_id"] = json!(work);
    Line::Say(json!({ "type": kind, "data": data }))
}

fn status() -> Line {
    Line::Say(json!({ "type": "status", "data": { "status": { "exec_info": { "queue_remaining": 1 } }, "sid": "x" } }))
}

#[tokio::test]
async fn the_progress_of_our_work_is_passed_on_and_that_of_others_is_not() {
    let server = Talker::start().await;
    let node = |state: &str, value: u32| json!({ "value": value, "max": 4, "state": state, "parent_node_id": null });
    let others = json!({ "nodes": { "1": node("finished", 4), "2": node("finished", 4), "3": node("finished", 4) } });
    server.talk([
        status(),
        say("somebody else's", "progress_state", others),
        say("somebody else's", "execution_success", json!({})),
        server.say("progress_state", json!({ "nodes": { "5": node("finished", 4) } })),
        Line::Bytes(100_000),
        server.say("progress", json!({ "node": "3", "value": 2, "max": 4 })),
        server.say(
            "progress_state",
            json!({ "nodes": { "5": node("finished", 4), "3": node("running", 2) } }),
        ),
        server.say("execution_success", json!({})),
        Line::Silence,
    ]);
    server.runs();
    server.ends();
    let watch = Arc::new(Waiting::default());
    assert_eq!(word(&server.resume(watch.clone()).await), "done");
    let told = [0.0, 0.2, 0.3].map(|done| (done, "working".to_owned()));
    assert_eq!(
        watch.told(),
        told,
        "of five nodes one is made, and then half of the next"
    );
}

#[tokio::test]
async fn the_socket_is_asked_for_by_a_random_name_with_the_key_and_is_recorded() {
    let server = Talker::start().await;
    server.talk([server.say("executing", json!({ "node": null })), Line::Silence]);
    server.runs();
    server.ends();
    assert_eq!(word(&resume(&server.engine, &server.ticket).await), "done");
    let asked = server.asked();
    let (path, headers) = &asked[0];
    assert_eq!(path, &format!("/ws?clientId={}", server.name));
    assert_eq!(headers["authorization"], format!("Bearer {KEY}"));
    assert!(
        !headers.contains_key("origin") && !headers.contains_key("cookie"),
        "{headers:?}"
    );
    let departures = server.record.departures();
    let opened: Vec<_> = departures
        .iter()
        .filter(|departure| departure.status == Some(101))
        .collect();
    assert_eq!(opened.len(), 1);
    assert_eq!(
        (&*opened[0].fields, opened[0].purpose),
        (["client_id"].as_slice(), PurposeKind::Generate)
    );
    assert!(opened[0].received_bytes > 60, "{opened:?}");
    let (before, order) = (&departures[0], server.peer.asked()[0].json());
    assert!(
        before.fields.contains(&"client_id"),
        "the order says under which name it is listened to"
    );
    assert_eq!(order["client_id"], json!(server.name));
}

#[tokio::test]
async fn a_socket_that_breaks_says_too_much_or_nothing_costs_nothing() {
    for lines in [
        vec![],
        vec![status(), Line::Letters(2 << 20)],
        vec![Line::Bytes(2 << 20)],
        vec![
            Line::Letters(10),
            Line::Say(json!([[]])),
            Line::Say(json!({ "type": 7, "data": [] })),
        ],
        vec![Line::Silence],
    ] {
        let server = Talker::start().await;
        server.talk(lines);
        server.runs();
        server.peer.then(nothing());
        assert_eq!(word(&resume(&server.engine, &server.ticket).await), "progress");
        server.ends();
        assert_eq!(word(&resume(&server.engine, &server.ticket).await), "done");
    }
}

#[tokio::test]
async fn a_server_that_opens_no_socket_is_asked_as_before() {
    for words in [
        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        "nonsense\r\n\r\n",
        "",
    ] {
        let server = Talker::start().await;
        server.turn(Turn::Refuse(words));
        server.peer.then(nothing());
        server.peer.then(queue(&[&server.name], &[]));
        let watch = Arc::new(Waiting::default());
        assert_eq!(word(&server.resume(watch.clone()).await), "progress", "{words}");
        assert_eq!(watch.told(), [(0.0, "working".to_owned())], "{words}");
        assert_eq!(server.peer.asked().len(), 3, "nothing more is asked: {words}");
        server.ends();
        assert_eq!(word(&resume(&server.engine, &server.ticket).await), "done", "{words}");
    }
}

#[tokio::test]
async fn work_that_ended_before_the_socket_was_open_is_not_waited_for() {
    let server = Talker::start().await;
    server.talk([Line::Silence]);
    server.peer.then(nothing());
    server.peer.then(queue(&[&server.name], &[]));
    server.ends();
    let watch = Arc::new(Waiting::default());
    assert_eq!(word(&server.resume(watch).await), "done");
    assert_eq!(server.peer.asked().len(), 5);
}

#[tokio::test]
async fn whoever_listens_again_is_told_nothing_that_goes_back() {
    let server = Talker::start().await;
    let watch = Arc::new(Waiting::default());
    let steps = |node: &str, value: u32| server.say("progress", json!({ "node": node, "value": value, "max": 4 }));
    server.talk([
        steps("5", 4),
        server.say("executing", json!({ "node": "3" })),
        steps("3", 2),
    ]);
    server.talk([steps("3", 1), steps("3", 3)]);
    for _ in 0..2 {
        server.runs();
        server.peer.then(nothing());
        let Resumed::Progress(progress) = server.resume(watch.clone()).await else {
            panic!("it is not over")
        };
        assert_eq!(progress.done, watch.fractions().last().copied());
    }
    assert_eq!(watch.fractions(), [0.0, 0.2, 0.3, 0.3, 0.35]);
}

#[tokio::test]
async fn nobody_is_kept_listening_who_wants_it_no_more() {
    let server = Talker::start().await;
    server.talk([Line::Endlessly(json!({ "type": "progress", "data": {} }))]);
    server.runs();
    server.peer.then(nothing());
    assert_eq!(word(&server.resume(Arc::new(Stopping)).await), "progress");
    let departures = server.record.departures();
    let opened = departures.iter().find(|departure| departure.status == Some(101));
    assert!(opened.unwrap().received_bytes < 1 << 20, "{opened:?}");
}

#[tokio::test]
async fn work_of_an_older_ticket_is_asked_after_without_listening() {
    let server = Talker::start().await;
    let older = engines::Ticket {
        token: json!({ "id": server.name, "seed": 1 }).to_string(),
        ..server.ticket.clone()
    };
    server.peer.then(nothing());
    server.peer.then(queue(&[&server.name], &[]));
    assert_eq!(word(&resume(&server.engine, &older).await), "progress");
    assert_eq!(server.peer.asked().len(), 3);
    let departures = server.record.departures();
    assert!(
        departures.iter().all(|departure| departure.status == Some(200)),
        "no socket was asked for"
    );
}
