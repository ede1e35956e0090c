//! Somebody else's server that speaks OpenAI's API, well or badly.

mod chat;

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::listen::listen;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As it should.
    Well,
    /// As it should, after a while.
    Slow,
    /// Half a body, then nothing.
    Cut,
    /// Half a stream, then an end in good order.
    EndsEarly,
    /// A stream that goes on until whoever listens has left.
    Endless,
    /// An endless body.
    Huge,
    /// Something that is no picture.
    WrongType,
    /// Not JSON.
    NotJson,
    /// Refuses for its content policy, with a status of 400.
    Refusing,
    /// Does not accept the key.
    NotAllowed,
    /// Refuses and says the whole order back, as some do.
    Echoing,
    /// Refuses with a status of success.
    RefusingWith200,
    /// Sends whoever asks to an address inside.
    RedirectInwards,
    /// Asked too often.
    RateLimited,
    /// Broken.
    ServerError,
    /// Never answers.
    Hang,
}

/// A server on loopback that remembers what it was sent.
#[derive(Clone)]
pub struct Upstream {
    address: SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    mode: Mutex<Mode>,
    submits: AtomicUsize,
    left: AtomicUsize,
    requests: Mutex<Vec<(HeaderMap, Value)>>,
    edited: Mutex<Option<Vec<u8>>>,
}

impl Upstream {
    /// A server that behaves well.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn start() -> Self {
        let inner = Arc::new(Inner {
            mode: Mutex::new(Mode::Well),
            submits: AtomicUsize::new(0),
            left: AtomicUsize::new(0),
            requests: Mutex::default(),
            edited: Mutex::default(),
        });
        let routes = Router::new()
            .route("/v1/images/generations", post(images))
            .route("/v1/images/edits", post(edit))
            .route("/v1/chat/completions", post(chat::chat))
            .route("/v1/responses", post(chat::respond))
            .route("/v1/embeddings", post(embed))
            .route("/v1/moderations", post(moderate))
            .route("/v1/models", get(models))
            .route("/inside", get(|| async { "secret" }))
            .layer(axum::extract::DefaultBodyLimit::disable())
            .with_state(inner.clone());
        Self {
            address: listen(routes).await,
            inner,
        }
    }

    /// The base URL, with `/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// A settings table that makes it the provider `lab`.
    #[must_use]
    pub fn table(&self) -> String {
        format!(
            "id = \"lab\"\nkind = \"openai-compatible\"\nbase_url = \"{}\"\napi_key_env = \"LAB_KEY\"\nregion = \"eu\"\n\
             passport = {{ retention = \"30d\", training = \"never\", operator = \"us\" }}\n\
             models = [{{ id = \"fake-chat\", kind = \"text\" }}, {{ id = \"fake-image\", kind = \"image\", sizes = [\"64x64\"] }}]\n",
            self.base_url()
        )
    }

    /// How it behaves from now on.
    ///
    /// # Panics
    /// When another thread panicked with the mode in its hands.
    pub fn behave(&self, mode: Mode) {
        *self.inner.mode.lock().unwrap() = mode;
    }

    /// What it makes of pictures from now on.
    ///
    /// # Panics
    /// As [`Upstream::behave`].
    pub fn edit_into(&self, file: Vec<u8>) {
        *self.inner.edited.lock().unwrap() = Some(file);
    }

    /// How many pictures were ordered.
    #[must_use]
    pub fn submits(&self) -> usize {
        self.inner.submits.load(Ordering::SeqCst)
    }

    /// From how many endless streams somebody has left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.inner.left.load(Ordering::SeqCst)
    }

    /// What it was sent.
    ///
    /// # Panics
    /// As [`Upstream::behave`].
    #[must_use]
    pub fn requests(&self) -> Vec<(HeaderMap, Value)> {
        self.inner.requests.lock().unwrap().clone()
    }
}

/// A picture of 64 by 64 pixels.
fn picture() -> Vec<u8> {
    let rgb: Vec<u8> = (0..64 * 64 * 3)
        .map(|number: u32| u8::try_from(number % 251).unwrap())
        .collect();
    let origin = atelier::Origin {
        digital_source_type: atelier::DigitalSourceType::AlgorithmicMedia,
        software: "test",
    };
    atelier::encode(&rgb, 64, 64, atelier::ImageFormat::Png, &origin).unwrap()
}

/// What it has; it names one model more than [`Upstream::table`] does. Knows whoever brings the key of the tests.
async fn models(State(upstream): State<Arc<Inner>>, headers: HeaderMap) -> Response {
    let mode = *upstream.mode.lock().unwrap();
    let known = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|key| key == "Bearer secret-of-the-lab");
    let mode = if known { mode } else { Mode::NotAllowed };
    let model = |id: &str| json!({ "id": id, "object": "model", "created": 1, "owned_by": "lab" });
    let listed = ["fake-chat", "fake-image", "fake-film"].map(model);
    let answer = json!({ "object": "list", "data": listed });
    misbehave(mode).await.unwrap_or_else(|| Json(answer).into_response())
}

