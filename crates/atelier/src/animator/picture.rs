//! A person's own picture as something that a camera can move over.

use image::{RgbImage, imageops, imageops::FilterType};

use super::order::Picture;
use crate::paint::{Sheet, Shown, opaque};

/// The picture as large as wanted, its middle where its shape is another.
pub(super) fn fitted(picture: &Picture, (width, height): (usize, usize)) -> Sheet {
    let (wide, high) = (u64::from(picture.width()), u64::from(picture.height()));
    let (to_wide, to_high) = (width as u64, height as u64);
    let (cut_wide, cut_high) = if wide * to_high > high * to_wide {
        ((high * to_wide / to_high).max(1), high)
    } else {
        (wide, (wide * to_high / to_wide).max(1))
    };
    let (left, top) = ((wide - cut_wide) / 2, (high - cut_high) / 2);
    let rows = picture.rgb().chunks_exact(picture.width() as usize * 3);
    let cut: Vec<u8> = rows
        .skip(top as usize)
        .take(cut_high as usize)
        .flat_map(|row| row.iter().skip(left as usize * 3).take(cut_wide as usize * 3).copied())
        .collect();
    let cut = RgbImage::from_raw(cut_wide as u32, cut_high as u32, cut).unwrap_or_else(|| RgbImage::new(1, 1));
    let fitting = if (cut_wide, cut_high) == (to_wide, to_high) {
        cut
    } else {
        imageops::resize(&cut, width as u32, height as u32, FilterType::CatmullRom)
    };
    opaque((width, height), |column, row| {
        Shown::new(fitting.get_pixel(column as u32, row as u32).0.map(f32::from))
    })
}
