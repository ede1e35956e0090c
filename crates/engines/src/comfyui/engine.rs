//! The engine: a filled graph in, pictures out.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use basics::{Chance, Span};
use egress::{Outbound, PurposeKind, Target};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    answer::{self, History, Over, Queue, Standing, Taken},
    heard::Heard,
    listening,
    uploads::Uploads,
    work::Work,
};
use crate::{
    Card, Engine, Failure, ImageOrder, Listing, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket,
    Watch,
    listing::{self, reach},
    patience::{patient, pictures, question, seeded, settled, under_way},
    template::{Place, Template},
    vendor::Vendor,
};

/// A `ComfyUI` server with the operator's graphs.
pub(super) struct ComfyUi {
    vendor: Vendor,
    graphs: Vec<(ModelId, Template)>,
    chance: Arc<Chance>,
    /// What was heard of work that is under way, so that listening again does not begin at nothing.
    heard: Mutex<BTreeMap<String, Heard>>,
}

const PROMPT: &str = "prompt";

/// More work than is ever listened to at a time. Beyond it what was heard is given up.
const MOST_HEARD: usize = 1_000;

impl ComfyUi {
    pub const fn new(vendor: Vendor, graphs: Vec<(ModelId, Template)>, chance: Arc<Chance>) -> Self {
        Self {
            vendor,
            graphs,
            chance,
            heard: Mutex::new(BTreeMap::new()),
        }
    }

    /// The graph and the order, once they fit each other.
    fn accept<'a>(&self, model: &ModelId, order: &'a Order) -> Result<(&Template, &'a ImageOrder), Failure> {
        self.vendor.accept(model, order)?;
        let (_, graph) = self
            .graphs
            .iter()
            .find(|(id, _)| id == model)
            .ok_or(Failure::Unavailable)?;
        let Order::Image(image) = order else {
            return Err(Failure::bad_order("model", "it makes pictures"));
        };
        if graph.has(Place::Image) && image.references.is_empty() {
            return Err(Failure::bad_order("image", "it starts from a picture"));
        }
        if graph.has(Place::Mask) && image.mask.is_none() {
            return Err(Failure::bad_order("mask", "it wants to be told what to change"));
        }
        Ok((graph, image))
    }

    /// Hands the graph in. Where its answer is lost, the ticket is handed out all the same: the work has our name.
    async fn order(&self, graph: &Template, image: &ImageOrder) -> Result<Submitted, Failure> {
        let uploads = Uploads::hand_in(&self.vendor, image, &self.chance).await?;
        let seed = image.seed.unwrap_or_else(|| self.chance.seed());
        let work = Work::new(&self.chance, graph.has(Place::Seed).then_some(seed), graph.fields());
        let filled = graph.fill(|place| value(place, image, seed, &uploads));
        let body = json!({ "prompt": filled, "prompt_id": work.id, "client_id": work.listener });
        let names = graph.places().map(Place::name).chain(["client_id"]);
        let outbound = Outbound::post_json(Target::path(PROMPT), body.to_string().into(), PurposeKind::Generate);
        let failure = match self.vendor.ask(outbound.fields(names)).await {
            Ok(answer) if answer.status.is_success() => {
                // What is no JSON comes from somebody else in the server's place.
                let taken: Taken = answer.json().ok_or(Failure::Unknown)?;
                return work
                    .called(taken.prompt_id)
                    .ticket(self.vendor.id())
                    .map(Submitted::Ticket);
            }
            Ok(answer) => answer::failure(&answer),
            Err(failure) => failure,
        };
        match failure {
            Failure::Unknown => work.ticket(self.vendor.id()).map(Submitted::Ticket),
            other => Err(other),
        }
    }

    async fn read<T: DeserializeOwned>(&self, path: String) -> Result<T, Failure> {
        let answer = settled(self.vendor.ask(question(Target::Path(path.into()))).await?)?;
        answer.json().ok_or(Failure::Unavailable)
    }

    async fn over(&self, id: &str) -> Result<Option<Over>, Failure> {
        let mut history: History = self.read(format!("history/{id}")).await?;
        Ok(history.remove(id))
    }

    async fn standing(&self, id: &str) -> Result<Option<Standing>, Failure> {
        let queue: Queue = self.read("queue".to_owned()).await?;
        Ok(queue.standing(id))
    }

    async fn ask_after(&self, work: &Work, watch: &dyn Watch) -> Result<Resumed, Failure> {
        if let Some(over) = self.over(&work.id).await? {
            return self.collect(&over, work.seed).await;
        }
        match self.standing(&work.id).await? {
            Some(Standing::Running) => return self.watch_over(work, watch).await,
            Some(Standing::Waiting(ahead)) => {
                watch.progress(0.0, "queued");
                return Ok(under_way(
                    None,
                    Span::seconds(1 + i64::try_from(ahead.min(28)).unwrap_or(28)),
                ));
            }
            None => {}
        }
        // Between the two questions it may have come to its end.
        match self.over(&work.id).await? {
            Some(over) => self.collect(&over, work.seed).await,
            None => Ok(Resumed::Failed(Failure::Unknown)),
        }
    }

    /// Listens for a while to how far the work is, and asks once more whether it is over.
    async fn watch_over(&self, work: &Work, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let socket = listening::open(&self.vendor, work, &self.chance).await;
        let mut heard = self.heard(work);
        watch.progress(heard.done(), "working");
        if let Some(socket) = socket {
            // Of an end before the socket was open nothing would be heard.
            if let Some(over) = self.over(&work.id).await? {
                return self.collect(&over, work.seed).await;
            }
            listening::listen(socket, &mut heard, watch).await;
            if !watch.cancelled()
                && let Some(over) = self.over(&work.id).await?
            {
                return self.collect(&over, work.seed).await;
            }
        }
        let done = heard.done();
        self.keep(work, heard);
        Ok(under_way(Some(done).filter(|done| *done > 0.0), Span::seconds(1)))
    }

    /// What was heard of the work so far.
    fn heard(&self, work: &Work) -> Heard {
        let heard = self.all_heard().remove(&work.id);
        heard.unwrap_or_else(|| Heard::new(&work.id, work.nodes))
    }

    fn all_heard(&self) -> MutexGuard<'_, BTreeMap<String, Heard>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, work: &Work, heard: Heard) {
        let mut all = self.all_heard();
        if all.len() >= MOST_HEARD {
            all.clear();
        }
        all.insert(work.id.clone(), heard);
    }

    async fn collect(&self, over: &Over, seed: Option<u64>) -> Result<Resumed, Failure> {
        if let Some(failure) = over.failure() {
            return Ok(Resumed::Failed(failure));
        }
        let addresses: Vec<_> = over.paths().iter().map(|path| self.vendor.address(path)).collect();
        Ok(seeded(pictures(&self.vendor, &addresses).await?, seed))
    }

    async fn tell(&self, path: &'static str, body: Value) -> Result<(), Failure> {
        let outbound = Outbound::post_json(Target::path(path), body.to_string().into(), PurposeKind::Generate);
        let answer = self.vendor.ask(outbound.within(Span::minutes(1))).await?;
        if answer.status.is_success() {
            Ok(())
        } else {
            Err(answer::failure(&answer))
        }
    }
}

