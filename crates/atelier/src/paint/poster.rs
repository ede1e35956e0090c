//! Posters: a painting in a few flat inks on paper, framed, with its lettering.

use rayon::prelude::*;

use super::canvas::Frame;
use crate::{
    PaintError, Stage,
    colour::{LINEAR, Rgb, srgb_byte},
    lettering::{Field, Line, lay},
    noise::smooth,
    scene::Scene,
    watch::Progress,
};

/// Inks that a poster is printed with.
const INKS: usize = 7;
/// Colours looked at to choose the inks, and rounds of choosing.
const SAMPLES: usize = 3000;
const ROUNDS: usize = 10;
const PAPER: u32 = 0xF5_EEDF;

/// The parts of a sheet, in pixels.
pub(super) struct Poster {
    frame: Frame,
    margin: usize,
    /// Height of the field for lettering, below the picture.
    band: usize,
}

impl Poster {
    pub fn new(scene: &Scene, frame: Frame) -> Self {
        let short = frame.width.min(frame.height);
        let margin = (short as f32 * 0.055) as usize;
        let share = match scene.lettering.len() {
            0 => 0.0,
            1 => 0.17,
            _ => 0.22,
        };
        let band = (frame.height.min(frame.width * 3 / 2) as f32 * share) as usize;
        Self { frame, margin, band }
    }

    /// The frame of the picture on the sheet.
    pub fn window(&self) -> Frame {
        let width = self.frame.width - 2 * self.margin;
        let below = if self.band > 0 { self.band } else { self.margin };
        let height = self.frame.height - self.margin - below;
        Frame::new(width as u32, height as u32)
    }

    /// The finished sheet around a painting of the window's size.
    pub fn print(&self, painting: &[u8], scene: &Scene, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
        let window = self.window();
        let smooth = smoothed(painting, window);
        progress.reach(0.975, Stage::Finishing)?;
        let inks = inks(&smooth);
        let printed = printed(&smooth, &inks);
        progress.reach(0.985, Stage::Finishing)?;
        let paper = Rgb::hex(PAPER);
        let mut sheet: Vec<u8> = bytes(paper).repeat(self.frame.width * self.frame.height);
        for (row, line) in printed.chunks_exact(window.width * 3).enumerate() {
            let start = ((row + self.margin) * self.frame.width + self.margin) * 3;
            sheet[start..start + line.len()].copy_from_slice(line);
        }
        self.rule(&mut sheet, window, inks[0].rgb());
        if self.band > 0 {
            self.letter(&mut sheet, window, scene, inks[0].rgb());
        }
        Ok(sheet)
    }

    /// A thin line around the picture.
    fn rule(&self, sheet: &mut [u8], window: Frame, ink: Rgb) {
        let gap = (self.margin / 4).max(1);
        let thick = (self.margin / 16).max(1);
        let (left, right) = (self.margin - gap, self.margin + window.width + gap);
        let (top, bottom) = (
            self.margin - gap,
            (self.margin + window.height + gap).min(self.frame.height),
        );
        for y in top..bottom {
            for x in left..right.min(self.frame.width) {
                let edge = (x - left).min(right - 1 - x).min(y - top).min(bottom - 1 - y);
                if edge < thick {
                    self.dot(sheet, (x as i64, y as i64), ink, 1.0);
                }
            }
        }
    }

