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

pub use data::DATA;
pub use in_use::EnginesInUse;
pub use keep_in_step::keep_in_step;
pub use load::load;
pub use pages::{WORDS, routes};

use list::Standing;
use provider::{Answer, Asked};
