use std::{io, net::IpAddr, net::SocketAddr};

use async_trait::async_trait;
use basics::{Sleep, SystemClock};
use futures::SinkExt;
use http::{HeaderName, Method};
use privacy::PurposeKind;
use rustls::server::Acceptor;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tokio_tungstenite::{accept_hdr_async, tungstenite::handshake::server};

use super::*;
use crate::{InMemory, Limits, Lookup, Recorder, Refusal, Target};

type Talk = WebSocketStream<TcpStream>;

/// Answers every name with loopback.
struct Home;

#[async_trait]
impl Lookup for Home {
    async fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(vec![IpAddr::from([127, 0, 0, 1])])
    }
}

fn door() -> (Egress, Arc<InMemory>) {
    let record = Arc::new(InMemory::default());
    let recorder: Arc<dyn Recorder> = record.clone();
    let clock = Arc::new(SystemClock::new(|_| -> Sleep { Box::pin(std::future::ready(())) }));
    let egress = Egress::with_lookup(Limits::default(), clock, recorder, Arc::new(Home)).unwrap();
    (egress, record)
}

fn rule(scheme: &str, host: SocketAddr) -> Rule {
    Rule::operator("lab", &format!("{scheme}://{host}/v1")).unwrap()
}

fn question() -> Outbound {
    Outbound::get(Target::path("ws?name=x"), PurposeKind::Generate).field("name")
}

/// A host that opens one WebSocket, tells how it was asked for, and does this with it.
async fn host<Then, Done>(then: Then) -> (SocketAddr, oneshot::Receiver<(String, HeaderMap)>)
where
    Then: FnOnce(Talk) -> Done + Send + 'static,
    Done: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = oneshot::channel();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        #[expect(clippy::result_large_err, reason = "the library's own signature")]
        let asked = |request: &server::Request, response| {
            let _ = tell.send((request.uri().to_string(), request.headers().clone()));
            Ok(response)
        };
        then(accept_hdr_async(stream, asked).await.unwrap()).await;
    });
    (address, told)
}

/// A host that answers whatever it is asked in these words.
async fn says(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        assert_ne!(stream.read(&mut [0; 1_024]).await.unwrap(), 0);
        stream.write_all(answer.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
    });
    address
}

async fn opened(egress: &Egress, host: SocketAddr, outbound: Outbound) -> Socket {
    let socket = egress.open(&rule("http", host), outbound, [7; 16]).await;
    socket.unwrap().unwrap()
}

#[tokio::test]
async fn the_other_side_is_heard_and_what_is_no_text_is_passed_over() {
    let (host, asked) = host(|mut talk| async move {
        for message in [
            Message::text("one"),
            Message::binary(vec![1; 1_000]),
            Message::Ping(Bytes::from_static(b"there?")),
            Message::text("two"),
        ] {
            talk.send(message).await.unwrap();
        }
        talk.close(None).await.unwrap();
        while talk.next().await.is_some() {}
    })
    .await;
    let (egress, record) = door();
    let outbound = question().header(HeaderName::from_static("x-key"), HeaderValue::from_static("secret"));
    let mut socket = opened(&egress, host, outbound).await;
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    assert_eq!(socket.next().await.unwrap().unwrap(), "two");
    assert_eq!(socket.next().await, Ok(None));
    assert!(record.departures().is_empty(), "it is recorded once it is over");
    drop(socket);
    let (path, headers) = asked.await.unwrap();
    assert_eq!(
        (path.as_str(), &headers["x-key"]),
        ("/v1/ws?name=x", &HeaderValue::from_static("secret"))
    );
    let departures = record.departures();
    let [departure] = departures.as_slice() else {
        panic!("one departure, not {}", departures.len())
    };
    assert_eq!((&*departure.rule, &*departure.host), ("lab", host.to_string().as_str()));
    assert_eq!((&departure.method, departure.status), (&Method::GET, Some(101)));
    assert_eq!(departure.fields, ["name"]);
    assert!((1_012..1_100).contains(&departure.received_bytes), "{departure:?}");
    assert!(
        (1..100).contains(&departure.sent_bytes),
        "what the protocol answers: {departure:?}"
    );
}

#[tokio::test]
async fn a_socket_goes_where_its_rule_allows_and_nowhere_else() {
    let (egress, record) = door();
    let elsewhere = |address: &str| Outbound::get(Target::Url(address.to_owned()), PurposeKind::Generate);
    let lab = rule("http", SocketAddr::from(([127, 0, 0, 1], 9)));
    let refused = egress.open(&lab, elsewhere("http://127.0.0.1:10/ws"), [7; 16]).await;
    assert_eq!(refused.err(), Some(EgressError::Refused(Refusal::OtherOrigin)));
    assert!(record.departures().is_empty());
    let inwards = egress
        .open(&Rule::public("any"), elsewhere("https://turns.example.com/ws"), [7; 16])
        .await;
    assert_eq!(
        inwards.err(),
        Some(EgressError::Refused(Refusal::NotPublic)),
        "a name that turns inwards"
    );
    assert_eq!(record.departures()[0].status, None);
}

