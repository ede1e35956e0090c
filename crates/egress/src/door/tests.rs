use std::{convert::Infallible, io, net::IpAddr, net::SocketAddr};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body as Answer, to_bytes},
    extract::Request,
    http::HeaderValue,
    response::{IntoResponse, Redirect, Response},
    routing::any,
};
use basics::{Sleep, SystemClock};
use privacy::PurposeKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::{InMemory, Target};

/// Answers every name with the same addresses, as a name server that rebinds would.
struct Says(Vec<IpAddr>);

#[async_trait]
impl Lookup for Says {
    async fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(self.0.clone())
    }
}

struct Bench {
    egress: Egress,
    record: Arc<InMemory>,
    rule: Rule,
}

impl Bench {
    async fn with(limits: Limits) -> Self {
        let address = peer().await;
        let record = Arc::new(InMemory::default());
        let clock = Arc::new(SystemClock::new(|_| -> Sleep { Box::pin(std::future::ready(())) }));
        let inner = Arc::new(Says(vec![IpAddr::from([127, 0, 0, 1])]));
        let recorder: Arc<dyn Recorder> = record.clone();
        let egress = Egress::with_lookup(limits, clock, recorder, inner).unwrap();
        let rule = Rule::operator("lab", &format!("http://{address}/v1")).unwrap();
        Self { egress, record, rule }
    }

    async fn whole(&self, outbound: Outbound) -> Result<Bytes, EgressError> {
        self.egress.send(&self.rule, outbound).await?.bytes().await
    }
}

async fn peer() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new()
        .route("/v1/echo", any(echo))
        .route(
            "/v1/headers",
            any(|request: Request| async move { format!("{:?}", request.headers()) }),
        )
        .route("/v1/loop", any(|| async { Redirect::to("/v1/loop") }))
        .route("/v1/home", any(|| async { Redirect::temporary("/v1/echo") }))
        .route(
            "/v1/metadata",
            any(|| async { Redirect::to("http://169.254.169.254/latest") }),
        )
        .route(
            "/v1/neighbour",
            any(|| async { Redirect::temporary("http://127.0.0.1:1/") }),
        )
        .route(
            "/v1/outside",
            any(|| async { Redirect::temporary("https://cdn.example.com/x") }),
        )
        .route("/v1/endless", any(|| async { pieces(usize::MAX) }))
        .route("/v1/hang", any(std::future::pending::<()>));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn echo(request: Request) -> Response {
    to_bytes(request.into_body(), 1 << 20).await.unwrap().into_response()
}

fn pieces(count: usize) -> Response {
    let pieces = std::iter::repeat_n(Ok::<_, Infallible>(Bytes::from_static(&[7; 1_000])), count);
    Answer::from_stream(futures::stream::iter(pieces)).into_response()
}

/// Promises 5,000 bytes, sends three and hangs up.
async fn peer_that_cuts() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut head = [0; 1_024];
        assert_ne!(socket.read(&mut head).await.unwrap(), 0);
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\nabc")
            .await
            .unwrap();
        socket.shutdown().await.unwrap();
    });
    address
}

fn get(path: &'static str) -> Outbound {
    Outbound::get(Target::path(path), PurposeKind::Generate)
}

fn post(path: &'static str, body: &'static [u8]) -> Outbound {
    Outbound::post_json(Target::path(path), Bytes::from_static(body), PurposeKind::Generate).field("prompt")
}

#[tokio::test]
async fn every_request_leaves_facts_and_no_content() {
    let bench = Bench::with(Limits::default()).await;
    assert_eq!(bench.whole(post("echo", b"a red kite")).await.unwrap(), "a red kite");
    let departures = bench.record.departures();
    let [departure] = departures.as_slice() else {
        panic!("one departure, not {}", departures.len())
    };
    assert_eq!(
        (&*departure.rule, departure.fields.as_slice()),
        ("lab", ["prompt"].as_slice())
    );
    assert_eq!(
        (departure.sent_bytes, departure.status, departure.received_bytes),
        (10, Some(200), 10)
    );
    assert!(!format!("{departure:?}").contains("kite"));
}

#[tokio::test]
async fn a_streamed_body_arrives_whole_and_is_counted() {
    let bench = Bench::with(Limits::default()).await;
    let pieces = futures::stream::iter([Ok(Bytes::from_static(b"one ")), Ok(Bytes::from_static(b"two"))]).boxed();
    let outbound = Outbound::new(
        Method::POST,
        Target::path("echo"),
        Body::Stream(pieces),
        PurposeKind::Generate,
    );
    assert_eq!(bench.whole(outbound).await.unwrap(), "one two");
    assert_eq!(bench.record.departures()[0].sent_bytes, 7);
}

#[tokio::test]
async fn a_redirect_inwards_is_refused_before_anything_is_sent_there() {
    let bench = Bench::with(Limits::default()).await;
    for path in ["metadata", "neighbour"] {
        let refused = bench.whole(get(path)).await.unwrap_err();
        assert_eq!(refused, EgressError::RedirectRefused(Refusal::Scheme), "{path}");
    }
    assert_eq!(
        bench.record.departures().len(),
        2,
        "one for each first hop, none beyond"
    );
}

