//! What is left of somebody's budgets.

use basics::{Budget, Credits};

use super::{holding::row, queries, spender::Spender, spending::give_back, subject::Whose};
use crate::{app::App, error::Error};

/// What is left of one budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Whose it is.
    pub whose: Whose,
    /// How much it is.
    pub budget: Budget,
    /// What is spent of it.
    pub spent: Credits,
    /// What is held of it for calls that are under way.
    pub held: Credits,
}

/// What is left of every budget that somebody's calls are held against.
pub async fn remaining(app: &App, spender: &Spender) -> Result<Vec<Left>, Error> {
    give_back(app).await?;
    let mut all = Vec::new();
    for (subject, budget) in app.settings.budgets.of(spender) {
        let sums = queries::find(&app.db, &row(subject, budget, app.now())).await?;
        let (held, spent) = sums.unwrap_or_default();
        all.push(Left {
            whose: subject.whose(),
            budget,
            spent,
            held,
        });
    }
    Ok(all)
}
