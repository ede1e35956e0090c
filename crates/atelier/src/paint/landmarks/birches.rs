//! A stand of birches: white stems with dark marks, and small leaves that hang from their branches.

use super::strewn::{Dab, Mass, Strewn};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover, to_stretch},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Birches {
    noise: Noise,
    plan: Composition,
    rows: Vec<Row>,
    /// The wood behind: its shade, its light, and the light between its trees.
    wood: [Rgb; 3],
    /// How much of the wood hides the sky.
    dense: f32,
    ground: [Rgb; 3],
    litter: Strewn,
    shadow: f32,
}

/// Trees at one distance.
struct Row {
    stems: Vec<Stem>,
    twigs: Vec<Twig>,
    leaves: Strewn,
}

struct Stem {
    foot: (f32, f32),
    lean: f32,
    thick: f32,
    colour: Rgb,
    dark: Rgb,
    seed: f32,
}

struct Twig {
    from: (f32, f32),
    to: (f32, f32),
    thick: f32,
    colour: Rgb,
}

/// Where a row stands, how thick its stems are, how far off it is, how many stand in it, and how its crowns hang:
/// their lower edge, the leaves of a branch and the size of a leaf.
struct Stand {
    foot: f32,
    thick: f32,
    far: f32,
    count: f32,
    low: f32,
    leaves: usize,
    leaf: f32,
}

const fn stand(foot: f32, thick: f32, far: f32, count: f32, (low, leaves, leaf): (f32, usize, f32)) -> Stand {
    Stand {
        foot,
        thick,
        far,
        count,
        low,
        leaves,
        leaf,
    }
}

const STANDS: [Stand; 4] = [
    stand(0.71, 0.0045, 0.62, 22.0, (0.52, 22, 0.0042)),
    stand(0.77, 0.008, 0.38, 13.0, (0.46, 34, 0.005)),
    stand(0.87, 0.015, 0.14, 7.0, (0.4, 74, 0.0054)),
    stand(1.03, 0.029, 0.0, 3.4, (0.3, 118, 0.0069)),
];

/// Branches of one tree.
const BRANCHES: usize = 11;

struct Colours {
    leaves: [Rgb; 3],
    haze: Rgb,
    falling: Rgb,
    bare: bool,
}

