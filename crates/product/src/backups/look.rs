//! Looks whether the backups are as they should be, for the log, the owner and whoever watches (P-STO-04).

use privacy::guard;

use super::{health::Health, queries};
use crate::{app::App, error::Error};

/// How the backups are now.
pub async fn health(app: &App) -> Result<Health, Error> {
    let Some(plan) = &app.backups else {
        return Ok(Health::Good);
    };
    if !guard!("P-STO-04/alert") {
        return Ok(Health::Good);
    }
    let (good, failure) = queries::last_runs(&app.db, "backup").await?;
    if failure.is_some() {
        return Ok(Health::Failed);
    }
    let overdue = good.is_none_or(|good| app.now().since(good).as_millis() > 2 * plan.every.as_millis());
    if overdue {
        return Ok(Health::Missed);
    }
    let (_, failure) = queries::last_runs(&app.db, "restore-drill").await?;
    Ok(failure.map_or(Health::Good, |_| Health::DoesNotRestore))
}
