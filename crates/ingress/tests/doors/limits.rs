//! Who is slow, large or many is cut off; whoever is not is served.

use std::time::Duration;

use basics::Span;
use ingress::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use web_kit::Refusal;

use crate::setting::{Door, until, until_closed};

const STEP: Span = Span::seconds(1);

/// P-OPS-02: a head that comes drop by drop holds no connection (slow loris).
#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let door = Door::open(Limits::default()).await;
    let mut stream = door.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await.unwrap();
    let traffic = door.traffic.clone();
    door.pass_until(Span::millis(10), || traffic.bytes(web_kit::Direction::In) > 0)
        .await;
    let before = basics::Clock::now(&door.clock);
    for _ in 0..20 {
        // A drop now and then does not help.
        let _ = stream.write_all(b"X: 1\r\n").await;
        door.clock.advance(STEP);
        tokio::task::yield_now().await;
    }
    door.pass_until(STEP, || traffic.refusals(Refusal::Slow) == 1).await;
    assert!(basics::Clock::now(&door.clock).since(before) < Span::minutes(2));
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
}

#[tokio::test]
async fn a_connection_that_asks_nothing_is_closed() {
    let door = Door::open(Limits::default()).await;
    let mut silent = door.connect().await;
    let mut idle = door.connect().await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    until(&mut idle, "hello").await;
    let traffic = door.traffic.clone();
    door.pass_until(STEP, || traffic.refusals(Refusal::Slow) == 2).await;
    assert_eq!(until_closed(&mut silent).await, "");
    assert_eq!(until_closed(&mut idle).await, "");
}

