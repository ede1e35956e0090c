//! Noise: the grain of clouds, rock and water. Everything here is a pure function of place and seed.

/// What one step across and one step down add to the number of a place.
const ACROSS: u32 = 0x8da6_b343;
const DOWN: u32 = 0xd816_3841;

/// Slopes in all directions, looked up because that is quicker than making them from a place's number.
static SLOPES: [[f32; 2]; 256] = slopes();

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
        let ((cx, fx), (cy, fy)) = (split(x), split(y));
        let (u, v) = (fade(fx), fade(fy));
        let corner = self.place(cx, cy);
        let a = slope(corner, fx, fy);
        let b = slope(corner.wrapping_add(ACROSS), fx - 1.0, fy);
        let c = slope(corner.wrapping_add(DOWN), fx, fy - 1.0);
        let d = slope(corner.wrapping_add(ACROSS).wrapping_add(DOWN), fx - 1.0, fy - 1.0);
        let (top, bottom) = (a + u * (b - a), c + u * (d - c));
        top + v * (bottom - top)
    }

    /// Value noise 0 to 1 with its slopes, for ground that needs to know how steep it is.
    pub fn sloped(self, x: f32, y: f32) -> (f32, f32, f32) {
        let ((cx, fx), (cy, fy)) = (split(x), split(y));
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

    /// The same noise as [`Self::at`], with its slopes across and down.
    pub fn leaning(self, x: f32, y: f32) -> (f32, f32, f32) {
        let ((cx, fx), (cy, fy)) = (split(x), split(y));
        let (u, v) = (fade(fx), fade(fy));
        let corner = self.place(cx, cy);
        let ga = direction(corner);
        let gb = direction(corner.wrapping_add(ACROSS));
        let gc = direction(corner.wrapping_add(DOWN));
        let gd = direction(corner.wrapping_add(ACROSS).wrapping_add(DOWN));
        let a = ga[0] * fx + ga[1] * fy;
        let b = gb[0] * (fx - 1.0) + gb[1] * fy;
        let c = gc[0] * fx + gc[1] * (fy - 1.0);
        let d = gd[0] * (fx - 1.0) + gd[1] * (fy - 1.0);
        let twist = a - b - c + d;
        let blend = |axis: usize| {
            ga[axis]
                + u * (gb[axis] - ga[axis])
                + v * (gc[axis] - ga[axis])
                + u * v * (ga[axis] - gb[axis] - gc[axis] + gd[axis])
        };
        (
            a + u * (b - a) + v * (c - a) + u * v * twist,
            blend(0) + fade_slope(fx) * (b - a + v * twist),
            blend(1) + fade_slope(fy) * (c - a + u * twist),
        )
    }

    /// The broken piece that a place lies in, of a plane broken into pieces about one unit wide.
    pub fn piece(self, x: f32, y: f32) -> Piece {
        let ((cx, fx), (cy, fy)) = (split(x), split(y));
        let (mut near, mut next, mut number) = (f32::MAX, f32::MAX, 0);
        for down in -1..=1 {
            for across in -1..=1 {
                let mixed = stir(self.place(cx + across, cy + down));
                let dx = across as f32 + (mixed & 0xffff) as f32 * (1.0 / 65536.0) - fx;
                let dy = down as f32 + (mixed >> 16) as f32 * (1.0 / 65536.0) - fy;
                let far = dx * dx + dy * dy;
                if far < near {
                    (next, near, number) = (near, far, mixed);
                } else if far < next {
                    next = far;
                }
            }
        }
        let mixed = scramble(number);
        Piece {
            tilt: (
                (mixed & 0xffff) as f32 * (2.0 / 65535.0) - 1.0,
                (mixed >> 16) as f32 * (2.0 / 65535.0) - 1.0,
            ),
            inside: next.sqrt() - near.sqrt(),
        }
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

    fn hash(self, x: i32, y: i32) -> u32 {
        scramble(self.place(x, y))
    }

    fn place(self, x: i32, y: i32) -> u32 {
        self.seed
            .wrapping_add((x as u32).wrapping_mul(ACROSS))
            .wrapping_add((y as u32).wrapping_mul(DOWN))
    }
}

/// One piece of something broken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// How its face is turned, -1 to 1 across and down.
    pub tilt: (f32, f32),
    /// How far the nearest crack is; 0 lies in it.
    pub inside: f32,
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

/// A number's whole part, rounded down, and the rest; a whole number may come as the one below it and a rest of 1.
///
/// Adding a number this large leaves no bits for fractions; that rounds quicker than converting, on every machine.
fn split(x: f32) -> (i32, f32) {
    const LARGE: f32 = 12_582_912.0;
    let rounded = (x - 0.5) + LARGE;
    let whole = (rounded.to_bits() as i32).wrapping_sub(LARGE.to_bits() as i32);
    (whole, x - (rounded - LARGE))
}

/// A quick fall from 1 at zero to nothing, for numbers that are zero or less.
///
/// It is (1 + x/64)^64: shaped like e to the power of x, but falling faster: 3 in 100 less at -2, 18 in 100 less at -5,
/// and exactly nothing from -60 on. Halos and mists want that shape, not the number.
pub(crate) fn decay(x: f32) -> f32 {
    let base = (1.0 + x.max(-60.0) * (1.0 / 64.0)).max(0.0);
    let base = base * base;
    let base = base * base;
    let base = base * base;
    let base = base * base;
    let base = base * base;
    base * base
}

/// Directions evenly around the circle, made by turning one a little at a time, so that they are the same everywhere.
const fn slopes() -> [[f32; 2]; 256] {
    const LENGTH: f64 = 1.15;
    const TURN: (f64, f64) = (0.999_698_818_696_204_2, 0.024_541_228_522_912_288);
    let mut slopes = [[0.0; 2]; 256];
    let (mut x, mut y) = (LENGTH, 0.0);
    let mut index = 0;
    while index < slopes.len() {
        slopes[index] = [x as f32, y as f32];
        (x, y) = (x * TURN.0 - y * TURN.1, x * TURN.1 + y * TURN.0);
        index += 1;
    }
    slopes
}

fn direction(place: u32) -> [f32; 2] {
    let mixed = (place ^ (place >> 15)).wrapping_mul(0x7feb_352d);
    SLOPES[(mixed >> 24) as usize]
}

fn slope(place: u32, fx: f32, fy: f32) -> f32 {
    let [gx, gy] = direction(place);
    gx * fx + gy * fy
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
