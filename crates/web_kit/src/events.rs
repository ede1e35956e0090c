//! Server-sent events: fragments of pages, or JSON for programs, as things change.

use std::{convert::Infallible, time::Duration};

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream::BoxStream};
use maud::Markup;
use tokio_util::sync::CancellationToken;

/// A stream of events.
pub type Events = Sse<axum::response::sse::KeepAliveStream<BoxStream<'static, Result<Event, Infallible>>>>;

/// Sends JSON under the name that each is to have, as it comes, and ends when the server is asked to stop.
pub fn json_events(
    events: impl Stream<Item = (&'static str, serde_json::Value)> + Send + 'static,
    stop: CancellationToken,
) -> Events {
    let events = events.map(|(name, json)| Ok(Event::default().event(name).data(json.to_string())));
    let ending = events.take_until(stop.cancelled_owned()).boxed();
    Sse::new(ending).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// Sends fragments as they come, and ends when the server is asked to stop: it would wait for the stream otherwise.
pub fn fragment(fragments: impl Stream<Item = Markup> + Send + 'static, stop: CancellationToken) -> Events {
    let events = fragments.map(|markup| Ok(Event::default().event("fragment").data(markup.into_string())));
    let ending = events.take_until(stop.cancelled_owned()).boxed();
    Sse::new(ending).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
