//! Lettering: words drawn as outlines, for posters and for text on pictures.

use ab_glyph::{Font, FontRef, GlyphId, Point, PxScale, ScaleFont};

/// Letters are never drawn larger than this, in pixels.
const LARGEST: f32 = 2000.0;

/// One line of lettering.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    pub text: &'a str,
    /// The height of the letters' field, in pixels; less where the line would be too wide.
    pub size: f32,
    /// Space between letters, in parts of the size.
    pub spacing: f32,
    /// How much heavier than the typeface the strokes are, in parts of the size.
    pub weight: f32,
}

/// A field that lines are centred in, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

/// Draws lines below each other in the middle of a field; `dot` is told every pixel and how much of it is covered.
///
/// Lines become smaller together where they would not fit. Pixels may lie outside a picture that is smaller than the
/// field, and may come more than once.
pub(crate) fn lay(lines: &[Line<'_>], field: Field, mut dot: impl FnMut(i64, i64, f32)) {
    let Ok(font) = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT) else {
        return;
    };
    let set: Vec<Set> = lines.iter().map(|line| Set::new(&font, line)).collect();
    let high: f32 = set.iter().map(|line| line.size * LEADING).sum();
    let fit = (field.height / high.max(1.0)).min(1.0);
    let mut top = field.top + (field.height - high * fit) * 0.5;
    for (line, set) in lines.iter().zip(set) {
        let own = (field.width / set.width.max(1.0)).min(1.0).min(fit);
        let size = set.size * own;
        let place = (
            field.left + (field.width - set.width * own) * 0.5,
            top + set.size * fit * LEADING * 0.5,
        );
        draw(&font, &set, (own, line.weight * size), place, &mut dot);
        top += set.size * fit * LEADING;
    }
}

/// From line to line, in sizes.
const LEADING: f32 = 1.25;
/// The height of a capital above the base line, in sizes, about.
const CAPITAL: f32 = 0.62;

/// A line with the places of its letters.
struct Set {
    letters: Vec<(GlyphId, f32)>,
    width: f32,
    size: f32,
}

impl Set {
    fn new(font: &FontRef<'_>, line: &Line<'_>) -> Self {
        let size = line.size.clamp(1.0, LARGEST);
        let scaled = font.as_scaled(PxScale::from(size));
        let mut letters = Vec::new();
        let (mut x, mut before) = (0.0, None);
        for letter in line.text.chars().filter(|letter| !letter.is_control()) {
            let glyph = font.glyph_id(letter);
            if let Some(before) = before {
                x += scaled.kern(before, glyph) + line.spacing * size;
            }
            letters.push((glyph, x));
            x += scaled.h_advance(glyph);
            before = Some(glyph);
        }
        Self {
            letters,
            width: x,
            size,
        }
    }
}

/// Strokes become heavier by drawing the letters several times, a little beside themselves.
fn draw(
    font: &FontRef<'_>,
    set: &Set,
    (scale, weight): (f32, f32),
    (left, middle): (f32, f32),
    dot: &mut impl FnMut(i64, i64, f32),
) {
    let size = PxScale::from(set.size * scale);
    let base = middle + 0.5 * CAPITAL * set.size * scale;
    let ring = [
        (0.0, 0.0),
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (0.7, 0.7),
        (-0.7, 0.7),
        (0.7, -0.7),
        (-0.7, -0.7),
    ];
    let shifts = if weight > 0.0 { &ring[..] } else { &ring[..1] };
    for (id, x) in &set.letters {
        for (dx, dy) in shifts {
            let place = Point {
                x: left + x * scale + dx * weight,
                y: base + dy * weight,
            };
            let Some(outline) = font.outline_glyph(id.with_scale_and_position(size, place)) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|column, row, covered| {
                dot(
                    corner.x as i64 + i64::from(column),
                    corner.y as i64 + i64::from(row),
                    covered.clamp(0.0, 1.0),
                );
            });
        }
    }
}
