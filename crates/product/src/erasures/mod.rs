//! Erasures: a person leaves, and nothing of theirs stays readable anywhere (P-RET-01, P-RET-04, P-RET-06).

mod again;
mod api;
mod ask;
mod certificate;
mod data;
mod erase_account_job;
mod erasure;
mod find;
mod pages;
mod preview;
mod queries;
mod remove;
mod revive;
mod undo;

pub use again::{erase_again, erase_item_again};
pub use api::described;
pub use ask::{Asked, ask};
pub use certificate::{CERTIFICATE, Certificate};
pub use data::DATA;
pub use erase_account_job::{ERASE_ACCOUNT, EraseAccount};
pub use erasure::{AskedBy, Erasure, GRACE, Progress, Removed, When};
pub use find::{find, lookup};
pub use pages::{WORDS, routes};
pub use preview::{Held, preview};
pub use revive::{revive, sweep};
pub use undo::undo;
