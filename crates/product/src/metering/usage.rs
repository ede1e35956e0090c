//! What somebody used.

use std::ops::AddAssign;

use basics::{AccountId, ApiKeyId, Time};

/// Who pays for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Payer {
    /// Whose account.
    pub account: AccountId,
    /// With which key; none for what was ordered in the studio.
    pub key: Option<ApiKeyId>,
}

/// What is counted together: one model, one key, one day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Who pays.
    pub payer: Payer,
    /// The model's full name.
    pub model: String,
    /// Days since 1970, in UTC.
    pub day: i64,
}

/// How much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Calls, whatever came of them.
    pub calls: i64,
    /// Of these, calls that failed or were broken off.
    pub failed: i64,
    /// What the model was sent, where its server says.
    pub input_tokens: i64,
    /// What it said, where its server says.
    pub output_tokens: i64,
    /// Pictures that were made.
    pub pictures: i64,
    /// Seconds of films that were made.
    pub seconds: i64,
    /// What it cost, in millionths of a credit.
    pub millionths: i64,
}

impl Counted {
    /// What is counted together with that which happens now.
    #[must_use]
    pub const fn now(payer: Payer, model: String, now: Time) -> Self {
        Self {
            payer,
            model,
            day: day(now),
        }
    }
}

/// Days since 1970, in UTC.
#[must_use]
pub const fn day(time: Time) -> i64 {
    time.seconds().div_euclid(86_400)
}

impl AddAssign for Usage {
    fn add_assign(&mut self, more: Self) {
        self.calls += more.calls;
        self.failed += more.failed;
        self.input_tokens += more.input_tokens;
        self.output_tokens += more.output_tokens;
        self.pictures += more.pictures;
        self.seconds += more.seconds;
        self.millionths += more.millionths;
    }
}