impl Birches {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Birches) {
            return None;
        }
        let mut choices = Choices::new(seed, 621);
        let falling = light.ambient * 1.1 + light.direct * 0.42;
        let (leaves, ground) = codes(scene.season);
        let leaves = leaves.map(|code| Rgb::hex(code) * falling);
        let bare = scene.season == Some(Season::Winter);
        // Light that comes through leaves takes their colour; it is no blue distance.
        let haze = light.haze.mix(leaves[2], if bare { 0.2 } else { 0.5 });
        let colours = Colours {
            leaves,
            haze,
            falling,
            bare,
        };
        let noise = Noise::new(seed, 622);
        let rows = STANDS.iter().enumerate();
        let rows = rows.map(|(number, stand)| row(plan, noise, (number, stand), &colours, &mut choices));
        let rows = rows.collect();
        let ground = ground.map(|code| Rgb::hex(code) * falling);
        Some(Self {
            noise,
            plan,
            rows,
            wood: [leaves[0].mix(haze, 0.45), leaves[1].mix(haze, 0.55), haze],
            dense: if bare { 0.55 } else { 0.94 },
            ground,
            litter: Strewn::new(plan.frame, &litter(plan, &leaves, bare, &mut choices)),
            shadow: 0.4 * light.clearness * (1.0 - light.night),
        })
    }

    /// The wood behind the trees: masses of leaves with light between them, thinner towards the top.
    fn lay_wood(&self, column: &mut Column<'_>) {
        let x = column.x;
        let top = 0.1 + 0.2 * self.noise.fbm(x * 2.4, 40.0, 4);
        column.paint(0.0, 0.74, |under, y| {
            let mass = self.noise.fbm(x * 5.0, y * 6.0, 5);
            let leaf = self.noise.at(x * 62.0, y * 70.0) + 0.6 * self.noise.at(x * 130.0, y * 140.0);
            let lit = smooth(-0.35, 0.4, mass + 0.22 * leaf);
            let trunk = smooth(0.3, 0.62, self.noise.at(x * 46.0, 0.8 * y)) * smooth(0.34, 0.62, y);
            let glade = smooth(0.42, 0.68, y + 0.12 * mass);
            let wood = self.wood[0]
                .mix(self.wood[1], lit)
                .mix(self.wood[2], 0.85 * glade)
                .mix(self.wood[0], 0.35 * trunk);
            let gaps = smooth(0.5, 0.1, y) * smooth(0.08, 0.3, mass + 0.3 * leaf);
            let there = smooth(-0.05, 0.07, y - top + 0.1 * leaf) * (1.0 - 0.75 * gaps);
            under.mix(wood, there * self.dense)
        });
    }

    fn lay_ground(&self, column: &mut Column<'_>) {
        let x = column.x;
        let line = 0.7 + 0.012 * self.noise.fbm(x * 4.0, 2.0, 3);
        column.paint(line - 0.03, 1.0, |under, y| {
            // Seen from the height of the eyes, the ground runs on beyond where the trees hide it.
            let depth = 0.24 / (y - 0.58).max(0.05);
            let across = (x - 0.5 * self.plan.frame.aspect) * depth;
            let patch = self.noise.fbm(across * 3.0, depth * 3.0, 4);
            let seen = smooth(3.4, 1.0, depth);
            let grain = self.noise.at(across * 44.0, depth * 44.0) * seen;
            let soil = self.ground[0].mix(self.ground[1], smooth(-0.4, 0.45, patch + 0.5 * grain));
            let moss = smooth(0.05, 0.35, self.noise.fbm(across * 2.1 + 8.0, depth * 2.1, 3));
            let soil = soil.mix(self.ground[2], 0.55 * moss * (0.8 + 0.3 * grain));
            let soil = soil * (1.0 - self.shadow * self.shadow_at(x, y));
            under.mix(
                soil.mix(self.wood[2], 0.6 * smooth(0.1, 0.0, y - line)),
                smooth(-0.03, 0.02, y - line),
            )
        });
        self.litter.lay(column);
    }

    /// Every near stem throws its shadow aside and towards the eye.
    fn shadow_at(&self, x: f32, y: f32) -> f32 {
        let stems = self.rows.iter().skip(1).flat_map(|row| &row.stems);
        let shadows = stems.map(|stem| {
            let way = y - stem.foot.1;
            if !(0.0..0.16).contains(&way) {
                return 0.0;
            }
            let off = x - stem.foot.0 + self.plan.side * way * 2.6;
            smooth(stem.thick * 1.6 + 0.004, stem.thick * 0.5, off.abs()) * smooth(0.16, 0.02, way)
        });
        shadows.fold(0.0, f32::max)
    }

    fn lay_stem(&self, column: &mut Column<'_>, stem: &Stem) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        if (x - stem.foot.0).abs() > stem.thick * 1.8 + stem.lean.abs() + 0.014 {
            return;
        }
        column.paint(0.0, stem.foot.1, |under, y| {
            let up = stem.foot.1 - y;
            let thick = stem.thick * lerp(1.1, 0.5, up) + 0.6 * stem.thick * decay(-up * 30.0);
            let off = (x - stem.middle(self.noise, up)) / thick;
            let inside = cover((1.0 - off.abs()) * thick, pixel);
            if inside <= 0.0 {
                return under;
            }
            let round = 0.56 + 0.46 * smooth(-1.0, 0.7, off * self.plan.side) - 0.12 * smooth(0.5, 1.0, off.abs());
            let band = self.noise.at(off * 0.9 + stem.seed, y / stem.thick * 0.42);
            let fine = self.noise.at(off * 2.0, y / stem.thick * 1.7 + stem.seed * 3.0);
            let mark = smooth(0.3, 0.5, band + 0.4 * fine - 0.12 * off.abs())
                .max(0.8 * decay(-up * 22.0) * smooth(-0.2, 0.4, fine));
            // The foot goes into the litter instead of ending at a line.
            let sunk = smooth(-0.002, 0.012, up + 0.006 * fine);
            under.mix(stem.colour.mix(stem.dark, mark * 0.9) * round, inside * sunk)
        });
    }

    fn lay_twig(&self, column: &mut Column<'_>, twig: &Twig) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        let reach = twig.thick + pixel;
        if x < twig.from.0.min(twig.to.0) - reach || x > twig.from.0.max(twig.to.0) + reach {
            return;
        }
        let (top, bottom) = (twig.from.1.min(twig.to.1), twig.from.1.max(twig.to.1));
        column.paint(top - reach, bottom + reach, |under, y| {
            let (off, along) = to_stretch((x, y), twig.from, twig.to);
            let thick = (twig.thick * lerp(1.0, 0.4, along)).max(0.35 * pixel);
            under.mix(twig.colour, cover(thick - off, pixel))
        });
    }
}

impl Stem {
    fn middle(&self, noise: Noise, up: f32) -> f32 {
        self.foot.0 + self.lean * up + 0.012 * noise.at(up * 3.0, self.seed)
    }
}