/// P-OPS-02
#[tokio::test]
async fn a_body_that_stands_still_is_given_up() {
    let door = Door::open(Limits::default()).await;
    let mut stream = door.connect().await;
    stream
        .write_all(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf")
        .await
        .unwrap();
    let clock = door.clock.clone();
    let passing = tokio::spawn(async move {
        loop {
            clock.advance(STEP);
            tokio::task::yield_now().await;
        }
    });
    let said = until_closed(&mut stream).await;
    passing.abort();
    assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
}

/// P-OPS-02
#[tokio::test]
async fn a_body_that_is_too_large_is_413() {
    let limits = Limits {
        body_bytes: 1_000,
        ..Limits::default()
    };
    let door = Door::open(limits).await;
    let send = |many: usize| {
        let body = "x".repeat(many);
        format!("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {many}\r\n\r\n{body}")
    };
    for (many, status) in [(999, "200"), (1_000, "200"), (1_001, "413")] {
        assert!(
            door.say(&send(many)).await.starts_with(&format!("HTTP/1.1 {status} ")),
            "{many}"
        );
    }
    let chunk = format!("200\r\n{}\r\n", "x".repeat(0x200));
    let chunked =
        format!("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n");
    assert!(door.say(&chunked).await.starts_with("HTTP/1.1 413 "));
}

/// P-OPS-02: all bodies together stay within a bound, and whoever is over it gets the room back.
#[tokio::test]
async fn all_bodies_together_are_bounded() {
    let limits = Limits {
        bodies_bytes: 1_000,
        ..Limits::default()
    };
    let door = Door::open(limits).await;
    let send = |many: usize, there: usize| {
        let body = "x".repeat(there);
        format!("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {many}\r\n\r\n{body}")
    };
    let mut first = door.connect().await;
    first.write_all(send(900, 800).as_bytes()).await.unwrap();
    let traffic = door.traffic.clone();
    door.pass_until(Span::millis(1), || traffic.bytes(web_kit::Direction::In) > 800)
        .await;
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert!(door.say(&send(300, 300)).await.starts_with("HTTP/1.1 503 "));
    first.write_all("x".repeat(100).as_bytes()).await.unwrap();
    assert!(until_closed(&mut first).await.starts_with("HTTP/1.1 200 "));
    assert!(door.say(&send(300, 300)).await.starts_with("HTTP/1.1 200 "));
}

/// P-OPS-02
#[tokio::test]
async fn an_answer_that_does_not_begin_is_given_up_but_a_stream_goes_on() {
    let door = Door::open(Limits::default()).await;
    let mut events = door.connect().await;
    events
        .write_all(b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    until(&mut events, "data: 1").await;
    let mut waits = door.connect().await;
    waits
        .write_all(b"GET /wait HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let clock = door.clock.clone();
    let passing = tokio::spawn(async move {
        loop {
            clock.advance(Span::seconds(10));
            tokio::task::yield_now().await;
        }
    });
    let said = until_closed(&mut waits).await;
    passing.abort();
    assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
    let mut byte = [0];
    let more = tokio::time::timeout(Duration::from_millis(50), events.read(&mut byte)).await;
    assert!(more.is_err(), "an event stream may last");
}

#[tokio::test]
async fn who_does_not_read_is_cut_off() {
    let door = Door::open(Limits::default()).await;
    let mut stream = door.connect().await;
    stream
        .write_all(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let traffic = door.traffic.clone();
    door.pass_until(STEP, || traffic.refusals(Refusal::Slow) == 1).await;
    assert!(traffic.bytes(web_kit::Direction::Out) < 8 << 20);
}

/// P-OPS-02: no more connections than allowed, of one address or of all; a place that is left is free again.
#[tokio::test]
async fn connections_are_bounded() {
    for (connections, of_one, why) in [(100, 3, Refusal::Crowd), (3, 100, Refusal::Full)] {
        let limits = Limits {
            connections,
            connections_per_address: of_one,
            ..Limits::default()
        };
        let door = Door::open(limits).await;
        let mut held: Vec<TcpStream> = Vec::new();
        for _ in 0..3 {
            let mut stream = door.connect().await;
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
            until(&mut stream, "hello").await;
            held.push(stream);
        }
        for _ in 0..20 {
            assert_eq!(turned_away(&door).await, "", "the fourth has no place");
        }
        assert_eq!((door.traffic.open_connections(), door.traffic.refusals(why)), (3, 20));
        drop(held.pop());
        let traffic = door.traffic.clone();
        door.pass_until(Span::millis(0), || traffic.open_connections() == 2)
            .await;
        assert!(
            door.say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .await
                .contains("hello")
        );
    }
}

/// What somebody is told who is closed at once; a reset says as much as nothing.
async fn turned_away(door: &Door) -> String {
    let mut stream = door.connect().await;
    let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let mut bytes = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes))
        .await
        .unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What counts as given up is what the client gave up, not an answer that was said to end where it did.
#[tokio::test]
async fn a_connection_goes_on_however_many_answers_are_passed_on() {
    let door = Door::open(Limits::default()).await;
    let passed = "GET /passed-on HTTP/1.1\r\nHost: x\r\n\r\n".repeat(150);
    let heads = "HEAD /large HTTP/1.1\r\nHost: x\r\n\r\n".repeat(150);
    let last = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let said = door.say(&format!("{passed}{heads}{last}")).await;
    assert_eq!(said.matches("passed on").count(), 150);
    assert_eq!(said.matches("HTTP/1.1 200 OK").count(), 301);
    assert!(said.ends_with("hello"), "{said}");
}

#[tokio::test]
async fn a_connection_serves_so_many_requests_and_no_more() {
    let limits = Limits {
        requests_per_connection: 3,
        ..Limits::default()
    };
    let door = Door::open(limits).await;
    let said = door.say(&"GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5)).await;
    assert_eq!(said.matches("200 OK").count(), 3, "{said}");
    assert!(said.to_lowercase().contains("connection: close"), "{said}");
}

/// Streams end, what runs is finished, nobody new comes in.
#[tokio::test]
async fn who_is_being_served_is_served_to_the_end() {
    let door = Door::open(Limits::default()).await;
    let mut events = door.connect().await;
    events
        .write_all(b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    until(&mut events, "data: 1").await;
    let mut idle = door.connect().await;
    idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    until(&mut idle, "hello").await;
    let mut waits = door.connect().await;
    waits.write_all(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let traffic = door.traffic.clone();
    door.pass_until(Span::millis(0), || traffic.open_connections() == 3)
        .await;
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    door.stop.cancel();
    assert!(
        until_closed(&mut events).await.ends_with("0\r\n\r\n"),
        "the stream has a proper end"
    );
    until_closed(&mut idle).await;
    assert!(TcpStream::connect(door.address).await.is_err(), "nobody new");
    assert!(!door.ended.is_finished());
    door.go.add_permits(1);
    assert!(until_closed(&mut waits).await.contains("waited"));
    tokio::time::timeout(Duration::from_secs(20), door.ended)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn the_wait_for_the_last_is_bounded() {
    let door = Door::open(Limits::default()).await;
    let mut waits = door.connect().await;
    waits.write_all(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let traffic = door.traffic.clone();
    door.pass_until(Span::millis(0), || traffic.bytes(web_kit::Direction::In) > 0)
        .await;
    door.stop.cancel();
    let clock = door.clock.clone();
    let passing = tokio::spawn(async move {
        for _ in 0..30_000 {
            clock.advance(Span::millis(10));
            tokio::task::yield_now().await;
        }
    });
    tokio::time::timeout(Duration::from_secs(20), door.ended)
        .await
        .unwrap()
        .unwrap();
    passing.abort();
    let mut rest = Vec::new();
    let _ = waits.read_to_end(&mut rest).await;
    assert!(rest.is_empty(), "it was cut off");
}
