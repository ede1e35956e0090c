//! Pines: rows of them on ridges, paler the farther they stand, with mist between.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, Season, Thing, Weather},
};

/// Several rows of pines.
pub(super) struct Pines {
    rows: Vec<Row>,
    noise: Noise,
    plan: Composition,
    snow: f32,
    snow_colour: Rgb,
    gold: Rgb,
    autumn: f32,
    mist: Rgb,
    /// What the sun adds to the mist before it.
    glow: Rgb,
    /// How much mist lies at the foot of a row.
    lying: f32,
}

/// Where a row stands: its height in the picture, how tall its trees are, and how far off it is, 0 to 1.
type Stand = (f32, f32, f32);

struct Row {
    base: f32,
    tall: f32,
    /// How much higher the ground is at the edges than in the middle.
    rise: f32,
    slant: f32,
    colour: Rgb,
    ground: Rgb,
    seed: i32,
    wood: bool,
}

/// One tree as a column of pixels meets it.
struct Tree {
    off: f32,
    base: f32,
    tall: f32,
    wide: f32,
    seed: i32,
    colour: Rgb,
}

impl Pines {
    /// A whole forest or a few trees, in the foreground.
    pub fn near(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let forest = scene.is_at(Place::Forest);
        let framing = scene.is_at(Place::Mountains) && plan.waterline.is_none();
        if !forest && !framing && !scene.has(Thing::Pines) {
            return None;
        }
        let open_water = plan.waterline.is_some();
        let stands: &[Stand] = match () {
            () if open_water => &[(1.03, 0.26, 0.35)],
            () if forest && (scene.shows_stars() || scene.is_at(Place::Mountains)) => &[
                (0.78, 0.1, 0.85),
                (0.85, 0.15, 0.6),
                (0.95, 0.24, 0.3),
                (1.1, 0.36, 0.05),
            ],
            () if forest => &[
                (0.46, 0.05, 1.15),
                (0.55, 0.075, 0.92),
                (0.66, 0.115, 0.7),
                (0.8, 0.18, 0.46),
                (0.98, 0.29, 0.2),
            ],
            () if framing => &[(1.0, 0.13, 0.45), (1.1, 0.24, 0.1)],
            () => &[(0.96, 0.2, 0.3), (1.06, 0.34, 0.1)],
        };
        let mut pines = Self::rows(scene, plan, light, seed, stands);
        if forest && !open_water {
            pines.lying = if scene.weather(Weather::Fog) { 0.94 } else { 0.5 };
            for row in &mut pines.rows {
                row.wood = true;
            }
        }
        Some(pines)
    }

    /// The dark line of trees on a far shore.
    pub fn shore(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let lined = scene.is_at(Place::Lake) && !scene.is_at(Place::City);
        let line = plan.horizon;
        let stands = [(line - 0.012, 0.035, 0.6), (line + 0.001, 0.055, 0.4)];
        lined.then(|| Self::rows(scene, plan, light, seed ^ 5, &stands))
    }

    /// The same rows, each by itself, from the farthest to the nearest.
    pub fn apart(mut self) -> Vec<Self> {
        let rows = std::mem::take(&mut self.rows);
        let alone = |row| Self {
            rows: vec![row],
            ..self
        };
        rows.into_iter().map(alone).collect()
    }

    /// How low in the picture the nearest row stands.
    pub fn base(&self) -> f32 {
        self.rows.iter().fold(0.0, |low, row| low.max(row.base))
    }

    fn rows(scene: &Scene, plan: Composition, light: Light, seed: u64, stands: &[Stand]) -> Self {
        let falling = light.direct * 0.3 + light.ambient;
        let winter = scene.season == Some(Season::Winter);
        let green = match scene.season {
            Some(Season::Autumn) => Rgb::hex(0x2E_3A20),
            _ => Rgb::hex(0x22_3A28),
        };
        let ground = if winter {
            Rgb::hex(0xD8_E2EE)
        } else {
            Rgb::hex(0x22_2E1E)
        };
        let far = |depth: f32| 1.0 - decay(-depth * depth * (0.5 + light.thickness * 9.0));
        let rows = stands.iter().zip(1..).map(|(&(base, tall, depth), number)| Row {
            base,
            tall: tall * plan.frame.unit.max(0.4),
            rise: (1.0 - depth) * 0.1,
            slant: if number % 2 == 0 { 0.1 } else { -0.1 } * plan.side,
            colour: (green * falling).mix(light.haze, far(depth)),
            ground: (ground * falling).mix(light.haze, far(depth)),
            seed: number * 1000,
            wood: false,
        });
        Self {
            rows: rows.collect(),
            noise: Noise::new(seed, 51),
            plan,
            snow: if winter { 0.75 } else { 0.0 },
            gold: Rgb::hex(0xCC_8A30) * falling,
            autumn: if scene.season == Some(Season::Autumn) {
                0.62
            } else {
                0.0
            },
            snow_colour: Rgb::hex(0xE4_ECF6) * falling,
            mist: light.haze,
            glow: light.glow * (0.5 * light.clearness * (1.0 - light.night)),
            lying: 0.0,
        }
    }

    /// The ground that a row stands on.
    fn ridge(&self, row: &Row, x: f32) -> f32 {
        let off = x / self.plan.frame.aspect - 0.5;
        let edge = (off.abs() * 2.0).min(1.0);
        if row.wood {
            let roll = 0.5 * self.noise.fbm(x * 1.3 + row.base * 31.0, row.base * 9.0, 3);
            return row.base + 1.4 * row.slant * off - row.rise * 0.6 * edge * edge + roll * (0.06 + 0.25 * row.tall);
        }
        row.base - row.rise * edge * edge + 0.03 * self.noise.at(x * 2.1, row.base * 9.0)
    }

