//! The built-in engine's painter: words and a seed become a picture, without weights, network, clock or files.
//!
//! [`paint`] is the whole of it, and [`animate`] makes it move; [`encode`], [`decode`], [`open`] and [`thumbnail`] turn pictures into files and back,
//! and [`composite`] puts back what an edit was not to change.
//! The [`composer`] turns ideas into prompts and pictures into words.
//! Understanding the words (`scene`) and painting what was understood (`paint`) never mix.
#![expect(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "places are x, y and z, lights r, g and b, as everywhere in the field"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "pixels and the places between them are converted all the time, within known bounds"
)]

mod animator;
mod colour;
pub mod composer;
mod composite;
mod decode;
mod encode;
mod format;
mod lettering;
mod mask;
mod noise;
mod order;
mod origin;
mod paint;
mod retoucher;
mod scene;
mod steady;
mod thumbnail;
mod verdict;
mod watch;
mod writer;

pub use animator::{AnimateError, Film, FilmOrder, FrameRate, Picture, animate};
pub use composite::{Composite, composite};
pub use decode::{DecodeError, MOST_PIXELS, MOST_SIDE, Opened, decode, open};
pub use encode::{encode, encode_plain};
pub use format::ImageFormat;
pub use mask::{Area, Mask, Reach};
pub use order::{PaintError, PaintOrder, Painting};
pub use origin::{DigitalSourceType, Origin};
pub use paint::{Drawing, draw, is_drawn, paint};
pub use retoucher::{
    LEAST_RETOUCHED_SIDE, MOST_RETOUCHED_SIDE, Medium, RetouchError, RetouchOrder, Retouched, render_in, retouch,
};
pub use thumbnail::thumbnail;
pub use verdict::Verdict;
pub use watch::{Stage, Unwatched, Watcher};
pub use writer::{Limits, WriteError, WriteOrder, Written, write};
