//! One broad tree on a rise: in leaf, in autumn colours, in blossom, or bare under snow.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover, to_stretch},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

use super::crown::Crown;

/// Clumps of leaves.
const CLUMPS: usize = 234;

pub(in crate::paint) struct Tree {
    noise: Noise,
    plan: Composition,
    crown: Crown,
    boughs: Vec<Bough>,
    clumps: Vec<Clump>,
    bark: Rgb,
    fallen: Vec<(f32, f32, Rgb)>,
}

struct Bough {
    from: (f32, f32),
    to: (f32, f32),
    thick: (f32, f32),
}

struct Clump {
    centre: (f32, f32),
    size: f32,
    colours: [Rgb; 2],
    seed: f32,
}

impl Tree {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let blossom = scene.has(Thing::Blossom);
        if !blossom && !scene.has(Thing::Broadleaf) {
            return None;
        }
        let mut choices = Choices::new(seed, 611);
        let tall = 0.6 * plan.frame.unit.max(0.45);
        let crown = Crown::new(scene, plan, light, 0.84, seed);
        let foot = (plan.focus, crown.top(plan.focus) + 0.015);
        let boughs = boughs(foot, tall, &mut choices);
        let colours = leaves(scene, blossom);
        let bare = scene.season == Some(Season::Winter);
        let mut clumps = clumps(foot, tall, (plan.side, &light), &colours, &mut choices);
        if bare {
            clumps.truncate(0);
        }
        let falling = light.ambient + light.direct * 0.4;
        let fallen = (0..if bare { 0 } else { 130 }).map(|_| {
            let x = foot.0 + choices.between(-0.45, 0.45) * tall;
            let colour = choices.pick(&colours).unwrap_or(colours[0]);
            (x, crown.top(x) + choices.between(0.004, 0.1), colour * falling)
        });
        Some(Self {
            noise: Noise::new(seed, 612),
            plan,
            boughs,
            clumps,
            bark: Rgb::hex(if blossom { 0x4A_3634 } else { 0x52_4234 }) * falling,
            fallen: fallen.collect(),
            crown,
        })
    }
}

/// From shade to light.
fn leaves(scene: &Scene, blossom: bool) -> [Rgb; 4] {
    let codes = match scene.season {
        _ if blossom => [0xA8_5A78, 0xD8_8AA6, 0xF0_B4C8, 0xFC_E2EA],
        Some(Season::Autumn) => [0x7A_2A14, 0xB8_4A18, 0xDC_7E20, 0xF2_B83C],
        Some(Season::Spring) => [0x35_5E1E, 0x5E_8E2C, 0x8A_B440, 0xB8_D468],
        _ => [0x1E_3A18, 0x35_5A22, 0x54_7C2E, 0x86_A446],
    };
    codes.map(Rgb::hex)
}

/// A trunk that forks again and again.
fn boughs(foot: (f32, f32), tall: f32, choices: &mut Choices) -> Vec<Bough> {
    let mut boughs = Vec::new();
    let mut open = vec![(foot, (0.02_f32, -1.0_f32), 0.3 * tall, 0.034 * tall, 0)];
    while let Some((from, heading, long, thick, depth)) = open.pop() {
        let to = (from.0 + heading.0 * long, from.1 + heading.1 * long);
        let thin = thick * if depth == 0 { 0.72 } else { 0.62 };
        boughs.push(Bough {
            from,
            to,
            thick: (thick * if depth == 0 { 1.35 } else { 1.0 }, thin),
        });
        if depth == 5 {
            continue;
        }
        let forks: &[f32] = if depth < 2 { &[-0.62, 0.08, 0.66] } else { &[-0.5, 0.45] };
        for fork in forks {
            let turn = fork + choices.between(-0.18, 0.18);
            let (sin, cos) = (crate::steady::sine(turn), crate::steady::cosine(turn));
            let (hx, hy) = (heading.0 * cos - heading.1 * sin, heading.0 * sin + heading.1 * cos);
            // Boughs strive upwards a little.
            let (hx, hy) = (hx, hy - 0.1);
            let length = (hx * hx + hy * hy).sqrt();
            open.push((
                to,
                (hx / length, hy / length),
                long * choices.between(0.6, 0.78),
                thin,
                depth + 1,
            ));
        }
    }
    boughs
}

/// The masses that a crown is made of: place and size, for a crown of one.
const LOBES: [(f32, f32, f32); 9] = [
    (-0.05, 0.1, 0.5),
    (-0.62, 0.22, 0.36),
    (0.6, 0.2, 0.38),
    (-0.48, -0.2, 0.42),
    (0.48, -0.22, 0.42),
    (0.0, -0.32, 0.46),
    (-0.24, -0.56, 0.36),
    (0.26, -0.58, 0.34),
    (0.02, -0.78, 0.26),
];

