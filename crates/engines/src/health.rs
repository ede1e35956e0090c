//! How providers have lately been: who rests after failing again and again, and who answers soonest. In memory, of this
//! process only.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use basics::{Span, Time};

use crate::Failure;

/// How providers have lately been. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Health(Arc<Mutex<HashMap<String, Record>>>);

#[derive(Debug, Clone, Copy, Default)]
struct Record {
    /// Failures since it last answered.
    failures: u32,
    /// It is asked last until then.
    rests_until: Option<Time>,
    /// How long it took to answer, the latest counting most, in milliseconds.
    wait: Option<i64>,
}

/// How many failures in a row are more than chance.
const MANY: u32 = 3;
const FIRST_REST: Span = Span::seconds(15);
const LONGEST_REST: Span = Span::minutes(5);
/// Who has rested is tried by one caller first; the others wait so long for what comes of it.
const TRIAL: Span = Span::seconds(10);

impl Health {
    /// Until when it is asked last, if it rests at the moment.
    #[must_use]
    pub fn rests_until(&self, provider: &str, now: Time) -> Option<Time> {
        let until = self.lock().get(provider).and_then(|record| record.rests_until);
        until.filter(|until| now < *until)
    }

    /// How long it lately took to answer, if it ever has.
    #[must_use]
    pub fn wait(&self, provider: &str) -> Option<Span> {
        let wait = self.lock().get(provider).and_then(|record| record.wait);
        wait.map(Span::millis)
    }

    /// It is being asked. Who has rested is tried by one caller alone.
    pub fn asked(&self, provider: &str, now: Time) {
        if let Some(record) = self.lock().get_mut(provider)
            && record.rests_until.is_some_and(|until| until <= now)
        {
            record.rests_until = Some(now + TRIAL);
        }
    }

    /// It has answered, after so long.
    pub fn answered(&self, provider: &str, after: Span) {
        let mut records = self.lock();
        let record = records.entry(provider.to_owned()).or_default();
        let after = after.as_millis();
        record.wait = Some(record.wait.map_or(after, |wait| (wait * 3 + after) / 4));
        record.failures = 0;
        record.rests_until = None;
    }

    /// It has failed; how says how long it rests, if it does.
    pub fn failed(&self, provider: &str, failure: &Failure, now: Time) {
        let mut records = self.lock();
        let record = records.entry(provider.to_owned()).or_default();
        let rest = match failure {
            Failure::RateLimited { retry_after } => Some(retry_after.unwrap_or(FIRST_REST)),
            // Only whoever runs this installation can mend these.
            Failure::Unauthorised | Failure::OutOfCredit => Some(LONGEST_REST),
            Failure::Unavailable | Failure::TimedOut | Failure::Cut | Failure::Unknown => {
                record.failures = record.failures.saturating_add(1);
                rest_after(record.failures)
            }
            // The order was at fault, or whoever ordered; the provider is well.
            _ => return,
        };
        if let Some(rest) = rest {
            record.rests_until = Some(now + rest.min(LONGEST_REST));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Twice as long each time, after a few.
fn rest_after(failures: u32) -> Option<Span> {
    let beyond = failures.checked_sub(MANY)?;
    Some(Span::millis(FIRST_REST.as_millis() << beyond.min(8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_millis(1_000_000);

    fn failed(times: u32, failure: &Failure) -> Health {
        let health = Health::default();
        for _ in 0..times {
            health.failed("lab", failure, NOW);
        }
        health
    }

    #[test]
    fn who_fails_again_and_again_rests_longer_and_longer() {
        let rests = |times| failed(times, &Failure::Unavailable).rests_until("lab", NOW);
        assert_eq!((rests(1), rests(2)), (None, None));
        assert_eq!(rests(3), Some(NOW + FIRST_REST));
        assert_eq!(rests(4), Some(NOW + Span::seconds(30)));
        assert_eq!(rests(90), Some(NOW + LONGEST_REST));
    }

    #[test]
    fn a_hint_is_followed_and_no_longer_than_five_minutes() {
        let limited = |wait| Failure::RateLimited {
            retry_after: Some(wait),
        };
        let until = |wait| failed(1, &limited(wait)).rests_until("lab", NOW);
        assert_eq!(until(Span::seconds(2)), Some(NOW + Span::seconds(2)));
        assert_eq!(until(Span::hours(9)), Some(NOW + LONGEST_REST));
    }

    #[test]
    fn an_order_that_was_wrong_says_nothing_of_the_provider() {
        for failure in [
            Failure::Refused(String::new()),
            Failure::bad_order("n", "too many"),
            Failure::Cancelled,
        ] {
            assert_eq!(failed(9, &failure).rests_until("lab", NOW), None, "{failure:?}");
        }
    }

    #[test]
    fn who_has_rested_is_tried_by_one_caller_alone() {
        let health = failed(3, &Failure::Unavailable);
        let later = NOW + FIRST_REST;
        assert_eq!(health.rests_until("lab", later), None);
        health.asked("lab", later);
        assert_eq!(health.rests_until("lab", later), Some(later + TRIAL), "the others wait");
        health.answered("lab", Span::millis(5));
        assert_eq!(health.rests_until("lab", later), None);
    }

    #[test]
    fn the_latest_waits_count_most() {
        let health = Health::default();
        for wait in [100, 100, 20] {
            health.answered("lab", Span::millis(wait));
        }
        assert_eq!(health.wait("lab"), Some(Span::millis(80)));
    }
}