    fn letter(&self, sheet: &mut [u8], window: Frame, scene: &Scene, ink: Rgb) {
        let gap = self.margin / 4;
        let field = Field {
            left: self.margin as f32 * 1.2,
            top: (self.margin + window.height + gap) as f32,
            width: self.frame.width as f32 - self.margin as f32 * 2.4,
            height: (self.band - gap) as f32 * 0.96,
        };
        let lines: Vec<Line<'_>> = scene
            .lettering
            .iter()
            .enumerate()
            .map(|(index, text)| Line {
                text,
                size: field.height * if index == 0 { 0.62 } else { 0.2 },
                spacing: if index == 0 { 0.08 } else { 0.16 },
                weight: if index == 0 { 0.022 } else { 0.008 },
            })
            .collect();
        // Dots that come twice must not darken twice.
        let mut covered = vec![0_u8; self.frame.width * self.frame.height];
        lay(&lines, field, |x, y, share| {
            if let Some(place) = self.place(x, y) {
                covered[place] = covered[place].max((share * 255.0) as u8);
            }
        });
        for (place, share) in covered.iter().enumerate().filter(|(_, share)| **share > 0) {
            let at = ((place % self.frame.width) as i64, (place / self.frame.width) as i64);
            self.dot(sheet, at, ink, f32::from(*share) / 255.0);
        }
    }

    fn place(&self, x: i64, y: i64) -> Option<usize> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.frame.width && y < self.frame.height).then_some(y * self.frame.width + x)
    }

    fn dot(&self, sheet: &mut [u8], (x, y): (i64, i64), ink: Rgb, share: f32) {
        let Some(pixel) = self
            .place(x, y)
            .and_then(|place| sheet.get_mut(place * 3..place * 3 + 3))
        else {
            return;
        };
        let under = Rgb::new(
            LINEAR[pixel[0] as usize],
            LINEAR[pixel[1] as usize],
            LINEAR[pixel[2] as usize],
        );
        pixel.copy_from_slice(&bytes(under.mix(ink, share)));
    }
}

/// A colour as printers' eyes order them, quick to compute: lightness, red against green, yellow against blue.
#[derive(Debug, Clone, Copy)]
struct Tone {
    l: f32,
    a: f32,
    b: f32,
}

impl Tone {
    /// From encoded sRGB, 0 to 1.
    fn of([r, g, b]: [f32; 3]) -> Self {
        Self {
            l: 0.3 * r + 0.59 * g + 0.11 * b,
            a: r - g,
            b: 0.5 * (r + g) - b,
        }
    }

    fn rgb(self) -> Rgb {
        let g = self.l - 0.355 * self.a + 0.11 * self.b;
        let encoded = [g + self.a, g, g + 0.5 * self.a - self.b];
        let [r, g, b] = encoded.map(|value| LINEAR[(value.clamp(0.0, 1.0) * 255.0 + 0.5) as usize]);
        Rgb::new(r, g, b)
    }
}

fn bytes(light: Rgb) -> [u8; 3] {
    [light.r, light.g, light.b].map(srgb_byte)
}

/// The painting without its grain and its finest detail, which a screen would not hold.
fn smoothed(painting: &[u8], frame: Frame) -> Vec<Tone> {
    let reach = (frame.height / 260).max(1);
    let rows: Vec<[u32; 3]> = painting
        .par_chunks_exact(frame.width * 3)
        .flat_map_iter(|row| {
            let pixels: Vec<[u32; 3]> = row.chunks_exact(3).map(|p| [p[0], p[1], p[2]].map(u32::from)).collect();
            averaged(&pixels, reach)
        })
        .collect();
    let across = 2 * reach as u32 + 1;
    (0..frame.height)
        .into_par_iter()
        .flat_map_iter(|y| {
            let rows = &rows;
            let (first, last) = (y.saturating_sub(reach), (y + reach).min(frame.height - 1));
            let count = (last - first + 1) as u32 * across;
            (0..frame.width).map(move |x| {
                let mut sum = [0_u32; 3];
                for row in first..=last {
                    let pixel = rows[row * frame.width + x];
                    sum = [sum[0] + pixel[0], sum[1] + pixel[1], sum[2] + pixel[2]];
                }
                Tone::of(sum.map(|value| value as f32 / (count as f32 * 255.0)))
            })
        })
        .collect()
}

