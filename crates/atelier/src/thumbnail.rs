//! Small versions of pictures, averaged in linear light so that fine bright detail does not darken.

use crate::colour::{LINEAR, srgb_byte};

/// Shrinks 8-bit sRGB pixels so that the longer side is `longest`, and returns pixels, width and height.
///
/// Never enlarges. A buffer that does not fit its size comes back as it is.
#[must_use]
pub fn thumbnail(rgb: &[u8], width: u32, height: u32, longest: u32) -> (Vec<u8>, u32, u32) {
    let fits = u64::try_from(rgb.len()) == Ok((u64::from(width) * u64::from(height)).saturating_mul(3));
    if !fits || width == 0 || height == 0 || longest == 0 || width.max(height) <= longest {
        return (rgb.to_vec(), width, height);
    }
    let (small_width, small_height) = (
        scaled(width, width.max(height), longest),
        scaled(height, width.max(height), longest),
    );
    let columns = spans(width, small_width);
    let rows = spans(height, small_height);
    let mut small = Vec::with_capacity(small_width as usize * small_height as usize * 3);
    for row in &rows {
        let strip = gather(rgb, width as usize * 3, row);
        for column in &columns {
            small.extend(average(&strip, column));
        }
    }
    (small, small_width, small_height)
}

/// Which source cells a target cell covers: the first one, and the share of each; shares add up to 1.
struct Span {
    first: usize,
    shares: Vec<f32>,
}

fn scaled(side: u32, longer: u32, longest: u32) -> u32 {
    let exact = (u64::from(side) * u64::from(longest) + u64::from(longer) / 2) / u64::from(longer);
    u32::try_from(exact).unwrap_or(longest).max(1)
}

fn spans(from: u32, to: u32) -> Vec<Span> {
    let ratio = f64::from(from) / f64::from(to);
    (0..to)
        .map(|cell| {
            let (start, end) = (f64::from(cell) * ratio, f64::from(cell + 1) * ratio);
            let (first, last) = (start.floor(), end.ceil().min(f64::from(from)));
            let shares = (first as usize..last as usize)
                .map(|source| ((end.min(source as f64 + 1.0) - start.max(source as f64)) / ratio) as f32)
                .collect();
            Span {
                first: first as usize,
                shares,
            }
        })
        .collect()
}

/// One target row at full width, in linear light.
fn gather(rgb: &[u8], stride: usize, rows: &Span) -> Vec<f32> {
    let mut strip = vec![0.0; stride];
    for (source, share) in rgb.chunks_exact(stride).skip(rows.first).zip(&rows.shares) {
        for (sum, &byte) in strip.iter_mut().zip(source) {
            *sum += share * LINEAR[usize::from(byte)];
        }
    }
    strip
}

fn average(strip: &[f32], columns: &Span) -> [u8; 3] {
    let mut sum = [0.0_f32; 3];
    for (pixel, share) in strip.chunks_exact(3).skip(columns.first).zip(&columns.shares) {
        for (sum, value) in sum.iter_mut().zip(pixel) {
            *sum += share * value;
        }
    }
    sum.map(srgb_byte)
}