/// Leaves from shade to light, and the ground: its shade, its light and what grows on it.
const fn codes(season: Option<Season>) -> ([u32; 3], [u32; 3]) {
    match season {
        Some(Season::Winter) => ([0x8A_8078, 0xA8_A09A, 0xD0_D4DA], [0xB4_C2D4, 0xEC_F1F8, 0xDC_E6F0]),
        Some(Season::Spring) => ([0x4E_7A24, 0x84_B038, 0xC0_DC68], [0x3A_4E22, 0x74_8E3A, 0x5C_9230]),
        Some(Season::Summer) => ([0x2A_5220, 0x54_8030, 0x96_B44C], [0x34_4A22, 0x64_7E36, 0x4C_7A2C]),
        _ => ([0x9A_5210, 0xDC_941C, 0xF8_CE48], [0x6A_4220, 0xB0_7630, 0x7C_7E34]),
    }
}

fn row(
    plan: Composition,
    noise: Noise,
    (number, stand): (usize, &Stand),
    colours: &Colours,
    choices: &mut Choices,
) -> Row {
    let count = (stand.count * plan.frame.aspect / 1.33).ceil().max(2.0) as usize;
    let unit = plan.frame.unit.max(0.6);
    let (mut stems, mut twigs, mut dabs) = (Vec::new(), Vec::new(), Vec::new());
    for index in 0..count {
        let x = plan.frame.aspect * (index as f32 + choices.between(0.1, 0.9)) / count as f32;
        let stem = Stem {
            foot: (x, stand.foot + choices.between(-0.015, 0.02)),
            lean: choices.between(-0.06, 0.06),
            thick: stand.thick * choices.between(0.75, 1.2) * unit,
            colour: (Rgb::hex(0xF0_EAE0) * colours.falling).mix(colours.haze, stand.far),
            dark: (Rgb::hex(0x2A_2624) * colours.falling).mix(colours.haze, stand.far),
            seed: (number * 100 + index) as f32,
        };
        for _ in 0..BRANCHES {
            let twig = twig(&stem, noise, stand, unit, choices);
            hang(&twig, (stand, plan.side, unit), colours, &mut dabs, choices);
            twigs.push(twig);
        }
        stems.push(stem);
    }
    Row {
        stems,
        twigs,
        leaves: Strewn::new(plan.frame, &dabs),
    }
}

fn twig(stem: &Stem, noise: Noise, stand: &Stand, unit: f32, choices: &mut Choices) -> Twig {
    let y = stand.low - (stand.low + 0.06) * choices.unit();
    let up = stem.foot.1 - y;
    let long = choices.between(0.05, 0.13) * (0.5 + stand.leaf * 134.0) * unit * choices.side();
    let from = (stem.middle(noise, up), y);
    Twig {
        from,
        to: (from.0 + long, y - long.abs() * choices.between(0.2, 0.75)),
        thick: stem.thick * 0.085,
        colour: stem.dark.mix(stem.colour, 0.14),
    }
}

/// Leaves hang along a branch, most of them towards its end.
fn hang(
    twig: &Twig,
    (stand, side, unit): (&Stand, f32, f32),
    colours: &Colours,
    dabs: &mut Vec<Dab>,
    choices: &mut Choices,
) {
    if colours.bare {
        return;
    }
    let long = (twig.to.0 - twig.from.0).abs();
    for (along, share) in [(0.45, 0.25), (0.8, 0.4), (1.05, 0.35)] {
        Mass {
            centre: (
                lerp(twig.from.0, twig.to.0, along),
                lerp(twig.from.1, twig.to.1, along) + 0.14 * long,
            ),
            half: (0.42 * long, 0.4 * long),
            leaves: (stand.leaves as f32 * share) as usize,
            leaf: stand.leaf * unit,
            colours: colours.leaves.map(|leaf| leaf.mix(colours.haze, 0.8 * stand.far)),
            side,
        }
        .strew(dabs, choices);
    }
}

/// Fallen leaves, smaller and flatter the farther off they lie; nothing under snow.
fn litter(plan: Composition, leaves: &[Rgb; 3], bare: bool, choices: &mut Choices) -> Vec<Dab> {
    let count = if bare { 0.0 } else { 2600.0 * plan.frame.aspect };
    let dab = |_| {
        let near = choices.unit().sqrt();
        let size = lerp(0.0012, 0.0062, near);
        let colour = choices.pick(leaves).unwrap_or(leaves[0]) * choices.between(0.5, 0.95);
        Dab {
            at: (choices.unit() * plan.frame.aspect, lerp(0.71, 1.01, near)),
            half: (size, size * choices.between(0.3, 0.55)),
            slant: choices.between(-0.4, 0.4),
            colour,
        }
    };
    (0..count as usize).map(dab).collect()
}

impl Layer for Birches {
    fn lay(&self, column: &mut Column<'_>) {
        self.lay_wood(column);
        self.lay_ground(column);
        for row in &self.rows {
            for stem in &row.stems {
                self.lay_stem(column, stem);
            }
            for twig in &row.twigs {
                self.lay_twig(column, twig);
            }
            row.leaves.lay(column);
        }
    }
}
