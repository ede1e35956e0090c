//! What is done with an order.

use std::sync::Arc;

use engines::{Card, Destination, Engine, Failure, Kind, Order, Output, Resumed, Submitted, Ticket, Unwatched};

use crate::{
    judge::Judge,
    orders::{LIGHTHOUSE, every_film, every_picture, filmed, painted, written},
};

/// The model's card.
pub fn card(engine: &Arc<dyn Engine>, name: &str) -> Card {
    let mut cards = engine.cards().iter();
    cards.find(|card| card.id.model() == name).unwrap().clone()
}

/// An order for the model, in these words.
pub fn order(card: &Card, prompt: &str) -> Order {
    match card.kind {
        Kind::Image => painted(card, prompt).into(),
        Kind::Video => filmed(card, prompt).into(),
        Kind::Text | Kind::Prompt => written(prompt),
    }
}

/// Hands in everything that the models of these tables can be asked for. All of it is taken on.
pub async fn everything_is_taken_on(engine: &Arc<dyn Engine>) {
    assert!(!engine.cards().is_empty());
    let mut failures = Vec::new();
    for card in engine.cards() {
        for order in everything(card) {
            if let Err(failure) = hand_in(engine, card, order.clone()).await {
                failures.push(format!("{} {order:?}: {}", card.id, why(&failure)));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What it would send goes where the vendor's own client goes by itself.
pub fn it_goes_where_its_client_goes(judge: &Judge, models: &str) {
    let engine = judge.engine_at_home(models);
    for card in engine.cards() {
        let preview = engine.preview(&card.id, &order(card, LIGHTHOUSE)).unwrap();
        let Destination::Url(address) = preview.destination else {
            panic!("it goes elsewhere")
        };
        let home = format!("{}/", judge.home());
        assert!(address.starts_with(&home), "{address} is not below {home}");
    }
}

/// Hands in an order that is taken on and made later.
pub async fn ticket(engine: &Arc<dyn Engine>, name: &str, prompt: &str) -> Ticket {
    let card = card(engine, name);
    match hand_in(engine, &card, order(&card, prompt)).await {
        Ok(Submitted::Ticket(ticket)) => ticket,
        other => panic!("{other:?}"),
    }
}

/// What came of an order in these words, once there is an end.
pub async fn end(engine: &Arc<dyn Engine>, name: &str, prompt: &str) -> Result<Vec<Output>, Failure> {
    let card = card(engine, name);
    end_of(engine, name, order(&card, prompt)).await
}

/// What came of this order.
pub async fn end_of(engine: &Arc<dyn Engine>, name: &str, order: impl Into<Order>) -> Result<Vec<Output>, Failure> {
    match hand_in(engine, &card(engine, name), order.into()).await? {
        Submitted::Done(outputs) => Ok(outputs),
        Submitted::Ticket(ticket) => followed(engine, &ticket).await,
    }
}

/// What came of it, asked until there is an end: no vendor here takes more than a few times.
pub async fn followed(engine: &Arc<dyn Engine>, ticket: &Ticket) -> Result<Vec<Output>, Failure> {
    for _ in 0..6 {
        match engine.resume(ticket, Arc::new(Unwatched)).await? {
            Resumed::Progress(_) => {}
            Resumed::Done(outputs) => return Ok(outputs),
            Resumed::Failed(failure) => return Err(failure),
        }
    }
    panic!("there is no end of it")
}

/// The failure's name.
pub fn name(ended: Result<Vec<Output>, Failure>) -> &'static str {
    match ended {
        Ok(outputs) => panic!("{outputs:?}"),
        Err(failure) => failure.as_str(),
    }
}

fn everything(card: &Card) -> Vec<Order> {
    match card.kind {
        Kind::Image => every_picture(card).into_iter().map(Order::from).collect(),
        Kind::Video => every_film(card).into_iter().map(Order::from).collect(),
        Kind::Text | Kind::Prompt => vec![written(LIGHTHOUSE)],
    }
}

async fn hand_in(engine: &Arc<dyn Engine>, card: &Card, order: Order) -> Result<Submitted, Failure> {
    engine.submit(&card.id, order, Arc::new(Unwatched)).await
}

/// With the vendor's words, which are the judge's here.
fn why(failure: &Failure) -> String {
    match failure {
        Failure::BadOrder { field, message } => format!("{field}: {message}"),
        other => other.as_str().to_owned(),
    }
}
