//! What text costs.

use basics::Credits;
use serde::Serialize;

/// What a text model costs, and how much one call can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TokenPrices {
    /// For a million tokens that it is sent.
    pub input: Credits,
    /// For a million tokens that it says.
    pub output: Credits,
    /// The most tokens that it can be sent.
    pub most_input: i64,
    /// The most tokens that it says in one answer.
    pub most_output: i64,
}

impl Default for TokenPrices {
    /// Free, and as long as models usually are.
    fn default() -> Self {
        Self {
            input: Credits::FREE,
            output: Credits::FREE,
            most_input: 1_000_000,
            most_output: 32_768,
        }
    }
}

impl TokenPrices {
    /// Whether nothing is to be paid.
    #[must_use]
    pub const fn are_free(&self) -> bool {
        self.input.is_free() && self.output.is_free()
    }

    /// What a call costs.
    #[must_use]
    pub fn cost(&self, input: i64, output: i64) -> Credits {
        self.input.for_tokens(input).plus(self.output.for_tokens(output))
    }

    /// The most that a call can cost: no token of text is shorter than a byte, and no answer longer than what was asked
    /// for, or than the model's answers can be. Without a number of bytes the model is sent as much as it takes.
    #[must_use]
    pub fn most(&self, bytes: Option<usize>, asked: Option<i64>, answers: i64) -> Credits {
        let bytes = bytes.and_then(|bytes| i64::try_from(bytes).ok());
        let input = bytes.map_or(self.most_input, |bytes| bytes.min(self.most_input));
        let output = asked.map_or(self.most_output, |asked| asked.clamp(0, self.most_output));
        self.cost(input, output.saturating_mul(answers.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_that_a_call_can_cost_is_never_less_than_what_it_does() {
        let prices = TokenPrices {
            input: Credits::from_millionths(1_000_000),
            output: Credits::from_millionths(2_000_000),
            most_input: 100,
            most_output: 50,
        };
        let millionths = |bytes, asked, answers| prices.most(Some(bytes), asked, answers).millionths();
        assert_eq!(millionths(10, Some(5), 1), 10 + 2 * 5);
        assert_eq!(millionths(10, Some(5), 3), 10 + 2 * 15);
        assert_eq!(millionths(10_000_000, None, 1), 100 + 2 * 50);
        assert_eq!(millionths(0, Some(-7), 0), 0);
        assert_eq!(prices.most(None, Some(0), 1).millionths(), 100);
        assert_eq!(prices.cost(3, 4).millionths(), 11);
        assert!(TokenPrices::default().are_free());
    }
}
