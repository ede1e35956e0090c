//! A request from its arrival to the last byte of its answer: one line in the log and one more in the figures. Neither
//! says more of it than its method, its route's pattern, its status and how long it took.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::body::{Body, HttpBody};
use basics::{Clock, Time};
use bytes::Bytes;
use http::Response;
use http_body::{Frame, SizeHint};
use privacy::guard;

use crate::{
    Traffic,
    traffic::{ABANDONED, Route, Verb},
};

/// A request that is being answered. Dropped without an answer, its client has gone away.
pub(crate) struct Answering {
    pub(crate) id: String,
    pub(crate) verb: Verb,
    pub(crate) route: Route,
    pub(crate) path: String,
    pub(crate) since: Time,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) traffic: Traffic,
    pub(crate) status: u16,
}

impl Answering {
    /// Watches the answer to its end.
    pub(crate) fn with(mut self, response: Response<Body>) -> Response<Body> {
        self.status = response.status().as_u16();
        response.map(|body| Body::new(Watched { body, _answering: self }))
    }

    pub(crate) const NOT_YET: u16 = ABANDONED;
}

impl Drop for Answering {
    fn drop(&mut self) {
        let took = self.clock.now().since(self.since);
        // A path names things, and a search holds words; a pattern does neither.
        let route = if guard!("P-AUT-01/route") {
            self.route.as_str()
        } else {
            &self.path
        };
        tracing::info!(
            request = %self.id,
            method = self.verb.as_str(),
            route = route,
            status = self.status,
            milliseconds = took.as_millis(),
            "answered"
        );
        self.traffic.answered(self.verb, self.route.clone(), self.status, took);
    }
}

/// The body of an answer; when it is gone, so is the request.
struct Watched {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
