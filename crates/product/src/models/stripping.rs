//! Takes out of a stream what was asked for on behalf of this installation only: how much it was. Programs that did not ask
//! may not expect a piece in which nobody says anything.

use bytes::Bytes;
use engines::Failure;
use futures::{StreamExt, stream::BoxStream};
use memchr::memmem;
use serde::Deserialize;

/// The longest event that is looked at whole; a longer one is passed on as it is.
const LONGEST: usize = 1 << 20;

/// The same stream without the pieces that say nothing but how much it was.
pub(super) fn without_usage(
    pieces: BoxStream<'static, Result<Bytes, Failure>>,
) -> BoxStream<'static, Result<Bytes, Failure>> {
    let ended = futures::stream::once(async { None });
    let mut events = Events::default();
    let kept = pieces.map(Some).chain(ended).filter_map(move |piece| {
        let kept = match piece {
            Some(Ok(bytes)) => events.take(bytes).map(Ok),
            Some(Err(failure)) => Some(Err(failure)),
            None => events.rest().map(Ok),
        };
        std::future::ready(kept)
    });
    kept.boxed()
}

/// What has come in of an event that is not whole yet.
#[derive(Default)]
struct Events {
    begun: Vec<u8>,
}

#[derive(Deserialize)]
struct Chunk<'a> {
    choices: Vec<serde::de::IgnoredAny>,
    #[serde(borrow)]
    usage: Option<&'a serde_json::value::RawValue>,
}

impl Events {
    /// What may go on of what has come in.
    fn take(&mut self, piece: Bytes) -> Option<Bytes> {
        let is_whole = self.begun.is_empty() && piece.ends_with(b"\n\n");
        if is_whole && memmem::find(&piece, b"\"usage\"").is_none() {
            return Some(piece);
        }
        self.begun.extend_from_slice(&piece);
        let mut kept = Vec::with_capacity(self.begun.len());
        let mut done = 0;
        while let Some(length) = event(&self.begun[done..]) {
            let event = &self.begun[done..done + length];
            if !says_only_usage(event) {
                kept.extend_from_slice(event);
            }
            done += length;
        }
        self.begun.drain(..done);
        if self.begun.len() > LONGEST {
            kept.append(&mut self.begun);
        }
        (!kept.is_empty()).then(|| kept.into())
    }

    fn rest(&mut self) -> Option<Bytes> {
        let rest = std::mem::take(&mut self.begun);
        (!rest.is_empty()).then(|| rest.into())
    }
}

/// The length of the first event with the empty line that ends it.
fn event(bytes: &[u8]) -> Option<usize> {
    let ends = [&b"\n\n"[..], b"\r\n\r\n", b"\r\r"];
    ends.iter()
        .filter_map(|end| memmem::find(bytes, end).map(|at| at + end.len()))
        .min()
}

fn says_only_usage(event: &[u8]) -> bool {
    let Some(data) = event.strip_prefix(b"data:") else {
        return false;
    };
    serde_json::from_slice::<Chunk<'_>>(data).is_ok_and(|chunk| chunk.choices.is_empty() && chunk.usage.is_some())
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on_stream;

    use super::*;

    fn stripped(pieces: &[&'static str]) -> String {
        let pieces: Vec<_> = pieces
            .iter()
            .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
            .collect();
        let kept = without_usage(futures::stream::iter(pieces).boxed());
        let kept: Vec<u8> = block_on_stream(kept).flat_map(|piece| piece.unwrap()).collect();
        String::from_utf8(kept).unwrap()
    }

    const USAGE: &str = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n";

    #[test]
    fn only_what_says_nothing_but_usage_goes() {
        let words = "data: {\"choices\":[{}],\"usage\":null}\n\n";
        assert_eq!(
            stripped(&[words, USAGE, "data: [DONE]\n\n"]),
            format!("{words}data: [DONE]\n\n")
        );
        for stays in [
            "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\"\"}}],\"usage\":{}}\n\n",
            ": still here\n\n",
            "data: {\"error\":{\"message\":\"usage\"}}\n\n",
            "data: unfinished \"usage\"",
        ] {
            assert_eq!(stripped(&[stays]), stays);
        }
    }

    #[test]
    fn it_goes_however_it_is_cut_into_pieces() {
        for at in 1..USAGE.len() {
            let (one, other) = USAGE.split_at(at);
            assert_eq!(
                stripped(&["data: 1\r\n\r\n", one, other, "data: [DONE]\n\n"]),
                "data: 1\r\n\r\ndata: [DONE]\n\n"
            );
        }
        assert_eq!(stripped(&[USAGE, USAGE]), "");
    }
}
