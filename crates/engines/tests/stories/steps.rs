//! The steps of an order that is taken on first and made later.

use std::sync::Arc;

use engines::{
    Destination, Engine, Failure, ImageFormat, ImageOrder, Input, Order, Output, Resumed, Submitted, Ticket, Unwatched,
    Watch,
};
use serde_json::Value;

use crate::peer::{Asked, Peer, Reply, lighthouse, model, picture};

/// Hands in an order for the model of this name.
pub async fn submit(engine: &Arc<dyn Engine>, name: &str, order: impl Into<Order>) -> Result<Submitted, Failure> {
    engine.submit(&model(name), order.into(), Arc::new(Unwatched)).await
}

/// Hands in an order that is taken on.
pub async fn ticket(engine: &Arc<dyn Engine>, name: &str, order: impl Into<Order>) -> Ticket {
    match submit(engine, name, order).await {
        Ok(Submitted::Ticket(ticket)) => ticket,
        other => panic!("{other:?}"),
    }
}

/// The field for which an order is not handed in.
pub async fn objected(engine: &Arc<dyn Engine>, name: &str, order: impl Into<Order>) -> String {
    match submit(engine, name, order).await {
        Err(Failure::BadOrder { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

/// Somebody who asked to stop before anything was sent.
pub struct Gone;

impl Watch for Gone {
    fn progress(&self, _done: f32, _stage: &str) {}

    fn cancelled(&self) -> bool {
        true
    }
}

/// Asks after it.
pub async fn resume(engine: &Arc<dyn Engine>, ticket: &Ticket) -> Resumed {
    engine.resume(ticket, Arc::new(Unwatched)).await.unwrap()
}

/// What came of it in the end, in one word: `done`, `progress`, or why it failed.
pub fn word(resumed: &Resumed) -> &'static str {
    match resumed {
        Resumed::Done(_) => "done",
        Resumed::Progress(_) => "progress",
        Resumed::Failed(failure) => failure.as_str(),
    }
}

/// An order that starts from so many pictures.
pub fn with_pictures(count: usize) -> ImageOrder {
    ImageOrder {
        references: vec![input(); count],
        ..lighthouse()
    }
}

/// The same, with a mask.
pub fn with_mask() -> ImageOrder {
    ImageOrder {
        mask: Some(input()),
        ..with_pictures(1)
    }
}

/// A picture on its way to a vendor.
pub fn input() -> Input {
    Input {
        bytes: picture(),
        format: ImageFormat::Png,
    }
}

/// What came of it, once it is done.
pub fn done(resumed: Resumed) -> Vec<Output> {
    match resumed {
        Resumed::Done(outputs) => outputs,
        other => panic!("{other:?}"),
    }
}

/// A ticket of the lab's with this in it.
pub fn strange(token: &str) -> Ticket {
    Ticket {
        engine: "lab".to_owned(),
        token: token.to_owned(),
    }
}

/// The names of a JSON object's fields, sorted.
pub fn names(object: &Value) -> Vec<String> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

/// What would be sent where, as it is shown to a person.
pub fn preview(engine: &Arc<dyn Engine>, name: &str, order: impl Into<Order>) -> (String, Vec<(&'static str, String)>) {
    let preview = engine.preview(&model(name), &order.into()).unwrap();
    match preview.destination {
        Destination::Url(address) => (address, preview.fields),
        Destination::Here => panic!("it goes elsewhere"),
    }
}

/// Each of these answers is told apart, and the order is sent once all the same: it may be paid for.
pub async fn told_apart(
    cases: impl IntoIterator<Item = (Reply, Failure)>,
    (kind, base_path, models): (&str, &str, &str),
    name: &str,
    order: impl Into<Order>,
) {
    let order = order.into();
    for (index, (reply, expected)) in cases.into_iter().enumerate() {
        let peer = Peer::start([reply]).await;
        let (engine, _) = peer.engine(kind, base_path, models);
        let failure = submit(&engine, name, order.clone()).await.err();
        assert_eq!(failure, Some(expected), "case {index}");
        assert_eq!(peer.asked().len(), 1, "case {index}");
    }
}

/// Answers that pass by themselves end nothing: neither to the question how far it is, nor when what is made is fetched.
/// It is never ordered again.
pub async fn outlasts_bad_hours(engine: &Arc<dyn Engine>, ticket: &Ticket, peer: &Peer, made: impl Fn() -> Reply) {
    for reply in passing() {
        peer.then(reply.clone());
        assert_eq!(word(&resume(engine, ticket).await), "progress");
        peer.then(made());
        peer.then(reply);
        assert_eq!(word(&resume(engine, ticket).await), "progress");
    }
    let posts = peer.asked().iter().filter(|asked| asked.method == "POST").count();
    assert_eq!(posts, 1);
}

/// Answers that pass by themselves: none of them may end work that is paid for.
pub fn passing() -> Vec<Reply> {
    vec![
        Reply::json(500, &Value::Null),
        Reply::json(503, &Value::Null).with("retry-after", "7"),
        Reply::json(429, &Value::Null).with("retry-after", "7"),
        Reply::typed(502, "text/html", "<html>"),
        Reply::Cut,
        Reply::Hang,
    ]
}

/// Whether anything that was asked tells who we are beyond the key: no cookie, no agent but the program's name.
pub fn is_anonymous(asked: &Asked) -> bool {
    let known = [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-app-fal-disable-fallback",
        "x-fal-object-lifecycle-preference",
        "x-fal-store-io",
        "x-key",
        "x-runway-version",
    ];
    let only_known = asked.headers.keys().all(|name| known.contains(&name.as_str()));
    only_known && asked.header("user-agent") == Some("nanoprompt")
}
