//! The key store's part of the data map.

use privacy::{Category::Credential, Place::KeyColumn, Row};

const SECRET: &str = "a key; handing it out would unseal what it protects";

/// Wrapped keys. Destroying them is the erasure of everything else.
pub const DATA: &[Row] = &[
    Row::account(KeyColumn("holder", "id"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("holder", "kind"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("holder", "wrapped"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("holder", "created_at"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("key", "unit"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("key", "holder"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("key", "wrapped"), Credential).not_exported(SECRET),
    Row::account(KeyColumn("key", "created_at"), Credential).not_exported(SECRET),
    Row::technical(KeyColumn("root", "name")),
    Row::technical(KeyColumn("root", "wrapped")),
];
