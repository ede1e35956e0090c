//! Slowing down who guesses passwords, without letting strangers lock anybody out (P-COL-02).
//!
//! Attempts that have not succeeded are counted for an address from one network, for a network, and for an address from
//! everywhere. A browser that has signed in to the account before has a count of its own instead, so that neither a
//! crowd of strangers nor one neighbour behind the same router can keep the owner away.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use basics::{Span, Time};

/// Counts of failures, in memory only. Cheap to clone.
#[derive(Clone, Default)]
pub struct Throttle(Arc<Mutex<HashMap<Bucket, Count>>>);

/// Who is trying.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// The keyed hash of the address.
    pub address: [u8; 32],
    /// Where from.
    pub network: Network,
    /// Whether this browser has signed in to this account before.
    pub known_device: bool,
}

/// A neighbourhood of the internet: /24 or /64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bucket {
    AddressFrom([u8; 32], Network),
    Network(Network),
    Address([u8; 32]),
    KnownDevice([u8; 32]),
    SignUp(Network),
}

#[derive(Debug, Clone, Copy)]
struct Count {
    failures: u32,
    since: Time,
}

const WINDOW: Span = Span::minutes(15);
const MOST_BUCKETS: usize = 100_000;

impl Bucket {
    const fn limit(self) -> u32 {
        match self {
            Self::AddressFrom(..) | Self::KnownDevice(_) => 10,
            Self::Network(_) | Self::SignUp(_) => 60,
            Self::Address(_) => 100,
        }
    }
}

impl Network {
    /// Of an address.
    #[must_use]
    pub const fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self((address.to_bits() >> 8) as u64),
            IpAddr::V6(address) => Self((address.to_bits() >> 64) as u64 | 1 << 63),
        }
    }
}

impl Throttle {
    /// Whether the attempt may be made; otherwise the seconds until it may. An admitted attempt counts as failed until
    /// it has succeeded, so that a burst of guesses at once gains nothing.
    pub fn admit(&self, attempt: &Attempt, now: Time) -> Result<(), i64> {
        self.count(&buckets(attempt).collect::<Vec<_>>(), now)
    }

    /// Whether an account may be made from this network: a password is hashed for each, which costs more than a guess.
    pub fn admit_sign_up(&self, network: Network, now: Time) -> Result<(), i64> {
        self.count(&[Bucket::SignUp(network)], now)
    }

    fn count(&self, buckets: &[Bucket], now: Time) -> Result<(), i64> {
        let mut counts = self.lock();
        let waits = buckets.iter().filter_map(|bucket| {
            let count = counts.get(bucket).filter(|count| now.since(count.since) < WINDOW)?;
            let until = count.since + WINDOW;
            (count.failures >= bucket.limit()).then(|| until.since(now).as_millis() / 1_000 + 1)
        });
        waits.max().map_or(Ok(()), Err)?;
        make_room(&mut counts, now);
        for bucket in buckets {
            let fresh = Count {
                failures: 0,
                since: now,
            };
            let count = counts.entry(*bucket).or_insert(fresh);
            if now.since(count.since) >= WINDOW {
                *count = fresh;
            }
            count.failures += 1;
        }
        Ok(())
    }

    /// Takes back what was counted for whoever got in.
    pub fn succeeded(&self, attempt: &Attempt) {
        let mut counts = self.lock();
        for bucket in buckets(attempt) {
            match bucket {
                Bucket::AddressFrom(..) | Bucket::KnownDevice(_) => drop(counts.remove(&bucket)),
                Bucket::Network(_) | Bucket::Address(_) | Bucket::SignUp(_) => {
                    if let Some(count) = counts.get_mut(&bucket) {
                        count.failures = count.failures.saturating_sub(1);
                    }
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Bucket, Count>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn buckets(attempt: &Attempt) -> impl Iterator<Item = Bucket> + use<> {
    let Attempt { address, network, .. } = *attempt;
    let known = attempt.known_device.then_some(Bucket::KnownDevice(address));
    let strange = (!attempt.known_device).then_some([
        Bucket::AddressFrom(address, network),
        Bucket::Network(network),
        Bucket::Address(address),
    ]);
    known.into_iter().chain(strange.into_iter().flatten())
}

/// Keeps the memory bounded. Under an attack so wide that current counts alone fill it, they start anew: slowing
/// guesses down matters less than letting people in.
fn make_room(counts: &mut HashMap<Bucket, Count>, now: Time) {
    if counts.len() >= MOST_BUCKETS {
        counts.retain(|_, count| now.since(count.since) < WINDOW);
    }
    if counts.len() >= MOST_BUCKETS {
        counts.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(address: u8, network: u64, known_device: bool) -> Attempt {
        Attempt {
            address: [address; 32],
            network: Network(network),
            known_device,
        }
    }

    const NOON: Time = Time::from_millis(1_000_000_000);

    #[test]
    fn guessing_one_address_is_slowed_down_and_time_heals() {
        let throttle = Throttle::default();
        let guess = attempt(1, 1, false);
        for _ in 0..10 {
            assert_eq!(throttle.admit(&guess, NOON), Ok(()));
        }
        assert_eq!(throttle.admit(&guess, NOON + Span::minutes(5)), Err(601));
        assert_eq!(throttle.admit(&attempt(2, 2, false), NOON), Ok(()));
        assert_eq!(throttle.admit(&guess, NOON + Span::minutes(15)), Ok(()));
    }

    #[test]
    fn a_crowd_of_strangers_does_not_lock_the_owner_out() {
        let throttle = Throttle::default();
        for network in 0..200 {
            let _ = throttle.admit(&attempt(1, network, false), NOON);
        }
        assert!(throttle.admit(&attempt(1, 999, false), NOON).is_err());
        assert_eq!(throttle.admit(&attempt(1, 999, true), NOON), Ok(()));
    }

    #[test]
    fn a_neighbour_behind_the_same_router_does_not_lock_the_owner_out() {
        let throttle = Throttle::default();
        for _ in 0..20 {
            let _ = throttle.admit(&attempt(1, 1, false), NOON);
        }
        assert!(throttle.admit(&attempt(1, 1, false), NOON).is_err());
        assert_eq!(throttle.admit(&attempt(1, 1, true), NOON), Ok(()));
    }

    #[test]
    fn a_stolen_device_mark_does_not_allow_endless_guessing() {
        let throttle = Throttle::default();
        let admitted = (0..50).filter(|network| throttle.admit(&attempt(1, *network, true), NOON).is_ok());
        assert_eq!(admitted.count(), 10);
    }

    #[test]
    fn who_gets_in_leaves_no_count_behind() {
        let throttle = Throttle::default();
        for _ in 0..500 {
            let visit = attempt(1, 1, false);
            assert_eq!(throttle.admit(&visit, NOON), Ok(()));
            throttle.succeeded(&visit);
        }
    }

    #[test]
    fn memory_stays_bounded_however_many_networks_guess() {
        let throttle = Throttle::default();
        for network in 0..120_000 {
            let _ = throttle.admit(&attempt(u8::try_from(network % 251).unwrap(), network, false), NOON);
        }
        assert!(throttle.lock().len() <= MOST_BUCKETS + 3);
    }

    #[test]
    fn neighbours_are_one_network() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("192.0.2.1"), network("192.0.2.200"));
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.9"));
        assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
    }
}
