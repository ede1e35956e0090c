//! Backups: sealed, signed, apart from the keys; and the proof, again and again, that one restores and that what was erased
//! stays erased in it (P-STO-04, P-STO-05, P-RET-06).

mod canary;
mod create;
mod data;
mod drill;
mod health;
mod keep;
mod line;
mod look;
mod manifest;
mod parts;
mod plant;
mod prune;
mod queries;
mod refuse;
mod replay;
mod restore;
mod sign;
mod verify;

pub use canary::{Canary, Words};
pub use create::create;
pub use data::DATA;
pub use drill::{Drilled, drill};
pub use health::Health;
pub use keep::{BackupPlan, KEY_COPIES, keep_backing_up, tend};
pub use look::health;
pub use manifest::Manifest;
pub use prune::prune;
pub use refuse::BackupError;
pub use restore::{Restored, restore};
pub use sign::{newest, read};
pub use verify::{Damage, verify};
