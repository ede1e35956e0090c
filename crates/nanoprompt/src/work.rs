//! Runs only workers, for more machines over one PostgreSQL.

use jobs::Runner;
use tokio_util::sync::CancellationToken;

use crate::{
    commands::Places,
    installation::{self, StartError},
    logs,
};

/// Runs until a signal asks it to stop.
pub async fn work(places: &Places) -> Result<(), StartError> {
    let _logs = logs::start(installation::clock());
    let lock = installation::lock(places)?;
    let app = installation::open(places).await?;
    installation::take_over(&app, lock.as_ref()).await?;
    let stop = CancellationToken::new();
    let sweeper = tokio::spawn(product::retention::keep_sweeping(app.clone(), stop.clone()));
    let keeper = tokio::spawn(product::backups::keep_backing_up(app.clone(), stop.clone()));
    let meter = tokio::spawn(product::metering::keep_settling(app.clone(), stop.clone()));
    let purse = tokio::spawn(product::budgets::keep_giving_back(app.clone(), stop.clone()));
    let providers = tokio::spawn(product::providers::keep_in_step(app.clone(), stop.clone()));
    let touch = tokio::spawn(app.jobs.clone().keep_in_touch(stop.clone()));
    let workers = tokio::spawn(Runner::new(app.jobs.clone(), product::works(&app)).run(stop.clone()));
    logs::until_asked_to_stop().await;
    stop.cancel();
    let _ = (
        workers.await,
        sweeper.await,
        keeper.await,
        providers.await,
        touch.await,
        meter.await,
        purse.await,
    );
    app.db.close().await;
    Ok(())
}
