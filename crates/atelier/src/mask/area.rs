//! The part of a picture that matters to a mask.

use crate::Mask;

/// A rectangle of pixels within a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Columns before it.
    pub left: u32,
    /// Rows above it.
    pub top: u32,
    /// Columns in it.
    pub width: u32,
    /// Rows in it.
    pub height: u32,
}

impl Area {
    /// A whole picture of this size.
    #[must_use]
    pub const fn whole(width: u32, height: u32) -> Self {
        Self {
            left: 0,
            top: 0,
            width,
            height,
        }
    }

    /// The same with a margin on all sides, as far as a picture of this size goes.
    #[must_use]
    pub fn with_margin(self, margin: u32, (width, height): (u32, u32)) -> Self {
        let (left, top) = (self.left.saturating_sub(margin), self.top.saturating_sub(margin));
        let right = (self.left + self.width).saturating_add(margin).min(width);
        let bottom = (self.top + self.height).saturating_add(margin).min(height);
        Self {
            left,
            top,
            width: right.saturating_sub(left),
            height: bottom.saturating_sub(top),
        }
    }
}

impl Mask {
    /// The least area with all that changes in it; none where nothing does.
    #[must_use]
    pub fn bounds(&self) -> Option<Area> {
        let (mut left, mut right, mut top, mut bottom) = (u32::MAX, 0, u32::MAX, 0);
        let width = self.width() as usize;
        for (y, row) in self.depth.chunks_exact(width).enumerate() {
            let Some(first) = row.iter().position(|depth| *depth > 0) else {
                continue;
            };
            let last = row.iter().rposition(|depth| *depth > 0).unwrap_or(first);
            (left, right) = (left.min(first as u32), right.max(last as u32 + 1));
            (top, bottom) = (top.min(y as u32), y as u32 + 1);
        }
        (right > 0).then(|| Area {
            left,
            top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// What one has to see in order to fill the mask well: its bounds, and around them as much again as they are wide or
    /// high, but no less than `least` pixels.
    #[must_use]
    pub fn context(&self, least: u32) -> Option<Area> {
        let bounds = self.bounds()?;
        let margin = bounds.width.max(bounds.height).max(least);
        Some(bounds.with_margin(margin, (self.width(), self.height())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(width: u32, height: u32, area: Area) -> Mask {
        let inside = |x: u32, y: u32| x.wrapping_sub(area.left) < area.width && y.wrapping_sub(area.top) < area.height;
        let changes = (0..height).flat_map(|y| (0..width).map(move |x| inside(x, y)));
        Mask::new(width, height, changes).unwrap()
    }

    #[test]
    fn bounds_are_the_least_area_and_the_context_is_wider_as_far_as_the_picture_goes() {
        let area = Area {
            left: 30,
            top: 5,
            width: 20,
            height: 10,
        };
        let mask = square(100, 60, area);
        assert_eq!(mask.bounds(), Some(area));
        let context = Area {
            left: 10,
            top: 0,
            width: 60,
            height: 35,
        };
        assert_eq!(mask.context(4), Some(context));
        assert_eq!(mask.context(1000), Some(Area::whole(100, 60)));
    }

    #[test]
    fn an_empty_mask_has_no_bounds() {
        let mask = Mask::new(4, 4, [false; 16].into_iter()).unwrap();
        assert_eq!((mask.bounds(), mask.context(9)), (None, None));
    }
}
