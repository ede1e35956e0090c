//! The library: all finished results, shown to their owner and erased when they say so.

mod api;
mod draw;
mod erase;
mod erase_job;
mod pages;
mod ranges;
mod search;

pub use api::described;
pub use erase::{erase, erase_generation, work as erasure};
pub use erase_job::{ERASE_ASSET, EraseAsset};
pub use pages::{FILES, Take, WORDS, routes, serve};
pub use ranges::{Wanted, wanted};
