//! Providers as owners of the installation manage them: added with a form, tested, paused and removed, beside those of the
//! settings file.

mod ask;
mod data;
mod in_use;
mod keep_in_step;
mod list;
mod load;
mod model_lines;
mod pages;
mod pause;
mod provider;
mod queries;
mod read_sheet;
mod remove;
mod sheet;
mod write;

pub use ask::{ask, ask_all};
pub use data::DATA;
pub use in_use::EnginesInUse;
pub use keep_in_step::keep_in_step;
pub use list::{Offer, Standing, list};
pub use load::load;
pub use pages::{WORDS, routes};
pub use pause::{pause, resume};
pub use provider::{Answer, Asked, Fault, Provider};
pub use remove::remove;
pub use sheet::Sheet;
pub use write::{add, change};
