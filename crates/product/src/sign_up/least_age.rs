//! From which age somebody may have an account: by the laws of wherever the service is offered (P-CHD-01).

use thiserror::Error;

/// An age in whole years, never below thirteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeastAge(u8);

/// Nobody here knows the law of that country.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "offered_in names {0:?}, and from which age people there may have an account is not known here: take it out, and write \
     the age of its law as least_age"
)]
pub struct UnknownCountry(String);

/// From which age a person agrees by themselves to having their data processed: Article 8 (1) of the GDPR as each country
/// has set it, and the laws of some others. ISO 3166-1 codes.
const BY_LAW: &[(u8, &[&str])] = &[
    (13, &["BE", "EE", "FI", "GB", "IS", "LV", "MT", "NO", "PT", "SE", "US"]),
    (14, &["AT", "BG", "CN", "CY", "ES", "IT", "KR", "LT"]),
    (15, &["CZ", "DK", "FR", "GR", "SI"]),
    (16, &["DE", "HR", "HU", "IE", "LI", "LU", "NL", "PL", "RO", "SK"]),
];

impl LeastAge {
    /// What holds everywhere.
    pub const EVERYWHERE: Self = Self(13);

    /// So many years, or thirteen where that is more.
    #[must_use]
    pub fn years(years: u8) -> Self {
        Self(years).max(Self::EVERYWHERE)
    }

    /// What the strictest of these countries wants. We do not ask where somebody is, so it holds for everybody.
    pub fn where_offered<Code: AsRef<str>>(countries: &[Code]) -> Result<Self, UnknownCountry> {
        countries.iter().try_fold(Self::EVERYWHERE, |least, country| {
            let country = country.as_ref();
            let by_law = BY_LAW.iter().find(|(_, countries)| countries.contains(&country));
            let (years, _) = by_law.ok_or_else(|| UnknownCountry(country.to_owned()))?;
            Ok(least.max(Self(*years)))
        })
    }

    pub(super) const fn in_years(self) -> i32 {
        self.0 as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_country_decides() {
        assert_eq!(LeastAge::where_offered(&[""; 0]), Ok(LeastAge::EVERYWHERE));
        assert_eq!(LeastAge::where_offered(&["US", "FR", "AT"]), Ok(LeastAge(15)));
        assert_eq!(LeastAge::where_offered(&["FR", "DE"]), Ok(LeastAge(16)));
    }

    #[test]
    fn a_country_that_is_not_known_is_not_guessed_at() {
        assert_eq!(
            LeastAge::where_offered(&["DE", "XX"]),
            Err(UnknownCountry("XX".to_owned()))
        );
        assert!(LeastAge::where_offered(&["de"]).is_err());
    }

    #[test]
    fn no_setting_lowers_it_below_thirteen() {
        assert_eq!(LeastAge::years(9), LeastAge::EVERYWHERE);
        assert_eq!(LeastAge::years(18), LeastAge(18));
    }

    #[test]
    fn each_country_stands_in_the_table_once() {
        let all: Vec<_> = BY_LAW.iter().flat_map(|(_, countries)| countries.iter()).collect();
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), different.len());
    }
}
