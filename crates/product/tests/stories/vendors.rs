//! A vendor that hands out tickets: asked until it is finished, and told to forget (P-RET-04).

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use basics::{Chance, Span};
use darkroom::Darkroom;
use engines::{
    Card, Engine, Failure, Masks, ModelId, Order, OutboundPreview, Passport, Progress, Resumed, Submitted, Ticket,
    Unwatched, Watch, atelier::Atelier,
};
use product::Settings;
use testkit::{Client, TestApp, on_both_databases};

/// Paints as our own painter does, but takes its time, and notes what it is told.
pub(crate) struct Vendor {
    painter: Atelier,
    cards: Vec<Card>,
    passport: Passport,
    order: Mutex<Option<Order>>,
    /// Whether it is finished when it is asked.
    pub(crate) ready: AtomicBool,
    told: Mutex<Vec<String>>,
}

impl Vendor {
    fn new() -> Arc<Self> {
        Self::with(|card| card)
    }

    /// One that takes a picture and a mask, and paints all of it anew.
    pub(crate) fn taking_masks() -> Arc<Self> {
        Self::with(|card| Card {
            references: 1,
            masks: Masks::TransparentChanges,
            ..card
        })
    }

    fn with(changed: impl Fn(Card) -> Card) -> Arc<Self> {
        let painter = Atelier::new(Arc::new(Chance::seeded(1)), Darkroom::in_process());
        let cards = vec![changed(Card {
            id: ModelId::of("slow", "painter").unwrap(),
            ..painter.cards()[0].clone()
        })];
        let passport = Passport {
            stays_here: false,
            ..painter.passport().clone()
        };
        Arc::new(Self {
            painter,
            cards,
            passport,
            order: Mutex::default(),
            ready: AtomicBool::new(false),
            told: Mutex::default(),
        })
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    fn note(&self, what: &str, ticket: &Ticket) {
        self.told.lock().unwrap().push(format!("{what} {}", ticket.token));
    }
}

#[async_trait]
impl Engine for Vendor {
    fn id(&self) -> &'static str {
        "slow"
    }

    fn cards(&self) -> &[Card] {
        &self.cards
    }

    fn passport(&self) -> &Passport {
        &self.passport
    }

    fn repeatable(&self) -> bool {
        false
    }

    async fn submit(&self, _: &ModelId, order: Order, _: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        *self.order.lock().unwrap() = Some(order);
        Ok(Submitted::Ticket(Ticket {
            engine: "slow".to_owned(),
            token: "ticket".to_owned(),
        }))
    }

    async fn resume(&self, _: &Ticket, _: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        if !self.ready.load(Ordering::Relaxed) {
            return Ok(Resumed::Progress(Progress {
                done: Some(0.5),
                ask_again: Some(Span::millis(100)),
            }));
        }
        let mut order = self.order.lock().unwrap().clone().unwrap();
        if let Order::Image(order) = &mut order {
            (order.references, order.mask) = (Vec::new(), None);
        }
        let model = self.painter.cards()[0].id.clone();
        match self.painter.submit(&model, order, Arc::new(Unwatched)).await? {
            Submitted::Done(outputs) => Ok(Resumed::Done(outputs)),
            Submitted::Ticket(_) => unreachable!("the painter gives none"),
        }
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        self.note("cancel", ticket);
        Ok(())
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        self.note("forget", ticket);
        Ok(())
    }

    fn preview(&self, _: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.painter.preview(&self.painter.cards()[0].id, order)
    }
}

async fn order(ada: &Client) {
    let order = [("prompt", "a calm sea"), ("model", "slow/painter"), ("size", "96x64")];
    let answer = ada.post("/generations", &order).await;
    assert_eq!(answer.location().as_deref(), Some("/"), "{}", answer.text());
}

on_both_databases! {
    async fn a_vendor_is_told_to_forget_what_is_kept_here_or_wanted_no_more(database: Database) {
        let vendor = Vendor::new();
        let app = TestApp::start_with(database, vec![vendor.clone()], Settings::default()).await;
        let ada = app.person("ada@example.org").await;
        order(&ada).await;
        vendor.ready.store(true, Ordering::Relaxed);
        app.settle_moving(Span::millis(100)).await;
        assert!(ada.get("/").await.link("/library/").is_some());
        assert_eq!(vendor.told(), ["forget ticket"]);

        // And when somebody leaves while their order is on its way.
        vendor.ready.store(false, Ordering::Relaxed);
        order(&ada).await;
        let at_work = "SELECT id FROM job WHERE step = 'ticket' AND state = 'running'";
        while app.app.db.all(at_work, vec![]).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        ada.post("/you/erase", &[("when", "now"), ("password", testkit::PASSWORD)]).await;
        app.settle_moving(Span::millis(100)).await;
        assert_eq!(vendor.told(), ["forget ticket", "cancel ticket", "forget ticket"]);
        let left = app.app.objects.list().await.unwrap();
        assert!(left.is_empty(), "{left:?}");
    }
}
