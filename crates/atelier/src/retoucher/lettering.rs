//! Letters as areas: a font's outlines, filled, in whole and parts of pixels.

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Straight pieces that a curve becomes.
const PIECES: i32 = 8;
/// Lines through each row of pixels at which coverage is measured.
const LINES: usize = 5;

/// The font: a light, open face with the letters of most European languages.
pub(super) struct Font {
    face: Face<'static>,
}

/// A line of text as the sides of its letters, in pixels from the left end of its foot.
pub(super) struct Line {
    pub sides: Vec<Side>,
    pub width: f32,
}

/// From one point to another.
#[derive(Clone, Copy)]
pub(super) struct Side {
    from: (f32, f32),
    to: (f32, f32),
}

impl Font {
    /// None only if the font itself is damaged.
    pub fn load() -> Option<Self> {
        let face = Face::parse(epaint_default_fonts::UBUNTU_LIGHT, 0).ok()?;
        Some(Self { face })
    }

    /// How wide a text is at a size of one.
    pub fn width(&self, text: &str) -> f32 {
        let advances = text
            .chars()
            .map(|letter| f32::from(self.face.glyph_hor_advance(self.glyph(letter)).unwrap_or(0)));
        advances.sum::<f32>() / f32::from(self.face.units_per_em())
    }

    /// A line at a size in pixels.
    pub fn line(&self, text: &str, size: f32) -> Line {
        let scale = size / f32::from(self.face.units_per_em());
        let mut pen = Pen {
            scale,
            left: 0.0,
            start: (0.0, 0.0),
            here: (0.0, 0.0),
            sides: Vec::new(),
        };
        for letter in text.chars() {
            let glyph = self.glyph(letter);
            self.face.outline_glyph(glyph, &mut pen);
            pen.left += f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
        Line {
            width: pen.left,
            sides: pen.sides,
        }
    }

    fn glyph(&self, letter: char) -> GlyphId {
        self.face.glyph_index(letter).unwrap_or(GlyphId(0))
    }
}

impl Side {
    pub fn moved(self, (dx, dy): (f32, f32)) -> Self {
        let moved = |(x, y): (f32, f32)| (x + dx, y + dy);
        Self {
            from: moved(self.from),
            to: moved(self.to),
        }
    }
}

/// How much of each pixel in a row the letters cover, 0 to 1.
pub(super) fn cover(sides: &[Side], y: usize, row: &mut [[f32; 1]]) {
    for line in 0..LINES {
        let height = y as f32 + (line as f32 + 0.5) / LINES as f32;
        let mut crossings: Vec<(f32, i32)> = sides.iter().filter_map(|side| crossing(*side, height)).collect();
        crossings.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if winding != 0 {
                span(row, pair[0].0, pair[1].0);
            }
        }
    }
}

fn crossing(side: Side, height: f32) -> Option<(f32, i32)> {
    let (from, to) = (side.from, side.to);
    let down = from.1 <= height && height < to.1;
    let up = to.1 <= height && height < from.1;
    (down || up).then(|| {
        let way = (height - from.1) / (to.1 - from.1);
        (from.0 + (to.0 - from.0) * way, if down { 1 } else { -1 })
    })
}

fn span(row: &mut [[f32; 1]], from: f32, until: f32) {
    let (from, until) = (from.max(0.0), until.min(row.len() as f32));
    let (first, last) = (from as usize, until.ceil() as usize);
    for (x, place) in row.iter_mut().enumerate().take(last).skip(first) {
        let covered = until.min(x as f32 + 1.0) - from.max(x as f32);
        place[0] += covered.max(0.0) / LINES as f32;
    }
}

struct Pen {
    scale: f32,
    left: f32,
    start: (f32, f32),
    here: (f32, f32),
    sides: Vec<Side>,
}

impl Pen {
    /// Fonts count upwards, pictures downwards.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.left + x * self.scale, -y * self.scale)
    }

    fn go(&mut self, to: (f32, f32)) {
        self.sides.push(Side { from: self.here, to });
        self.here = to;
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.here = self.place(x, y);
        self.start = self.here;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go(self.place(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.here, self.place(x1, y1), self.place(x, y));
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let at = |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
            self.go((at(a.0, b.0, c.0), at(a.1, b.1, c.1)));
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, c, d) = (self.here, self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let s = 1.0 - t;
            let at = |a: f32, b: f32, c: f32, d: f32| s * s * s * a + 3.0 * t * s * (s * b + t * c) + t * t * t * d;
            self.go((at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1)));
        }
    }

    fn close(&mut self) {
        self.go(self.start);
    }
}
