//! Sees to it that no erasure is left half done, and that certificates go in time.

use basics::{Span, Time};

use super::{ask::work, erasure::KEPT, queries};
use crate::{app::App, error::Error};

/// How long an erasure may wait for its work before somebody looks after it.
const LATE: Span = Span::hours(1);

/// How often one process of all looks.
const LOOK: Span = Span::minutes(30);

/// Starts the work anew of every erasure that was given up: it is retried until it is done (P-RET-04).
pub async fn revive(app: &App) -> Result<(), Error> {
    if !app.jobs.take_turn("late-erasures", LOOK).await? {
        return Ok(());
    }
    for id in queries::stranded(&app.db, before(app, LATE)).await? {
        let Some(erasure) = queries::lookup(&app.db, id).await? else {
            continue;
        };
        tracing::error!(job = %id, "an erasure is late; it is started anew");
        let mut transaction = app.db.begin().await?;
        app.jobs.enqueue(&mut transaction, &work(app, &erasure)).await?;
        transaction.commit().await?;
    }
    app.jobs.wake();
    Ok(())
}

/// Removes certificates that nobody can ask for any more.
pub async fn sweep(app: &App) -> Result<(), Error> {
    Ok(queries::delete_old(&app.db, before(app, KEPT)).await?)
}

fn before(app: &App, span: Span) -> Time {
    Time::from_millis(app.now().millis() - span.as_millis())
}
