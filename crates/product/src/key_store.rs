//! The key store's part of the data map.

use basics::Span;
use privacy::{Category::Credential, Place::KeyColumn, Row};

const SECRET: &str = "a key; handing it out would unseal what it protects";

/// How long a tombstone stands: longer than any copy of the data is kept.
pub const TOMBSTONES: Span = Span::days(400);

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
    Row::technical(KeyColumn("tombstone", "subject")).at_most(TOMBSTONES),
    Row::technical(KeyColumn("tombstone", "kind")).at_most(TOMBSTONES),
    Row::technical(KeyColumn("tombstone", "erased_at")).at_most(TOMBSTONES),
];
