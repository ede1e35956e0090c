//! Limits at the front door: each request is counted for the address it comes from, and for whom it turns out to be.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, request::Parts};
use web_kit::{Arrival, Problem};

use super::{
    counting::count,
    limit::{Allowance, Subject},
};
use crate::app::App;

/// For whom one request was counted, and what is left of the tightest limit.
#[derive(Debug, Clone, Default)]
struct Meter(Arc<Mutex<(Vec<Subject>, Option<Allowance>)>>);

/// Those who watch whether the service is alive are never too many.
const UNCOUNTED: [&str; 2] = ["/healthz", "/readyz"];

/// Around every route: counts the address, unless the request comes from this very machine, and says what is left.
pub async fn limited(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let meter = Meter::default();
    request.extensions_mut().insert(meter.clone());
    let arrival = request.extensions().get::<Arrival>().filter(|arrival| !arrival.local);
    let address = arrival.map(|arrival| Subject::address(arrival.client));
    let counted = address.filter(|_| !UNCOUNTED.contains(&request.uri().path()));
    let admitted = match counted {
        Some(subject) => meter.spend(&app, subject).await,
        None => Ok(()),
    };
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    meter.write(response.headers_mut());
    response
}

/// Counts the request that these are the parts of for somebody, once.
pub async fn spend(parts: &Parts, app: &App, subject: Subject) -> Result<(), Problem> {
    match parts.extensions.get::<Meter>() {
        Some(meter) => meter.spend(app, subject).await,
        None => Ok(()),
    }
}

impl Meter {
    async fn spend(&self, app: &App, subject: Subject) -> Result<(), Problem> {
        {
            let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if inner.0.contains(&subject) {
                return Ok(());
            }
            inner.0.push(subject);
        }
        let counted = count(app, subject).await;
        let (Ok(allowance) | Err(allowance)) = counted;
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner
            .1
            .is_none_or(|held| counted.is_err() || allowance.remaining < held.remaining)
        {
            inner.1 = Some(allowance);
        }
        counted.map(|_| ()).map_err(|allowance| Problem::TooMany {
            seconds: allowance.reset,
        })
    }

    fn write(&self, headers: &mut HeaderMap) {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(allowance) = inner.1 else { return };
        for (name, value) in [
            ("ratelimit-limit", allowance.limit),
            ("ratelimit-remaining", allowance.remaining),
            ("ratelimit-reset", allowance.reset),
        ] {
            headers.insert(name, HeaderValue::from(value));
        }
        headers.extend(
            HeaderValue::try_from(format!("{};w=60", allowance.limit))
                .map(|policy| (http::HeaderName::from_static("ratelimit-policy"), policy)),
        );
    }
}
