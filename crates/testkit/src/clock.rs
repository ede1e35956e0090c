//! A clock that tests move by hand.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use basics::{Clock, Sleep, Span, Time};
use tokio::sync::oneshot;

/// Stands still until it is moved. Cheap to clone.
#[derive(Clone)]
pub struct VirtualClock(Arc<Inner>);

struct Inner {
    now: AtomicI64,
    sleepers: Mutex<Vec<(i64, oneshot::Sender<()>)>>,
}

impl Default for VirtualClock {
    fn default() -> Self {
        // 2026-11-24T09:00:00Z: a day like any other.
        Self(Arc::new(Inner {
            now: AtomicI64::new(1_795_510_800_000),
            sleepers: Mutex::default(),
        }))
    }
}

impl VirtualClock {
    /// Moves time on and wakes whoever slept until then, in the order of their times.
    ///
    /// # Panics
    /// When another thread panicked with the sleepers in its hands.
    pub fn advance(&self, span: Span) {
        let now = self.0.now.fetch_add(span.as_millis(), Ordering::SeqCst) + span.as_millis();
        let mut sleepers = self.0.sleepers.lock().unwrap();
        let (mut due, rest): (Vec<_>, Vec<_>) = sleepers.drain(..).partition(|(until, _)| *until <= now);
        *sleepers = rest;
        due.sort_by_key(|(until, _)| *until);
        for (_, wake) in due {
            let _ = wake.send(());
        }
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Time {
        Time::from_millis(self.0.now.load(Ordering::SeqCst))
    }

    fn sleep(&self, span: Span) -> Sleep {
        let (wake, woken) = oneshot::channel();
        let until = self.0.now.load(Ordering::SeqCst) + span.as_millis();
        self.0.sleepers.lock().unwrap().push((until, wake));
        Box::pin(async move {
            let _ = Pin::new(&mut { woken }).await;
        })
    }
}
