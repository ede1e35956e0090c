//! Generations: from a prompt to a finished result, through anything that happens on the way.

mod cancel;
mod data;
mod drafting;
mod erase;
mod events;
mod failures;
mod generation;
mod hand_in;
mod input;
mod ordering;
mod pages;
mod preview;
mod queries;
mod recipients;
mod render_job;
mod search;
mod submit;
mod view;
mod wait;
mod watch;

pub use cancel::cancel;
pub use data::DATA;
pub use drafting::{Draft, RawDraft};
pub use erase::{delete_hidden, erase, forget_search, hide, hold, is_hidden};
pub use generation::{Generation, PromptWords, State};
pub use input::{Input, Role};
pub use pages::{FILES, Said, WORDS, bar, routes, studio};
pub use recipients::recipients;
pub use render_job::{RENDER, Render};
pub use search::{SearchCache, search};
pub use submit::{MayGenerate, submit};
pub use view::{Work, films, inputs_left, view};
pub use wait::wait;
