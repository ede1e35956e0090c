//! What things cost.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An amount in millionths of a credit, so that sums are exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Written", into = "i64")]
pub struct Credits(i64);

/// As settings have it: millionths as a number, or credits as a text such as `"0.04"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Millionths(i64),
    Credits(#[serde(deserialize_with = "amount")] Credits),
}

/// The text is no amount of credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditsError;

impl fmt::Display for CreditsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount is written as credits with up to six decimals, such as 0.04")
    }
}

impl std::error::Error for CreditsError {}

impl Credits {
    /// Nothing to pay.
    pub const FREE: Self = Self(0);

    /// From millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// In millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// What so many tokens cost at this price for a million of them, rounded up.
    #[must_use]
    pub fn for_tokens(self, tokens: i64) -> Self {
        let exact = i128::from(self.0) * i128::from(tokens.max(0));
        let rounded = (exact + 999_999).div_euclid(1_000_000);
        Self(i64::try_from(rounded).unwrap_or(i64::MAX))
    }

    /// So many times as much.
    #[must_use]
    pub const fn times(self, many: i64) -> Self {
        Self(self.0.saturating_mul(many))
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }

    /// Whether nothing is to be paid.
    #[must_use]
    pub const fn is_free(self) -> bool {
        self.0 == 0
    }
}

impl From<Written> for Credits {
    fn from(written: Written) -> Self {
        match written {
            Written::Millionths(millionths) => Self(millionths),
            Written::Credits(credits) => credits,
        }
    }
}

impl From<Credits> for i64 {
    fn from(credits: Credits) -> Self {
        credits.0
    }
}

fn amount<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Credits, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

impl FromStr for Credits {
    type Err = CreditsError;

    fn from_str(text: &str) -> Result<Self, CreditsError> {
        let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(decimals) || decimals.len() > 6 {
            return Err(CreditsError);
        }
        let whole: i64 = whole.parse().map_err(|_| CreditsError)?;
        let decimals: i64 = format!("{decimals:0<6}").parse().map_err(|_| CreditsError)?;
        let millionths = whole
            .checked_mul(1_000_000)
            .and_then(|whole| whole.checked_add(decimals));
        millionths.map(Self).ok_or(CreditsError)
    }
}

/// At least two decimals, and as many more as it has.
impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        let decimals = format!("{:06}", amount % 1_000_000);
        let shown = decimals.trim_end_matches('0').len().max(2);
        write!(f, "{sign}{}.{}", amount / 1_000_000, &decimals[..shown])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_and_read_exactly() {
        for (text, millionths, shown) in [
            ("20", 20_000_000, "20.00"),
            ("0.04", 40_000, "0.04"),
            (" 1.5 ", 1_500_000, "1.50"),
            ("0.000001", 1, "0.000001"),
        ] {
            let read: Credits = text.parse().unwrap();
            assert_eq!((read.millionths(), read.to_string().as_str()), (millionths, shown));
        }
        for text in ["", "-1", "1.", ".5", "1e3", "0.0000001", "1,5", "9300000000000"] {
            assert_eq!(text.parse::<Credits>(), Err(CreditsError), "{text}");
        }
        assert_eq!(Credits::from_millionths(-1_500_000).to_string(), "-1.50");
    }

    #[test]
    fn settings_may_have_either() {
        assert_eq!(serde_json::from_str::<Credits>("40000").ok(), "0.04".parse().ok());
        assert_eq!(serde_json::from_str::<Credits>("\"0.04\"").ok(), "0.04".parse().ok());
        assert!(serde_json::from_str::<Credits>("\"much\"").is_err());
        assert_eq!(
            serde_json::to_string(&Credits::from_millionths(7)).ok().as_deref(),
            Some("7")
        );
    }

    #[test]
    fn tokens_are_priced_by_the_million_and_rounded_up() {
        let price = Credits::from_millionths(150_000);
        assert_eq!(price.for_tokens(1_000_000), price);
        assert_eq!(price.for_tokens(1).millionths(), 1);
        assert_eq!(
            (price.for_tokens(0), price.for_tokens(-5)),
            (Credits::FREE, Credits::FREE)
        );
        assert_eq!(
            Credits::from_millionths(i64::MAX).for_tokens(i64::MAX).millionths(),
            i64::MAX
        );
    }
}
