//! Whether a stream of events came to its end: a connection that closes in good order half-way through an answer looks
//! like one that has said everything.

use bytes::Bytes;
use engines::{Endpoint, Failure};
use futures::{StreamExt, stream::BoxStream};

/// The beginnings of the lines that a stream ends with.
const CHAT: &[&[u8]] = &[b"data: [DONE]", b"data:[DONE]"];
const RESPONSES: &[&[u8]] = &[
    b"event: response.completed",
    b"event: response.incomplete",
    b"event: response.failed",
    b"event: error",
    b"event:response.completed",
    b"event:response.incomplete",
    b"event:response.failed",
    b"event:error",
];

/// The most of a line that has to be seen to know it.
const HEAD: usize = 32;

/// What was seen of a stream.
struct Lines {
    ends: &'static [&'static [u8]],
    /// The beginning of the line that is coming in.
    head: Vec<u8>,
    /// Whether a line was one that a stream ends with.
    ended: bool,
}

/// The same stream, which ends with a failure where it stops before its end.
pub(super) fn watched(
    endpoint: Endpoint,
    pieces: BoxStream<'static, Result<Bytes, Failure>>,
) -> BoxStream<'static, Result<Bytes, Failure>> {
    let ends = match endpoint {
        Endpoint::Responses => RESPONSES,
        Endpoint::ChatCompletions | Endpoint::Embeddings | Endpoint::Moderations => CHAT,
    };
    let lines = Lines {
        ends,
        head: Vec::with_capacity(HEAD),
        ended: false,
    };
    let watched = futures::stream::unfold(Some((lines, pieces)), |state| async move {
        let (mut lines, mut pieces) = state?;
        match pieces.next().await {
            Some(Ok(piece)) => {
                lines.take(&piece);
                Some((Ok(piece), Some((lines, pieces))))
            }
            Some(Err(failure)) => Some((Err(failure), None)),
            None if lines.ended => None,
            None => Some((Err(Failure::Cut), None)),
        }
    });
    watched.boxed()
}

impl Lines {
    fn take(&mut self, piece: &[u8]) {
        for (index, part) in piece.split(|byte| matches!(byte, b'\n' | b'\r')).enumerate() {
            if index > 0 {
                self.head.clear();
            }
            let room = HEAD.saturating_sub(self.head.len()).min(part.len());
            self.head.extend_from_slice(&part[..room]);
            self.ended |= self.ends.iter().any(|end| self.head.starts_with(end));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on_stream;

    use super::*;

    fn ends_well(endpoint: Endpoint, pieces: &[&'static str]) -> bool {
        let pieces: Vec<_> = pieces
            .iter()
            .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
            .collect();
        let stream = watched(endpoint, futures::stream::iter(pieces).boxed());
        block_on_stream(stream).all(|piece| piece.is_ok())
    }

    #[test]
    fn an_end_is_known_however_it_is_cut_into_pieces() {
        assert!(ends_well(
            Endpoint::ChatCompletions,
            &["data: {}\n\nda", "ta: [DO", "NE]\n\n"]
        ));
        assert!(ends_well(Endpoint::ChatCompletions, &["data: {}\r\n\r\ndata:[DONE]"]));
        assert!(ends_well(
            Endpoint::Responses,
            &["event: response.compl", "eted\ndata: {}\n\n"]
        ));
        assert!(ends_well(Endpoint::Responses, &["event: error\ndata: {}\n\n"]));
    }

    #[test]
    fn what_only_looks_like_an_end_is_none() {
        assert!(!ends_well(
            Endpoint::ChatCompletions,
            &["data: {\"content\": \"data: [DONE]\"}\n\n"]
        ));
        assert!(!ends_well(Endpoint::ChatCompletions, &["data: {}\n\n"]));
        assert!(!ends_well(Endpoint::Responses, &["data: [DONE]\n\n"]));
        assert!(!ends_well(Endpoint::ChatCompletions, &[]));
    }
}
