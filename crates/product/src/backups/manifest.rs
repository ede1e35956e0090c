//! What a backup consists of. Written last and signed: a backup without one was never finished.

use serde::{Deserialize, Serialize};

/// The type of the signed statement.
pub(super) const MANIFEST: &str = "backup-manifest+jwt";
/// Where backups rest in their store.
pub(super) const FOLDER: &str = "backups";

/// A backup's table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this shape.
    pub version: u32,
    /// The backup's id: when it was begun, in milliseconds, so that ids sort by age; then something random.
    pub id: String,
    /// The moment that it shows, in milliseconds since 1970.
    pub shows: i64,
    /// The newest step of the schema.
    pub migration: i64,
    /// Tables with their parts.
    pub tables: Vec<Contents>,
    /// The list of objects, which rest in the pool that all backups share.
    pub objects: Contents,
    /// What was erased until then.
    pub tombstones: Contents,
    /// The canary that was erased right after.
    pub canary: String,
}

/// Something in parts, each a few megabytes at most.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contents {
    /// What it is: a table's name, `objects` or `tombstones`.
    pub name: String,
    /// How many rows or lines there are.
    pub lines: u64,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// One sealed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its object's name.
    pub name: String,
    /// Its length in bytes as it rests.
    pub length: u64,
    /// SHA-256 of that in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// How long all parts are together, in bytes; objects are counted where they rest.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let parts = self.contents().flat_map(|contents| &contents.parts);
        parts.map(|part| part.length).sum()
    }

    /// Everything that is in parts.
    pub(super) fn contents(&self) -> impl Iterator<Item = &Contents> {
        self.tables.iter().chain([&self.objects, &self.tombstones])
    }

    /// Where a part of a backup rests.
    pub(super) fn part_name(id: &str, what: &str, number: usize) -> String {
        format!("{FOLDER}/{id}/{what}-{number:06}")
    }
}
