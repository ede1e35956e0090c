//! Somebody else's server, which answers as a story tells it to and remembers what it was asked.

use std::{
    collections::VecDeque,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use basics::{Chance, Span, SystemClock};
use egress::{Egress, InMemory, Limits};
use engines::{ConfigError, Engine, ImageFormat, ImageOrder, ModelId, Order, ProviderTable, Secret, TextOrder};
use futures::StreamExt;
use serde_json::Value;

/// A server on loopback.
#[derive(Clone)]
pub struct Peer {
    address: SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    replies: Mutex<VecDeque<Reply>>,
    asked: Mutex<Vec<Asked>>,
}

/// One request that came in.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    /// With its query.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// How the next request is answered.
#[derive(Clone)]
pub enum Reply {
    Whole(StatusCode, HeaderMap, Bytes),
    /// Half a body, then the connection breaks.
    Cut,
    /// A body without an end.
    Huge,
    /// No answer, ever.
    Hang,
}

impl Peer {
    /// Answers in this order, and after the last with a status of 500.
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let inner = Arc::new(Inner {
            replies: Mutex::new(replies.into_iter().collect()),
            asked: Mutex::default(),
        });
        let routes = Router::new().fallback(answer).with_state(inner.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, inner }
    }

    /// Its address, without a path and without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers so too, after everything that it was told before.
    pub fn then(&self, reply: Reply) {
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    /// Answers nothing more of what it was told.
    pub fn clear(&self) {
        self.inner.replies.lock().unwrap().clear();
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.inner.asked.lock().unwrap().clone()
    }

    /// An engine for it: a provider called `lab` of this kind, whose other settings are `rest` in TOML, and whose key is
    /// [`KEY`]. What leaves is recorded.
    pub fn engine(&self, kind: &str, base_path: &str, rest: &str) -> (Arc<dyn Engine>, Arc<InMemory>) {
        self.try_engine(kind, base_path, rest).unwrap()
    }

    /// The same, or what is wrong with its table.
    pub fn try_engine(
        &self,
        kind: &str,
        base_path: &str,
        rest: &str,
    ) -> Result<(Arc<dyn Engine>, Arc<InMemory>), ConfigError> {
        engine_at(&format!("{}{base_path}", self.url()), kind, rest)
    }
}

/// The same engine for whatever is at this address.
pub fn engine_at(base_url: &str, kind: &str, rest: &str) -> Result<(Arc<dyn Engine>, Arc<InMemory>), ConfigError> {
    let table = format!(
        "id = \"lab\"\nkind = \"{kind}\"\nbase_url = \"{base_url}\"\nregion = \"eu\"\n\
             passport = {{ retention = \"30d\", training = \"never\", operator = \"us\" }}\n{rest}"
    );
    let table: ProviderTable = toml::from_str(&table).unwrap();
    let record = Arc::new(InMemory::default());
    let limits = Limits {
        read: Span::millis(400),
        total: Span::seconds(20),
        response_bytes: 4 << 20,
        ..Limits::default()
    };
    let egress = Egress::new(limits, Arc::new(SystemClock::new(sleep)), record.clone()).unwrap();
    let secret = Some(Secret::new(KEY.to_owned()));
    let engine = engines::build(&table, secret, Arc::new(egress), Arc::new(Chance::seeded(1)))?;
    Ok((engine, record))
}

/// The key of every story's operator.
pub const KEY: &str = "key-of-the-lab";

impl Reply {
    pub fn json(status: u16, body: &Value) -> Self {
        Self::typed(status, "application/json", body.to_string())
    }

    pub fn typed(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
        Self::Whole(StatusCode::from_u16(status).unwrap(), headers, body.into())
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Whole(_, headers, _) = &mut self {
            headers.insert(HeaderName::from_static(name), value.parse().unwrap());
        }
        self
    }
}

impl Asked {
    /// The body as JSON; `null` where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body holds these bytes anywhere.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        self.body.windows(bytes.len()).any(|window| window == bytes)
    }
}

/// A picture of one pixel, such as a model would give back.
pub fn picture() -> Bytes {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&[200, 90, 30])
        .unwrap();
    bytes.into()
}

/// An order for one picture of a lighthouse.
pub fn lighthouse() -> ImageOrder {
    ImageOrder {
        prompt: "a lighthouse at dusk".to_owned(),
        negative: None,
        size: "1024x1024".parse().unwrap(),
        count: 1,
        seed: None,
        references: Vec::new(),
        mask: None,
        format: ImageFormat::Png,
    }
}

/// An order for a line of text.
pub fn haiku() -> Order {
    Order::Text(TextOrder {
        prompt: "a haiku about the sea".to_owned(),
        max_tokens: Some(50),
        seed: None,
    })
}

/// The model of this name at `lab`.
pub fn model(name: &str) -> ModelId {
    ModelId::of("lab", name).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "what the clock of these stories waits by")]
fn sleep(wait: std::time::Duration) -> basics::Sleep {
    Box::pin(tokio::time::sleep(wait))
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    if request.uri().path() == "/ws" {
        // It opens no WebSocket, as servers do that never heard of any; that is no answer to what the story asks.
        return StatusCode::NOT_FOUND.into_response();
    }
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    inner.asked.lock().unwrap().push(Asked {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: head.headers,
        body,
    });
    let reply = inner.replies.lock().unwrap().pop_front();
    match reply {
        Some(Reply::Whole(status, headers, body)) => (status, headers, body).into_response(),
        Some(Reply::Cut) => cut(),
        Some(Reply::Huge) => {
            let piece = Bytes::from(vec![b'a'; 65_536]);
            let pieces = futures::stream::repeat_with(move || Ok::<_, Infallible>(piece.clone()));
            Body::from_stream(pieces).into_response()
        }
        Some(Reply::Hang) => std::future::pending().await,
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn cut() -> Response {
    let begun = futures::stream::iter([Ok(Bytes::from_static(b"{\"data\":["))]);
    let broken = futures::stream::iter([Err(std::io::Error::other("cut"))]);
    Body::from_stream(begun.chain(broken)).into_response()
}
