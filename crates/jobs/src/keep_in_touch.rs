//! Keeps the processes over one PostgreSQL in touch: work is taken at once, and pages hear of it, wherever it is done.
//!
//! A notice is a convenience. Whatever is missed is found by the next look, a second later at the most.

use basics::Span;
use store::{DbError, Notices};
use tokio_util::sync::CancellationToken;

use crate::{News, Queue, outbox::Letter};

const CHANNEL: &str = "jobs";
/// How long notices are collected before the next is sent; the first one leaves at once.
const PAUSE: Span = Span::millis(50);
/// How long to wait before the database is asked again.
const AGAIN: Span = Span::seconds(1);

impl Queue {
    /// Tells the other processes, and hears them, until told to stop.
    pub async fn keep_in_touch(self, stop: CancellationToken) {
        let work = self.clone().stay_in_touch();
        tokio::select! {
            () = stop.cancelled() => {}
            () = work => {}
        }
        self.outbox.carry(false);
    }

    async fn stay_in_touch(self) {
        loop {
            match self.db.listen(CHANNEL).await {
                Ok(None) => return,
                Ok(Some(notices)) => {
                    self.outbox.carry(true);
                    self.missed();
                    let ended = tokio::select! {
                        ended = self.hear(notices) => ended,
                        ended = self.send() => ended,
                    };
                    if let Err(error) = ended {
                        tracing::warn!(error = %error, "other processes cannot be heard; looking again");
                    }
                }
                Err(error) => tracing::warn!(error = %error, "other processes cannot be heard; looking again"),
            }
            self.outbox.carry(false);
            self.clock.sleep(AGAIN).await;
        }
    }

    async fn hear(&self, mut notices: Notices) -> Result<(), DbError> {
        loop {
            let Some(text) = notices.next().await? else {
                self.missed();
                continue;
            };
            match serde_json::from_str::<Letter>(&text) {
                Ok(letter) if *letter.from != *self.origin => self.open(letter),
                // Our own, or one of another version of the program.
                Ok(_) | Err(_) => {}
            }
        }
    }

    fn open(&self, letter: Letter) {
        if letter.work {
            self.work_waits.notify_one();
        }
        if letter.cancel {
            self.cancel_waits.notify_waiters();
        }
        for event in letter.events {
            self.pass_on(News::Happened(event));
        }
    }

    /// Whatever may have been said while nobody listened.
    fn missed(&self) {
        self.work_waits.notify_one();
        self.cancel_waits.notify_waiters();
        self.pass_on(News::Missed);
    }

    async fn send(&self) -> Result<(), DbError> {
        loop {
            self.outbox.something().await;
            while let Some(letter) = self.outbox.letter(&self.origin) {
                let text = serde_json::to_string(&letter).unwrap_or_default();
                self.db.notify(CHANNEL, &text).await?;
            }
            self.clock.sleep(PAUSE).await;
        }
    }
}
