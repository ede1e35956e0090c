//! The door itself: checks, sends, follows, records.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use basics::{Clock, Sleep, Span, Time};
use bytes::Bytes;
use futures::{StreamExt, stream::BoxStream};
use http::{HeaderMap, Method, StatusCode, header};
use reqwest::Client;
use url::Url;

use crate::{
    Body, EgressError, Inbound, Limits, Lookup, Outbound, Recorder, Refusal, Rule, SystemLookup,
    guard::{self, Allowed},
    inbound::Entry,
    lookup::{GuardedLookup, NoPublicAddress, Sight},
    record::Departure,
    tls,
};

/// The one door out. Cheap to clone.
#[derive(Clone)]
pub struct Egress {
    clients: Clients,
    /// For connections that are to become something else, which only those of HTTP/1.1 can.
    upgrading: Clients,
    pub(crate) limits: Limits,
    pub(crate) clock: Arc<dyn Clock>,
    recorder: Arc<dyn Recorder>,
}

/// Clients of one kind.
#[derive(Clone)]
struct Clients {
    /// For operators' own hosts. Its connections are never used for anybody else's addresses.
    configured: Client,
    /// For everybody's addresses: sees public ones only.
    public: Client,
}

/// What the other side shall do with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Answer.
    Answer,
    /// Let it become something else, once that is agreed.
    Upgrade,
}

/// One exchange under way, from hop to hop.
pub(crate) struct Exchange<'a> {
    rule: &'a Rule,
    method: Method,
    headers: HeaderMap,
    outbound: Outbound,
    began: Time,
}

impl Egress {
    /// Ready after so long on the clock by which it keeps its limits: for whoever asks again and again.
    #[must_use]
    pub fn pause(&self, span: Span) -> Sleep {
        self.clock.sleep(span)
    }

    /// A door with the machine's own name resolver.
    pub fn new(limits: Limits, clock: Arc<dyn Clock>, recorder: Arc<dyn Recorder>) -> Result<Self, EgressError> {
        Self::with_lookup(limits, clock, recorder, Arc::new(SystemLookup))
    }

    /// A door with another name resolver; its answers are checked like any.
    pub fn with_lookup(
        limits: Limits,
        clock: Arc<dyn Clock>,
        recorder: Arc<dyn Recorder>,
        lookup: Arc<dyn Lookup>,
    ) -> Result<Self, EgressError> {
        Ok(Self {
            clients: Clients::new(&limits, Arc::clone(&lookup), &tls::ANY)?,
            upgrading: Clients::new(&limits, lookup, &tls::HTTP_1)?,
            limits,
            clock,
            recorder,
        })
    }

    /// Sends a request by a rule and gives the answer's head; its body is still to come.
    ///
    /// Redirects of `GET` and `HEAD` are followed where the rule allows; others only when they keep method and body and
    /// stay with the origin. Any status that is no such redirect is an answer, not an error.
    pub async fn send(&self, rule: &Rule, outbound: Outbound) -> Result<Inbound, EgressError> {
        let mut allowed = guard::allow(rule, &outbound.target).map_err(EgressError::Refused)?;
        let mut exchange = Exchange::new(rule, outbound, self.clock.now());
        for _ in 0..=self.limits.redirects {
            let (inbound, url) = self.hop(&mut exchange, allowed).await?;
            let Some(location) = location(&inbound).filter(|_| exchange.outbound.redirects) else {
                return Ok(inbound);
            };
            allowed = exchange
                .follow(&url, inbound.status, location)
                .map_err(EgressError::RedirectRefused)?;
        }
        Err(EgressError::TooManyRedirects)
    }

    async fn hop(&self, exchange: &mut Exchange<'_>, allowed: Allowed) -> Result<(Inbound, Url), EgressError> {
        let (response, entry) = self.dispatch(exchange, &allowed, Wanted::Answer).await?;
        let most = exchange.outbound.response_bytes.unwrap_or(self.limits.response_bytes);
        Ok((Inbound::arriving(response, most, &exchange.method, entry)?, allowed.url))
    }

    /// Sends one hop, and gives the answer's head with the entry that is recorded when all of it is over.
    pub(crate) async fn dispatch(
        &self,
        exchange: &mut Exchange<'_>,
        allowed: &Allowed,
        wanted: Wanted,
    ) -> Result<(reqwest::Response, Entry), EgressError> {
        let client = match wanted {
            Wanted::Answer => self.clients.seeing(allowed.sight),
            Wanted::Upgrade => self.upgrading.seeing(allowed.sight),
        };
        let left = self.left(exchange.outbound.total, exchange.began);
        let sent = Arc::new(AtomicU64::new(0));
        let mut entry = self.entry(exchange, allowed, &sent);
        let (body, length) = exchange.take_body(&sent);
        let request = client
            .request(exchange.method.clone(), allowed.url.clone())
            .headers(exchange.headers.clone())
            .timeout(left.to_duration());
        let request = if let Some(body) = body {
            request.body(body)
        } else {
            request
        };
        let answer = request.send().await.map_err(|error| classify(&error));
        if !matches!(
            answer,
            Err(EgressError::Unreachable | EgressError::Malformed | EgressError::Refused(_))
        ) {
            sent.fetch_add(length, Ordering::Relaxed);
        }
        let response = answer?;
        entry.answered(response.status());
        Ok((response, entry))
    }

