//! Films: words, or a person's own pictures, become a silent H.264 film in an MP4 file.
//!
//! A scene is painted once, in parts, a little larger than the film. Then every frame is laid anew from those parts: the
//! camera wanders over them, near things faster than far ones; clouds, waves, snow and light move between them. Frames are
//! pure functions of their number, and every second of film is encoded by itself, so that the bytes are the same on any
//! number of threads and memory does not grow with the length.

mod animate;
mod aurora;
mod birds;
mod camera;
mod direction;
mod encode;
mod eruption;
mod fall;
mod falling;
mod fireworks;
mod flow;
mod fog;
mod lay;
mod meteors;
mod muxer;
mod order;
mod picture;
mod rate;
mod sails;
mod screen;
mod set;
mod shine;
mod shot;
mod stage;
mod swell;
mod tile;
mod twinkle;
mod vocabulary;
mod water;

pub use animate::animate;
pub use order::{AnimateError, Film, FilmOrder, FrameRate, Picture};
