//! Models behind one resumable protocol. An engine never learns who asks: nothing here names a person.
//!
//! The caller stores its intent before [`Engine::submit`] and the [`Ticket`] before [`Engine::resume`]. A crash between
//! the two leaves an unknown outcome, which is submitted again only where [`Engine::repeatable`] says so.

mod a1111;
mod adapters;
mod aspect;
pub mod atelier;
mod bfl;
mod card;
mod comfyui;
pub mod config;
mod data_uri;
mod detail;
mod encoded;
mod engine;
mod failure;
mod fal;
mod fields;
mod film;
mod form;
mod gemini;
mod hints;
mod job;
mod kind;
mod luma;
mod model_id;
mod near;
mod ollama;
pub mod openai_compatible;
mod order;
mod outbound_fields;
mod output;
mod pass_through;
mod passport;
mod patience;
mod picture;
mod preview;
mod refusal;
mod registry;
mod replicate;
mod rules;
mod runway;
mod seconds;
mod secret;
mod size;
mod stability;
mod status;
#[cfg(test)]
mod strange;
mod template;
mod told;
mod vendor;
mod watch;

pub use adapters::build;
pub use card::{Card, Masks, Sizes};
pub use config::{ConfigError, ProviderTable};
pub use egress::{EgressError, Inbound, InboundStream};
pub use engine::{Engine, Progress, Resumed, Submitted, Ticket};
pub use failure::{Failure, Retry};
pub use film::{LARGEST_FILM, is_film};
pub use kind::{Kind, KindError};
pub use model_id::{ModelId, ModelIdError};
pub use order::{ImageFormat, ImageOrder, Input, Order, TextOrder, VideoOrder};
pub use outbound_fields::{CONTENT, PARAMETERS};
pub use output::{Output, Preview};
pub use pass_through::{Endpoint, PassThrough};
pub use passport::{Passport, Training, VendorRetention};
pub use picture::{Picture, sniff};
pub use preview::{Destination, OutboundPreview};
pub use registry::{FindError, Found, Registry, RegistryError};
pub use rules::{Objection, Rules};
pub use seconds::{Frames, Seconds};
pub use secret::Secret;
pub use size::{Size, SizeError};
pub use watch::{Unwatched, Watch};
