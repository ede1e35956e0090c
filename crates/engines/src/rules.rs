//! What somebody demands of whoever their words go to, held against passports.

use basics::{Credits, Region, Span, Time};

use crate::{Card, Passport, Training, VendorRetention};

/// What somebody demands. Without any demand, everything goes whose passport is valid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Nothing leaves this machine or the operator's own network.
    pub local_only: bool,
    /// Only to operators who never train models with it.
    pub no_training: bool,
    /// Only to be processed in one of these; anywhere where there is none.
    pub regions: Vec<Region>,
    /// Only to operators who keep it no longer than so many days.
    pub longest_kept: Option<u32>,
    /// Only to these providers; to any where there is none.
    pub providers: Vec<String>,
    /// Only to models that cost no more for one output.
    pub max_price: Option<Credits>,
}

/// What speaks against a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// Whoever runs this installation has stopped its provider for now.
    Paused,
    /// Its provider has shut it down.
    ShutDown,
    /// What its passport says has not been checked for too long.
    Expired,
    /// It is somebody else's.
    Leaves,
    /// It is none of the allowed providers'.
    Provider,
    /// The work is done in another region.
    Region,
    /// Models may be trained with it, or nobody has said that they are not.
    Trains,
    /// It is kept too long, or nobody has said how long.
    Kept,
    /// It costs too much.
    Price,
}

impl Rules {
    /// What speaks against a provider's model now, if anything does.
    #[must_use]
    pub fn object(&self, provider: &str, card: &Card, passport: &Passport, now: Time) -> Option<Objection> {
        let objections = [
            (card.is_shut_down(now), Objection::ShutDown),
            (passport.has_expired(now), Objection::Expired),
            (self.local_only && !passport.stays_here, Objection::Leaves),
            (!self.allows_provider(provider), Objection::Provider),
            (
                !passport.stays_here && !self.allows_region(&passport.region),
                Objection::Region,
            ),
            (
                self.no_training && passport.training != Training::Never,
                Objection::Trains,
            ),
            (!self.allows_keeping(passport.retention), Objection::Kept),
            (
                self.max_price.is_some_and(|most| card.dearest() > most),
                Objection::Price,
            ),
        ];
        objections
            .into_iter()
            .find_map(|(speaks, objection)| speaks.then_some(objection))
    }

    /// Our own models are nobody's but this installation's, and no list has to name them.
    fn allows_provider(&self, provider: &str) -> bool {
        provider == crate::atelier::ID || self.providers.is_empty() || self.providers.iter().any(|id| id == provider)
    }

    fn allows_region(&self, region: &Region) -> bool {
        self.regions.is_empty() || self.regions.contains(region)
    }

    const fn allows_keeping(&self, retention: VendorRetention) -> bool {
        match (self.longest_kept, retention) {
            (None, _) | (Some(_), VendorRetention::Nothing) => true,
            (Some(most), VendorRetention::Days(days)) => days <= most,
            (Some(_), VendorRetention::Unknown) => false,
        }
    }
}

impl Passport {
    /// Whether the day is over until which what it says may be believed.
    #[must_use]
    pub fn has_expired(&self, now: Time) -> bool {
        self.valid_until.is_some_and(|day| now >= day + Span::days(1))
    }
}