#[tokio::test]
async fn an_answer_that_opens_no_socket_is_none_and_no_redirect_is_followed() {
    for (answer, status) in [
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 404),
        ("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>", 200),
        (
            "HTTP/1.1 302 Found\r\nlocation: /v1/elsewhere\r\ncontent-length: 0\r\n\r\n",
            302,
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
            101,
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-accept: bWFkZSBmb3Igc29tZWJvZHkgZWxzZQ==\r\n\r\n",
            101,
        ),
    ] {
        let (egress, record) = door();
        let host = says(answer).await;
        let socket = egress.open(&rule("http", host), question(), [7; 16]).await;
        assert!(matches!(socket, Ok(None)), "{answer}: {socket:?}");
        let statuses: Vec<_> = record.departures().iter().map(|departure| departure.status).collect();
        assert_eq!(statuses, [Some(status)], "{answer}");
    }
}

#[test]
fn the_proof_is_the_one_of_the_standard() {
    // The example of RFC 6455, section 1.3.
    let headers = |accept: &'static str| {
        HeaderMap::from_iter([
            (header::UPGRADE, HeaderValue::from_static("WebSocket")),
            (header::SEC_WEBSOCKET_ACCEPT, HeaderValue::from_static(accept)),
        ])
    };
    let key = "dGhlIHNhbXBsZSBub25jZQ==";
    let agreed = |accept| agreed(StatusCode::SWITCHING_PROTOCOLS, &headers(accept), key);
    assert!(agreed("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    assert!(!agreed("s3pPLMBiTxaQ9kYGzzhZRbK+xOp="));
}

#[tokio::test]
async fn a_message_that_is_too_large_ends_it_and_so_does_too_much_of_them() {
    let (large, _) = host(|mut talk| async move {
        let _ = talk.send(Message::text("x".repeat(LARGEST_MESSAGE + 1))).await;
    })
    .await;
    let (egress, record) = door();
    let mut socket = opened(&egress, large, question()).await;
    assert_eq!(socket.next().await, Err(EgressError::TooLarge));
    drop(socket);
    assert!(
        record.departures()[0].received_bytes < LARGEST_MESSAGE as u64,
        "the length alone is enough"
    );
    let (many, _) =
        host(|mut talk| async move { while talk.send(Message::text("x".repeat(1_000))).await.is_ok() {} }).await;
    let mut socket = opened(&egress, many, question().at_most(100_000)).await;
    let mut heard = 0;
    let end = loop {
        match socket.next().await {
            Ok(Some(_)) => heard += 1,
            other => break other,
        }
    };
    assert_eq!(end, Err(EgressError::TooLarge));
    assert!(heard <= 100, "{heard}");
}

#[tokio::test]
async fn a_socket_that_is_cut_or_silent_ends() {
    let (cuts, _) = host(|mut talk| async move { talk.send(Message::text("one")).await.unwrap() }).await;
    let (egress, _) = door();
    let mut socket = opened(&egress, cuts, question()).await;
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    assert_eq!(socket.next().await, Err(EgressError::Cut));
    let (silent, _) = host(|talk| async move {
        let _talk = talk;
        std::future::pending::<()>().await;
    })
    .await;
    let mut socket = opened(&egress, silent, question().within(Span::millis(50))).await;
    assert_eq!(socket.next().await, Err(EgressError::TimedOut));
}

#[tokio::test]
async fn whoever_lets_go_of_a_socket_closes_it() {
    let (tell, told) = oneshot::channel();
    let (host, _) = host(|mut talk| async move {
        talk.send(Message::text("one")).await.unwrap();
        let _ = tell.send(matches!(talk.next().await, None | Some(Err(_))));
    })
    .await;
    let (egress, record) = door();
    let mut socket = opened(&egress, host, question()).await;
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    drop(socket);
    assert!(
        told.await.unwrap(),
        "the other side hears that nobody is there any more"
    );
    assert_eq!(record.departures()[0].received_bytes, 5);
}

/// What a host over TLS is offered to speak.
async fn offered(listener: &TcpListener) -> Vec<Vec<u8>> {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut acceptor = Acceptor::default();
    loop {
        let mut piece = [0; 4_096];
        let read = stream.read(&mut piece).await.unwrap();
        acceptor.read_tls(&mut &piece[..read]).unwrap();
        match acceptor.accept() {
            Ok(Some(accepted)) => {
                let hello = accepted.client_hello();
                return hello.alpn().unwrap().map(<[u8]>::to_vec).collect();
            }
            Ok(None) => assert_ne!(read, 0),
            Err((error, _)) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn a_host_over_tls_is_asked_in_the_one_protocol_that_can_be_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (egress, _) = door();
    let rule = rule("https", listener.local_addr().unwrap());
    let (socket, protocols) = tokio::join!(egress.open(&rule, question(), [7; 16]), offered(&listener));
    assert_eq!(
        (socket.err(), protocols),
        (Some(EgressError::Unreachable), vec![b"http/1.1".to_vec()])
    );
    let (_, protocols) = tokio::join!(egress.send(&rule, question()), offered(&listener));
    assert_eq!(
        protocols,
        [b"h2".to_vec(), b"http/1.1".to_vec()],
        "and for everything else in the better one"
    );
}
