//! What is one request to everybody, and what is not.

use proptest::prelude::*;

use super::*;

/// The end of reading, in pieces of a size.
fn read(text: &str, piece: usize) -> Result<Framing, Malformed> {
    let mut framing = Framing::new(1_000);
    for part in text.as_bytes().chunks(piece) {
        framing.read(part)?;
    }
    Ok(framing)
}

/// The same, whatever the pieces are.
fn is_read(text: &str) -> bool {
    let verdicts: Vec<bool> = (1..=text.len()).map(|piece| read(text, piece).is_ok()).collect();
    assert!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "{text:?}");
    verdicts[0]
}

const GOOD: &[&str] = &[
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab\n\r\0GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\na\nb\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost:a\r\nX: \r\n\r\n",
];

const BAD: &[&str] = &[
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
    "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n continued\r\n\r\n",
    "GET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
    "GET /\r\n\r\n",
    "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
];

#[test]
fn what_everybody_reads_alike_is_read() {
    for text in GOOD {
        assert!(is_read(text), "{text:?}");
    }
}

/// P-STO-01: no request that a proxy in front could have read otherwise.
#[test]
fn what_two_might_read_differently_is_refused() {
    for text in BAD {
        assert!(!is_read(text), "{text:?}");
    }
}

#[test]
fn between_requests_no_head_has_begun() {
    assert!(!read(GOOD[0], 7).unwrap().is_in_head());
    assert!(read("GET / HTTP/1.1\r\nHost: a\r\n", 7).unwrap().is_in_head());
    assert!(
        !read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab", 7)
            .unwrap()
            .is_in_head()
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic_and_alike_in_pieces(bytes in proptest::collection::vec(any::<u8>(), 0..300), piece in 1_usize..50) {
        let mut whole = Framing::new(200);
        let mut parts = Framing::new(200);
        let verdict = whole.read(&bytes).is_ok();
        let in_parts = bytes.chunks(piece).all(|part| parts.read(part).is_ok());
        prop_assert_eq!(verdict, in_parts);
    }
}
