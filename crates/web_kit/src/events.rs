//! Server-sent events: fragments of pages, as they change.

use std::{convert::Infallible, time::Duration};

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream::BoxStream};
use maud::Markup;
use tokio_util::sync::CancellationToken;

/// A stream of fragments.
pub type Events = Sse<axum::response::sse::KeepAliveStream<BoxStream<'static, Result<Event, Infallible>>>>;

/// Sends fragments as they come, and ends when the server is asked to stop: it would wait for the stream otherwise.
pub fn fragment(fragments: impl Stream<Item = Markup> + Send + 'static, stop: CancellationToken) -> Events {
    let events = fragments.map(|markup| Ok(Event::default().event("fragment").data(markup.into_string())));
    let ending = events.take_until(stop.cancelled_owned()).boxed();
    Sse::new(ending).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
