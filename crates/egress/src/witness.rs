//! What left while something ran, for whoever has to say so afterwards.

use std::sync::{Arc, Mutex, PoisonError};

use crate::Departure;

tokio::task_local! {
    static SEEN: Seen;
}

/// What has left so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<Departure>>>);

/// Runs something, and gives what left meanwhile by its own doing, each once its exchange was over. What tasks of its own
/// did is not among it.
pub async fn witnessed<T>(run: impl Future<Output = T>) -> (T, Vec<Departure>) {
    let seen = Seen::default();
    let done = SEEN.scope(seen.clone(), run).await;
    (done, std::mem::take(&mut *seen.lock()))
}

impl Seen {
    /// Of whoever watches the present task, if anybody does.
    pub(crate) fn here() -> Option<Self> {
        SEEN.try_with(Clone::clone).ok()
    }

    pub(crate) fn note(&self, departure: &Departure) {
        self.lock().push(departure.clone());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Departure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