#[async_trait]
impl Engine for ComfyUi {
    fn id(&self) -> &str {
        self.vendor.id()
    }

    fn cards(&self) -> &[Card] {
        self.vendor.cards()
    }

    fn passport(&self) -> &Passport {
        self.vendor.passport()
    }

    fn repeatable(&self) -> bool {
        false
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let (graph, image) = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        self.order(graph, image).await
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        let Ok(work) = Work::of(ticket) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(self.ask_after(&work, watch.as_ref()).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        let id = Work::of(ticket)?.id;
        self.tell("queue", json!({ "delete": [id] })).await?;
        // An old server stops whatever runs, without looking at the name: it is only told to where that is ours.
        match self.standing(&id).await? {
            Some(Standing::Running) => self.tell("interrupt", json!({ "prompt_id": id })).await,
            _ => Ok(()),
        }
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        // The history holds the words. The pictures' files cannot be deleted through the API: what a graph previews and what
        // we hand in goes when the server starts or stops, what a graph saves stays until the operator removes it.
        let id = Work::of(ticket)?.id;
        self.all_heard().remove(&id);
        self.tell("history", json!({ "delete": [id] })).await
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let (graph, image) = self.accept(model, order)?;
        let uploads = Uploads::shown(image);
        let said = |place: Place| match (place, image.seed) {
            (Place::Seed, None) => Some(json!("by chance")),
            _ => value(place, image, image.seed.unwrap_or_default(), &uploads),
        };
        let fields = graph.places().filter_map(|place| Some((place.name(), said(place)?)));
        let fields = fields.chain([("client_id", json!("by chance"))]);
        Ok(OutboundPreview::to(self.vendor.address(PROMPT), fields))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        // A graph names whatever it loads, so there is no list to hold it against.
        let stats = listing::question(Target::path("system_stats"));
        reach(&self.vendor, stats, "system", answer::failure).await
    }
}

/// What stands in a place. A node does not run without its inputs, so a seed is drawn and nothing to avoid is an empty text.
fn value(place: Place, image: &ImageOrder, seed: u64, uploads: &Uploads) -> Option<Value> {
    match place {
        Place::Seed => Some(json!(seed)),
        Place::Negative => Some(json!(image.negative.clone().unwrap_or_default())),
        Place::Image => uploads.image.as_ref().map(|name| json!(name)),
        Place::Mask => uploads.mask.as_ref().map(|name| json!(name)),
        said => said.said(image),
    }
}
