//! A sheet: one part of a picture by itself, in a video's own colours, to be laid over others many times a second.
//!
//! Video keeps light apart from colour, and colour at half the size. What a sheet does to what lies under it is kept as
//! it is meant to look: `through` of what was there, and its own light on top.

/// Steps of a level: video knows 256 levels, and skies need finer ones until the last moment.
pub(crate) const FINE: f32 = 64.0;

/// Values in rows.
#[derive(Debug, Clone)]
pub(crate) struct Plane<T> {
    pub width: usize,
    pub values: Vec<T>,
}

/// One part of a picture. Its corner lies on even pixels, so that its colour lies on whole ones.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Where its corner lies in the picture, in pixels; a sheet may reach beyond the picture.
    pub left: i32,
    pub top: i32,
    pub luma: Plane<i16>,
    /// Blue and red, at half the size.
    pub chroma: [Plane<i16>; 2],
    /// How much of what lies under it is seen through it, 0 to 255, also at half the size. Nothing where there is none.
    pub through: Option<[Plane<u8>; 2]>,
}

/// Light, blue and red as video counts them, in levels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Shown(pub [f32; 3]);

impl<T> Plane<T> {
    pub fn height(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    pub fn row(&self, row: usize) -> &[T] {
        let start = row.min(self.height().saturating_sub(1)) * self.width;
        self.values.get(start..start + self.width).unwrap_or_default()
    }
}

impl Shown {
    /// From red, green and blue, 0 to 255, as high-definition television counts them (ITU-R BT.709, narrow range).
    pub fn new([r, g, b]: [f32; 3]) -> Self {
        let light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        Self([
            16.0 + light * (219.0 / 255.0),
            128.0 + (b - light) * (224.0 / 255.0 / 1.8556),
            128.0 + (r - light) * (224.0 / 255.0 / 1.5748),
        ])
    }

    /// Red, green and blue, 0 to 255 and perhaps a little beyond.
    pub fn rgb(self) -> [f32; 3] {
        let Self([light, blue, red]) = self;
        let light = (light - 16.0) * (255.0 / 219.0);
        let blue = (blue - 128.0) * (255.0 / 224.0 * 1.8556) + light;
        let red = (red - 128.0) * (255.0 / 224.0 * 1.5748) + light;
        [red, (light - 0.2126 * red - 0.0722 * blue) / 0.7152, blue]
    }

    /// What has to be added to `share` of another light so that this one is seen.
    pub fn beyond(self, other: Self, share: f32) -> Self {
        let [Self(seen), Self(other)] = [self, other];
        Self(std::array::from_fn(|index| seen[index] - share * other[index]))
    }

    /// In fine steps.
    pub fn fine(self) -> [i16; 3] {
        self.0.map(fine)
    }
}

/// A level in fine steps.
pub(crate) fn fine(level: f32) -> i16 {
    (level * FINE).clamp(-32000.0, 32000.0) as i16
}

/// A sheet that hides all that lies under it, of even sides.
pub(crate) fn opaque((width, height): (usize, usize), at: impl Fn(usize, usize) -> Shown) -> Sheet {
    let mut luma = Vec::with_capacity(width * height);
    let (wide, high) = (width / 2, height / 2);
    let mut chroma = [Vec::with_capacity(wide * high), Vec::with_capacity(wide * high)];
    let mut sums = vec![[0.0_f32; 2]; wide + 1];
    for row in 0..height {
        for column in 0..width {
            let Shown([light, blue, red]) = at(column, row);
            luma.push(fine(light));
            if let Some([blues, reds]) = sums.get_mut(column / 2) {
                *blues += 0.25 * blue;
                *reds += 0.25 * red;
            }
        }
        if row % 2 == 1 {
            for sum in sums.iter_mut().take(wide) {
                for (plane, value) in chroma.iter_mut().zip(std::mem::take(sum)) {
                    plane.push(fine(value));
                }
            }
        }
    }
    Sheet {
        left: 0,
        top: 0,
        luma: Plane { width, values: luma },
        chroma: chroma.map(|values| Plane { width: wide, values }),
        through: None,
    }
}
