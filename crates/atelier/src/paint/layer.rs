//! What is laid over a picture column by column: the flat things of a scene, far or near.

use super::canvas::Column;
use crate::noise::smooth;

/// Something that changes the light of the places it covers.
pub(super) trait Layer: Sync {
    fn lay(&self, column: &mut Column<'_>);
}

/// How much of a pixel lies inside a shape whose edge is `inside` away, positive within.
pub(super) fn cover(inside: f32, pixel: f32) -> f32 {
    smooth(-0.75 * pixel, 0.75 * pixel, inside)
}

/// The distance of a place to a stretch between two others, and how far along it is, 0 to 1.
pub(super) fn to_stretch((x, y): (f32, f32), from: (f32, f32), to: (f32, f32)) -> (f32, f32) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = (((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
    let (ox, oy) = (x - from.0 - dx * along, y - from.1 - dy * along);
    ((ox * ox + oy * oy).sqrt(), along)
}
