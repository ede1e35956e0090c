//! Reads off an answer, as it goes by, how much it was.

use basics::Credits;
use bytes::Bytes;
use engines::{Failure, TokenPrices};
use futures::{StreamExt, stream::BoxStream};
use memchr::memmem;
use serde::Deserialize;

use super::{
    settling::Meter,
    usage::{Counted, Usage},
};

/// Servers say how much it was at the end of an answer; so far from it, it has been said for sure.
const TAIL: usize = 16 * 1024;

/// What is to be counted once an answer is over.
pub struct Bill {
    /// For whom, and of which model.
    pub counted: Counted,
    /// What its tokens cost.
    pub prices: TokenPrices,
    /// How many bytes the model was sent.
    pub sent: usize,
    /// Is told what it did cost. Where no answer came at all, nobody is told anything.
    pub settle: Box<dyn FnOnce(Credits) + Send>,
}

/// Counts when it is dropped: at the end of an answer, or when whoever listened has left.
struct Reading {
    meter: Meter,
    bill: Option<Bill>,
    tail: Vec<u8>,
    /// Bytes so far.
    length: usize,
    /// Events so far; most models send one a token.
    events: usize,
    failed: bool,
}

/// So many bytes are a token, where nobody says how many tokens there were.
const BYTES_A_TOKEN: usize = 4;

/// What OpenAI's API calls it in chats, and in responses.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(alias = "input_tokens")]
    prompt_tokens: Option<i64>,
    #[serde(alias = "output_tokens")]
    completion_tokens: Option<i64>,
}

/// The same answer, which counts as one call once it is over, in whichever way.
pub fn metered(
    meter: &Meter,
    bill: Bill,
    pieces: BoxStream<'static, Result<Bytes, Failure>>,
) -> BoxStream<'static, Result<Bytes, Failure>> {
    let mut reading = Reading {
        meter: meter.clone(),
        bill: Some(bill),
        tail: Vec::new(),
        length: 0,
        events: 0,
        // Until it has come to its end.
        failed: true,
    };
    let ended = futures::stream::once(async { None });
    let pieces = pieces.map(Some).chain(ended);
    let read = pieces.filter_map(move |piece| {
        reading.take(piece.as_ref());
        std::future::ready(piece)
    });
    read.boxed()
}

impl Reading {
    fn take(&mut self, piece: Option<&Result<Bytes, Failure>>) {
        match piece {
            None => {
                self.failed = self.tail.is_empty();
                self.count();
            }
            Some(Err(_)) => self.count(),
            Some(Ok(bytes)) => self.keep(bytes),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.length += bytes.len();
        self.events += memmem::find_iter(bytes, b"data:").count();
        let last = &bytes[bytes.len().saturating_sub(TAIL)..];
        let surplus = (self.tail.len() + last.len()).saturating_sub(TAIL);
        self.tail.drain(..surplus);
        self.tail.extend_from_slice(last);
    }

    fn count(&mut self) {
        let Some(bill) = self.bill.take() else { return };
        let (input_tokens, output_tokens) = self.tokens(bill.sent);
        let cost = bill.prices.cost(input_tokens, output_tokens);
        let usage = Usage {
            calls: 1,
            failed: i64::from(self.failed),
            input_tokens,
            output_tokens,
            millionths: cost.millionths(),
            ..Usage::default()
        };
        self.meter.note(bill.counted, usage);
        (bill.settle)(cost);
    }

    /// As the server says, or else as answers usually are. Of what nothing came, nothing was had.
    fn tokens(&self, sent: usize) -> (i64, i64) {
        if self.length == 0 {
            return (0, 0);
        }
        let said = said(&self.tail);
        let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
        let written = if self.events > 0 {
            self.events
        } else {
            self.length.div_ceil(BYTES_A_TOKEN)
        };
        let input = said
            .prompt_tokens
            .unwrap_or_else(|| count(sent.div_ceil(BYTES_A_TOKEN)));
        // Embeddings and moderations say how much they were sent, and no more.
        let output = match (said.prompt_tokens, said.completion_tokens) {
            (_, Some(output)) => output,
            (Some(_), None) => 0,
            (None, None) => count(written),
        };
        (input.max(0), output.max(0))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.count();
    }
}

/// The last that is said of it. Inside somebody's words the quotes would have a backslash before them.
fn said(tail: &[u8]) -> Said {
    let found = memmem::rfind_iter(tail, b"\"usage\"").find_map(|at| {
        let rest = tail[at + 7..].trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        // A list would be read as the numbers in their order.
        rest.starts_with(b"{").then_some(())?;
        serde_json::Deserializer::from_slice(rest)
            .into_iter::<Said>()
            .next()?
            .ok()
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(tail: &str) -> (i64, i64) {
        let said = said(tail.as_bytes());
        (
            said.prompt_tokens.unwrap_or_default(),
            said.completion_tokens.unwrap_or_default(),
        )
    }

    #[test]
    fn the_last_word_on_usage_counts() {
        assert_eq!(
            tokens(r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#),
            (3, 2)
        );
        assert_eq!(tokens(r#"…"usage": {"input_tokens":7,"output_tokens":1}}"#), (7, 1));
        let stream = "data: {\"usage\":null}\n\ndata: {\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":9}}\n\ndata: {\"usage\":null}\n\ndata: [DONE]\n\n";
        assert_eq!(tokens(stream), (1, 9));
    }

    #[test]
    fn words_that_look_like_usage_are_none() {
        assert_eq!(tokens(r#"{"content":"\"usage\":{\"prompt_tokens\":9}"}"#), (0, 0));
        for broken in [
            "",
            "\"usage\"",
            "\"usage\":",
            "\"usage\":{\"prompt_tokens\":",
            "\"usage\":[1]",
        ] {
            assert_eq!(tokens(broken), (0, 0), "{broken}");
        }
    }
}
