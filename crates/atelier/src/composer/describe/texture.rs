//! How a picture's surface looks.

use super::description::Texture;

/// Grain moves neighbours apart by at least this many levels of 255 where else nothing happens.
const GRAIN: u32 = 2;
/// About so many places are looked at in each direction.
const PLACES: u32 = 96;

pub(super) fn texture(edges: &[f32]) -> Texture {
    let mean = edges.iter().sum::<f32>() / edges.len().max(1) as f32;
    match mean {
        mean if mean < 0.012 => Texture::Smooth,
        mean if mean < 0.04 => Texture::Fine,
        _ => Texture::Coarse,
    }
}

/// Whether even places of the whole picture, not of the small one, are full of fine noise.
pub(super) fn has_grain(rgb: &[u8], width: u32, height: u32) -> bool {
    let stride = width as usize * 3;
    let mut off = Vec::new();
    for y in (1..height.saturating_sub(1)).step_by((height / PLACES).max(1) as usize) {
        for x in (1..width.saturating_sub(1)).step_by((width / PLACES).max(1) as usize) {
            let index = y as usize * stride + x as usize * 3 + 1;
            let level = |index: usize| u32::from(rgb.get(index).copied().unwrap_or(0));
            let around = [index - 3, index + 3, index - stride, index + stride].map(level);
            let here = level(index);
            if (8..=247).contains(&here) {
                off.push(here.abs_diff((around.iter().sum::<u32>() + 2) / 4));
            }
        }
    }
    off.sort_unstable();
    // The quieter half, so that detail does not count as grain.
    off.get(off.len() * 2 / 5).is_some_and(|off| *off >= GRAIN)
}
