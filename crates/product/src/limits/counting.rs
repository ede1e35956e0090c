//! Counting requests. A process takes a slice of somebody's allowance from the row that all processes share, and hands it
//! out from memory; so a request costs no write, and all processes together never hand out more than there is. Slices
//! shrink towards the end, so that little of it lies unused where nobody asks.

use std::{
    collections::HashMap,
    hash::BuildHasher,
    sync::{Arc, Mutex, PoisonError},
};

use basics::{Span, Time};
use privacy::guard;

use super::{
    limit::{Allowance, Limit, Subject, WINDOW, seconds_left, window_of},
    queries,
};
use crate::{app::App, error::Error};

/// The slices of this process. Cheap to clone.
#[derive(Clone, Default)]
pub struct Counters(Arc<Hands>);

#[derive(Default)]
struct Hands {
    slices: Mutex<HashMap<Subject, Slice>>,
    /// Held by whoever takes a slice for a subject. Without, all who come when a minute begins would take one each, and
    /// the last of them would find nothing left of what the others have in hand.
    takers: [tokio::sync::Mutex<()>; 32],
}

/// What one subject has left in one minute.
#[derive(Debug, Clone, Copy)]
struct Slice {
    window: Time,
    here: i64,
    elsewhere: i64,
}

/// What a process finds when it reaches into its slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hand {
    /// One request; so many are left after it.
    Left(i64),
    /// No slice: another has to be taken first.
    Empty,
    /// Nothing, here or anywhere.
    UsedUp,
}

/// How many slices a limit is taken in, at least.
const SLICES: i64 = 10;
const MOST: usize = 100_000;

/// Counts a request. The error is an allowance of which nothing is left.
pub async fn count(app: &App, subject: Subject) -> Result<Allowance, Allowance> {
    let (now, limit) = (app.now(), app.settings.limits.of(subject));
    let window = window_of(now);
    let mut hand = app.counters.take(subject, window);
    if hand == Hand::Empty {
        let _taker = app.counters.taker(subject).lock().await;
        hand = app.counters.take(subject, window);
        if hand == Hand::Empty {
            hand = lease(app, subject, window, limit).await;
        }
    }
    let left = match hand {
        Hand::Left(left) => Some(left),
        Hand::Empty | Hand::UsedUp => None,
    };
    let allowance = Allowance {
        limit: limit.0,
        remaining: left.unwrap_or_default(),
        reset: seconds_left(now),
    };
    if guard!("P-OPS-02/rate", left.is_some()) {
        Ok(allowance)
    } else {
        Err(allowance)
    }
}

/// Removes what was counted in minutes that are over.
pub async fn sweep(app: &App) -> Result<(), Error> {
    Ok(queries::delete_ended(&app.db, app.now()).await?)
}

/// Takes the next slice, and one request of it. Where the database does not answer, each process counts for itself.
async fn lease(app: &App, subject: Subject, window: Time, limit: Limit) -> Hand {
    let slice = match take_slice(app, subject, window, limit).await {
        Ok(slice) => slice,
        Err(error) => {
            tracing::warn!(error = %error, "an allowance could not be shared; it is counted here alone");
            Slice {
                window,
                here: limit.0,
                elsewhere: 0,
            }
        }
    };
    app.counters.put(subject, slice);
    app.counters.take(subject, window)
}

async fn take_slice(app: &App, subject: Subject, window: Time, Limit(limit): Limit) -> Result<Slice, Error> {
    let name = name(app, subject);
    let expires_at = window + WINDOW + WINDOW;
    let mut want = (limit / SLICES).max(1);
    loop {
        if let Some(taken) = queries::take(&app.db, &name, window, expires_at, want, limit).await? {
            return Ok(Slice {
                window,
                here: want,
                elsewhere: limit - taken,
            });
        }
        let left = limit - queries::taken(&app.db, &name, window).await?;
        if left <= 0 {
            return Ok(Slice {
                window,
                here: 0,
                elsewhere: 0,
            });
        }
        want = (want / 2).min(left).max(1);
    }
}

/// What a row is found by: a keyed hash, from which nobody without the key finds the address again.
fn name(app: &App, subject: Subject) -> Vec<u8> {
    if guard!("P-AUT-04/hash") {
        return app.vault.index("allowance", &subject.to_bytes()).to_vec();
    }
    subject.to_bytes()
}

impl Counters {
    /// One request of the slice in hand.
    fn take(&self, subject: Subject, window: Time) -> Hand {
        let mut slices = self.lock();
        match slices.get_mut(&subject).filter(|slice| slice.window == window) {
            Some(slice) if slice.here > 0 => {
                slice.here -= 1;
                Hand::Left(slice.here + slice.elsewhere)
            }
            Some(slice) if slice.elsewhere == 0 => Hand::UsedUp,
            _ => Hand::Empty,
        }
    }

    /// The lock of whoever takes a slice for a subject; subjects may share one.
    fn taker(&self, subject: Subject) -> &tokio::sync::Mutex<()> {
        let takers = &self.0.takers;
        let hash = usize::try_from(self.lock().hasher().hash_one(subject) % takers.len() as u64);
        &takers[hash.unwrap_or_default()]
    }

    /// What is left of the last slice stays in hand.
    fn put(&self, subject: Subject, slice: Slice) {
        let mut slices = self.lock();
        if slices.len() >= MOST {
            let since = Time::from_millis(slice.window.millis() - Span::minutes(1).as_millis());
            slices.retain(|_, held| held.window > since);
        }
        if slices.len() >= MOST {
            slices.clear();
        }
        let held = slices.get(&subject).filter(|held| held.window == slice.window);
        let here = slice.here + held.map_or(0, |held| held.here);
        slices.insert(subject, Slice { here, ..slice });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Subject, Slice>> {
        self.0.slices.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
