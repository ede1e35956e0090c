//! The resumable protocol that every engine speaks.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{Card, Failure, Listing, ModelId, Order, OutboundPreview, Output, PassThrough, Passport, Watch};

/// A vendor's handle for work under way, to be stored before it is resumed. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The engine that gave it.
    pub engine: String,
    /// Meaningful to that engine only.
    pub token: String,
}

/// What came of handing in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// Finished at once.
    Done(Vec<Output>),
    /// Under way: store this, then resume.
    Ticket(Ticket),
}

/// How far work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// From 0 to 1, where the vendor says.
    pub done: Option<f32>,
    /// How long to wait before asking again, where the vendor says.
    pub ask_again: Option<basics::Span>,
}

impl Progress {
    /// Nearly there: ask again in a moment.
    pub const SOON: Self = Self {
        done: None,
        ask_again: Some(basics::Span::seconds(2)),
    };
}

/// What came of asking after a ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum Resumed {
    /// Not yet.
    Progress(Progress),
    /// Finished.
    Done(Vec<Output>),
    /// Will not finish.
    Failed(Failure),
}

/// Somebody's models. An engine never learns who asks.
#[async_trait]
pub trait Engine: Send + Sync {
    /// The provider's id, the first part of its models' names.
    fn id(&self) -> &str;

    /// Its models.
    fn cards(&self) -> &[Card];

    /// Who operates them.
    fn passport(&self) -> &Passport;

    /// Whether an order may be submitted again after a crash: free of charge and with the same result.
    fn repeatable(&self) -> bool;

    /// Hands in an order. May take minutes where the vendor answers only when finished.
    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure>;

    /// Asks after a ticket.
    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure>;

    /// Stops the work behind a ticket.
    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure>;

    /// Has the vendor delete what it holds for a ticket.
    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure>;

    /// What [`Engine::submit`] would send, and where.
    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure>;

    /// Which models the provider has, by asking it: free of charge, and without a word of anybody's. Nothing is sent where it
    /// has no such call. A failure says what is wrong with its address or its key.
    async fn listed(&self) -> Result<Listing, Failure> {
        Ok(Listing::NotAsked)
    }

    /// Requests that are passed through, where offered.
    fn pass_through(&self) -> Option<&dyn PassThrough> {
        None
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({})", self.engine)
    }
}
