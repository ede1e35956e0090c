//! Which of a route's models is asked, and which next: what rules forbid never, what has lately failed last, and another
//! one only where what became of the first is known, or costs nothing.

use basics::{AccountId, Span, Time};
use engines::{Card, Failure, Found, Preference, Resolved, Retry, Route};

use super::allow::allow;
use crate::{app::App, error::Error};

/// The models that may be asked for that person, in the order in which they are to be. Never empty: where nothing is left,
/// says what speaks against the first.
pub async fn choose(app: &App, account: AccountId, resolved: Resolved) -> Result<Resolved, Error> {
    let Resolved { route, models } = resolved;
    let mut objection = None;
    let mut allowed = Vec::with_capacity(models.len());
    for found in models {
        match allow(app, account, &found).await {
            Ok(()) => allowed.push(found),
            Err(error @ Error::Against(_)) => objection = objection.or(Some(error)),
            Err(other) => return Err(other),
        }
    }
    if allowed.is_empty() {
        return Err(objection.unwrap_or(Error::NoSuchModel));
    }
    if let Some(route) = &route {
        sort(app, route, &mut allowed);
    }
    Ok(Resolved { route, models: allowed })
}

/// A model is being asked; since when.
#[must_use]
pub fn asked(app: &App, found: &Found) -> Time {
    let now = app.now();
    app.engines().health().asked(found.engine.id(), now);
    now
}

/// It has answered.
pub fn answered(app: &App, found: &Found, since: Time) {
    app.engines()
        .health()
        .answered(found.engine.id(), app.now().since(since));
}

/// It has failed. Whether another may be asked: what came of this one is known to be nothing, or it costs nothing.
#[must_use]
pub fn failed(app: &App, found: &Found, failure: &Failure) -> bool {
    app.engines().health().failed(found.engine.id(), failure, app.now());
    match failure.retryable() {
        Retry::Later(_) => true,
        Retry::OutcomeUnknown => costs_nothing(found),
        // A refusal is an answer: nobody's no is taken to somebody else.
        Retry::Never => matches!(failure, Failure::Unauthorised | Failure::OutOfCredit),
    }
}

/// What comes of asking, or that nobody waited any longer for its beginning.
pub async fn patiently<T>(
    app: &App,
    patience: Option<Span>,
    asking: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let Some(patience) = patience else {
        return asking.await;
    };
    tokio::select! {
        answer = asking => answer,
        () = app.clock.sleep(patience) => Err(Failure::Unknown),
    }
}

/// A model of somebody else's without a price may be one whose price was not written down.
fn costs_nothing(found: &Found) -> bool {
    found.engine.passport().stays_here && found.card.dearest().is_free() && found.card.token_prices.are_free()
}

/// Stable, so that what is equal stays as the operator wrote it.
fn sort(app: &App, route: &Route, models: &mut [Found]) {
    let (engines, now) = (app.engines(), app.now());
    let health = engines.health();
    match route.prefer {
        Preference::Order => {}
        Preference::Price => models.sort_by_key(|found| price(&found.card)),
        // Who was never asked is asked once, to know.
        Preference::Latency => models.sort_by_key(|found| health.wait(found.engine.id()).unwrap_or(Span::millis(0))),
    }
    models.sort_by_key(|found| health.rests_until(found.engine.id(), now));
}

/// For one output at the most, and for a million tokens in and out.
fn price(card: &Card) -> (i64, i64) {
    let tokens = card.token_prices.input.plus(card.token_prices.output);
    (card.dearest().millionths(), tokens.millionths())
}
