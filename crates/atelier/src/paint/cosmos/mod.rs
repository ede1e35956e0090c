//! Space: star fields, nebulae, spiral galaxies, planets with rings, and the Earth's edge from orbit.

mod earth;
mod galaxy;
mod globe;
mod nebula;
mod planet;
mod starfield;
mod view;

pub(super) use planet::Planet;
pub(super) use view::Cosmos;
