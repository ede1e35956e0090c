//! Identifiers: one type each, so that an asset's id cannot be used as an account's.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Chance, Time};

/// The text was not a hyphenated UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is a hyphenated UUID")
    }
}

impl std::error::Error for IdError {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUID version 7, RFC 9562 §5.7), ordered by `now` and unguessable by `chance`.
            #[must_use]
            pub fn fresh(now: Time, chance: &Chance) -> Self {
                Self(uuid_v7(now, chance))
            }

            /// The sixteen bytes, for use as associated data.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                if text.len() != 36 {
                    return Err(IdError);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| IdError)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    AccountId,
    /// Where content lives; everybody has a personal one.
    WorkspaceId,
    /// A folder of work inside a workspace.
    ProjectId,
    /// One order to a model, from prompt to result.
    GenerationId,
    /// One finished picture, text or film.
    AssetId,
    /// One piece of durable work.
    JobId,
    /// One signed-in browser.
    SessionId,
    /// One key for programs.
    ApiKeyId,
    /// One erasable unit: what is sealed under one key.
    UnitId,
    /// Whoever holds the keys of units: a person, a workspace or a process.
    HolderId,
    /// One person's erasure.
    ErasureId,
    /// One HTTP request.
    RequestId,
    /// One server of somebody's that is told of their generations.
    WebhookId,
    /// One provider of models that an owner has written down.
    ProviderId,
}

macro_rules! as_unit {
    ($($name:ident),+) => {$(
        impl From<$name> for UnitId {
            fn from(id: $name) -> Self { Self(id.0) }
        }
    )+};
}

macro_rules! as_holder {
    ($($name:ident),+) => {$(
        impl From<$name> for HolderId {
            fn from(id: $name) -> Self { Self(id.0) }
        }
    )+};
}

as_unit!(GenerationId, AssetId, AccountId, ApiKeyId, WebhookId, ProviderId);
as_holder!(AccountId, WorkspaceId, ProviderId);

impl AssetId {
    /// The id of a generation's result number `index`, the same whenever it is asked for, so that work repeated after a
    /// crash ends in the same place.
    #[must_use]
    pub fn of(generation: GenerationId, index: u32) -> Self {
        let mut bytes = *generation.0.as_bytes();
        let tail = u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]);
        bytes[12..].copy_from_slice(&tail.wrapping_add(index).wrapping_add(1).to_be_bytes());
        Self(Uuid::from_bytes(bytes))
    }

    /// The first and the last of the generations that this may be a result of, in the order of their texts.
    #[must_use]
    pub fn possible_origins(self) -> (GenerationId, GenerationId) {
        let [mut first, mut last] = [*self.0.as_bytes(); 2];
        first[12..].fill(0x00);
        last[12..].fill(0xff);
        (
            GenerationId(Uuid::from_bytes(first)),
            GenerationId(Uuid::from_bytes(last)),
        )
    }
}

fn uuid_v7(now: Time, chance: &Chance) -> Uuid {
    let mut random = [0_u8; 10];
    chance.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(now.millis().unsigned_abs(), &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let chance = Chance::seeded(1);
        let early = AssetId::fresh(Time::from_millis(1_000), &chance);
        let late = AssetId::fresh(Time::from_millis(2_000), &chance);
        assert!(early.to_string() < late.to_string());
    }

    #[test]
    fn a_result_tells_of_which_generations_it_may_be() {
        let generation = GenerationId::fresh(Time::from_millis(1_000), &Chance::seeded(3));
        for index in [0, 9, u32::MAX] {
            let (first, last) = AssetId::of(generation, index).possible_origins();
            assert!(first.to_string() <= generation.to_string() && generation.to_string() <= last.to_string());
        }
    }

    #[test]
    fn only_the_hyphenated_form_is_an_id() {
        let id = AssetId::fresh(Time::from_millis(1), &Chance::seeded(2));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().replace('-', "").parse::<AssetId>(), Err(IdError));
        assert_eq!("".parse::<AssetId>(), Err(IdError));
    }
}
