//! Any server that speaks OpenAI's API: pictures as orders, chat as pass-through.

mod answer;
mod engine;
mod rewrite;

pub use answer::{failure, read as read_answer};
pub use engine::OpenAiCompatible;
pub use rewrite::{RewriteError, Rewritten, model_of, rewrite};
