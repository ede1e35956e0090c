//! Assets: finished results, their bytes sealed in the object store, each under a key of its own.

mod api;
mod asset;
mod data;
mod keep;
mod masked_edit;
mod pages;
mod put_back;
mod queries;
mod remove;
mod sweep_orphans;
mod take_in;
mod view;

pub use api::AssetResponse;
pub use asset::{ASSET_OBJECT, Asset, Source, THUMBNAIL_OBJECT, Title};
pub use data::DATA;
pub use keep::{Kept, Origin, keep, record};
pub use masked_edit::{AS_SENT_OBJECT, AsSent, KeptToMask, MaskedEdit};
pub use pages::still;
pub use put_back::Underlay;
pub use remove::{count_siblings, delete_hidden, destroy_key, find_hidden, hide, purge};
pub use sweep_orphans::sweep_orphans;
pub use take_in::{Owner, prepare, record_hidden, reveal, store_bytes};
pub use view::{Content, Shown, Version, browse, content, input, is_there, of_generations, text, view};
