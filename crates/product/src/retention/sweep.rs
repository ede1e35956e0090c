//! Removes what its time is over for. Safe to run twice, and in several processes at once.

use basics::{Span, Time};
use privacy::guard;
use tokio_util::sync::CancellationToken;

use crate::{app::App, assets, budgets, erasures, error::Error, key_store::TOMBSTONES, limits, metering, sessions};

/// How late what is over may be removed.
const EVERY: Span = Span::hours(1);
/// Looking at every object is dear in a large store, so only one process does it, and not every time.
const ORPHANS: &str = "orphans";
const ORPHANS_EVERY: Span = Span::hours(6);

/// Sweeps at once and then every hour, until told to stop.
pub async fn keep_sweeping(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = sweep(&app).await {
            tracing::warn!(error = %error, "what is over could not be removed; the next sweep will");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.clock.sleep(EVERY) => {}
        }
    }
}

/// Removes sessions that are over, counts of minutes that are, the traces of work that ended long ago, certificates and
/// tombstones that nobody needs any more; and sees to it that no erasure is left half done.
pub async fn sweep(app: &App) -> Result<(), Error> {
    if guard!("P-RET-03/sessions") {
        sessions::sweep(app).await?;
    }
    if guard!("P-AUT-04/expire") {
        limits::sweep(app).await?;
    }
    metering::sweep(app).await?;
    budgets::sweep(app).await?;
    if guard!("P-RET-03/jobs") {
        app.jobs.sweep().await?;
    }
    erasures::revive(app).await?;
    erasures::sweep(app).await?;
    let before = Time::from_millis(app.now().millis() - TOMBSTONES.as_millis());
    app.vault.sweep_tombstones(before).await?;
    sweep_orphans(app).await
}

/// Comes last: objects that cannot be reached keep nothing else from being removed.
async fn sweep_orphans(app: &App) -> Result<(), Error> {
    if app.jobs.take_turn(ORPHANS, ORPHANS_EVERY).await?
        && let Err(error) = assets::sweep_orphans(app).await
    {
        app.jobs.retry_turn(ORPHANS, EVERY).await?;
        return Err(error);
    }
    Ok(())
}
