//! A request on its way out.

use std::{borrow::Cow, fmt, io};

use basics::Span;
use bytes::Bytes;
use futures::stream::BoxStream;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use privacy::PurposeKind;

/// Where a request goes.
#[derive(Clone)]
pub enum Target {
    /// Below the rule's base URL, for instance `chat/completions`; only an operator's rule has one.
    Path(Cow<'static, str>),
    /// A whole address; under an operator's rule it must have the same origin.
    Url(String),
}

/// A request's body.
pub enum Body {
    /// In memory; cheap to hand on.
    Bytes(Bytes),
    /// Piece by piece; never sent twice.
    Stream(BoxStream<'static, io::Result<Bytes>>),
}

/// A request on its way out. It holds content, so its `Debug` names only the method and the fields.
pub struct Outbound {
    pub(crate) target: Target,
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) purpose: PurposeKind,
    pub(crate) fields: Vec<&'static str>,
    pub(crate) total: Option<Span>,
    pub(crate) response_bytes: Option<u64>,
    pub(crate) redirects: bool,
}

impl Outbound {
    /// A request without a body.
    #[must_use]
    pub fn get(target: Target, purpose: PurposeKind) -> Self {
        Self::new(Method::GET, target, Body::Bytes(Bytes::new()), purpose)
    }

    /// A request with a body of JSON.
    #[must_use]
    pub fn post_json(target: Target, body: Bytes, purpose: PurposeKind) -> Self {
        Self::new(Method::POST, target, Body::Bytes(body), purpose)
            .header(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
    }

    /// Any request.
    #[must_use]
    pub fn new(method: Method, target: Target, body: Body, purpose: PurposeKind) -> Self {
        Self {
            target,
            method,
            headers: HeaderMap::new(),
            body,
            purpose,
            fields: Vec::new(),
            total: None,
            response_bytes: None,
            redirects: true,
        }
    }

    /// With a header. `Authorization`, `Cookie` and every header marked sensitive stay with the first origin.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Names a field that the body or the address carries, for the record.
    #[must_use]
    pub fn field(mut self, name: &'static str) -> Self {
        self.fields.push(name);
        self
    }

    /// Names several fields, for the record.
    #[must_use]
    pub fn fields(mut self, names: impl IntoIterator<Item = &'static str>) -> Self {
        self.fields.extend(names);
        self
    }

    /// The fields that the body or the address carries, by name.
    #[must_use]
    pub fn field_names(&self) -> &[&'static str] {
        &self.fields
    }

    /// A redirect is the answer, and is not followed.
    #[must_use]
    pub const fn without_redirects(mut self) -> Self {
        self.redirects = false;
        self
    }

    /// Another time limit for the whole exchange than the door's own.
    #[must_use]
    pub const fn within(mut self, total: Span) -> Self {
        self.total = Some(total);
        self
    }

    /// Another size limit for the answer than the door's own, in bytes.
    #[must_use]
    pub const fn at_most(mut self, response_bytes: u64) -> Self {
        self.response_bytes = Some(response_bytes);
        self
    }
}

impl Target {
    /// Below the rule's base URL.
    #[must_use]
    pub const fn path(path: &'static str) -> Self {
        Self::Path(Cow::Borrowed(path))
    }
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outbound({} {:?})", self.method, self.fields)
    }
}
