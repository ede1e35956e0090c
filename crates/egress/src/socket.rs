//! A WebSocket (RFC 6455) by a rule: opened like any request, bounded, counted, recorded when it ends.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::{Clock, Span, Time};
use bytes::Bytes;
use futures::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Upgraded;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, protocol::Role, protocol::WebSocketConfig},
};
use tokio_util::io::{InspectReader, InspectWriter};

use crate::{
    Egress, EgressError, Outbound, Rule,
    door::{Exchange, Wanted},
    guard,
    inbound::Entry,
};

/// A WebSocket on which the other side talks. Nothing is said on it but what the protocol itself answers; what there is to
/// say stands in the request that opened it. Whoever lets go of it closes it.
pub struct Socket {
    stream: WebSocketStream<Counted>,
    bounds: Bounds,
    received: Arc<AtomicU64>,
    /// Records the departure when the socket is let go of.
    _entry: Entry,
}

/// How long it may go on, and how much may come.
struct Bounds {
    clock: Arc<dyn Clock>,
    end: Time,
    silence: Span,
    bytes: u64,
}

/// The connection, with every byte counted in both directions.
type Counted = InspectReader<InspectWriter<Upgraded, Count>, Count>;
type Count = Box<dyn FnMut(&[u8]) + Send + Sync>;

/// The largest message that is taken in, in bytes: what comes is told in words.
const LARGEST_MESSAGE: usize = 1 << 20;

/// What the other side puts behind the nonce before it takes the digest, by the standard's own words.
const SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

impl Egress {
    /// Opens a WebSocket by a rule, with a request of the address's own scheme; `None` where the host answers with anything
    /// else, a redirect included. The request's limits of time and size hold for all that comes. The nonce is chance.
    pub async fn open(&self, rule: &Rule, outbound: Outbound, nonce: [u8; 16]) -> Result<Option<Socket>, EgressError> {
        let allowed = guard::allow(rule, &outbound.target).map_err(EgressError::Refused)?;
        let began = self.clock.now();
        let bounds = Bounds {
            clock: Arc::clone(&self.clock),
            end: began + outbound.total.unwrap_or(self.limits.total),
            silence: self.limits.read,
            bytes: outbound.response_bytes.unwrap_or(self.limits.response_bytes),
        };
        let key = STANDARD.encode(nonce);
        let mut exchange = Exchange::new(rule, upgrading(outbound, &key)?, began);
        let (response, entry) = self.dispatch(&mut exchange, &allowed, Wanted::Upgrade).await?;
        if !agreed(response.status(), response.headers(), &key) {
            return Ok(None);
        }
        let upgraded = response.upgrade().await.map_err(|_| EgressError::Cut)?;
        Ok(Some(Socket::over(upgraded, entry, bounds).await))
    }
}

impl Socket {
    async fn over(upgraded: Upgraded, entry: Entry, bounds: Bounds) -> Self {
        let (sent, received) = entry.counters();
        let counted = InspectReader::new(InspectWriter::new(upgraded, count(sent)), count(Arc::clone(&received)));
        let limits = WebSocketConfig::default()
            .max_message_size(Some(LARGEST_MESSAGE))
            .max_frame_size(Some(LARGEST_MESSAGE));
        let stream = WebSocketStream::from_raw_socket(counted, Role::Client, Some(limits)).await;
        Self {
            stream,
            bounds,
            received,
            _entry: entry,
        }
    }

    /// The next text, in UTF-8; `None` once the other side has said that it is over. Anything that is no text, such as a
    /// picture, is passed over. May be let go of and called again; after an error there is nothing more.
    pub async fn next(&mut self) -> Result<Option<Bytes>, EgressError> {
        loop {
            let came = tokio::time::timeout(self.bounds.wait().to_duration(), self.stream.next()).await;
            if self.received.load(Ordering::Relaxed) > self.bounds.bytes {
                return Err(EgressError::TooLarge);
            }
            match came.map_err(|_| EgressError::TimedOut)? {
                None | Some(Ok(Message::Close(_))) => return Ok(None),
                Some(Ok(Message::Text(text))) => return Ok(Some(text.into())),
                Some(Ok(_)) => {}
                Some(Err(Error::Capacity(_))) => return Err(EgressError::TooLarge),
                Some(Err(_)) => return Err(EgressError::Cut),
            }
        }
    }
}

impl Bounds {
    /// How long to wait for the next message.
    fn wait(&self) -> Span {
        self.end.since(self.clock.now()).min(self.silence).max(Span::millis(1))
    }
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Socket(…)")
    }
}

/// The same request, as one for a WebSocket.
fn upgrading(outbound: Outbound, key: &str) -> Result<Outbound, EgressError> {
    let key = HeaderValue::from_str(key).map_err(|_| EgressError::Malformed)?;
    Ok(outbound
        .header(header::CONNECTION, HeaderValue::from_static("Upgrade"))
        .header(header::UPGRADE, HeaderValue::from_static("websocket"))
        .header(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
        .header(header::SEC_WEBSOCKET_KEY, key))
}

/// Whether an answer opens the WebSocket that was asked for, and was made for this very request.
fn agreed(status: StatusCode, headers: &HeaderMap, key: &str) -> bool {
    let says = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let proof = digest(&SHA1_FOR_LEGACY_USE_ONLY, format!("{key}{SUFFIX}").as_bytes());
    status == StatusCode::SWITCHING_PROTOCOLS
        && says(header::UPGRADE).is_some_and(|word| word.eq_ignore_ascii_case("websocket"))
        && says(header::SEC_WEBSOCKET_ACCEPT) == Some(&STANDARD.encode(proof))
}

fn count(counter: Arc<AtomicU64>) -> Count {
    Box::new(move |bytes: &[u8]| {
        counter.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    })
}

#[cfg(test)]
mod tests;
