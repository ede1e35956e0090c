//! Holds for durable work: taken in the transaction that orders it, settled in the one that ends it.

use basics::{Budget, Credits, GenerationId, Time};
use privacy::guard;
use store::{DbError, Transaction};

use super::{
    queries::{self, Row},
    spender::Spender,
    subject::{Shortage, Subject},
};
use crate::{app::App, error::Error, metering};

/// Refuses what no budget has enough for, before anything is made for it. Only [`hold`] makes sure of it.
pub async fn check(app: &App, spender: &Spender, most: Credits) -> Result<(), Error> {
    if most.is_free() {
        return Ok(());
    }
    for (subject, budget) in app.settings.budgets.of(spender) {
        let sums = queries::find(&app.db, &row(subject, budget, app.now())).await?;
        let (held, spent) = sums.unwrap_or_default();
        short(subject, budget, (held, spent), most)?;
    }
    Ok(())
}

/// Holds what a generation can cost at the most against every budget that it counts for.
pub async fn hold(
    app: &App,
    transaction: &mut Transaction,
    spender: &Spender,
    id: GenerationId,
    most: Credits,
) -> Result<(), Error> {
    if most.is_free() {
        return Ok(());
    }
    for (subject, budget) in app.settings.budgets.of(spender) {
        let row = take(app, transaction, spender, (subject, budget), most).await?;
        queries::add_hold(transaction, &id.to_string(), &row, spender.account, most, None).await?;
    }
    Ok(())
}

/// What a generation did cost takes the place of what was held for it.
pub async fn settle(transaction: &mut Transaction, id: GenerationId, cost: Credits) -> Result<(), DbError> {
    let id = id.to_string();
    for (row, held) in queries::list_holds(transaction, &id).await? {
        queries::settle(transaction, &row, held, cost).await?;
    }
    queries::end_holds(transaction, &id).await
}

/// What was held for a generation that came to nothing, or of which nobody knows what came of it, is free again.
pub async fn release(transaction: &mut Transaction, id: GenerationId) -> Result<(), DbError> {
    settle(transaction, id, Credits::FREE).await
}

/// Takes an amount of one budget, whole or not at all.
pub(super) async fn take(
    app: &App,
    transaction: &mut Transaction,
    spender: &Spender,
    (subject, budget): (Subject, Budget),
    amount: Credits,
) -> Result<Row, Error> {
    let row = row(subject, budget, app.now());
    let key = match subject {
        Subject::Key(key) => Some(key),
        Subject::Account(_) | Subject::Workspace(_) => None,
    };
    if queries::find_in(transaction, &row).await?.is_none() {
        let spent = metering::spent(transaction, spender.account, key, row.start).await?;
        queries::open(transaction, &row, spender.account, spent).await?;
    }
    if queries::hold(transaction, &row, amount, budget.credits).await? || !guard!("P-OPS-02/budget") {
        return Ok(row);
    }
    let sums = queries::find_in(transaction, &row).await?.unwrap_or_default();
    short(subject, budget, sums, amount).map(|()| row)
}

/// The row in which a budget is counted at the moment.
pub(super) fn row(subject: Subject, budget: Budget, now: Time) -> Row {
    Row {
        subject: subject.name(),
        start: budget.per.start(now),
    }
}

fn short(subject: Subject, budget: Budget, (held, spent): (Credits, Credits), most: Credits) -> Result<(), Error> {
    let left = budget.credits.millionths() - held.millionths() - spent.millionths();
    if most.millionths() <= left {
        return Ok(());
    }
    Err(Error::OverBudget(Shortage {
        whose: subject.whose(),
        budget,
        left: Credits::from_millionths(left.max(0)),
        held,
        most,
    }))
}
