//! Where a picture is to change, and how softly the change begins there.

mod area;
mod reach;

pub use self::{area::Area, reach::Reach};
use crate::Opened;

/// What is less opaque than this changes: mostly transparent.
const OPAQUE: u8 = 128;
/// A change begins softly over this part of a picture's shorter side.
const SOFTNESS: u32 = 128;
/// The least and the most pixels over which it does.
const SOFTEST: (u32, u32) = (1, 12);

/// Where a picture is to change: each of its pixels does or stays, there is nothing between.
pub struct Mask {
    width: u32,
    height: u32,
    /// How many steps, to any of eight neighbours, lead to the nearest pixel that stays; zero for one that does.
    depth: Vec<u8>,
}

impl Mask {
    /// A mask of so many pixels, row after row; none where they do not fill the size.
    #[must_use]
    pub fn new(width: u32, height: u32, changes: impl Iterator<Item = bool>) -> Option<Self> {
        let places = changes.map(|changes| if changes { u8::MAX } else { 0 }).collect();
        Self::of(width, height, places)
    }

    /// A picture's transparency as a mask, which is how masks rest: it changes where it is mostly transparent.
    #[must_use]
    pub fn from_transparency(picture: &Opened) -> Self {
        let places = picture
            .opacities()
            .map(|opacity| if changes(opacity) { u8::MAX } else { 0 });
        Self {
            width: picture.width(),
            height: picture.height(),
            depth: depths(places.collect(), picture.width()),
        }
    }

    fn of(width: u32, height: u32, places: Vec<u8>) -> Option<Self> {
        let fits = u64::try_from(places.len()) == Ok(u64::from(width) * u64::from(height));
        (fits && !places.is_empty()).then(|| Self {
            width,
            height,
            depth: depths(places, width),
        })
    }

    /// In pixels.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Whether nothing is to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.depth.iter().all(|depth| *depth == 0)
    }

    /// Pixel by pixel, whether it stays.
    pub fn stays(&self) -> impl Iterator<Item = bool> {
        self.depth.iter().map(|depth| *depth == 0)
    }

    /// Pixel by pixel, how many steps lead to the nearest one that changes; zero for one that does.
    pub(crate) fn distances(&self) -> Vec<u8> {
        let places = self.stays().map(|stays| if stays { u8::MAX } else { 0 });
        depths(places.collect(), self.width)
    }

    /// Pixel by pixel, how many steps lead to the nearest one that stays; zero for one that does.
    pub(crate) fn depths(&self) -> &[u8] {
        &self.depth
    }

    /// How much of the change is seen, pixel by pixel: nothing of it where a pixel stays, all of it (255) further inside,
    /// and more and more between. A stroke that is too thin to be soft is less so, and changes all the same.
    #[must_use]
    pub fn blend(&self) -> Vec<u8> {
        let soft = softness(self.width, self.height) as usize;
        let mut blend = greatest_around(&self.depth, self.width as usize, soft * 2);
        for (reach, depth) in blend.iter_mut().zip(&self.depth) {
            let steps = soft.min(usize::from(*reach) / 2) + 1;
            *reach = (usize::from(*depth) * 255 / steps).min(255) as u8;
        }
        blend
    }
}

/// Over how many pixels a change begins, in a picture of this size.
fn softness(width: u32, height: u32) -> u32 {
    let (least, most) = SOFTEST;
    (width.min(height) / SOFTNESS).clamp(least, most)
}

/// Whether a mask's pixel of this opacity changes.
pub(crate) const fn changes(opacity: u8) -> bool {
    opacity < OPAQUE
}

/// How far each place is from the nearest one that is zero; the others are as far as can be to begin with. Beyond the
/// picture's borders nothing is near.
fn depths(mut places: Vec<u8>, width: u32) -> Vec<u8> {
    approach(&mut places, width as usize);
    places.reverse();
    approach(&mut places, width as usize);
    places.reverse();
    places
}

/// Lowers each place to one more than the lowest of those above it and to its left.
fn approach(places: &mut [u8], width: usize) {
    let mut above = vec![u8::MAX; width];
    for row in places.chunks_exact_mut(width) {
        let mut left = u8::MAX;
        for (x, place) in row.iter_mut().enumerate() {
            let near = &above[x.saturating_sub(1)..(x + 2).min(width)];
            let nearest = near.iter().fold(left, |least, place| least.min(*place));
            *place = (*place).min(nearest.saturating_add(1));
            left = *place;
        }
        above.copy_from_slice(row);
    }
}

/// The greatest value within so many columns and rows of each place.
fn greatest_around(values: &[u8], width: usize, reach: usize) -> Vec<u8> {
    let rows: Vec<&[u8]> = values.chunks_exact(width).collect();
    let mut greatest = Vec::with_capacity(values.len());
    for y in 0..rows.len() {
        let mut column = vec![0; width];
        for row in &rows[y.saturating_sub(reach)..(y + reach + 1).min(rows.len())] {
            for (most, value) in column.iter_mut().zip(*row) {
                *most = (*most).max(*value);
            }
        }
        greatest.extend((0..width).map(|x| {
            let near = &column[x.saturating_sub(reach)..(x + reach + 1).min(width)];
            near.iter().fold(0, |most, value| most.max(*value))
        }));
    }
    greatest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: &[&str]) -> Mask {
        let (width, height) = (rows[0].len() as u32, rows.len() as u32);
        Mask::new(
            width,
            height,
            rows.iter().flat_map(|row| row.chars().map(|place| place == '#')),
        )
        .unwrap()
    }

    #[test]
    fn depth_is_counted_from_the_nearest_pixel_that_stays_and_not_from_the_border() {
        let mask = drawn(&["####.", "####.", "####."]);
        assert_eq!(mask.depth, [4, 3, 2, 1, 0].repeat(3));
        assert_eq!(mask.distances(), [0, 0, 0, 0, 1].repeat(3));
        let whole = drawn(&["##", "##"]);
        assert_eq!(whole.blend(), [255; 4], "nothing to be soft against");
    }

    #[test]
    fn a_change_begins_softly_inside_and_a_thin_stroke_changes_all_the_same() {
        let wide: Vec<String> = (0..400)
            .map(|_| format!("{}{}", ".".repeat(200), "#".repeat(200)))
            .collect();
        let wide = drawn(&wide.iter().map(String::as_str).collect::<Vec<_>>());
        let blend = wide.blend();
        assert_eq!(blend[199..205], [0, 63, 127, 191, 255, 255]);
        let thin = drawn(&["..#..", "..#..", "..#.."]);
        assert_eq!(thin.blend(), [0, 0, 255, 0, 0].repeat(3));
    }

    #[test]
    fn a_mask_that_does_not_fill_its_size_is_none() {
        assert!(Mask::new(2, 2, [true; 3].into_iter()).is_none());
        assert!(Mask::new(0, 2, std::iter::empty()).is_none());
        assert!(drawn(&["..", ".."]).is_empty() && !drawn(&[".#"]).is_empty());
    }
}
