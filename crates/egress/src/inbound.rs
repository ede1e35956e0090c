//! An answer on its way in: bounded, counted, recorded when it ends.

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
};

use basics::Clock;
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt, stream::BoxStream};
use http::{HeaderMap, Method, StatusCode, header};

use crate::{EgressError, Recorder, record::Departure, witness::Seen};

/// An answer's head, with its body still to come.
pub struct Inbound {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    body: InboundStream,
}

/// An answer's body, piece by piece. Ends after the first error.
pub struct InboundStream {
    pieces: BoxStream<'static, Result<Bytes, EgressError>>,
    left: u64,
    ended: bool,
    entry: Option<Entry>,
}

/// A departure that is recorded when its exchange is over, in whichever way.
pub(crate) struct Entry {
    departure: Option<Departure>,
    sent: Arc<AtomicU64>,
    received: Arc<AtomicU64>,
    clock: Arc<dyn Clock>,
    recorder: Arc<dyn Recorder>,
    /// Whoever watches the task that began it.
    seen: Option<Seen>,
}

impl Inbound {
    /// An answer that never travelled, for engines without a network and for tests.
    #[must_use]
    pub fn from_bytes(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let left = body.len() as u64;
        let pieces = futures::stream::iter([Ok(body)]).boxed();
        Self {
            status,
            headers,
            body: InboundStream {
                pieces,
                left,
                ended: false,
                entry: None,
            },
        }
    }

    /// The whole body.
    pub async fn bytes(self) -> Result<Bytes, EgressError> {
        let mut body = self.body;
        let Some(first) = body.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let Some(second) = body.next().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = BytesMut::from(first);
        whole.extend_from_slice(&second);
        while let Some(piece) = body.next().await.transpose()? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }

    /// The body as it comes.
    #[must_use]
    pub fn stream(self) -> InboundStream {
        self.body
    }

    pub(crate) fn arriving(
        response: reqwest::Response,
        most: u64,
        method: &Method,
        entry: Entry,
    ) -> Result<Self, EgressError> {
        let status = response.status();
        let headers = response.headers().clone();
        let declared = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if *method != Method::HEAD && declared.is_some_and(|length| length > most) {
            return Err(EgressError::TooLarge);
        }
        let pieces = response
            .bytes_stream()
            .map(|piece| piece.map_err(|error| broken(&error)))
            .boxed();
        Ok(Self {
            status,
            headers,
            body: InboundStream {
                pieces,
                left: most,
                ended: false,
                entry: Some(entry),
            },
        })
    }
}

impl Stream for InboundStream {
    type Item = Result<Bytes, EgressError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let next =
            ready!(self.pieces.poll_next_unpin(context)).map(|piece| piece.and_then(|bytes| self.take_in(bytes)));
        if !matches!(next, Some(Ok(_))) {
            self.ended = true;
            self.pieces = futures::stream::empty().boxed();
            self.entry = None;
        }
        Poll::Ready(next)
    }
}

impl InboundStream {
    fn take_in(&mut self, bytes: Bytes) -> Result<Bytes, EgressError> {
        let length = bytes.len() as u64;
        if let Some(entry) = &self.entry {
            entry.received(length);
        }
        self.left = self.left.checked_sub(length).ok_or(EgressError::TooLarge)?;
        Ok(bytes)
    }
}

impl Entry {
    pub(crate) fn new(
        departure: Departure,
        sent: Arc<AtomicU64>,
        clock: Arc<dyn Clock>,
        recorder: Arc<dyn Recorder>,
    ) -> Self {
        Self {
            departure: Some(departure),
            sent,
            received: Arc::default(),
            clock,
            recorder,
            seen: Seen::here(),
        }
    }

    pub(crate) fn answered(&mut self, status: StatusCode) {
        if let Some(departure) = &mut self.departure {
            departure.status = Some(status.as_u16());
        }
    }

    /// Where the bytes after the answer's head are counted: those sent, and those received.
    pub(crate) fn counters(&self) -> (Arc<AtomicU64>, Arc<AtomicU64>) {
        (Arc::clone(&self.sent), Arc::clone(&self.received))
    }

    fn received(&self, bytes: u64) {
        self.received.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let Some(mut departure) = self.departure.take() else {
            return;
        };
        departure.sent_bytes = self.sent.load(Ordering::Relaxed);
        departure.received_bytes = self.received.load(Ordering::Relaxed);
        departure.took = self.clock.now().since(departure.at);
        if let Some(seen) = &self.seen {
            seen.note(&departure);
        }
        self.recorder.record(departure);
    }
}

impl fmt::Debug for Inbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inbound({})", self.status)
    }
}

impl fmt::Debug for InboundStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InboundStream(…)")
    }
}

fn broken(error: &reqwest::Error) -> EgressError {
    if error.is_timeout() {
        EgressError::TimedOut
    } else {
        EgressError::Cut
    }
}