    fn tree(&self, row: &Row, index: i32, width: f32, x: f32) -> Tree {
        let dice = |kind: i32| self.noise.dice(index, row.seed + kind);
        let centre = (index as f32 + 0.2 + 0.6 * dice(1)) * width;
        let edge = ((centre / self.plan.frame.aspect - 0.5).abs() * 2.0).min(1.0);
        let grown = 1.0 - (1.0 - dice(2)) * (1.0 - dice(2));
        let colour = row.colour * lerp(0.82, 1.12, dice(9));
        Tree {
            off: x - centre,
            base: self.ridge(row, centre) + 0.06 * row.tall * dice(4),
            tall: row.tall
                * lerp(0.4, 1.15, grown)
                * lerp(0.8, 1.15, edge)
                * (1.0 + 0.45 * self.noise.at(centre * 2.4 / width * 0.1, row.base * 50.0)),
            wide: lerp(0.17, 0.25, dice(5)),
            seed: row.seed + index * 37,
            colour: if dice(7) < self.autumn {
                self.gold.mix(colour, 0.6 * dice(8))
            } else {
                colour
            },
        }
    }

    /// Boughs in tiers, each a little longer than the one above, drooping, of uneven length on both sides.
    fn lay_tree(&self, column: &mut Column<'_>, tree: &Tree) {
        let off = tree.off.abs() / tree.tall;
        if off > tree.wide * 1.25 {
            return;
        }
        let (x, pixel) = (column.x, self.plan.frame.pixel / tree.tall);
        let side = i32::from(tree.off < 0.0);
        let tiers = 9.0 + (tree.tall * 26.0).min(9.0);
        let shift = if side == 1 { 0.43 } else { 0.0 } + self.noise.dice(tree.seed, 3);
        let lit_side = smooth(-0.9, 0.9, tree.off * self.plan.side / (tree.tall * tree.wide));
        column.paint(tree.base - tree.tall, tree.base + 0.12 * tree.tall, |under, y| {
            let t = ((y - tree.base) / tree.tall + 1.0).clamp(0.0, 1.12);
            // A bough hangs: its tip is lower than where it leaves the trunk.
            let tier = (t - 0.32 * off).max(0.0).sqrt() * tiers + shift;
            let number = tier as i32;
            let bough = tier - number as f32;
            let long = lerp(0.72, 1.05, self.noise.dice(tree.seed + number * 2 + side, 11));
            let needles = self.noise.at(x * 9.0 / tree.tall * 2.6, y * 23.0 / tree.tall);
            let envelope = tree.wide * t.min(1.0) * (1.25 - 0.25 * t);
            let half = 0.004 + envelope * long * (0.42 + 0.5 * bough + 0.16 * needles);
            let inside = cover(half - off, pixel);
            if inside <= 0.0 {
                return under;
            }
            let outward = (off / half.max(0.01)).min(1.0);
            let lit = 0.62 + 0.3 * bough * outward + 0.32 * lit_side * outward + 0.14 * needles;
            let white = self.snow * smooth(0.35, 1.0, bough * outward.sqrt() + 0.5 * needles + 0.15 * lit_side);
            under.mix(
                (tree.colour * lit).mix(self.snow_colour * (0.7 + 0.4 * lit_side), white * 0.85),
                inside,
            )
        });
    }

    fn lay_row(&self, column: &mut Column<'_>, row: &Row) {
        let x = column.x;
        let ridge = self.ridge(row, x);
        let pixel = self.plan.frame.pixel;
        if row.wood {
            let crowns = row.tall * (0.1 + 0.16 * self.noise.at(x * 2.2 / row.tall, 4.0).abs());
            let deep = row.tall * 1.5;
            let off = x - self.plan.light.0;
            let mist_colour = self.mist + self.glow * (decay(-off * off * 9.0) * smooth(1.0, 0.4, row.base));
            column.paint(ridge - crowns, 1.0, |under, y| {
                let past = y - ridge + crowns;
                let mist = smooth(0.25 * row.tall, deep, past) * self.lying;
                let needles = self.noise.at(x * 9.0 / row.tall, y * 6.0 / row.tall);
                let wood = row.colour * (0.7 + 0.22 * needles);
                let wood = wood.mix(self.snow_colour, self.snow * smooth(0.1, 0.7, needles) * 0.5);
                under.mix(wood.mix(mist_colour, mist), cover(past, pixel))
            });
        } else {
            column.paint(ridge - 0.06 * row.tall, 1.0, |under, y| {
                under.mix(row.ground, smooth(-0.05, 0.3, (y - ridge) / row.tall))
            });
        }
        for (shift, lower) in [(0, 0.0), (500, 0.35)] {
            if lower > 0.0 && !row.wood {
                break;
            }
            let width = row.tall * if row.wood { 0.2 } else { 0.3 };
            let cell = (x / width).floor() as i32;
            for index in cell - 1..=cell + 1 {
                let mut tree = self.tree(row, index + shift * 7, width, x + shift as f32 * 7.0 * width);
                if shift > 0 {
                    tree.base = self.ridge(row, x - tree.off) + lower * row.tall;
                    tree.colour = tree.colour * 0.86;
                }
                self.lay_tree(column, &tree);
            }
        }
    }
}

impl Layer for Pines {
    fn lay(&self, column: &mut Column<'_>) {
        for row in &self.rows {
            self.lay_row(column, row);
        }
    }
}
