//! A picture becomes a description.

use super::{
    arrangement::arrangement,
    description::{Aspect, Description},
    grid::Grid,
    light::light,
    likely::likely,
    palette::palette,
    texture::{has_grain, texture},
};

/// Why there is no description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum DescribeError {
    /// The pixels do not fill the size, or there are none.
    #[error("the pixels do not fit the size")]
    Size,
}

/// Describes 8-bit sRGB pixels, row after row from the top, three bytes a pixel.
///
/// It looks at a small version of the picture, and for grain and blocks at some lines of the whole; it recognises nothing.
///
/// # Errors
/// [`DescribeError::Size`] when the pixels do not fill the size, or there are none.
pub fn describe(rgb: &[u8], width: u32, height: u32) -> Result<Description, DescribeError> {
    let fits = u64::try_from(rgb.len()) == Ok((u64::from(width) * u64::from(height)).saturating_mul(3));
    if !fits || rgb.is_empty() {
        return Err(DescribeError::Size);
    }
    let grid = Grid::new(rgb, width, height);
    let edges = grid.edges();
    Ok(Description {
        aspect: aspect(width, height),
        palette: palette(&grid),
        light: light(&grid),
        arrangement: arrangement(&grid, &edges),
        texture: texture(&edges),
        has_grain: has_grain(rgb, width, height),
        likely: likely(rgb, (width, height), &grid),
    })
}

fn aspect(width: u32, height: u32) -> Aspect {
    let hundredths = u64::from(width) * 100 / u64::from(height);
    match hundredths {
        0..50 => Aspect::Tall,
        50..92 => Aspect::Upright,
        92..=109 => Aspect::Square,
        110..190 => Aspect::Landscape,
        _ => Aspect::Wide,
    }
}
