//! How much may be spent, and in which time.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Credits, Span, Time};

/// The time for which a budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Each day, in UTC.
    Day,
    /// Each calendar month, in UTC.
    Month,
    /// Once for all.
    Ever,
}

/// How much may be spent in each of its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The most.
    pub credits: Credits,
    /// In which time.
    pub per: Period,
}

/// The text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodError;

impl Period {
    /// Every period, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Ever];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Ever => "ever",
        }
    }

    /// The first moment of the one that `now` is in.
    #[must_use]
    pub fn start(self, now: Time) -> Time {
        const DAY: i64 = Span::days(1).as_millis();
        let today = now.millis().div_euclid(DAY) * DAY;
        let (_, _, day) = now.date();
        Time::from_millis(match self {
            Self::Day => today,
            Self::Month => today - (i64::from(day) - 1) * DAY,
            Self::Ever => 0,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(name: &str) -> Result<Self, PeriodError> {
        Self::ALL
            .into_iter()
            .find(|period| period.name() == name)
            .ok_or(PeriodError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_where_calendars_say() {
        let now = Time::of_day("2028-02-29").unwrap() + Span::hours(23);
        assert_eq!(Period::Day.start(now), Time::of_day("2028-02-29").unwrap());
        assert_eq!(Period::Month.start(now), Time::of_day("2028-02-01").unwrap());
        assert_eq!(Period::Ever.start(now), Time::from_millis(0));
        for period in Period::ALL {
            assert_eq!(period.name().parse(), Ok(period));
        }
    }
}
