//! Keys, and what is sealed under them. Destroying a key is the erasure, in every copy of the ciphertext.
//!
//! A unit (a generation, an asset, a profile) has one key. Whoever holds the unit (a person, a workspace) has it wrapped
//! under a key of their own, and that one is wrapped by the root. The key store is apart from the data and is never part
//! of a data backup. The order is always: write the key before the row, destroy the key before the row.

mod cipher;
mod copies;
mod error;
mod fields;
mod holders;
mod key;
mod key_store;
mod objects;
mod opened;
mod opening;
mod places;
mod pouring;
mod rewrapping;
mod root_files;
mod root_key;
mod roots;
mod rotation;
mod rows;
mod statements;
mod tombstones;
mod units;
mod vault;

pub use error::VaultError;
pub use holders::HolderKind;
pub use objects::{OBJECT_HEADER_LENGTH, ObjectClass, ObjectReader};
pub use places::KeyPlaces;
pub use root_key::KeyProvider;
pub use rotation::{NewRoot, Rewrapped};
pub use statements::{Statement, StatementError, read_statement};
pub use tombstones::{Erased, Tombstone};
pub use vault::Vault;
