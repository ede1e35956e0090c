//! Where data of API keys rests.

use basics::Span;
use privacy::{
    Category::{Content, Credential, Parameter, Usage},
    FoundBy,
    Place::{Cache, Column},
    Row,
};

const SECRET: &str = "proves who somebody is; showing it would weaken it";

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("api_key", "id"), Credential),
    Row::account(Column("api_key", "account_id"), Credential).found_by(FoundBy::Account),
    Row::account(Column("api_key", "workspace_id"), Credential),
    Row::account(Column("api_key", "name"), Content).sealed(),
    Row::account(Column("api_key", "token_hash"), Credential).not_exported(SECRET),
    Row::account(Column("api_key", "hint"), Credential),
    Row::account(Column("api_key", "models"), Parameter),
    Row::account(Column("api_key", "kinds"), Parameter),
    Row::account(Column("api_key", "addresses"), Parameter),
    Row::account(Column("api_key", "expires_at"), Parameter),
    Row::account(Column("api_key", "budget"), Parameter),
    Row::account(Column("api_key", "budget_per"), Parameter),
    Row::account(Column("api_key", "created_at"), Usage),
    Row::account(Column("api_key", "used_at"), Usage),
    Row::account(Column("api_key", "revoked_at"), Usage),
    Row::account(Cache("keys in use"), Credential)
        .at_most(Span::seconds(5))
        .not_exported(SECRET),
];
