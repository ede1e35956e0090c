//! A server that speaks S3, over a folder, well or badly.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use basics::{Span, SystemClock};
use bytes::Bytes;
use egress::{Bounds, Egress, EgressError, InMemory, Limits, Rule};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use privacy::PurposeKind;
use s3s::{Body, HttpError, auth::SimpleAuth, service::S3Service, service::S3ServiceBuilder};
use store::{BucketAddress, BucketKey, Carrier, CarrierError, Objects};
use tokio::net::{TcpListener, TcpStream};

const KEY: &str = "bucket-key";
const SECRET: &str = "secret-of-the-bucket";
const NAME: &str = "pictures";
const BOUNDS: Bounds = Bounds {
    total: Span::seconds(20),
    response_bytes: 256 << 20,
};

/// What is wrong with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It says that it is too busy.
    Busy,
    /// It takes the request, and hangs up without a word.
    CutBefore,
    /// It does what is asked, and hangs up without a word.
    CutAfter,
    /// It has no room.
    Full,
}

/// A running server with one empty bucket.
pub struct Bucket {
    address: SocketAddr,
    folder: tempfile::TempDir,
    state: Arc<State>,
}

#[derive(Clone, Copy)]
struct Awaited {
    well: usize,
    trouble: Trouble,
    requests: usize,
}

#[derive(Default)]
struct State {
    trouble: Mutex<Option<Awaited>>,
    requests: AtomicUsize,
}

impl Bucket {
    /// On a port of its own.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let (service, state) = (builder.build(), Arc::new(State::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, service.clone(), shared.clone()));
            }
        });
        Self { address, folder, state }
    }

    /// `s3://…`, as it is written into settings.
    #[must_use]
    pub fn url(&self) -> String {
        format!(
            "s3://{NAME}/studio?endpoint=http://{}&region=eu-central-1",
            self.address
        )
    }

    /// The same, read.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn location(&self) -> BucketAddress {
        self.url().parse().unwrap()
    }

    /// What proves that one may use it.
    #[must_use]
    pub fn key(&self) -> BucketKey {
        BucketKey {
            id: KEY.to_owned(),
            secret: SECRET.to_owned(),
            token: None,
        }
    }

    /// The bucket, opened.
    ///
    /// # Panics
    /// When it cannot be.
    #[must_use]
    pub fn objects(&self) -> Objects {
        self.objects_with(self.key())
    }

    /// The bucket, opened with some key.
    ///
    /// # Panics
    /// When it cannot be.
    #[must_use]
    pub fn objects_with(&self, key: BucketKey) -> Objects {
        let clock = Arc::new(SystemClock::new(crate::app::sleep));
        let egress = Egress::new(Limits::default(), clock, Arc::new(InMemory::default())).unwrap();
        let rule = Rule::operator("objects", &self.location().endpoint).unwrap();
        Objects::bucket(&self.location(), key, Arc::new(ByEgress { egress, rule })).unwrap()
    }

    /// The next so many requests meet with this.
    ///
    /// # Panics
    /// Never.
    pub fn trouble(&self, trouble: Trouble, requests: usize) {
        self.trouble_after(0, trouble, requests);
    }

    /// The same, once so many more requests went well.
    ///
    /// # Panics
    /// Never.
    pub fn trouble_after(&self, well: usize, trouble: Trouble, requests: usize) {
        *self.state.trouble.lock().unwrap() = Some(Awaited {
            well,
            trouble,
            requests,
        });
    }

    /// How many requests came so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.state.requests.load(Ordering::Relaxed)
    }

    /// The folder in which the server keeps its files, unfinished ones as well.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where an object's file is.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(NAME).join("studio").join(name)
    }
}

async fn serve(socket: TcpStream, service: S3Service, state: Arc<State>) {
    let service = tower::service_fn(move |request: Request<hyper::body::Incoming>| {
        answer(request, service.clone(), state.clone())
    });
    let served = Builder::new(TokioExecutor::new());
    let _ = served
        .serve_connection(TokioIo::new(socket), TowerToHyperService::new(service))
        .await;
}

async fn answer(
    request: Request<hyper::body::Incoming>,
    service: S3Service,
    state: Arc<State>,
) -> Result<Response<Body>, HttpError> {
    state.requests.fetch_add(1, Ordering::Relaxed);
    let Some(trouble) = state.take_trouble() else {
        return service.call(request.map(Body::from)).await;
    };
    match trouble {
        Trouble::Busy => Ok(refusal(request, StatusCode::SERVICE_UNAVAILABLE, "SlowDown").await),
        Trouble::Full => Ok(refusal(request, StatusCode::FORBIDDEN, "QuotaExceeded").await),
        Trouble::CutBefore => Err(hung_up()),
        Trouble::CutAfter => {
            service.call(request.map(Body::from)).await?;
            Err(hung_up())
        }
    }
}

impl State {
    fn take_trouble(&self) -> Option<Trouble> {
        let mut awaited = self.trouble.lock().unwrap();
        let mut next = (*awaited)?;
        if next.well > 0 {
            next.well -= 1;
            *awaited = Some(next);
            return None;
        }
        next.requests -= 1;
        *awaited = (next.requests > 0).then_some(next);
        Some(next.trouble)
    }
}

/// The whole request is heard first: whoever still speaks would not hear the answer.
async fn refusal(request: Request<hyper::body::Incoming>, status: StatusCode, code: &str) -> Response<Body> {
    let _ = request.into_body().collect().await;
    let words = format!("<Error><Code>{code}</Code><Message>a wish of the test</Message></Error>");
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    response
}

fn hung_up() -> HttpError {
    HttpError::new(Box::new(std::io::Error::from(std::io::ErrorKind::ConnectionAborted)))
}

/// Carries requests as the program does, by the one door out.
#[derive(Clone)]
struct ByEgress {
    egress: Egress,
    rule: Rule,
}

impl std::fmt::Debug for ByEgress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.rule)
    }
}

#[async_trait]
impl Carrier for ByEgress {
    async fn carry(&self, request: Request<Bytes>) -> Result<Response<Bytes>, CarrierError> {
        let sent = self.egress.exchange(&self.rule, request, PurposeKind::Operate, BOUNDS);
        sent.await.map_err(|error| match error {
            EgressError::Unreachable => CarrierError::Unreachable,
            EgressError::TimedOut => CarrierError::TimedOut,
            EgressError::Cut => CarrierError::Cut,
            _ => CarrierError::Refused,
        })
    }
}
