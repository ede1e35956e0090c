//! Requests that two readers could understand differently are answered with 400, and the connection ends.

use ingress::Limits;

use crate::setting::Door;

/// What would be a second request, for whoever reads the first one the wrong way.
const SMUGGLED: &str = "GET /reflect/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/// P-STO-01: whoever stands in front and we read the same requests, or none.
#[tokio::test]
async fn what_could_smuggle_a_request_is_refused_and_ends_the_connection() {
    let door = Door::open(Limits::default()).await;
    for head in [
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\n Content-Length: 44\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
    ] {
        let said = door.say(&format!("{head}{SMUGGLED}")).await;
        assert!(said.starts_with("HTTP/1.1 400 "), "{head:?}: {said}");
        assert!(
            !said.contains("smuggled") && said.matches("HTTP/1.1 ").count() == 1,
            "{head:?}: {said}"
        );
    }
    assert!(door.traffic.refusals(web_kit::Refusal::Malformed) >= 12);
}

#[tokio::test]
async fn what_is_well_formed_is_served_in_order_over_one_connection() {
    let door = Door::open(Limits::default()).await;
    let said = door
        .say(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none\
             POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n\
             GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        )
        .await;
    let places: Vec<_> = ["one", "two", "hello"].map(|text| said.find(text).unwrap()).to_vec();
    assert!(places.is_sorted() && said.matches("200 OK").count() == 3, "{said}");
}

/// No client writes lines into our answers.
#[tokio::test]
async fn no_header_can_be_injected_through_what_is_reflected() {
    let door = Door::open(Limits::default()).await;
    for words in [
        "a%0d%0aSet-Cookie:%20x=1",
        "a%0aSet-Cookie:%20x=1",
        "a%0dSet-Cookie:%20x=1",
        "a%00b",
    ] {
        let request = format!("GET /reflect/{words} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let said = door.say(&request).await;
        assert!(
            said.starts_with("HTTP/1.1 422 ") && !said.to_lowercase().contains("set-cookie"),
            "{words}: {said}"
        );
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_is_431() {
    let limits = Limits {
        head_bytes: 8 << 10,
        fields: 20,
        ..Limits::default()
    };
    let door = Door::open(limits).await;
    let long = "x".repeat(9 << 10);
    let said = door
        .say(&format!("GET / HTTP/1.1\r\nHost: a\r\nX: {long}\r\n\r\n"))
        .await;
    assert!(said.starts_with("HTTP/1.1 431 "), "{said}");
    let many = |count: usize| {
        let fields = "X: 1\r\n".repeat(count - 2);
        format!("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{fields}\r\n")
    };
    assert!(door.say(&many(20)).await.starts_with("HTTP/1.1 200 "));
    assert!(door.say(&many(21)).await.starts_with("HTTP/1.1 431 "));
}
