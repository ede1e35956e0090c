//! Generations: from a prompt to a finished result, through anything that happens on the way.

mod cancel;
mod data;
mod draft;
mod erase;
mod events;
mod generation;
mod pages;
mod queries;
mod render_job;
mod search;
mod submit;
mod view;
mod wait;
mod watch;

pub use cancel::cancel;
pub use data::DATA;
pub use draft::{Draft, RawDraft, usual_size};
pub use erase::{delete_hidden, erase, forget_search, hide, hold, is_hidden};
pub use generation::{Generation, PromptWords, State};
pub use pages::{WORDS, bar, destination, routes};
pub use render_job::{RENDER, Render};
pub use search::{SearchCache, search};
pub use submit::{MayGenerate, submit};
pub use view::{prompt_of, view};
pub use wait::wait;
