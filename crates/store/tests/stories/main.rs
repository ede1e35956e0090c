//! What the store promises, told on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, what does not work shall stop it at once"
)]

mod folder;
mod group_commit;
mod migrations;
mod notes;
mod objects;
mod rows;
mod scope;
