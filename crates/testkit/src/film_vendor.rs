//! Somebody else's server that makes films, by jobs that are asked after and fetched by their names, as OpenAI's does.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::listen::listen;

/// A server on loopback that remembers what it was asked.
#[derive(Clone)]
pub struct FilmVendor {
    address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

/// How often a job says that it is being made, before it says that it is not.
const ASKED: usize = 2;

#[derive(Default)]
struct Inner {
    jobs: BTreeMap<String, Job>,
    orders: Vec<String>,
    deleted: Vec<String>,
    unauthorised: usize,
    refuses: bool,
    never_ends: bool,
    length: usize,
    takes: Duration,
}

#[derive(Default)]
struct Job {
    asked: usize,
}

type Shared = Arc<Mutex<Inner>>;

impl FilmVendor {
    /// A server whose films have so many bytes.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn start(length: usize) -> Self {
        let inner = Arc::new(Mutex::new(Inner {
            length,
            ..Inner::default()
        }));
        let routes = Router::new()
            .route("/v1/videos", post(order))
            .route("/v1/videos/{id}", get(state).delete(delete))
            .route("/v1/videos/{id}/content", get(content))
            .layer(axum::middleware::from_fn_with_state(inner.clone(), with_key))
            .with_state(inner.clone());
        Self {
            address: listen(routes).await,
            inner,
        }
    }

    /// A settings table that makes it the provider `cinema`, with one model at 0.50 a film and 0.10 a second.
    #[must_use]
    pub fn table(&self) -> String {
        format!(
            "id = \"cinema\"\nkind = \"openai-compatible\"\nbase_url = \"http://{}/v1\"\napi_key_env = \"CINEMA_KEY\"\nregion = \"eu\"\n\
             passport = {{ retention = \"1d\", training = \"never\", operator = \"us\", deletion = true }}\n\
             models = [{{ id = \"fake-film\", kind = \"video\", seconds = [4, 8], sizes = [\"1280x720\", \"720x1280\"], frames = \"first\", price = \"0.50\", price_per_second = \"0.10\" }}]\n",
            self.address
        )
    }

    /// Has taken every order so long before it answers, from now on.
    ///
    /// # Panics
    /// As [`FilmVendor::refuse`].
    pub fn take_its_time(&self, time: Duration) {
        self.lock().takes = time;
    }

    /// Says no to every job from now on, once it is asked after.
    ///
    /// # Panics
    /// When another thread panicked with the server in its hands, as everything below.
    pub fn refuse(&self) {
        self.lock().refuses = true;
    }

    /// Leaves every job at work from now on.
    ///
    /// # Panics
    /// As [`FilmVendor::refuse`].
    pub fn never_end(&self) {
        self.lock().never_ends = true;
    }

    /// The forms that films were ordered with, each byte as one character.
    ///
    /// # Panics
    /// As [`FilmVendor::refuse`].
    #[must_use]
    pub fn orders(&self) -> Vec<String> {
        self.lock().orders.clone()
    }

    /// The jobs that it was told to delete.
    ///
    /// # Panics
    /// As [`FilmVendor::refuse`].
    #[must_use]
    pub fn deleted(&self) -> Vec<String> {
        self.lock().deleted.clone()
    }

    /// How often it was asked without its key.
    ///
    /// # Panics
    /// As [`FilmVendor::refuse`].
    #[must_use]
    pub fn asked_without_key(&self) -> usize {
        self.lock().unauthorised
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }
}

/// A film of so many bytes, as far as its first ones tell.
///
/// # Panics
/// Never.
#[must_use]
pub fn film(length: usize) -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42".to_vec();
    film.extend((film.len()..length).map(|at| u8::try_from(at % 251).unwrap()));
    film
}

async fn with_key(
    State(inner): State<Shared>,
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    if !request.headers().contains_key(header::AUTHORIZATION) {
        inner.lock().unwrap().unauthorised += 1;
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(request).await
}

async fn order(State(inner): State<Shared>, body: Bytes) -> Response {
    let (id, takes) = taken(&mut inner.lock().unwrap(), &body);
    #[expect(clippy::disallowed_methods, reason = "this server stands outside the house")]
    tokio::time::sleep(takes).await;
    Json(job(&id, "queued", 0, &Value::Null)).into_response()
}

fn taken(inner: &mut Inner, body: &[u8]) -> (String, Duration) {
    let id = format!("video_{}", inner.orders.len() + 1);
    inner.orders.push(body.iter().copied().map(char::from).collect());
    inner.jobs.insert(id.clone(), Job::default());
    (id, inner.takes)
}

async fn state(State(inner): State<Shared>, Path(id): Path<String>) -> Response {
    let mut inner = inner.lock().unwrap();
    let (refuses, never_ends) = (inner.refuses, inner.never_ends);
    let Some(found) = inner.jobs.get_mut(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    found.asked += 1;
    let answer = if refuses {
        let error = json!({ "code": "moderation_blocked", "message": "Your request was blocked." });
        job(&id, "failed", 0, &error)
    } else if never_ends || found.asked < ASKED {
        job(&id, "in_progress", 40, &Value::Null)
    } else {
        job(&id, "completed", 100, &Value::Null)
    };
    ([("openai-poll-after-ms", "1000")], Json(answer)).into_response()
}

async fn content(State(inner): State<Shared>, Path(id): Path<String>) -> Response {
    let inner = inner.lock().unwrap();
    if !inner.jobs.contains_key(&id) {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "video/mp4")], film(inner.length)).into_response()
}

async fn delete(State(inner): State<Shared>, Path(id): Path<String>) -> Response {
    let mut inner = inner.lock().unwrap();
    if inner.jobs.remove(&id).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    inner.deleted.push(id.clone());
    Json(json!({ "id": id, "object": "video.deleted", "deleted": true })).into_response()
}

fn job(id: &str, status: &str, progress: u32, error: &Value) -> Value {
    json!({
        "id": id, "object": "video", "model": "fake-film", "status": status, "progress": progress, "created_at": 1,
        "completed_at": null, "expires_at": null, "prompt": null, "size": "1280x720", "seconds": "4",
        "remixed_from_video_id": null, "error": error,
    })
}
