//! What can stand, fly or grow in a scene, each as a layer of its own.

mod balloons;
mod birches;
mod bridge;
mod cactus;
mod crown;
mod fireworks;
mod flowers;
mod house;
mod iceberg;
mod lamps;
mod mesa;
mod meteors;
mod river;
mod strewn;
mod tree;
mod village;
mod volcano;
mod waterfall;
mod windmill;

pub(super) use balloons::Balloons;
pub(super) use birches::Birches;
pub(super) use bridge::Bridge;
pub(super) use cactus::Cactus;
pub(super) use fireworks::Fireworks;
pub(crate) use fireworks::Shell;
pub(super) use flowers::Flowers;
pub(super) use iceberg::Icebergs;
pub(super) use lamps::Lamps;
pub(super) use mesa::Mesas;
pub(super) use meteors::Meteors;
pub(super) use river::River;
pub(super) use tree::Tree;
pub(super) use village::Village;
pub(super) use volcano::Volcano;
pub(super) use waterfall::Waterfall;
pub(super) use windmill::Windmill;
