//! Ornament: soft gradients, and patterns that meet themselves at opposite edges.

mod geometric;
mod gradient;
mod inks;
mod seamless;
mod stamps;

pub(super) use gradient::Gradient;
pub(super) use seamless::Seamless;
