//! What the other processes are still to be told: ids and numbers only, and of every job's progress the latest.

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use basics::JobId;
use serde::{Deserialize, Serialize};
use store::LONGEST_NOTICE;
use tokio::sync::Notify;

use crate::{Event, What};

/// What one notice holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// Which process wrote it.
    pub(crate) from: String,
    /// There is work to take.
    pub(crate) work: bool,
    /// Some work is wanted no more.
    pub(crate) cancel: bool,
    /// What happened.
    pub(crate) events: Vec<Event>,
}

/// Collects until somebody carries it away. While nobody does, nothing is collected.
#[derive(Default)]
pub(crate) struct Outbox {
    carried: AtomicBool,
    waiting: Mutex<Waiting>,
    something: Notify,
}

#[derive(Default)]
struct Waiting {
    work: bool,
    cancel: bool,
    progress: BTreeMap<JobId, Event>,
    events: VecDeque<Event>,
}

/// The most that is kept while the database does not answer. What is more, others hear of when they next look.
const MOST: usize = 4_096;
/// What a letter has around its events.
const FRAME: usize = 160;

impl Outbox {
    /// From now on somebody carries letters, or nobody does any more.
    pub(crate) fn carry(&self, carried: bool) {
        self.carried.store(carried, Ordering::Relaxed);
        *self.lock() = Waiting::default();
    }

    pub(crate) fn work(&self) {
        self.put(|waiting| waiting.work = true);
    }

    pub(crate) fn cancel(&self) {
        self.put(|waiting| waiting.cancel = true);
    }

    pub(crate) fn event(&self, event: &Event) {
        self.put(|waiting| {
            if matches!(event.what, What::Progress { .. }) {
                waiting.progress.insert(event.job, event.clone());
            } else if waiting.events.len() < MOST {
                waiting.progress.remove(&event.job);
                waiting.events.push_back(event.clone());
            }
        });
    }

    /// Waits until there is something to tell.
    pub(crate) async fn something(&self) {
        self.something.notified().await;
    }

    /// As much as fits into one notice; `None` when there is nothing more.
    pub(crate) fn letter(&self, from: &str) -> Option<Letter> {
        let mut waiting = self.lock();
        let mut letter = Letter {
            from: from.to_owned(),
            work: mem::take(&mut waiting.work),
            cancel: mem::take(&mut waiting.cancel),
            events: Vec::new(),
        };
        let mut room = LONGEST_NOTICE - FRAME;
        while let Some(event) = waiting.next() {
            let length = event.longest_text();
            if length > room {
                waiting.events.push_front(event);
                break;
            }
            room -= length;
            letter.events.push(event);
        }
        (letter.work || letter.cancel || !letter.events.is_empty()).then_some(letter)
    }

    fn put(&self, change: impl FnOnce(&mut Waiting)) {
        if self.carried.load(Ordering::Relaxed) {
            change(&mut self.lock());
            self.something.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn next(&mut self) -> Option<Event> {
        self.events
            .pop_front()
            .or_else(|| self.progress.pop_first().map(|(_, event)| event))
    }
}

#[cfg(test)]
mod tests {
    use basics::{Chance, Time};

    use super::*;

    fn event(seed: u64, what: What) -> Event {
        Event {
            job: JobId::fresh(Time::from_millis(1), &Chance::seeded(seed)),
            kind: "render".to_owned(),
            person: "p".repeat(36),
            subject: "s".repeat(36),
            what,
        }
    }

    fn progress(done: f32) -> What {
        What::Progress {
            done,
            stage: "painting".to_owned(),
        }
    }

    #[test]
    fn nothing_is_collected_that_nobody_carries() {
        let outbox = Outbox::default();
        outbox.work();
        outbox.event(&event(1, What::Ended));
        assert!(outbox.letter("me").is_none());
    }

    #[test]
    fn of_progress_only_the_latest_is_told_and_none_after_the_end() {
        let outbox = Outbox::default();
        outbox.carry(true);
        for done in [0.1, 0.2, 0.3] {
            outbox.event(&event(1, progress(done)));
            outbox.event(&event(2, progress(done)));
        }
        outbox.event(&event(1, What::Ended));
        let letter = outbox.letter("me").unwrap();
        let told: Vec<_> = letter.events.into_iter().map(|event| event.what).collect();
        assert_eq!(told, [What::Ended, progress(0.3)]);
        assert!(outbox.letter("me").is_none());
    }

    #[test]
    fn every_letter_fits_into_a_notice_and_nothing_is_left_out() {
        let outbox = Outbox::default();
        outbox.carry(true);
        for seed in 0..500 {
            outbox.event(&event(seed, What::Ended));
        }
        let mut told = 0;
        while let Some(letter) = outbox.letter("0198c0de-0000-7000-8000-000000000000") {
            assert!(serde_json::to_string(&letter).unwrap().len() <= LONGEST_NOTICE);
            told += letter.events.len();
        }
        assert_eq!(told, 500);
    }
}