#[tokio::test]
async fn a_body_stays_with_its_origin() {
    let bench = Bench::with(Limits::default()).await;
    assert_eq!(bench.whole(post("home", b"kept")).await.unwrap(), "kept");
    let refused = bench.whole(post("outside", b"kept")).await.unwrap_err();
    assert_eq!(refused, EgressError::RedirectRefused(Refusal::BodyAgain));
    let refused = bench.whole(post("loop", b"kept")).await.unwrap_err();
    assert_eq!(refused, EgressError::RedirectRefused(Refusal::BodyAgain));
}

#[test]
fn credentials_stay_with_the_first_origin() {
    let rule = Rule::operator("lab", "http://127.0.0.1:9/v1").unwrap();
    let from = Url::parse("http://127.0.0.1:9/v1/x").unwrap();
    let headers = || {
        let named = [
            (header::AUTHORIZATION, "Bearer k"),
            (header::COOKIE, "c"),
            (header::ACCEPT, "image/*"),
        ];
        named
            .into_iter()
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .collect::<HeaderMap>()
    };
    let exchange = || Exchange {
        rule: &rule,
        method: Method::GET,
        headers: headers(),
        outbound: get("x"),
        began: Time::from_millis(0),
    };
    let mut away = exchange();
    away.follow(&from, StatusCode::FOUND, "https://cdn.example.com/y")
        .unwrap();
    assert_eq!(away.headers.keys().collect::<Vec<_>>(), [header::ACCEPT]);
    let mut home = exchange();
    home.follow(&from, StatusCode::FOUND, "/y").unwrap();
    assert_eq!(home.headers, headers());
}

#[tokio::test]
async fn redirects_are_followed_three_times_at_most() {
    let bench = Bench::with(Limits::default()).await;
    assert_eq!(bench.whole(get("loop")).await, Err(EgressError::TooManyRedirects));
    assert_eq!(bench.record.departures().len(), 4);
}

#[tokio::test]
async fn a_name_that_turns_inwards_is_refused_when_connecting() {
    let bench = Bench::with(Limits::default()).await;
    let url = Target::Url("https://images.example.com/x".to_owned());
    let sent = bench
        .egress
        .send(&Rule::public("images"), Outbound::get(url, PurposeKind::Generate))
        .await;
    assert_eq!(sent.err(), Some(EgressError::Refused(Refusal::NotPublic)));
    assert_eq!(bench.record.departures()[0].status, None);
    let outside = bench.whole(get("outside")).await;
    assert_eq!(
        outside,
        Err(EgressError::Refused(Refusal::NotPublic)),
        "the same by a redirect"
    );
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off_at_the_limit() {
    let bench = Bench::with(Limits {
        response_bytes: 10_000,
        ..Limits::default()
    })
    .await;
    assert_eq!(bench.whole(get("endless")).await, Err(EgressError::TooLarge));
    assert!(bench.record.departures()[0].received_bytes < 1 << 20);
    let declared = bench.whole(post("echo", b"0123456789").at_most(9)).await;
    assert_eq!(
        declared,
        Err(EgressError::TooLarge),
        "a declared length counts before the body is read"
    );
    assert_eq!(bench.record.departures()[1].received_bytes, 0);
}

#[tokio::test]
async fn an_answer_that_ends_early_is_no_answer() {
    let bench = Bench::with(Limits::default()).await;
    let rule = Rule::operator("cuts", &format!("http://{}/", peer_that_cuts().await)).unwrap();
    let inbound = bench.egress.send(&rule, get("x")).await.unwrap();
    assert_eq!(inbound.bytes().await, Err(EgressError::Cut));
    let departure = &bench.record.departures()[0];
    assert_eq!((departure.status, departure.received_bytes), (Some(200), 3));
}

#[tokio::test]
async fn silence_ends_at_the_read_limit_and_at_the_total_limit() {
    let quick = Bench::with(Limits {
        read: Span::millis(50),
        ..Limits::default()
    })
    .await;
    assert_eq!(quick.whole(get("hang")).await, Err(EgressError::TimedOut));
    let patient = Bench::with(Limits::default()).await;
    assert_eq!(
        patient.whole(get("hang").within(Span::millis(50))).await,
        Err(EgressError::TimedOut)
    );
}

#[tokio::test]
async fn a_closed_port_is_unreachable_and_nothing_counts_as_sent() {
    let bench = Bench::with(Limits::default()).await;
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let rule = Rule::operator("gone", &format!("http://{closed}/")).unwrap();
    let sent = bench.egress.send(&rule, post("x", b"kept")).await;
    assert_eq!(sent.err(), Some(EgressError::Unreachable));
    assert_eq!(bench.record.departures()[0].sent_bytes, 0);
}