    /// What is left of the time for something that began then; never nothing, which would mean no limit.
    fn left(&self, total: Option<Span>, began: Time) -> Span {
        let total = total.unwrap_or(self.limits.total);
        Span::millis((total.as_millis() - self.clock.now().since(began).as_millis()).max(1))
    }

    fn entry(&self, exchange: &Exchange<'_>, allowed: &Allowed, sent: &Arc<AtomicU64>) -> Entry {
        let departure = Departure {
            rule: exchange.rule.shared_id(),
            host: Arc::clone(&allowed.host),
            method: exchange.method.clone(),
            purpose: exchange.outbound.purpose,
            fields: exchange.outbound.fields.clone(),
            sent_bytes: 0,
            status: None,
            received_bytes: 0,
            at: self.clock.now(),
            took: Span::millis(0),
        };
        Entry::new(
            departure,
            Arc::clone(sent),
            Arc::clone(&self.clock),
            Arc::clone(&self.recorder),
        )
    }
}

impl Clients {
    fn new(limits: &Limits, lookup: Arc<dyn Lookup>, protocols: &[&[u8]]) -> Result<Self, EgressError> {
        let seeing = |lookup, sight| client(limits, GuardedLookup { lookup, sight }, protocols);
        Ok(Self {
            configured: seeing(Arc::clone(&lookup), Sight::Everything)?,
            public: seeing(lookup, Sight::PublicOnly)?,
        })
    }

    const fn seeing(&self, sight: Sight) -> &Client {
        match sight {
            Sight::Everything => &self.configured,
            Sight::PublicOnly => &self.public,
        }
    }
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(rule: &'a Rule, mut outbound: Outbound, began: Time) -> Self {
        Self {
            rule,
            method: outbound.method.clone(),
            headers: std::mem::take(&mut outbound.headers),
            outbound,
            began,
        }
    }

    /// The body of this hop, and how many bytes of it are known to be handed over at once.
    fn take_body(&mut self, sent: &Arc<AtomicU64>) -> (Option<reqwest::Body>, u64) {
        match &mut self.outbound.body {
            Body::Bytes(bytes) if bytes.is_empty() => (None, 0),
            Body::Bytes(bytes) => (Some(reqwest::Body::from(bytes.clone())), bytes.len() as u64),
            Body::Stream(stream) => {
                let once: BoxStream<'static, _> = std::mem::replace(stream, futures::stream::empty().boxed());
                let sent = Arc::clone(sent);
                let counted = once.inspect(move |piece| {
                    let bytes = piece.as_ref().map_or(0, Bytes::len);
                    sent.fetch_add(bytes as u64, Ordering::Relaxed);
                });
                (Some(reqwest::Body::wrap_stream(counted)), 0)
            }
        }
    }

    /// Makes the exchange ready for a redirect's address.
    fn follow(&mut self, from: &Url, status: StatusCode, location: &str) -> Result<Allowed, Refusal> {
        let allowed = guard::allow_redirect(self.rule, from, location)?;
        let same_origin = guard::same_origin(from, &allowed.url);
        let safe = matches!(self.method, Method::GET | Method::HEAD);
        let keeps_method = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
        let repeatable = keeps_method && same_origin && matches!(self.outbound.body, Body::Bytes(_));
        if !safe && !repeatable {
            return Err(Refusal::BodyAgain);
        }
        if !same_origin {
            // Whatever the first origin was told about us is none of the second one's business.
            let accept = self.headers.remove(header::ACCEPT);
            self.headers.clear();
            self.headers.extend(accept.map(|value| (header::ACCEPT, value)));
            self.outbound.body = Body::Bytes(Bytes::new());
        }
        Ok(allowed)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one door out")]
fn client(limits: &Limits, lookup: GuardedLookup, protocols: &[&[u8]]) -> Result<Client, EgressError> {
    let builder = if protocols == tls::HTTP_1 {
        Client::builder().http1_only()
    } else {
        Client::builder()
    };
    builder
        .tls_backend_preconfigured(tls::config(protocols)?)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .referer(false)
        .dns_resolver(Arc::new(lookup))
        .tcp_nodelay(true)
        .user_agent("nanoprompt")
        .connect_timeout(limits.connect.to_duration())
        .read_timeout(limits.read.to_duration())
        .build()
        .map_err(|_| EgressError::Setup)
}

fn location(inbound: &Inbound) -> Option<&str> {
    let redirects = matches!(inbound.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = inbound.headers.get(header::LOCATION).filter(|_| redirects)?;
    // What is not text cannot be an address, and is refused as one.
    Some(location.to_str().unwrap_or_default())
}

/// What an error of the client means. Only a connection that never stood proves that nothing was sent.
fn classify(error: &reqwest::Error) -> EgressError {
    if refused_by_lookup(error) {
        return EgressError::Refused(Refusal::NotPublic);
    }
    if error.is_connect() {
        return EgressError::Unreachable;
    }
    if error.is_builder() {
        return EgressError::Malformed;
    }
    if error.is_timeout() {
        EgressError::TimedOut
    } else {
        EgressError::Cut
    }
}

fn refused_by_lookup(error: &reqwest::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.is::<NoPublicAddress>() {
            return true;
        }
        cause = inner.source();
    }
    false
}

#[cfg(test)]
mod tests;
