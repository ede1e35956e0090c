//! Somebody else's transit engine, which really wraps, well or badly. One key, `root`, at the usual mount.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use basics::Chance;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use serde_json::{Value, json};

use crate::listen::listen;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransitMode {
    /// As it should.
    Well,
    /// Sealed for so many requests, then as it should.
    Sealed(usize),
    /// Never answers.
    Hang,
    /// Not JSON.
    NotJson,
    /// Gives back another key than it was given.
    Lying,
    /// Sends whoever asks to the active one.
    StandingBy,
}

/// A server on loopback.
#[derive(Clone)]
pub struct TransitServer {
    address: SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    mode: Mutex<TransitMode>,
    token: Mutex<String>,
    keys: Mutex<Vec<XChaCha20Poly1305>>,
    chance: Chance,
    asked: Mutex<Vec<(String, Value)>>,
}

impl TransitServer {
    /// A server that behaves well and knows this token.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn start(token: &str) -> Self {
        let chance = Chance::system();
        let inner = Arc::new(Inner {
            mode: Mutex::new(TransitMode::Well),
            token: Mutex::new(token.to_owned()),
            keys: Mutex::new(vec![fresh(&chance)]),
            chance,
            asked: Mutex::default(),
        });
        let routes = Router::new()
            .route("/v1/transit/{verb}/root", post(answer))
            .fallback(|| async { (StatusCode::NOT_FOUND, Json(json!({ "errors": [] }))) })
            .with_state(inner.clone());
        Self {
            address: listen(routes).await,
            inner,
        }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How it behaves from now on.
    ///
    /// # Panics
    /// When another thread panicked with the mode in its hands, as the following.
    pub fn behave(&self, mode: TransitMode) {
        *self.inner.mode.lock().unwrap() = mode;
    }

    /// Knows another token from now on, and no longer the one before.
    #[expect(clippy::missing_panics_doc, reason = "as behave")]
    pub fn expect_token(&self, token: &str) {
        token.clone_into(&mut self.inner.token.lock().unwrap());
    }

    /// Wraps by a newer version of its key.
    #[expect(clippy::missing_panics_doc, reason = "as behave")]
    pub fn rotate(&self) {
        let key = fresh(&self.inner.chance);
        self.inner.keys.lock().unwrap().push(key);
    }

    /// What it was asked: the verb and the body.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "as behave")]
    pub fn asked(&self) -> Vec<(String, Value)> {
        self.inner.asked.lock().unwrap().clone()
    }
}

fn fresh(chance: &Chance) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&chance.bytes::<32>().into())
}

async fn answer(
    State(server): State<Arc<Inner>>,
    Path(verb): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    server.asked.lock().unwrap().push((verb.clone(), body.clone()));
    if let Some(bad) = misbehave(&server).await {
        return bad;
    }
    let token = headers.get("x-vault-token").and_then(|token| token.to_str().ok());
    if token != Some(&*server.token.lock().unwrap()) {
        return refused(StatusCode::FORBIDDEN, "permission denied");
    }
    let bytes = |field: &str| STANDARD.decode(body[field].as_str().unwrap_or_default()).unwrap();
    let bound_to = bytes("associated_data");
    match verb.as_str() {
        "encrypt" => wrap(&server, &bytes("plaintext"), &bound_to),
        "decrypt" => unwrap(&server, body["ciphertext"].as_str().unwrap_or_default(), &bound_to),
        _ => refused(StatusCode::NOT_FOUND, "unsupported path"),
    }
}

fn wrap(server: &Inner, plain: &[u8], bound_to: &[u8]) -> Response {
    let nonce: [u8; 24] = server.chance.bytes();
    let keys = server.keys.lock().unwrap();
    let payload = Payload {
        msg: plain,
        aad: bound_to,
    };
    let sealed = keys.last().unwrap().encrypt(&nonce.into(), payload).unwrap();
    let wrapped = STANDARD.encode([&nonce[..], &sealed].concat());
    let version = keys.len();
    Json(json!({ "data": { "ciphertext": format!("vault:v{version}:{wrapped}"), "key_version": version } }))
        .into_response()
}

fn unwrap(server: &Inner, wrapped: &str, bound_to: &[u8]) -> Response {
    let parts: Vec<_> = wrapped.splitn(3, ':').collect();
    let ["vault", version, wrapped] = parts[..] else {
        return refused(StatusCode::BAD_REQUEST, "invalid ciphertext: no prefix");
    };
    let version: usize = version.trim_start_matches('v').parse().unwrap();
    let wrapped = STANDARD.decode(wrapped).unwrap();
    let (nonce, sealed) = wrapped.split_first_chunk::<24>().unwrap();
    let payload = Payload {
        msg: sealed,
        aad: bound_to,
    };
    let opened = server.keys.lock().unwrap()[version - 1].decrypt(&(*nonce).into(), payload);
    let Ok(mut plain) = opened else {
        return refused(StatusCode::BAD_REQUEST, "cipher: message authentication failed");
    };
    if *server.mode.lock().unwrap() == TransitMode::Lying {
        plain.reverse();
    }
    Json(json!({ "data": { "plaintext": STANDARD.encode(plain) } })).into_response()
}

async fn misbehave(server: &Inner) -> Option<Response> {
    let mode = *server.mode.lock().unwrap();
    match mode {
        TransitMode::Well | TransitMode::Lying | TransitMode::Sealed(0) => None,
        TransitMode::Sealed(left) => {
            *server.mode.lock().unwrap() = TransitMode::Sealed(left - 1);
            Some(refused(StatusCode::SERVICE_UNAVAILABLE, "Vault is sealed"))
        }
        TransitMode::Hang => std::future::pending().await,
        TransitMode::NotJson => Some("<html>welcome</html>".into_response()),
        TransitMode::StandingBy => {
            let active = [(header::LOCATION, "http://10.1.2.3:8200/v1/transit/encrypt/root")];
            Some((StatusCode::TEMPORARY_REDIRECT, active).into_response())
        }
    }
}

fn refused(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "errors": [words] }))).into_response()
}
