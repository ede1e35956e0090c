//! Keeps a process in step with what owners change in others, and asks the providers once a day what they have.

use basics::Span;
use tokio_util::sync::CancellationToken;

use super::{
    ask::ask_all,
    load::{CHANNEL, load},
};
use crate::{app::App, error::Error};

/// How long to wait before the database is asked again.
const AGAIN: Span = Span::seconds(5);
/// How often is looked whether the providers are to be asked.
const LOOK: Span = Span::minutes(10);
/// How often they are.
const DAILY: Span = Span::days(1);
const TURN: &str = "providers";

/// Follows every change, until told to stop.
pub async fn keep_in_step(app: App, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        _ = futures::future::join(follow(&app), look(&app)) => {}
    }
}

async fn follow(app: &App) {
    loop {
        match hear(app).await {
            // One process alone hears nothing of itself.
            Ok(()) => return,
            Err(error) => tracing::warn!(error = %error, "changes of providers cannot be heard; looking again"),
        }
        app.clock.sleep(AGAIN).await;
    }
}

async fn hear(app: &App) -> Result<(), Error> {
    let Some(mut notices) = app.db.listen(CHANNEL).await? else {
        return Ok(());
    };
    loop {
        // Also first of all: something may have changed before anybody listened.
        load(app).await?;
        notices.next().await?;
    }
}

async fn look(app: &App) {
    loop {
        if let Err(error) = ask_daily(app).await {
            tracing::warn!(error = %error, "the providers could not be asked what they have; trying again");
        }
        app.clock.sleep(LOOK).await;
    }
}

/// In one process of however many there are.
async fn ask_daily(app: &App) -> Result<(), Error> {
    if app.jobs.take_turn(TURN, DAILY).await? {
        ask_all(app).await?;
    }
    Ok(())
}
