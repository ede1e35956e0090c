//! A limit: who may ask how often.

use std::net::{IpAddr, Ipv6Addr};

use basics::{AccountId, ApiKeyId, Span, Time};

/// So many requests in each minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub i64);

/// The limits of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For a network address; an IPv6 network of /64 is one.
    pub address: Limit,
    /// For an account.
    pub account: Limit,
    /// For an API key.
    pub key: Limit,
}

impl Default for Limits {
    /// A page of a full library is some fifty requests; a hundred a second are no person's.
    fn default() -> Self {
        Self {
            address: Limit(6_000),
            account: Limit(6_000),
            key: Limit(6_000),
        }
    }
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A network address.
    Address(IpAddr),
    /// An account.
    Account(AccountId),
    /// A key.
    Key(ApiKeyId),
}

/// What is left of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The limit.
    pub limit: i64,
    /// How many more are welcome. Another process may have promised some of them already.
    pub remaining: i64,
    /// Seconds until all are.
    pub reset: i64,
}

/// How long is counted.
pub const WINDOW: Span = Span::minutes(1);

impl Subject {
    /// An address as it is counted: whoever has one address of an IPv6 network has all of it.
    #[must_use]
    pub const fn address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        })
    }

    /// Tells it from every other.
    #[must_use]
    pub fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Address(address) => format!("address {address}").into_bytes(),
            Self::Account(account) => format!("account {account}").into_bytes(),
            Self::Key(key) => format!("key {key}").into_bytes(),
        }
    }
}

impl Limits {
    /// The limit of somebody.
    #[must_use]
    pub const fn of(&self, subject: Subject) -> Limit {
        match subject {
            Subject::Address(_) => self.address,
            Subject::Account(_) => self.account,
            Subject::Key(_) => self.key,
        }
    }
}

/// When the minute began that a moment is in.
#[must_use]
pub const fn window_of(now: Time) -> Time {
    Time::from_millis(now.millis().div_euclid(WINDOW.as_millis()) * WINDOW.as_millis())
}

/// Whole seconds until the next minute begins; at least one.
#[must_use]
pub const fn seconds_left(now: Time) -> i64 {
    let passed = now.millis().rem_euclid(WINDOW.as_millis());
    (WINDOW.as_millis() - passed + 999) / 1_000
}