/// Clumps over every lobe, those in front and above lit more.
fn clumps(
    foot: (f32, f32),
    tall: f32,
    (side, light): (f32, &Light),
    colours: &[Rgb; 4],
    choices: &mut Choices,
) -> Vec<Clump> {
    let middle = (foot.0, foot.1 - 0.62 * tall);
    let mut clumps: Vec<(f32, Clump)> = Vec::new();
    for index in 0..CLUMPS {
        let lobe = LOBES[index % LOBES.len()];
        let number = index / LOBES.len();
        let angle = number as f32 * 2.399_963 + lobe.0 * 9.0;
        let out = ((number as f32 + 0.5) * LOBES.len() as f32 / CLUMPS as f32).sqrt();
        let (across, down) = (crate::steady::cosine(angle) * out, crate::steady::sine(angle) * out);
        let (x, y) = (lobe.0 + lobe.2 * across, lobe.1 + lobe.2 * down);
        let depth = choices.between(0.0, 1.0) * (1.0 - out * out).max(0.0).sqrt();
        // Both its own roundness and that of the whole crown shade a mass of leaves.
        let facing = 0.34 * (across + x) * side - 0.36 * (down + y) + 0.3 * depth - 0.1;
        let lit = light.ambient * (0.95 + 0.3 * (facing + 0.4).max(0.0))
            + light.direct * (0.12 + 0.46 * smooth(-0.45, 0.75, facing));
        let shade = (smooth(-0.7, 0.8, facing + choices.between(-0.2, 0.2)) * 2.0) as usize;
        let clump = Clump {
            centre: (middle.0 + 0.46 * tall * x, middle.1 + 0.44 * tall * y),
            size: tall * choices.between(0.045, 0.085),
            colours: [colours[shade.min(2)] * lit, colours[(shade + 1).min(3)] * lit],
            seed: choices.between(0.0, 40.0),
        };
        clumps.push((depth + 0.6 * lobe.1 - 0.2 * down, clump));
    }
    clumps.sort_by(|one, other| one.0.total_cmp(&other.0));
    clumps.into_iter().map(|(_, clump)| clump).collect()
}

impl Layer for Tree {
    fn lay(&self, column: &mut Column<'_>) {
        self.crown.lay(column);
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        for (at, high, colour) in &self.fallen {
            let size = 0.0028;
            if (x - at).abs() < 2.0 * size {
                column.paint(high - size, high + size, |under, y| {
                    let far = ((x - at) / (1.7 * size)).powi(2) + ((y - high) / size).powi(2);
                    under.mix(*colour, smooth(1.0, 0.4, far) * 0.85)
                });
            }
        }
        for bough in &self.boughs {
            let reach = bough.thick.0 + pixel;
            if x < bough.from.0.min(bough.to.0) - reach || x > bough.from.0.max(bough.to.0) + reach {
                continue;
            }
            let (top, bottom) = (bough.from.1.min(bough.to.1), bough.from.1.max(bough.to.1));
            column.paint(top - reach, bottom + reach, |under, y| {
                let (off, along) = to_stretch((x, y), bough.from, bough.to);
                let thick = lerp(bough.thick.0, bough.thick.1, along);
                let side = (x - lerp(bough.from.0, bough.to.0, along)) / thick.max(pixel) * self.plan.side;
                let bark = 0.8 + 0.3 * self.noise.at(x * 160.0, y * 40.0) + 0.35 * side.clamp(-1.0, 1.0);
                under.mix(self.bark * bark, cover(thick.max(pixel * 0.4) - off, pixel))
            });
        }
        for clump in &self.clumps {
            let dx = (x - clump.centre.0) / clump.size;
            if dx.abs() > 1.25 {
                continue;
            }
            let reach = 1.25 * clump.size;
            column.paint(clump.centre.1 - reach, clump.centre.1 + reach, |under, y| {
                let dy = (y - clump.centre.1) / clump.size;
                let leaf = self.noise.at(dx * 5.2 + clump.seed, dy * 5.2)
                    + 0.6 * self.noise.at(dx * 11.0, dy * 11.0 + clump.seed);
                let far = (dx * dx + dy * dy).sqrt() + 0.55 * leaf;
                let inside = smooth(0.98, 0.82, far);
                let lit = smooth(-0.7, 0.7, leaf * 0.8 - dy * 0.55 + dx * 0.4 * self.plan.side);
                under.mix(clump.colours[0].mix(clump.colours[1], lit), inside)
            });
        }
    }
}
