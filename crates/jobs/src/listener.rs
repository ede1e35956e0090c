//! Somebody who is told what happens to jobs.

use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::Event;

/// What a listener hears.
#[derive(Debug, Clone)]
pub enum News {
    /// Something happened to a job, here or in another process.
    Happened(Event),
    /// Something may have happened that nobody could be told of: whoever needs to know looks for themselves.
    Missed,
}

impl News {
    /// What happened, if that is known.
    #[must_use]
    pub fn event(self) -> Option<Event> {
        match self {
            Self::Happened(event) => Some(event),
            Self::Missed => None,
        }
    }
}

/// Hears of everything that happens from when it was made.
pub struct Listener(Receiver<News>);

impl Listener {
    pub(crate) const fn new(receiver: Receiver<News>) -> Self {
        Self(receiver)
    }

    /// The next news; `None` when there will be none. May be dropped while it waits, and loses nothing by it.
    pub async fn next(&mut self) -> Option<News> {
        match self.0.recv().await {
            Ok(news) => Some(news),
            Err(RecvError::Lagged(_)) => Some(News::Missed),
            Err(RecvError::Closed) => None,
        }
    }
}
