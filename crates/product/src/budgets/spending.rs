//! Holds for calls that are passed on. A process takes a little of a budget from the row that all processes share, and
//! holds calls against that in memory, so that a call costs no write; every few seconds it gives back what no call holds.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use basics::{Budget, Chance, Credits, Span, Time};
use tokio_util::sync::CancellationToken;

use super::{
    data::KEPT,
    holding::{row, take},
    queries::{self, Row},
    spender::Spender,
    subject::{Shortage, Subject},
};
use crate::{app::App, error::Error, tokens};

/// What this process has taken of budgets. Cheap to clone.
#[derive(Clone)]
pub struct Purse {
    /// By which the rows know this process.
    process: Arc<str>,
    pockets: Arc<Mutex<HashMap<Row, Pocket>>>,
}

/// What was taken of one budget.
#[derive(Debug, Clone, Copy, Default)]
struct Pocket {
    /// What no call holds, in millionths. Less than nothing where a call cost more than it could.
    free: i64,
    /// What calls hold.
    held: i64,
    /// What calls did cost, and is not written yet.
    spent: i64,
}

/// What is held for a call. Dropped without a word, it is free again.
pub struct Reserved {
    purse: Purse,
    parts: Vec<(Row, i64)>,
}

/// How long what no call holds stays taken.
const EVERY: Span = Span::seconds(5);
/// A process that has not been heard of for so long is gone, and what it had taken counts as spent.
const LEASE: Span = Span::minutes(10);
/// In how many pieces a budget is taken, at least.
const PIECES: i64 = 100;

/// Holds what a call can cost at the most against every budget that it counts for; nothing where it is free.
pub async fn reserve(app: &App, spender: &Spender, most: Credits) -> Result<Option<Reserved>, Error> {
    if most.is_free() {
        return Ok(None);
    }
    let mut reserved = Reserved {
        purse: app.purse.clone(),
        parts: Vec::new(),
    };
    for (subject, budget) in app.settings.budgets.of(spender) {
        let row = row(subject, budget, app.now());
        while !app.purse.take(&row, most.millionths()) {
            fill(app, spender, (subject, budget), &row, most).await?;
        }
        reserved.parts.push((row, most.millionths()));
    }
    Ok(Some(reserved))
}

/// Gives back every few seconds what no call holds, and once more when told to stop.
pub async fn keep_giving_back(app: App, stop: CancellationToken) {
    loop {
        let stopped = tokio::select! {
            () = stop.cancelled() => true,
            () = app.clock.sleep(EVERY) => false,
        };
        if let Err(error) = give_back(&app).await {
            tracing::warn!(error = %error, "what was spent could not be written; it is kept for the next time");
        }
        if stopped {
            return;
        }
    }
}

/// Writes what was spent, and gives back what no call holds.
pub async fn give_back(app: &App) -> Result<(), Error> {
    let taken = app.purse.empty();
    if taken.is_empty() {
        return Ok(());
    }
    let written = write(app, &taken).await;
    if written.is_err() {
        app.purse.put_back(taken);
    }
    written
}

/// What processes had taken that are gone counts as spent, since nobody knows how much of it was; and what was counted in
/// times that are long over goes.
pub async fn sweep(app: &App) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    for (id, row, taken) in queries::list_expired(&mut transaction, app.now()).await? {
        queries::settle(&mut transaction, &row, taken, taken).await?;
        queries::delete_hold(&mut transaction, &id, &row).await?;
    }
    let before = Time::from_millis(app.now().millis() - KEPT.as_millis());
    queries::delete_before(&mut transaction, before).await?;
    Ok(transaction.commit().await?)
}

/// Takes as much as is missing, and a little more where there is more.
async fn fill(app: &App, spender: &Spender, of: (Subject, Budget), row: &Row, most: Credits) -> Result<(), Error> {
    let missing = most.millionths() - app.purse.free(row);
    let piece = of.1.credits.millionths() / PIECES;
    let amount = match lease(app, spender, of, missing.max(piece)).await {
        Err(Error::OverBudget(_)) if piece > missing => lease(app, spender, of, missing).await,
        other => other,
    };
    let amount = amount.map_err(|error| in_all(error, app.purse.free(row), most))?;
    app.purse.add(row, amount);
    Ok(())
}

