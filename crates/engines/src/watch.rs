//! How an engine talks to whoever waits.

use std::{future::Future, pin::Pin};

/// Whoever waits for an order: is told of progress, may ask to stop.
pub trait Watch: Send + Sync {
    /// `done` is from 0 to 1; `stage` is a short fixed word, never content.
    fn progress(&self, done: f32, stage: &str);
    /// Whether the person asked to stop.
    fn cancelled(&self) -> bool;
    /// Ready once the person asks to stop; by default never, and then only [`Watch::cancelled`] is looked at.
    fn until_cancelled(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

/// Nobody waits: progress goes nowhere and nobody stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _done: f32, _stage: &str) {}
    fn cancelled(&self) -> bool {
        false
    }
}