async fn images(State(upstream): State<Arc<Inner>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let mode = *upstream.mode.lock().unwrap();
    let echo = body.to_string();
    upstream.requests.lock().unwrap().push((headers, body));
    if mode == Mode::Echoing {
        let error = json!({ "error": { "message": echo, "type": "x", "param": echo, "code": echo } });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    }
    upstream.submits.fetch_add(1, Ordering::SeqCst);
    if let Some(bad) = misbehave(mode).await {
        return bad;
    }
    let data = if mode == Mode::WrongType {
        b"<html>no picture</html>".to_vec()
    } else {
        picture()
    };
    Json(json!({ "created": 1, "data": [{ "b64_json": STANDARD.encode(data) }] })).into_response()
}

/// Remembers the form's bytes, each as one character.
async fn edit(State(upstream): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let said: String = body.iter().copied().map(char::from).collect();
    upstream.requests.lock().unwrap().push((headers, Value::String(said)));
    upstream.submits.fetch_add(1, Ordering::SeqCst);
    let mode = *upstream.mode.lock().unwrap();
    let edited = upstream.edited.lock().unwrap().clone().unwrap_or_else(picture);
    let answer = json!({ "created": 1, "data": [{ "b64_json": STANDARD.encode(edited) }] });
    misbehave(mode).await.unwrap_or_else(|| Json(answer).into_response())
}

async fn embed(State(upstream): State<Arc<Inner>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    upstream.requests.lock().unwrap().push((headers, body));
    let mode = *upstream.mode.lock().unwrap();
    let answer = json!({
        "object": "list", "model": "fake-chat", "usage": { "prompt_tokens": 1, "total_tokens": 1 },
        "data": [{ "object": "embedding", "index": 0, "embedding": [0.25, -0.5] }],
    });
    misbehave(mode).await.unwrap_or_else(|| Json(answer).into_response())
}

/// What a moderation looks for, by OpenAI's names.
const CATEGORIES: [&str; 13] = [
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
];

async fn moderate(State(upstream): State<Arc<Inner>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    upstream.requests.lock().unwrap().push((headers, body));
    let mode = *upstream.mode.lock().unwrap();
    let of_all = |value: &Value| {
        CATEGORIES
            .map(|name| (name.to_owned(), value.clone()))
            .into_iter()
            .collect::<Map<_, _>>()
    };
    let result = json!({
        "flagged": false, "categories": of_all(&json!(false)), "category_scores": of_all(&json!(0.01)),
        "category_applied_input_types": of_all(&json!(["text"])),
    });
    let answer = json!({ "id": "modr_1", "model": "fake-chat", "results": [result] });
    misbehave(mode).await.unwrap_or_else(|| Json(answer).into_response())
}

async fn misbehave(mode: Mode) -> Option<Response> {
    let error = |code: &str| json!({ "error": { "message": "no", "type": "x", "param": null, "code": code } });
    if mode == Mode::Slow {
        #[expect(clippy::disallowed_methods, reason = "this server stands outside the house")]
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    Some(match mode {
        Mode::Well | Mode::Slow | Mode::WrongType | Mode::Echoing | Mode::EndsEarly | Mode::Endless => return None,
        Mode::Cut => {
            let pieces = [
                Ok(Bytes::from("{\"data\":[{\"b64_json\":\"AAAA")),
                Err(std::io::Error::other("cut")),
            ];
            Body::from_stream(futures::stream::iter(pieces)).into_response()
        }
        Mode::Huge => {
            let piece = Bytes::from(vec![b' '; 1 << 20]);
            Body::from_stream(futures::stream::iter(
                (0..200).map(move |_| Ok::<_, Infallible>(piece.clone())),
            ))
            .into_response()
        }
        Mode::NotJson => "<html>hello</html>".into_response(),
        Mode::Refusing => (StatusCode::BAD_REQUEST, Json(error("content_policy_violation"))).into_response(),
        Mode::NotAllowed => (StatusCode::UNAUTHORIZED, Json(error("invalid_api_key"))).into_response(),
        Mode::RefusingWith200 => Json(error("moderation_blocked")).into_response(),
        Mode::RedirectInwards => (
            StatusCode::TEMPORARY_REDIRECT,
            [(header::LOCATION, "http://169.254.169.254/latest")],
        )
            .into_response(),
        Mode::RateLimited => (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, "7")],
            Json(error("rate_limit_exceeded")),
        )
            .into_response(),
        Mode::ServerError => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Mode::Hang => {
            #[expect(clippy::disallowed_methods, reason = "this server stands outside the house")]
            tokio::time::sleep(Duration::from_mins(10)).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
    })
}
