//! Webhooks: somebody's own server is told when their generations end, as the Standard Webhooks specification has it. What
//! is told are names and states; no word and no picture leaves with it.

mod api;
mod create;
mod data;
mod deliver_job;
mod message;
mod queries;
mod tell;
mod webhook;

pub use api::{described, routes};
pub use create::{Listed, create, list, remove};
pub use data::{DATA, OUTBOUND};
pub use deliver_job::{DELIVER, Deliver};
pub use message::sign;
pub use tell::tell;
pub use webhook::{Webhook, WebhookAddress, WebhookSecret};
