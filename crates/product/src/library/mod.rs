//! The library: finished results, shown to their owner and erased when they say so.

mod asset;
mod data;
mod erase;
mod erase_job;
mod keep;
mod pages;
mod queries;
mod ranges;
mod search;
mod view;

pub use asset::{ASSET_OBJECT, Asset, Source, THUMBNAIL_OBJECT, Title};
pub use data::DATA;
pub use erase::erase;
pub use erase_job::{ERASE_ASSET, EraseAsset};
pub use keep::{Origin, keep, record};
pub use pages::{WORDS, routes};
pub use search::search;
pub use view::{Content, Shown, browse, content, of_generations, view};
