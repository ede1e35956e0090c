//! Where data of sessions rests.

use basics::Span;
use privacy::{
    Category::{Credential, Usage},
    FoundBy,
    Place::{Cache, Column, Cookie},
    Row,
};

use super::session::LIFE;

const SECRET: &str = "proves who somebody is; showing it would weaken it";
const YEAR: Span = Span::days(365);

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("session", "id"), Credential).at_most(LIFE),
    Row::account(Column("session", "token_hash"), Credential)
        .at_most(LIFE)
        .not_exported(SECRET),
    Row::account(Column("session", "account_id"), Credential)
        .at_most(LIFE)
        .found_by(FoundBy::Account),
    Row::account(Column("session", "created_at"), Usage).at_most(LIFE),
    Row::account(Column("session", "seen_at"), Usage).at_most(LIFE),
    Row::account(Column("session", "expires_at"), Usage).at_most(LIFE),
    Row::account(Cookie("session"), Credential)
        .at_most(LIFE)
        .not_exported(SECRET),
    Row::account(Cookie("device"), Credential)
        .at_most(YEAR)
        .not_exported(SECRET),
    Row::account(Cache("sign-in failures"), Usage)
        .at_most(Span::minutes(15))
        .not_exported("counts without a name"),
];
