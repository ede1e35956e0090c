//! The darkroom: pictures are painted and foreign bytes are opened where they can do no harm.
//!
//! A [`Task`] goes in, a [`Finished`] comes out. The program has it done by a sealed-off process of itself that is told
//! so over two pipes ([`serve`] is that process' whole life); tests have it done in their own ([`InProcess`]).

mod error;
mod frame;
mod impossible;
mod in_process;
mod perform;
mod pictures;
mod pieces;
mod reply;
mod serve;
mod task;
mod workshop;

pub use atelier::{ImageFormat, MOST_PIXELS, MOST_SIDE, Verdict};
pub use error::DarkroomError;
pub use frame::{FrameError, HEADER_LIMIT, LENGTHS, Lengths, MOST_REPLY_BYTES, MOST_TASK_BYTES, read_frame};
pub use impossible::Impossible;
pub use in_process::InProcess;
pub use perform::{THUMBNAIL_SIDE, perform};
pub use pictures::{
    Animated, Composited, Described, Developed, Edit, Film, Painted, Previewed, Retouch, Retouched, Scribe, Writing,
    Written,
};
pub use reply::{Finished, Reply};
pub use serve::{Probe, Sealing, Strength, serve};
pub use task::Task;
pub use workshop::{Darkroom, SharedWatcher, Workshop};

/// Whether a sealed-off process answers [`Task::Probe`]; never in a program for people.
pub const PROBES: bool = cfg!(feature = "probe");