impl Objection {
    /// A stable name for rows, messages and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paused => "rule-paused",
            Self::ShutDown => "rule-shut-down",
            Self::Expired => "rule-expired",
            Self::Leaves => "rule-leaves",
            Self::Provider => "rule-provider",
            Self::Region => "rule-region",
            Self::Trains => "rule-trains",
            Self::Kept => "rule-kept",
            Self::Price => "rule-price",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Frames, Kind, Masks, ModelId, Seconds, Sizes, TokenPrices};

    fn card(price: i64) -> Card {
        Card {
            id: ModelId::of("lab", "painter").unwrap(),
            name: "painter".to_owned(),
            kind: Kind::Image,
            sizes: Sizes::None,
            counts: 1..=1,
            seeds: false,
            negative: false,
            references: 0,
            masks: Masks::None,
            seconds: Seconds::None,
            frames: Frames::None,
            price: Credits::from_millionths(price),
            token_prices: TokenPrices::default(),
            price_per_second: Credits::FREE,
            procedural: false,
            max_prompt_chars: 1,
            streams: false,
            usage_in_streams: false,
            shutdown: None,
            replacement: None,
        }
    }

    fn passport(retention: VendorRetention, training: Training) -> Passport {
        Passport {
            operator: "lab".to_owned(),
            operator_country: None,
            region: "us".parse().unwrap(),
            retention,
            training,
            deletion: false,
            stays_here: false,
            valid_until: Time::of_day("2026-11-30"),
        }
    }

    #[test]
    fn each_demand_is_held_against_the_passport() {
        let any = Rules::default();
        let rules = |change: fn(&mut Rules)| {
            let mut rules = Rules::default();
            change(&mut rules);
            rules
        };
        let cases = [
            (any, None),
            (rules(|rules| rules.local_only = true), Some(Objection::Leaves)),
            (rules(|rules| rules.no_training = true), Some(Objection::Trains)),
            (
                rules(|rules| rules.regions = vec!["eu".parse().unwrap()]),
                Some(Objection::Region),
            ),
            (rules(|rules| rules.regions = vec!["us".parse().unwrap()]), None),
            (rules(|rules| rules.longest_kept = Some(29)), Some(Objection::Kept)),
            (rules(|rules| rules.longest_kept = Some(30)), None),
            (
                rules(|rules| rules.providers = vec!["other".to_owned()]),
                Some(Objection::Provider),
            ),
            (rules(|rules| rules.providers = vec!["lab".to_owned()]), None),
            (
                rules(|rules| rules.max_price = Some(Credits::FREE)),
                Some(Objection::Price),
            ),
        ];
        let (card, passport) = (card(1), passport(VendorRetention::Days(30), Training::OptOut));
        let now = Time::of_day("2026-11-30").unwrap() + Span::hours(23);
        for (rules, expected) in cases {
            assert_eq!(rules.object("lab", &card, &passport, now), expected, "{rules:?}");
        }
    }

    #[test]
    fn a_film_is_too_dear_where_the_longest_is() {
        let film = Card {
            kind: Kind::Video,
            seconds: Seconds::Free(2..=10),
            price_per_second: Credits::from_millionths(100),
            ..card(1)
        };
        let passport = passport(VendorRetention::Nothing, Training::Never);
        let now = Time::of_day("2026-11-01").unwrap();
        for (most, expected) in [(1_001, None), (1_000, Some(Objection::Price))] {
            let rules = Rules {
                max_price: Some(Credits::from_millionths(most)),
                ..Rules::default()
            };
            assert_eq!(rules.object("lab", &film, &passport, now), expected, "{most}");
        }
    }

    #[test]
    fn what_nobody_has_said_is_not_taken_for_granted() {
        let (card, passport) = (card(0), passport(VendorRetention::Unknown, Training::Unknown));
        let now = Time::of_day("2026-11-01").unwrap();
        let object = |rules: Rules| rules.object("lab", &card, &passport, now);
        let no_training = Rules {
            no_training: true,
            ..Rules::default()
        };
        let not_kept = Rules {
            longest_kept: Some(0),
            ..Rules::default()
        };
        assert_eq!(
            (object(no_training), object(not_kept)),
            (Some(Objection::Trains), Some(Objection::Kept))
        );
    }

    #[test]
    fn a_model_is_asked_up_to_the_day_of_its_shutdown() {
        let card = Card {
            shutdown: Time::of_day("2026-11-20"),
            ..card(0)
        };
        let passport = passport(VendorRetention::Nothing, Training::Never);
        let object = |now: Time| Rules::default().object("lab", &card, &passport, now);
        let day = Time::of_day("2026-11-20").unwrap();
        assert_eq!(object(Time::from_millis(day.millis() - 1)), None);
        assert_eq!(object(day), Some(Objection::ShutDown));
    }

    #[test]
    fn an_expired_passport_lets_nothing_through() {
        let (card, passport) = (card(0), passport(VendorRetention::Nothing, Training::Never));
        let now = Time::of_day("2026-12-01").unwrap();
        assert_eq!(
            Rules::default().object("lab", &card, &passport, now),
            Some(Objection::Expired)
        );
    }
}
