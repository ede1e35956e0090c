//! A connection's bytes on their way: counted, held to a strict reading of HTTP/1, and watched for standing still.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use basics::{Clock, Span, Time};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use web_kit::{Direction, Refusal, Traffic};

use crate::{Limits, framing::Framing};

/// What a connection is doing, told by those who do it and read by who watches over it.
pub(crate) struct Pulse {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) traffic: Traffic,
    pub(crate) limits: Limits,
    /// Requests whose answer is not at its end.
    running: AtomicI64,
    requests: AtomicU64,
    abandoned: AtomicU64,
    /// When the last answer ended; at first, when the connection began.
    quiet_since: AtomicI64,
    /// When a head began that is not whole; zero when none is.
    head_since: AtomicI64,
    /// When the client stopped taking what it is sent; zero while it does.
    write_since: AtomicI64,
    malformed: AtomicBool,
}

impl Pulse {
    pub(crate) fn new(clock: Arc<dyn Clock>, traffic: Traffic, limits: Limits) -> Self {
        let now = clock.now().millis();
        Self {
            clock,
            traffic,
            limits,
            running: AtomicI64::new(0),
            requests: AtomicU64::new(0),
            abandoned: AtomicU64::new(0),
            quiet_since: AtomicI64::new(now),
            head_since: AtomicI64::new(0),
            write_since: AtomicI64::new(0),
            malformed: AtomicBool::new(false),
        }
    }

    /// A request has begun; how many there were.
    pub(crate) fn begin(&self) -> u64 {
        self.running.fetch_add(1, Relaxed);
        self.requests.fetch_add(1, Relaxed) + 1
    }

    /// A request is over. Whether too many were given up.
    pub(crate) fn end(&self, finished: bool) -> bool {
        self.quiet_since.store(self.clock.now().millis(), Relaxed);
        self.running.fetch_sub(1, Relaxed);
        if finished {
            return false;
        }
        let abandoned = self.abandoned.fetch_add(1, Relaxed) + 1;
        abandoned > self.limits.resets && abandoned * 2 > self.requests.load(Relaxed)
    }

    /// Returns when the connection has stood still for too long. Looks again at least once in the time that a head may
    /// take, so that what begins meanwhile is noticed.
    pub(crate) async fn watch(&self) {
        loop {
            let left = self.left();
            if left <= Span::millis(0) {
                return;
            }
            self.clock.sleep(left.min(self.limits.head)).await;
        }
    }

    fn left(&self) -> Span {
        let (limits, now) = (&self.limits, self.clock.now());
        let until = |since: i64, limit: Span| (Time::from_millis(since) + limit).since(now);
        let (written, quiet) = (self.write_since.load(Relaxed), self.quiet_since.load(Relaxed));
        if written != 0 {
            return until(written, limits.write);
        }
        if self.running.load(Relaxed) > 0 {
            return limits.head;
        }
        let head = self.head_since.load(Relaxed);
        if head != 0 || self.requests.load(Relaxed) == 0 {
            return until(head.max(quiet), limits.head);
        }
        until(quiet, limits.idle)
    }

    fn read(&self, in_head: bool) {
        if !in_head {
            self.head_since.store(0, Relaxed);
        } else if self.head_since.load(Relaxed) == 0 {
            self.head_since.store(self.clock.now().millis(), Relaxed);
        }
    }

    fn wrote(&self, done: bool) {
        if done {
            self.write_since.store(0, Relaxed);
        } else if self.write_since.load(Relaxed) == 0 {
            self.write_since.store(self.clock.now().millis(), Relaxed);
        }
    }
}

/// A connection's stream under watch.
pub(crate) struct Wire<S> {
    stream: S,
    pulse: Arc<Pulse>,
    /// For HTTP/1; HTTP/2 has frames that say their length once.
    framing: Option<Framing>,
}

/// No reader of HTTP/1 takes this for a part of a request; who reads behind answers "400 Bad Request" and closes.
const NO_REQUEST: &[u8] = b"\0\r\n\r\n";

impl<S> Wire<S> {
    pub(crate) fn new(stream: S, pulse: Arc<Pulse>, framing: Option<Framing>) -> Self {
        Self { stream, pulse, framing }
    }

    fn inspect(&mut self, buffer: &mut ReadBuf<'_>, before: usize) {
        let bytes = &buffer.filled()[before..];
        self.pulse.traffic.moved(Direction::In, bytes.len());
        let Some(framing) = &mut self.framing else { return };
        if framing.read(bytes).is_ok() {
            self.pulse.read(framing.is_in_head());
            return;
        }
        self.pulse.malformed.store(true, Relaxed);
        self.pulse.traffic.refused(Refusal::Malformed);
        buffer.set_filled(before);
        let room = buffer.remaining().min(NO_REQUEST.len());
        buffer.put_slice(&NO_REQUEST[..room]);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.pulse.malformed.load(Relaxed) {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if matches!(polled, Poll::Ready(Ok(()))) {
            self.inspect(buffer, before);
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> Wire<S> {
    fn note<T>(&self, polled: Poll<io::Result<T>>, bytes: impl FnOnce(&T) -> usize) -> Poll<io::Result<T>> {
        self.pulse.wrote(polled.is_ready());
        if let Poll::Ready(Ok(value)) = &polled {
            self.pulse.traffic.moved(Direction::Out, bytes(value));
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.note(polled, |written| *written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.note(polled, |written| *written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(context);
        self.note(polled, |()| 0)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_shutdown(context);
        self.note(polled, |()| 0)
    }
}
