//! Bodies within their bounds: what comes in is counted and may not stand still; what goes out is followed to its end.

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use axum::body::Body;
use basics::Sleep;
use bytes::Bytes;
use http::StatusCode;
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use privacy::guard;
use tokio_util::sync::CancellationToken;

use crate::wire::Pulse;

/// The bytes of all bodies that are being worked on. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Load(Arc<AtomicU64>);

/// One request being worked on: what it weighs, and why it was cut off.
pub(crate) struct Work {
    pulse: Arc<Pulse>,
    load: Load,
    weight: AtomicU64,
    outcome: AtomicU8,
}

/// Why a body was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    TooLarge = 1,
    TooSlow = 2,
    NoRoom = 3,
}

impl Cut {
    /// What the client is told.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NoRoom => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::TooSlow => "the body stood still for too long",
            Self::NoRoom => "too many bodies are being read",
        })
    }
}

impl std::error::Error for Cut {}

impl Work {
    pub(crate) fn new(pulse: Arc<Pulse>, load: Load) -> Self {
        Self {
            pulse,
            load,
            weight: AtomicU64::new(0),
            outcome: AtomicU8::new(0),
        }
    }

    /// Why its body was cut off, if it was.
    pub(crate) fn cut(&self) -> Option<Cut> {
        [Cut::TooLarge, Cut::TooSlow, Cut::NoRoom]
            .into_iter()
            .find(|cut| *cut as u8 == self.outcome.load(Relaxed))
    }

    fn weigh(&self, bytes: u64) -> Result<(), Cut> {
        let limits = &self.pulse.limits;
        let mine = self.weight.fetch_add(bytes, Relaxed) + bytes;
        let all = self.load.0.fetch_add(bytes, Relaxed) + bytes;
        if !guard!("P-OPS-02/body", mine <= limits.body_bytes) {
            return Err(Cut::TooLarge);
        }
        if !guard!("P-OPS-02/bodies", all <= limits.bodies_bytes) {
            return Err(Cut::NoRoom);
        }
        Ok(())
    }

    fn cut_off(&self, why: Cut) -> Cut {
        self.outcome.store(why as u8, Relaxed);
        why
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.load.0.fetch_sub(self.weight.load(Relaxed), Relaxed);
    }
}

/// A body that comes in.
pub(crate) struct Bounded {
    body: Incoming,
    work: Arc<Work>,
    patience: Option<Sleep>,
}

impl Bounded {
    pub(crate) const fn new(body: Incoming, work: Arc<Work>) -> Self {
        Self {
            body,
            work,
            patience: None,
        }
    }
}

impl HttpBody for Bounded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let pulse = &this.work.pulse;
            let patience = this
                .patience
                .get_or_insert_with(|| pulse.clock.sleep(pulse.limits.body));
            if patience.as_mut().poll(context).is_pending() || !guard!("P-OPS-02/slow-body") {
                return Poll::Pending;
            }
            return Poll::Ready(Some(Err(axum::Error::new(this.work.cut_off(Cut::TooSlow)))));
        };
        this.patience = None;
        Poll::Ready(frame.map(|frame| {
            let frame = frame.map_err(axum::Error::new)?;
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            this.work
                .weigh(bytes as u64)
                .map_err(|cut| axum::Error::new(this.work.cut_off(cut)))?;
            Ok(frame)
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A request until the last byte of its answer.
pub(crate) struct Running {
    pulse: Arc<Pulse>,
    /// Cuts the connection off.
    cut: CancellationToken,
    finished: bool,
}

impl Running {
    pub(crate) const fn new(pulse: Arc<Pulse>, cut: CancellationToken) -> Self {
        Self {
            pulse,
            cut,
            finished: false,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let too_many = self.pulse.end(self.finished);
        if too_many {
            self.cut.cancel();
        }
    }
}

/// A body that goes out.
pub(crate) struct Followed {
    body: Body,
    /// How many bytes of it are still wanted, where that was said: beyond them nobody asks whether there are more.
    wanted: Option<u64>,
    running: Running,
    _work: Arc<Work>,
}

impl Followed {
    /// `wanted` is the answer's declared length; nothing of it where the request asked for a head alone.
    pub(crate) const fn new(body: Body, wanted: Option<u64>, running: Running, work: Arc<Work>) -> Self {
        Self {
            body,
            wanted,
            running,
            _work: work,
        }
    }
}

impl HttpBody for Followed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(None) => self.wanted = Some(0),
            Poll::Ready(Some(Ok(frame))) => {
                let sent = frame.data_ref().map_or(0, |data| data.len() as u64);
                self.wanted = self.wanted.map(|wanted| wanted.saturating_sub(sent));
            }
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.running.finished = self.wanted == Some(0) || self.body.is_end_stream();
    }
}
