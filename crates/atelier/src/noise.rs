//! Noise: the grain of clouds, rock and water. Everything here is a pure function of place and seed.

/// A seeded field of gradient noise and what is built from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    seed: u32,
}

impl Noise {
    /// A field of its own for each `layer` of a picture.
    pub fn new(seed: u64, layer: u32) -> Self {
        let folded = (seed ^ (seed >> 32)) as u32;
        Self {
            seed: scramble(folded ^ layer.wrapping_mul(0x9e37_79b9)),
        }
    }

    /// A fair number from 0 to 1 for a whole place.
    pub fn dice(self, x: i32, y: i32) -> f32 {
        unit(self.hash(x, y))
    }

    /// Smooth noise of about -1 to 1 with features one unit wide.
    pub fn at(self, x: f32, y: f32) -> f32 {
        let (cx, cy) = (floor(x), floor(y));
        let (fx, fy) = (x - cx as f32, y - cy as f32);
        let (u, v) = (fade(fx), fade(fy));
        let a = self.slope(cx, cy, fx, fy);
        let b = self.slope(cx + 1, cy, fx - 1.0, fy);
        let c = self.slope(cx, cy + 1, fx, fy - 1.0);
        let d = self.slope(cx + 1, cy + 1, fx - 1.0, fy - 1.0);
        let (top, bottom) = (a + u * (b - a), c + u * (d - c));
        (top + v * (bottom - top)) * 1.4
    }

    /// Value noise 0 to 1 with its slopes, for ground that needs to know how steep it is.
    pub fn sloped(self, x: f32, y: f32) -> (f32, f32, f32) {
        let (cx, cy) = (floor(x), floor(y));
        let (fx, fy) = (x - cx as f32, y - cy as f32);
        let (u, v) = (fade(fx), fade(fy));
        let (du, dv) = (fade_slope(fx), fade_slope(fy));
        let corner = |x, y| unit(stir(self.place(x, y)));
        let a = corner(cx, cy);
        let b = corner(cx + 1, cy);
        let c = corner(cx, cy + 1);
        let d = corner(cx + 1, cy + 1);
        let twist = a - b - c + d;
        (
            a + (b - a) * u + (c - a) * v + twist * u * v,
            du * (b - a + twist * v),
            dv * (c - a + twist * u),
        )
    }

    /// Octaves of noise, each twice as fine and half as strong; about -1 to 1.
    pub fn fbm(self, mut x: f32, mut y: f32, octaves: u32) -> f32 {
        let (mut sum, mut strength) = (0.0, 0.5);
        for _ in 0..octaves {
            sum += strength * self.at(x, y);
            strength *= 0.5;
            (x, y) = (1.6 * x + 1.2 * y + 13.7, 1.6 * y - 1.2 * x + 7.3);
        }
        sum
    }

    /// Octaves of folded noise with sharp crests; about 0 to 1.
    pub fn ridged(self, mut x: f32, mut y: f32, octaves: u32) -> f32 {
        let (mut sum, mut strength, mut above) = (0.0, 0.55, 1.0);
        for _ in 0..octaves {
            let crest = 1.0 - self.at(x, y).abs();
            let crest = crest * crest * above;
            sum += strength * crest;
            above = (crest * 1.6).clamp(0.0, 1.0);
            strength *= 0.48;
            (x, y) = (1.6 * x + 1.2 * y + 5.1, 1.6 * y - 1.2 * x + 9.4);
        }
        sum
    }

    fn slope(self, cx: i32, cy: i32, fx: f32, fy: f32) -> f32 {
        let hash = stir(self.place(cx, cy));
        let gx = (hash & 0xffff) as f32 * (2.0 / 65535.0) - 1.0;
        let gy = (hash >> 16) as f32 * (2.0 / 65535.0) - 1.0;
        gx * fx + gy * fy
    }

    fn hash(self, x: i32, y: i32) -> u32 {
        scramble(self.place(x, y))
    }

    fn place(self, x: i32, y: i32) -> u32 {
        self.seed
            .wrapping_add((x as u32).wrapping_mul(0x8da6_b343))
            .wrapping_add((y as u32).wrapping_mul(0xd816_3841))
    }
}

/// A reproducible sequence of choices, for composing.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    state: u64,
}

impl Choices {
    pub fn new(seed: u64, layer: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ layer.wrapping_mul(0xd1b5_4a32_d192_ed03),
        }
    }

    /// A fair number from 0 to 1.
    pub fn unit(&mut self) -> f32 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / 16_777_216.0
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// -1 or 1.
    pub fn side(&mut self) -> f32 {
        if self.unit() < 0.5 { -1.0 } else { 1.0 }
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get((self.unit() * from.len() as f32) as usize).copied()
    }
}

/// 0 below `low`, 1 above `high`, smooth between; `low` may be above `high`.
pub(crate) fn smooth(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

pub(crate) fn lerp(from: f32, to: f32, share: f32) -> f32 {
    from + (to - from) * share
}

/// The largest whole number not above `x`; cheaper than the library's on machines without a rounding instruction.
pub(crate) fn floor(x: f32) -> i32 {
    let cut = x as i32;
    if (cut as f32) > x { cut.wrapping_sub(1) } else { cut }
}

/// e to the power of a number that is zero or less, to about one part in a thousand.
pub(crate) fn decay(x: f32) -> f32 {
    let base = (1.0 + x.max(-60.0) * (1.0 / 64.0)).max(0.0);
    let base = base * base;
    let base = base * base;
    let base = base * base;
    let base = base * base;
    let base = base * base;
    base * base
}

fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn fade_slope(t: f32) -> f32 {
    30.0 * t * t * (t * (t - 2.0) + 1.0)
}

fn unit(hash: u32) -> f32 {
    (hash >> 8) as f32 * (1.0 / 16_777_215.0)
}

/// A lighter scrambling, enough for slopes that are mixed with their neighbours anyway.
fn stir(h: u32) -> u32 {
    let h = (h ^ (h >> 15)).wrapping_mul(0x7feb_352d);
    h ^ (h >> 16)
}

fn scramble(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x7feb_352d);
    h ^= h >> 15;
    h = h.wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}
