//! Time as a value: who needs it is given a [`Clock`].

use std::{future::Future, ops::Add, pin::Pin, time::Duration};

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(i64);

/// A length of time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

/// What a clock gives to wait on.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The only source of time; tests move it by hand.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Time;
    /// Ready once `span` has passed on this clock.
    fn sleep(&self, span: Span) -> Sleep;
}

/// The machine's clock. Waiting is the runtime's business, so the program hands it in.
pub struct SystemClock {
    wait: fn(Duration) -> Sleep,
}

impl SystemClock {
    /// A clock that sleeps by `wait`.
    #[must_use]
    pub const fn new(wait: fn(Duration) -> Sleep) -> Self {
        Self { wait }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Time {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, span: Span) -> Sleep {
        (self.wait)(span.to_duration())
    }
}

impl Time {
    /// From milliseconds since 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, as OpenAI's API counts.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// How long after `earlier` this is; negative when it is before.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0 - earlier.0)
    }

    /// RFC 3339 in UTC.
    #[must_use]
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// The first moment in UTC of a day that is written as `2026-11-26`.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        let day = time::Date::parse(text, time::macros::format_description!("[year]-[month]-[day]")).ok()?;
        Some(Self(day.midnight().assume_utc().unix_timestamp() * 1_000))
    }

    /// Year, month and day in UTC.
    #[must_use]
    pub fn date(self) -> (i32, u8, u8) {
        let moment = OffsetDateTime::from_unix_timestamp(self.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        (moment.year(), u8::from(moment.month()), moment.day())
    }
}

impl Add<Span> for Time {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Span {
    /// From milliseconds.
    #[must_use]
    pub const fn millis(millis: i64) -> Self {
        Self(millis)
    }
    /// From seconds.
    #[must_use]
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1_000)
    }
    /// From minutes.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes * 60)
    }
    /// From hours.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self::minutes(hours * 60)
    }
    /// From days of 24 hours.
    #[must_use]
    pub const fn days(days: i64) -> Self {
        Self::hours(days * 24)
    }
    /// In milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
    /// For the standard library; a negative span is zero.
    #[must_use]
    pub fn to_duration(self) -> Duration {
        Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_rfc3339() {
        assert_eq!(Time::from_millis(0).rfc3339(), "1970-01-01T00:00:00Z");
        assert_eq!((Time::from_millis(0) + Span::days(31)).date(), (1970, 2, 1));
        assert_eq!(Time::of_day("1970-01-02"), Some(Time::from_millis(86_400_000)));
        assert_eq!(Time::of_day("1970-02-30"), None);
    }
}