/// Sums over a row's neighbours, where the edge counts as its own neighbour.
fn averaged(pixels: &[[u32; 3]], reach: usize) -> Vec<[u32; 3]> {
    let last = pixels.len().saturating_sub(1);
    (0..pixels.len())
        .map(|x| {
            let mut sum = [0; 3];
            for step in 0..=2 * reach {
                let pixel = pixels[(x + step).saturating_sub(reach).min(last)];
                sum = [sum[0] + pixel[0], sum[1] + pixel[1], sum[2] + pixel[2]];
            }
            sum
        })
        .collect()
}

/// The colours that stand nearest to all others, from dark to light, a little stronger than they were.
fn inks(picture: &[Tone]) -> Vec<Tone> {
    let step = (picture.len() / SAMPLES).max(1);
    let mut samples: Vec<Tone> = picture.iter().step_by(step).copied().collect();
    samples.sort_by(|one, other| {
        one.l
            .total_cmp(&other.l)
            .then(one.a.total_cmp(&other.a))
            .then(one.b.total_cmp(&other.b))
    });
    let mut inks: Vec<Tone> = (0..INKS)
        .map(|index| samples[(index * 2 + 1) * (samples.len() - 1) / (INKS * 2)])
        .collect();
    for _ in 0..ROUNDS {
        let mut sums = vec![(Tone { l: 0.0, a: 0.0, b: 0.0 }, 0.0_f32); inks.len()];
        for sample in &samples {
            let ((nearest, _), _) = two_nearest(&inks, *sample);
            let (sum, count) = &mut sums[nearest];
            (sum.l, sum.a, sum.b, *count) = (sum.l + sample.l, sum.a + sample.a, sum.b + sample.b, *count + 1.0);
        }
        for (ink, (sum, count)) in inks.iter_mut().zip(sums).filter(|(_, (_, count))| *count > 0.0) {
            *ink = Tone {
                l: sum.l / count,
                a: sum.a / count,
                b: sum.b / count,
            };
        }
    }
    // What shines has few samples, and would be lost among the others.
    inks.push(Tone::of([1.0, 0.97, 0.9]));
    inks.sort_by(|one, other| one.l.total_cmp(&other.l));
    let (darkest, lightest) = (inks[0].l, inks[INKS - 1].l);
    for ink in &mut inks[..INKS] {
        // The whole range of the paper is used; shadows turn to blue and lights to yellow, as printers like it.
        let l = 0.13 + 0.76 * (ink.l - darkest) / (lightest - darkest).max(0.25);
        *ink = Tone {
            l: 0.4 * ink.l + 0.6 * l,
            a: ink.a * 1.4 + 0.05 * (l - 0.5),
            b: ink.b * 1.4 + 0.2 * (l - 0.42),
        };
    }
    inks[0].l = inks[0].l.min(0.3);
    inks
}

type Near = (usize, f32);

/// The two inks nearest to a colour, with the squares of their distances.
fn two_nearest(inks: &[Tone], colour: Tone) -> (Near, Near) {
    let (mut first, mut second) = ((0, f32::MAX), (0, f32::MAX));
    for (index, ink) in inks.iter().enumerate() {
        let far = (ink.l - colour.l).powi(2) + (ink.a - colour.a).powi(2) + (ink.b - colour.b).powi(2);
        if far < first.1 {
            (second, first) = (first, (index, far));
        } else if far < second.1 {
            second = (index, far);
        }
    }
    (first, second)
}

/// Every pixel in the ink that is nearest, with a narrow passage between two.
fn printed(picture: &[Tone], inks: &[Tone]) -> Vec<u8> {
    let colours: Vec<Rgb> = inks.iter().map(|ink| ink.rgb()).collect();
    let flat: Vec<[u8; 3]> = colours.iter().map(|colour| bytes(*colour)).collect();
    picture
        .par_iter()
        .flat_map_iter(|colour| {
            let ((one, near), (other, far)) = two_nearest(inks, *colour);
            let share = 0.5 * smooth(0.8, 1.0, near / far.max(1e-9));
            if share > 0.004 {
                bytes(colours[one].mix(colours[other], share))
            } else {
                flat[one]
            }
        })
        .collect()
}
