//! What left, as facts without content.

use std::sync::{Arc, Mutex, PoisonError};

use basics::{Span, Time};
use http::Method;
use privacy::PurposeKind;

/// One request that left, or tried to: facts, never content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Host and port.
    pub host: Arc<str>,
    /// The method.
    pub method: Method,
    /// What for.
    pub purpose: PurposeKind,
    /// The names of the fields sent, never their contents.
    pub fields: Vec<&'static str>,
    /// The body's bytes handed to the connection.
    pub sent_bytes: u64,
    /// The answer's status; `None` when no answer came.
    pub status: Option<u16>,
    /// The body's bytes that came back.
    pub received_bytes: u64,
    /// When it began.
    pub at: Time,
    /// Until the last byte, or until nobody wanted more.
    pub took: Span,
}

/// Whoever keeps the record. Called once for every hop, from the task that sent it, so it must not wait.
pub trait Recorder: Send + Sync {
    /// Keeps one departure.
    fn record(&self, departure: Departure);
}

/// A record in memory, for tests.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<Vec<Departure>>);

impl InMemory {
    /// What has left so far.
    #[must_use]
    pub fn departures(&self) -> Vec<Departure> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Recorder for InMemory {
    fn record(&self, departure: Departure) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(departure);
    }
}
