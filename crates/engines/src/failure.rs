//! Why an order was not filled.

use std::fmt;

use basics::Span;
use darkroom::Impossible;

/// Why an order was not filled. Texts are for the person who ordered: neither `Display` nor `Debug` repeats them.
#[derive(Clone, PartialEq, Eq)]
pub enum Failure {
    /// The vendor's content policy says no; the vendor's words.
    Refused(String),
    /// The model cannot do this.
    BadOrder {
        /// The field at fault.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// A built-in model cannot do this as it was asked.
    Impossible(Impossible),
    /// Too many requests.
    RateLimited {
        /// How long the vendor asks to wait.
        retry_after: Option<Span>,
    },
    /// The vendor cannot be reached or is down; nothing was made.
    Unavailable,
    /// No answer in time, for something that costs nothing to repeat.
    TimedOut,
    /// The answer ended early.
    Cut,
    /// The answer was larger than allowed.
    TooLarge,
    /// The answer held nothing of what was ordered: no picture or film, or bytes that are none.
    NotAnImage,
    /// The vendor does not accept the operator's key.
    Unauthorised,
    /// Stopped because the person asked.
    Cancelled,
    /// The operator's account at the vendor is empty.
    OutOfCredit,
    /// It takes more memory than this installation gives to a picture.
    OutOfMemory,
    /// It may or may not have run: never submitted again by itself.
    Unknown,
}

/// Whether trying again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The same order would fail the same way.
    Never,
    /// Later, after this time where the vendor named one.
    Later(Option<Span>),
    /// Nobody knows whether it ran and was paid: a person decides.
    OutcomeUnknown,
}

impl Failure {
    /// The model cannot do this.
    #[must_use]
    pub fn bad_order(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::BadOrder {
            field: field.into(),
            message: message.into(),
        }
    }

    /// Whether trying again makes sense.
    #[must_use]
    pub const fn retryable(&self) -> Retry {
        match self {
            Self::RateLimited { retry_after } => Retry::Later(*retry_after),
            Self::Unavailable | Self::TimedOut => Retry::Later(None),
            // What was made is lost, and it may have been paid for.
            Self::Cut | Self::Unknown => Retry::OutcomeUnknown,
            Self::Refused(_)
            | Self::BadOrder { .. }
            | Self::Impossible(_)
            | Self::TooLarge
            | Self::NotAnImage
            | Self::Unauthorised
            | Self::Cancelled
            | Self::OutOfCredit
            | Self::OutOfMemory => Retry::Never,
        }
    }

    /// A stable name for rows, metrics and logs.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::BadOrder { .. } => "bad_order",
            Self::Impossible(why) => why.as_str(),
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable => "unavailable",
            Self::TimedOut => "timed_out",
            Self::Cut => "cut",
            Self::TooLarge => "too_large",
            Self::NotAnImage => "not_an_image",
            Self::Unauthorised => "unauthorised",
            Self::Cancelled => "cancelled",
            Self::OutOfCredit => "out_of_credit",
            Self::OutOfMemory => "out_of_memory",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RateLimited { retry_after } => write!(f, "RateLimited({retry_after:?})"),
            other => write!(f, "Failure({})", other.as_str()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Impossible(why) => return why.fmt(f),
            Self::Refused(_) => "the model's operator refused this order",
            Self::BadOrder { .. } => "the model cannot do this",
            Self::RateLimited { .. } => "the model is asked too often",
            Self::Unavailable => "the model cannot be reached",
            Self::TimedOut => "the model did not answer in time",
            Self::Cut => "the answer ended early",
            Self::TooLarge => "the answer was too large",
            Self::NotAnImage => "the answer was not a picture",
            Self::Unauthorised => "the model's operator does not accept the key",
            Self::Cancelled => "cancelled",
            Self::OutOfCredit => "the account at the model's operator is empty",
            Self::OutOfMemory => "it takes more memory than is given to a picture",
            Self::Unknown => "nobody knows whether the model ran",
        })
    }
}

impl std::error::Error for Failure {}