/// What this process has in hand counts as left too.
fn in_all(error: Error, free: i64, most: Credits) -> Error {
    let Error::OverBudget(shortage) = error else {
        return error;
    };
    let free = Credits::from_millionths(free.max(0));
    Error::OverBudget(Shortage {
        left: shortage.left.plus(free),
        held: Credits::from_millionths((shortage.held.millionths() - free.millionths()).max(0)),
        most,
        ..shortage
    })
}

async fn lease(app: &App, spender: &Spender, of: (Subject, Budget), amount: i64) -> Result<i64, Error> {
    let credits = Credits::from_millionths(amount);
    let mut transaction = app.db.begin().await?;
    let row = take(app, &mut transaction, spender, of, credits).await?;
    let end = Some(app.now() + LEASE);
    queries::add_hold(
        &mut transaction,
        &app.purse.process,
        &row,
        spender.account,
        credits,
        end,
    )
    .await?;
    transaction.commit().await?;
    Ok(amount)
}

async fn write(app: &App, taken: &[(Row, Pocket)]) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    for (row, pocket) in taken {
        let less = Credits::from_millionths(pocket.free + pocket.spent);
        let end = app.now() + LEASE;
        // Where the row is gone, what was taken has been counted as spent, or its person has left.
        if queries::shrink_hold(&mut transaction, &app.purse.process, row, less, end).await? {
            queries::settle(&mut transaction, row, less, Credits::from_millionths(pocket.spent)).await?;
        }
    }
    queries::delete_empty(&mut transaction, &app.purse.process).await?;
    Ok(transaction.commit().await?)
}

impl Purse {
    /// An empty one.
    #[must_use]
    pub fn new(chance: &Chance) -> Self {
        Self {
            process: tokens::fresh(chance).into(),
            pockets: Arc::default(),
        }
    }

    fn take(&self, row: &Row, amount: i64) -> bool {
        let mut pockets = self.lock();
        let Some(pocket) = pockets.get_mut(row).filter(|pocket| pocket.free >= amount) else {
            return false;
        };
        pocket.free -= amount;
        pocket.held += amount;
        true
    }

    fn free(&self, row: &Row) -> i64 {
        self.lock().get(row).map_or(0, |pocket| pocket.free)
    }

    fn add(&self, row: &Row, amount: i64) {
        self.lock().entry(row.clone()).or_default().free += amount;
    }

    fn settle(&self, row: &Row, held: i64, cost: i64) {
        let mut pockets = self.lock();
        let pocket = pockets.entry(row.clone()).or_default();
        pocket.held -= held;
        pocket.spent += cost;
        pocket.free += held - cost;
    }

    /// What no call holds any more, in the order in which rows are locked everywhere.
    fn empty(&self) -> Vec<(Row, Pocket)> {
        let mut pockets = self.lock();
        let mut taken: Vec<_> = pockets
            .iter_mut()
            .map(|(row, pocket)| {
                let held = pocket.held;
                let before = mem::replace(
                    pocket,
                    Pocket {
                        held,
                        ..Pocket::default()
                    },
                );
                (row.clone(), Pocket { held: 0, ..before })
            })
            .collect();
        pockets.retain(|_, pocket| pocket.held != 0);
        taken.sort_by(|(one, _), (other, _)| one.cmp(other));
        taken
    }

    fn put_back(&self, taken: Vec<(Row, Pocket)>) {
        let mut pockets = self.lock();
        for (row, before) in taken {
            let pocket = pockets.entry(row).or_default();
            pocket.free += before.free;
            pocket.spent += before.spent;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Row, Pocket>> {
        self.pockets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reserved {
    /// What the call did cost takes the place of what was held for it.
    pub fn settle(mut self, cost: Credits) {
        self.end(cost.millionths());
    }

    fn end(&mut self, cost: i64) {
        for (row, held) in mem::take(&mut self.parts) {
            self.purse.settle(&row, held, cost);
        }
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.end(0);
    }
}
