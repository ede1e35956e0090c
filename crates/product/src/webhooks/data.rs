//! Where data of webhooks rests and leaves.

use privacy::{
    Category::{Content, Credential, Parameter, Usage},
    FoundBy,
    Place::{Column, Outbound},
    Row,
};

/// What a message has in it.
pub const OUTBOUND: [&str; 3] = ["type", "timestamp", "data"];

const SECRET: &str = "proves who speaks; showing it would weaken it";

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("webhook", "id"), Parameter),
    Row::account(Column("webhook", "account_id"), Parameter).found_by(FoundBy::Account),
    Row::account(Column("webhook", "workspace_id"), Parameter),
    Row::account(Column("webhook", "address"), Content).sealed(),
    Row::account(Column("webhook", "secret"), Credential)
        .sealed()
        .not_exported(SECRET),
    Row::account(Column("webhook", "created_at"), Usage),
    Row::account(Column("webhook", "last_status"), Usage),
    Row::account(Column("webhook", "last_at"), Usage),
    Row::account(Column("webhook", "ended_at"), Usage),
    Row::parameter(Outbound("type")),
    Row::parameter(Outbound("timestamp")),
    Row::parameter(Outbound("data")),
];
