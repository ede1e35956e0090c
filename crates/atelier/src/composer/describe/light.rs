//! How light a picture is, and from where.

use super::{
    description::{Brightness, Contrast, Edge, Light, Temperature},
    grid::Grid,
};
use crate::colour::Lab;

/// Sides that differ by less than this in lightness are the same.
const SIDED: f32 = 0.06;
/// From this on a picture leans to warm or cool.
const LEANING: f32 = 0.011;

pub(super) fn light(grid: &Grid) -> Light {
    let mut lightness: Vec<f32> = grid.pixels.iter().map(|pixel| pixel.l).collect();
    lightness.sort_unstable_by(f32::total_cmp);
    let at = |hundredths: usize| lightness[(lightness.len() - 1) * hundredths / 100];
    let mean = grid.mean((0, grid.width), (0, grid.height));
    Light {
        brightness: match mean.l {
            l if l < 0.3 => Brightness::Dark,
            l if l < 0.48 => Brightness::Dim,
            l if l < 0.7 => Brightness::Medium,
            _ => Brightness::Bright,
        },
        contrast: match at(97) - at(3) {
            range if range < 0.33 => Contrast::Low,
            range if range < 0.62 => Contrast::Medium,
            _ => Contrast::High,
        },
        temperature: temperature(mean),
        brighter: brighter(grid),
    }
}

/// Between the direction of orange and that of blue.
fn temperature(mean: Lab) -> Temperature {
    let leaning = mean.a * 0.5 + mean.b * 0.866;
    if leaning > LEANING {
        Temperature::Warm
    } else if leaning < -LEANING {
        Temperature::Cool
    } else {
        Temperature::Neutral
    }
}

/// The side whose third is brighter than the opposite one; left and right before top and bottom, since a sky is bright
/// in any light.
fn brighter(grid: &Grid) -> Option<Edge> {
    let (third_across, third_down) = (grid.width / 3, grid.height / 3);
    let (width, height) = (grid.width, grid.height);
    let left = grid.mean((0, third_across), (0, height)).l;
    let right = grid.mean((width - third_across, width), (0, height)).l;
    let top = grid.mean((0, width), (0, third_down)).l;
    let bottom = grid.mean((0, width), (height - third_down, height)).l;
    let sides = [
        (left - right, Edge::Left),
        (right - left, Edge::Right),
        ((top - bottom) * 0.5, Edge::Top),
        ((bottom - top) * 0.5, Edge::Bottom),
    ];
    let strongest = sides.into_iter().max_by(|one, other| one.0.total_cmp(&other.0))?;
    (strongest.0 > SIDED).then_some(strongest.1)
}
