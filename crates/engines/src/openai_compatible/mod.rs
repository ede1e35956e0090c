//! OpenAI, and any server that speaks its API: pictures as orders, chat as pass-through.

mod adapter;
mod answer;
mod engine;
mod films;
mod models;
mod request;
mod rewrite;

pub(crate) use adapter::{COMPATIBLE, OPENAI, OURS};
pub use answer::{failure, read as read_answer};
pub use engine::OpenAiCompatible;
pub use rewrite::{RawRequest, RewriteError, Rewritten};
