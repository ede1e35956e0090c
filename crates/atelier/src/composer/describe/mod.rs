//! Pictures into words: what can be measured in pixels, and nothing that would have to be recognised.

mod arrangement;
mod description;
mod grid;
mod light;
mod likely;
mod palette;
mod story;
mod tell;
mod texture;

pub use description::{
    Arrangement, Aspect, Brightness, Contrast, Description, Edge, HueShare, Light, Likely, Place, Temperature, Texture,
};
pub use story::{DescribeError, describe};
