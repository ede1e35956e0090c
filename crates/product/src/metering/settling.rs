//! Counts in memory, and writes what was counted every few seconds. A process that is killed loses what it counted since.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use basics::{AccountId, ApiKeyId, Credits, Span, Time};
use store::{DbError, Transaction};
use tokio_util::sync::CancellationToken;

use super::{
    data::KEPT,
    queries,
    usage::{Counted, Usage, day},
};
use crate::{app::App, error::Error};

/// How long what was counted stays in memory only.
const EVERY: Span = Span::seconds(5);

/// What was counted and is not written yet. Cheap to clone.
#[derive(Clone, Default)]
pub struct Meter(Arc<Mutex<HashMap<Counted, Usage>>>);

impl Meter {
    /// Counts.
    pub fn note(&self, counted: Counted, usage: Usage) {
        *self.lock().entry(counted).or_default() += usage;
    }

    fn take(&self) -> HashMap<Counted, Usage> {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Counted, Usage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts together with whatever else the transaction does.
pub async fn add(transaction: &mut Transaction, counted: &Counted, usage: &Usage) -> Result<(), DbError> {
    queries::add(transaction, counted, usage).await
}

/// Writes every few seconds, and once more when told to stop.
pub async fn keep_settling(app: App, stop: CancellationToken) {
    loop {
        let stopped = tokio::select! {
            () = stop.cancelled() => true,
            () = app.clock.sleep(EVERY) => false,
        };
        if let Err(error) = settle(&app).await {
            tracing::warn!(error = %error, "what was used could not be written; it is kept for the next time");
        }
        if stopped {
            return;
        }
    }
}

/// Writes what was counted. What could not be written stays counted.
pub async fn settle(app: &App) -> Result<(), Error> {
    let taken = app.meter.take();
    if taken.is_empty() {
        return Ok(());
    }
    let written = write(app, &taken).await;
    if written.is_err() {
        for (counted, usage) in taken {
            app.meter.note(counted, usage);
        }
    }
    written
}

async fn write(app: &App, taken: &HashMap<Counted, Usage>) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    // In one order everywhere, so that two processes never wait for each other in a circle.
    let mut sorted: Vec<_> = taken.iter().collect();
    sorted.sort_by(|(one, _), (other, _)| key(one).cmp(&key(other)));
    for (counted, usage) in sorted {
        // Of somebody who has left, or leaves, nothing is kept any more.
        if queries::is_here(&mut transaction, counted.payer.account).await? {
            queries::add(&mut transaction, counted, usage).await?;
        }
    }
    Ok(transaction.commit().await?)
}

const fn key(counted: &Counted) -> (AccountId, i64, Option<ApiKeyId>, &String) {
    (counted.payer.account, counted.day, counted.payer.key, &counted.model)
}

/// What somebody used since a moment, by day, key and model.
pub async fn since(app: &App, account: AccountId, since: Time) -> Result<Vec<(Counted, Usage)>, Error> {
    Ok(queries::list_since(&app.db, account, day(since)).await?)
}

/// What was spent since a moment, with one key where it is given, as far as it is written.
pub async fn spent(
    transaction: &mut Transaction,
    account: AccountId,
    key: Option<ApiKeyId>,
    since: Time,
) -> Result<Credits, DbError> {
    queries::spent_since(transaction, account, key, day(since)).await
}

/// Removes what is older than anybody asks for.
pub async fn sweep(app: &App) -> Result<(), Error> {
    let before = Time::from_millis(app.now().millis() - KEPT.as_millis());
    Ok(queries::delete_before(&app.db, day(before)).await?)
}
