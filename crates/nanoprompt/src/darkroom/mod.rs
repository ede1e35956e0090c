//! The darkroom of this program: sealed-off processes of itself, told what to do over pipes.

mod child;
mod limits;
mod probe;
mod process;
mod sandbox;
#[cfg(target_os = "linux")]
mod seccomp;
mod workshop;

pub use child::serve;
pub use limits::Limits;
pub use workshop::open;
