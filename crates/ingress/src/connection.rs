//! One connection: HTTP over it, within its limits, until it ends, is cut off or is asked to leave.

use std::{convert::Infallible, future::poll_fn, net::SocketAddr, pin::pin, sync::Arc, task::Poll};

use axum::{Router, body::Body, extract::ConnectInfo};
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{CONNECTION, CONTENT_LENGTH},
};
use hyper::{body::Body as _, body::Incoming, rt::Executor, service::service_fn};
use hyper_util::rt::TokioIo;
use privacy::guard;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Service;
use web_kit::{Encrypted, Refusal};

use crate::{
    body::{Bounded, Cut, Followed, Load, Running, Work},
    framing::Framing,
    wire::{Pulse, Wire},
};

/// What a connection is served with.
pub(crate) struct Connection {
    pub(crate) router: Router,
    pub(crate) peer: SocketAddr,
    pub(crate) encrypted: bool,
    pub(crate) pulse: Arc<Pulse>,
    pub(crate) load: Load,
    /// Asks for an end after the next answer.
    pub(crate) leaving: CancellationToken,
    /// Asks for an end after what is running.
    pub(crate) leave: CancellationToken,
    /// Ends it now.
    pub(crate) cut: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

/// The two ways to talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    Http1,
    Http2,
}

/// Streams run as tasks that the end of the server waits for.
#[derive(Clone)]
struct Streams(TaskTracker);

impl<F: Future<Output: Send> + Send + 'static> Executor<F> for Streams {
    fn execute(&self, future: F) {
        self.0.spawn(future);
    }
}

impl Connection {
    /// Serves to the connection's end.
    pub(crate) async fn serve<S>(self, stream: S, protocol: Protocol)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let this = Arc::new(self);
        let ended = match protocol {
            Protocol::Http1 => this.clone().serve_http1(stream).await,
            Protocol::Http2 => this.clone().serve_http2(stream).await,
        };
        if let Err(refusal) = ended {
            this.pulse.traffic.refused(refusal);
        }
    }

    async fn serve_http1<S>(self: Arc<Self>, stream: S) -> Result<(), Refusal>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = self.pulse.limits;
        let wire = Wire::new(stream, self.pulse.clone(), Some(Framing::new(limits.head_bytes * 2)));
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder
            .max_buf_size(limits.head_bytes)
            .max_headers(limits.fields)
            .header_read_timeout(None);
        let this = self.clone();
        let service = service_fn(move |request| this.clone().answer(request));
        let mut connection = pin!(builder.serve_connection(TokioIo::new(wire), service));
        let mut slow = pin!(self.pulse.watch());
        let mut leaving = false;
        loop {
            tokio::select! {
                _ = connection.as_mut() => return Ok(()),
                () = slow.as_mut(), if guard!("P-OPS-02/slow") => return Err(Refusal::Slow),
                () = self.cut.cancelled() => return Err(Refusal::Resets),
                () = self.leave.cancelled(), if !leaving => {
                    leaving = true;
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }

    async fn serve_http2<S>(self: Arc<Self>, stream: S) -> Result<(), Refusal>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = self.pulse.limits;
        let wire = Wire::new(stream, self.pulse.clone(), None);
        let mut builder = hyper::server::conn::http2::Builder::new(Streams(self.tracker.clone()));
        builder
            .max_concurrent_streams(limits.streams)
            .max_header_list_size(u32::try_from(limits.head_bytes).unwrap_or(u32::MAX))
            .max_pending_accept_reset_streams(20)
            .max_local_error_reset_streams(Some(20))
            .initial_stream_window_size(128 << 10)
            .initial_connection_window_size(512 << 10)
            .max_send_buf_size(128 << 10);
        let this = self.clone();
        let service = service_fn(move |request| this.clone().answer(request));
        let mut connection = pin!(builder.serve_connection(TokioIo::new(wire), service));
        let mut slow = pin!(self.pulse.watch());
        let mut leaving = false;
        loop {
            tokio::select! {
                _ = connection.as_mut() => return Ok(()),
                () = slow.as_mut(), if guard!("P-OPS-02/slow") => return Err(Refusal::Slow),
                () = self.cut.cancelled() => return Err(Refusal::Resets),
                () = self.leave.cancelled(), if !leaving => {
                    leaving = true;
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
        let nth = self.pulse.begin();
        let running = Running::new(self.pulse.clone(), self.cut.clone());
        let work = Arc::new(Work::new(self.pulse.clone(), self.load.clone()));
        let last = nth >= self.pulse.limits.requests_per_connection || self.leaving.is_cancelled();
        let one = request.version() < http::Version::HTTP_2;
        let head_only = request.method() == Method::HEAD;
        let declared = request.body().size_hint().exact().unwrap_or_default();
        let answer = if declared > self.pulse.limits.body_bytes && guard!("P-OPS-02/body") {
            Err(Cut::TooLarge.status())
        } else {
            self.ask(request, &work).await
        };
        let cut = work.cut().map(Cut::status);
        let mut response = match (answer, cut) {
            (Ok(response), None) => response,
            (_, Some(status)) | (Err(status), None) => bare(status, one),
        };
        if last && one {
            response.headers_mut().insert(CONNECTION, CLOSE);
        } else if last {
            self.leave.cancel();
        }
        let wanted = if head_only { Some(0) } else { declared_length(&response) };
        Ok(response.map(|body| Body::new(Followed::new(body, wanted, running, work))))
    }

    /// The service's answer, unless it takes too long to begin.
    async fn ask(&self, request: Request<Incoming>, work: &Arc<Work>) -> Result<Response<Body>, StatusCode> {
        let mut request = request.map(|body| {
            if body.is_end_stream() {
                return Body::empty();
            }
            Body::new(Bounded::new(body, work.clone()))
        });
        request.extensions_mut().insert(ConnectInfo(self.peer));
        if self.encrypted {
            request.extensions_mut().insert(Encrypted);
        }
        let mut router = self.router.clone();
        let mut answer = pin!(router.call(request));
        let mut patience = None;
        poll_fn(|context| {
            if let Poll::Ready(answered) = answer.as_mut().poll(context) {
                return Poll::Ready(answered.map_err(|never| match never {}));
            }
            let patience = patience.get_or_insert_with(|| self.pulse.clock.sleep(self.pulse.limits.answer));
            if patience.as_mut().poll(context).is_ready() && guard!("P-OPS-02/long") {
                return Poll::Ready(Err(StatusCode::SERVICE_UNAVAILABLE));
            }
            Poll::Pending
        })
        .await
    }
}

/// How long an answer says that it is.
fn declared_length(response: &Response<Body>) -> Option<u64> {
    let said = response.headers().get(CONTENT_LENGTH);
    said.and_then(|length| length.to_str().ok()?.parse().ok())
}

const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// The status alone. What is left of a body that nobody reads on would be taken for the next request, so an HTTP/1
/// connection ends with it.
fn bare(status: StatusCode, one: bool) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if one {
        response.headers_mut().insert(CONNECTION, CLOSE);
    }
    response
}
