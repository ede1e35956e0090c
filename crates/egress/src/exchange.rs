//! One exchange in the terms of the `http` crate, for libraries that bring their own requests.

use basics::Span;
use bytes::Bytes;
use http::{Request, Response};
use privacy::PurposeKind;

use crate::{Body, Egress, EgressError, Outbound, Rule, Target};

/// How long an exchange may take, and how long its answer may be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// From the first look-up to the last byte.
    pub total: Span,
    /// The largest answer in bytes.
    pub response_bytes: u64,
}

impl Egress {
    /// Sends a request to its whole address by a rule; the answer with its whole body, whatever its status.
    pub async fn exchange(
        &self,
        rule: &Rule,
        request: Request<Bytes>,
        purpose: PurposeKind,
        bounds: Bounds,
    ) -> Result<Response<Bytes>, EgressError> {
        let (parts, body) = request.into_parts();
        let target = Target::Url(parts.uri.to_string());
        let mut outbound = Outbound::new(parts.method, target, Body::Bytes(body), purpose);
        outbound.headers = parts.headers;
        let outbound = outbound.within(bounds.total).at_most(bounds.response_bytes);
        let inbound = self.send(rule, outbound).await?;
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = inbound.status;
        *response.headers_mut() = inbound.headers.clone();
        *response.body_mut() = inbound.bytes().await?;
        Ok(response)
    }
}
