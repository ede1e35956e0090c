//! Light that is added to a frame: the streaks of sparks, and the glow around them.

use super::screen::Screen;
use crate::{
    colour::Rgb,
    noise::{decay, lerp},
    paint::{Apart, fine},
};

/// Steps of strength that are told apart, and the strongest.
const STEPS: usize = 64;
const STRONGEST: f32 = 3.0;
/// What no light goes beyond, in fine steps: of luma, and of colour either way. Strong light looks white.
const BRIGHTEST: i16 = 250 * 64;
const COLOURS: (i16, i16) = (74 * 64, 182 * 64);
const GREY: i16 = 128 * 64;

/// One colour of light.
#[derive(Debug, Clone)]
pub(super) struct Shine {
    /// What every strength adds, in fine steps. Weak ones lie closer, because eyes tell them apart better.
    levels: Vec<[f32; 3]>,
}

/// A point of light on a frame, in its pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub place: (f32, f32),
    pub power: f32,
}

impl Shine {
    /// A colour of light as it looks before what lies `under` it.
    pub fn new(apart: &Apart<'_>, under: Rgb, colour: Rgb) -> Self {
        let added = |step: usize| {
            let root = step as f32 / STEPS as f32;
            let seen = apart.shown(under + colour * (root * root * STRONGEST));
            seen.beyond(apart.shown(under), 1.0)
                .0
                .map(|level| f32::from(fine(level)))
        };
        Self {
            levels: (0..=STEPS).map(added).collect(),
        }
    }

    /// Adds a line from one point to another, which is `thick` to where it has faded to a third.
    pub fn streak(&self, screen: &mut Screen, (from, to): (Spot, Spot), thick: f32) {
        let (dx, dy) = (to.place.0 - from.place.0, to.place.1 - from.place.1);
        let long = (dx * dx + dy * dy).sqrt();
        if long < 1.0 {
            return self.dot(screen, to, thick);
        }
        let lies = dx.abs() >= dy.abs();
        // Along the longer side, every pixel is met once.
        let turned = |(x, y): (f32, f32)| if lies { (x, y) } else { (y, x) };
        let ((a, b), (c, d)) = (turned(from.place), turned(to.place));
        let most = turned((screen.width as f32, screen.height as f32)).0;
        let (first, last) = (a.min(c).ceil().max(0.0), a.max(c).floor().min(most - 1.0));
        let narrow = (c - a).abs() / long / thick.max(0.5);
        let reach = 1.8 / narrow.max(0.01);
        let mut along = first;
        while along <= last {
            let share = (along - a) / (c - a);
            let (middle, power) = (lerp(b, d, share), lerp(from.power, to.power, share));
            let mut across = (middle - reach).ceil().max(0.0);
            while across <= middle + reach {
                let off = (across - middle) * narrow;
                self.add(screen, turned((along, across)), power * decay(-off * off));
                across += 1.0;
            }
            along += 1.0;
        }
    }

    /// Adds a point.
    pub fn dot(&self, screen: &mut Screen, spot: Spot, size: f32) {
        let ((x, y), size) = (spot.place, size.max(0.5));
        let reach = 1.8 * size;
        let mut row = (y - reach).ceil().max(0.0);
        while row <= y + reach {
            let mut column = (x - reach).ceil().max(0.0);
            while column <= x + reach {
                let (dx, dy) = ((column - x) / size, (row - y) / size);
                self.add(screen, (column, row), spot.power * decay(-dx * dx - dy * dy));
                column += 1.0;
            }
            row += 1.0;
        }
    }

    /// Adds a soft glow that ends at a radius.
    pub fn halo(&self, screen: &mut Screen, spot: Spot, radius: f32) {
        let halves = |middle: f32, most: usize| {
            let from = ((middle - radius) * 0.5).max(0.0) as usize;
            from..((middle + radius) * 0.5 + 1.0).clamp(0.0, (most / 2) as f32) as usize
        };
        let width = screen.width;
        for row in halves(spot.place.1, screen.height) {
            let dy = (row as f32 * 2.0 + 0.5 - spot.place.1) / radius;
            for column in halves(spot.place.0, width) {
                let dx = (column as f32 * 2.0 + 0.5 - spot.place.0) / radius;
                let inside = 1.0 - dx * dx - dy * dy;
                if inside <= 0.0 {
                    continue;
                }
                let [light, blue, red] = self.level(spot.power * inside * inside * inside * inside);
                for place in [row * 2 * width + column * 2, (row * 2 + 1) * width + column * 2] {
                    for luma in screen.luma.get_mut(place..place + 2).into_iter().flatten() {
                        *luma = luma.saturating_add(light as i16).min(BRIGHTEST);
                    }
                }
                tint(screen, row * (width / 2) + column, [blue, red]);
            }
        }
    }

    fn add(&self, screen: &mut Screen, (x, y): (f32, f32), power: f32) {
        let (x, y) = (x as usize, y as usize);
        if x >= screen.width || y >= screen.height || power < 0.002 {
            return;
        }
        let [light, blue, red] = self.level(power);
        let half = y / 2 * (screen.width / 2) + x / 2;
        if let Some(luma) = screen.luma.get_mut(y * screen.width + x) {
            *luma = luma.saturating_add(light as i16).min(BRIGHTEST);
            // Where there is too much light to be seen, its colour is lost too.
            if *luma == BRIGHTEST {
                return pale(screen, half);
            }
        }
        tint(screen, half, [blue, red].map(|level| 0.25 * level));
    }

    fn level(&self, power: f32) -> [f32; 3] {
        let place = (power.clamp(0.0, STRONGEST) / STRONGEST).sqrt() * STEPS as f32;
        let at = |step: usize| self.levels.get(step.min(STEPS)).copied().unwrap_or_default();
        let (here, next, share) = (at(place as usize), at(place as usize + 1), place.fract());
        std::array::from_fn(|index| lerp(here[index], next[index], share))
    }
}

fn tint(screen: &mut Screen, half: usize, colours: [f32; 2]) {
    for (plane, colour) in screen.chroma.iter_mut().zip(colours) {
        if let Some(under) = plane.get_mut(half) {
            let (low, high) = (COLOURS.0.min(*under), COLOURS.1.max(*under));
            *under = under.saturating_add(colour as i16).clamp(low, high);
        }
    }
}

fn pale(screen: &mut Screen, half: usize) {
    for plane in &mut screen.chroma {
        if let Some(colour) = plane.get_mut(half) {
            *colour -= (*colour - GREY) / 6;
        }
    }
}
