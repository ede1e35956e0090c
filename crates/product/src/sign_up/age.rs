//! The age question (P-CHD-01): asked neutrally, before anything else, and its answer is kept nowhere.
//!
//! Who is old enough gets a mark for the next page, good for an hour, which says only that.

use basics::{Span, Time};
use privacy::guard;
use subtle::ConstantTimeEq;
use vault::Vault;

use super::least_age::LeastAge;

const GOOD_FOR: Span = Span::hours(1);

/// A birth date as it was given, or nothing sensible.
pub(super) fn parse(text: &str) -> Option<(i32, u8, u8)> {
    let mut parts = text.trim().splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let is_date = (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    (is_date && (1900..=9999).contains(&year)).then_some((year, month, day))
}

/// Whether somebody born then is old enough at a moment. Who was born on 29 February has a birthday on 1 March.
pub(super) fn is_old_enough(born: (i32, u8, u8), least: LeastAge, now: Time) -> bool {
    let today = now.date();
    let had_birthday = (today.1, today.2) >= (born.1, born.2);
    let years = today.0 - born.0 - i32::from(!had_birthday);
    let everywhere = years >= LeastAge::EVERYWHERE.in_years() && born <= today;
    let by_law = least == LeastAge::EVERYWHERE || years >= least.in_years();
    guard!("P-CHD-01/age", everywhere) && guard!("P-CHD-01/law", by_law)
}

/// The mark for the next page.
pub(super) fn mark(vault: &Vault, now: Time) -> String {
    let until = (now + GOOD_FOR).millis().to_string();
    format!("{until}.{}", proof(vault, &until))
}

/// Whether a mark is one of ours and still good.
pub(super) fn is_marked(vault: &Vault, mark: &str, now: Time) -> bool {
    let Some((until, given)) = mark.split_once('.') else {
        return false;
    };
    let genuine: bool = proof(vault, until).as_bytes().ct_eq(given.as_bytes()).into();
    let fresh = until.parse().is_ok_and(|until| now <= Time::from_millis(until));
    guard!("P-CHD-01/asked", genuine && fresh)
}

fn proof(vault: &Vault, until: &str) -> String {
    crate::tokens::hex(&vault.index("old enough", until.as_bytes()))
}

const fn days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        let (year, month, day) = parse(text).unwrap();
        let date = time::Date::from_calendar_date(year, time::Month::try_from(month).unwrap(), day).unwrap();
        Time::from_millis(date.midnight().assume_utc().unix_timestamp() * 1_000)
    }

    #[test]
    fn the_birthday_itself_decides() {
        let born = parse("2013-11-24").unwrap();
        assert!(!is_old_enough(born, LeastAge::EVERYWHERE, at("2026-11-23")));
        assert!(is_old_enough(born, LeastAge::EVERYWHERE, at("2026-11-24")));
    }

    #[test]
    fn where_the_law_wants_more_years_more_are_wanted() {
        let born = parse("2013-11-24").unwrap();
        assert!(!is_old_enough(born, LeastAge::years(16), at("2029-11-23")));
        assert!(is_old_enough(born, LeastAge::years(16), at("2029-11-24")));
    }

    #[test]
    fn leap_days_and_the_future_are_no_way_around() {
        assert!(!is_old_enough((2012, 2, 29), LeastAge::EVERYWHERE, at("2025-02-28")));
        assert!(is_old_enough((2012, 2, 29), LeastAge::EVERYWHERE, at("2025-03-01")));
        assert!(!is_old_enough((2030, 1, 1), LeastAge::EVERYWHERE, at("2026-11-24")));
    }

    #[test]
    fn what_is_no_date_is_no_answer() {
        for text in [
            "",
            "2013",
            "2013-02-29",
            "2013-13-01",
            "1899-01-01",
            "2013-00-10",
            "x-y-z",
            "-1-1-1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
