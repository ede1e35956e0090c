//! Painterly media: the same picture as if by another hand.

mod delaunay;
mod draw;
mod hatching;
mod ink;
mod low_poly;
mod medium;
mod oil;
mod paper;
mod paper_cut;
mod pencil;
mod pixel_art;
mod render;
mod strokes;
mod wash;
mod watercolour;

pub(crate) use draw::draw_in;
pub use medium::Medium;
pub(super) use render::render;
pub use render::render_in;
