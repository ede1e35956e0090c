//! A door with a small house behind it, and bare sockets in front.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    response::IntoResponse,
    routing::{get, post},
};
use basics::{Clock, Span};
use ingress::{Certificate, Ingress, Limits};
use testkit::VirtualClock;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use web_kit::Traffic;

/// A door that is open.
pub(crate) struct Door {
    pub(crate) address: std::net::SocketAddr,
    pub(crate) clock: VirtualClock,
    pub(crate) traffic: Traffic,
    pub(crate) stop: CancellationToken,
    /// What `/wait` waits for, one by one.
    pub(crate) go: Arc<Semaphore>,
    pub(crate) ended: JoinHandle<()>,
}

impl Door {
    pub(crate) async fn open(limits: Limits) -> Self {
        Self::open_with(limits, None).await
    }

    pub(crate) async fn open_with(limits: Limits, certificate: Option<Certificate>) -> Self {
        let clock = VirtualClock::default();
        let (traffic, stop, go) = (
            Traffic::default(),
            CancellationToken::new(),
            Arc::new(Semaphore::new(0)),
        );
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let ingress = Ingress {
            leaving: CancellationToken::new(),
            limits,
            clock: shared,
            traffic: traffic.clone(),
            trusted_proxies: Arc::new([]),
            certificate,
            stop: stop.clone(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let ended = tokio::spawn(ingress.serve(listener, house(go.clone(), stop.clone())));
        Self {
            address,
            clock,
            traffic,
            stop,
            go,
            ended,
        }
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes and reads until the door closes, or the answer to the last request is there.
    pub(crate) async fn say(&self, text: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(text.as_bytes()).await.unwrap();
        until_closed(&mut stream).await
    }

    /// Lets time pass until something has happened.
    pub(crate) async fn pass_until(&self, step: Span, mut happened: impl FnMut() -> bool) {
        for _ in 0..100_000 {
            if happened() {
                return;
            }
            self.clock.advance(step);
            tokio::task::yield_now().await;
        }
        panic!("it does not happen");
    }
}

fn house(go: Arc<Semaphore>, stop: CancellationToken) -> Router {
    let wait = move || async move {
        go.acquire().await.unwrap().forget();
        "waited"
    };
    let events = move || async move {
        let beats = futures::stream::once(async { Ok::<_, std::convert::Infallible>(Bytes::from("data: 1\n\n")) });
        let endless = futures::stream::pending();
        let all = futures::StreamExt::take_until(futures::StreamExt::chain(beats, endless), stop.cancelled_owned());
        axum::body::Body::from_stream(all)
    };
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/wait", get(wait))
        .route("/events", get(events))
        .route("/echo", post(|body: Bytes| async move { body }))
        .route("/passed-on", get(passed_on))
        .route("/large", get(|| async { vec![7_u8; 8 << 20] }))
        .route(
            "/reflect/{words}",
            get(|Path(words): Path<String>| async move {
                match http::HeaderValue::from_str(&words) {
                    Ok(value) => [("x-reflected", value)].into_response(),
                    Err(_) => http::StatusCode::UNPROCESSABLE_ENTITY.into_response(),
                }
            }),
        )
        .layer(axum::extract::DefaultBodyLimit::disable())
}

/// As somebody else's answer is passed on: piece by piece, with the length that was said.
async fn passed_on() -> impl IntoResponse {
    let pieces = ["pass", "ed on"].map(|piece| Ok::<_, std::convert::Infallible>(Bytes::from_static(piece.as_bytes())));
    let body = axum::body::Body::from_stream(futures::stream::iter(pieces));
    ([(http::header::CONTENT_LENGTH, "9")], body)
}

/// Everything until the other side closes.
pub(crate) async fn until_closed(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    assert!(read.is_ok(), "it is not closed: {}", String::from_utf8_lossy(&bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads until the text is there.
pub(crate) async fn until(stream: &mut TcpStream, text: &str) -> String {
    let mut all = Vec::new();
    let reading = async {
        let mut piece = [0; 4_096];
        while !String::from_utf8_lossy(&all).contains(text) {
            let many = stream.read(&mut piece).await.unwrap();
            assert!(many > 0, "closed after {}", String::from_utf8_lossy(&all));
            all.extend_from_slice(&piece[..many]);
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reading).await.unwrap();
    String::from_utf8_lossy(&all).into_owned()
}
