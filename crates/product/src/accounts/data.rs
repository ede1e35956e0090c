//! Where data of accounts rests.

use basics::Span;
use privacy::{
    Category::{Agreement, Credential, Identity, Parameter},
    FoundBy,
    Place::Column,
    Row,
};

const SECRET: &str = "proves who somebody is; showing it would weaken it";

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("account", "id"), Identity).found_by(FoundBy::Account),
    Row::account(Column("account", "workspace_id"), Parameter),
    Row::account(Column("account", "email"), Identity).sealed(),
    Row::account(Column("account", "email_index"), Identity)
        .not_exported("a keyed hash of the address, which is exported"),
    Row::account(Column("account", "password_hash"), Credential).not_exported(SECRET),
    Row::account(Column("account", "role"), Parameter),
    Row::account(Column("account", "language"), Parameter),
    Row::account(Column("account", "created_at"), Parameter),
    Row::account(Column("account", "erase_at"), Parameter).not_exported("marks what is being erased"),
    Row::account(Column("acceptance", "account_id"), Agreement).found_by(FoundBy::Account),
    Row::account(Column("acceptance", "document"), Agreement),
    Row::account(Column("acceptance", "version"), Agreement),
    Row::account(Column("acceptance", "content_hash"), Agreement),
    Row::account(Column("acceptance", "language"), Agreement),
    Row::account(Column("acceptance", "accepted_at"), Agreement),
    Row::account(Column("workspace", "id"), Parameter).found_by(FoundBy::Workspace),
    Row::account(Column("workspace", "kind"), Parameter),
    Row::account(Column("workspace", "created_at"), Parameter),
    Row::technical(Column("owner_link", "token_hash")).at_most(Span::hours(24)),
    Row::technical(Column("owner_link", "expires_at")).at_most(Span::hours(24)),
];
