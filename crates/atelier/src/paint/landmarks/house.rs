//! One house of a village, or its church: a gable towards the eye, a wall that runs back, and a roof over both.

use crate::{
    colour::Rgb,
    noise::{lerp, smooth},
    paint::{layer::cover, light::Light},
};

/// A house, in a measure of its own: its gable is one wide, and its other wall runs back to the right.
pub(super) struct House {
    pub foot: (f32, f32),
    pub size: f32,
    /// 1 when the other wall runs back to the right, -1 to the left.
    pub faces: f32,
    pub dice: f32,
    /// How much of it the distance hides.
    pub far: f32,
    pub church: bool,
}

/// The colours of all houses, in the light of the hour.
pub(super) struct Look {
    falling: Rgb,
    haze: Rgb,
    winter: bool,
    side: f32,
}

/// How far the other wall runs back, how much it rises on the way, how high the eaves and the ridge are.
struct Shape {
    back: f32,
    rise: f32,
    eaves: f32,
    ridge: f32,
}

const HOUSE: Shape = Shape {
    back: 0.85,
    rise: 0.07,
    eaves: 0.46,
    ridge: 0.98,
};
const NAVE: Shape = Shape {
    back: 1.15,
    rise: 0.08,
    eaves: 0.5,
    ridge: 1.1,
};

/// How far a roof reaches over the walls.
const OVER: f32 = 0.09;
/// How thick what lies on it is.
const THICK: f32 = 0.075;

impl House {
    /// Left and right edge, and the height.
    pub fn bounds(&self) -> (f32, f32, f32) {
        if self.church {
            (-0.75, 1.85, 2.95)
        } else {
            (-0.75, 1.6, 1.3)
        }
    }
}

impl Look {
    pub fn new(light: Light, winter: bool, side: f32) -> Self {
        Self {
            falling: light.ambient * 1.1 + light.direct * 0.4,
            haze: light.haze,
            winter,
            side,
        }
    }

    pub fn paint(&self, under: Rgb, house: &House, (u, v): (f32, f32), pixel: f32, lamp: f32) -> Rgb {
        if !house.church {
            return self.body(under, house, &HOUSE, (u, v), pixel, lamp);
        }
        let nave = self.body(under, house, &NAVE, (u - 0.2, v), pixel, lamp);
        self.tower(nave, house, (u + 0.2, v), pixel, lamp)
    }

    fn body(&self, under: Rgb, house: &House, shape: &Shape, (u, v): (f32, f32), pixel: f32, lamp: f32) -> Rgb {
        let mut colour = contact(under, shape, (u, v));
        colour = self.wall(colour, house, shape, (u, v), pixel, lamp);
        colour = self.gable(colour, house, shape, (u, v), pixel, lamp);
        self.roof(colour, house, shape, (u, v), pixel)
    }

    /// The wall that runs back, under the eaves.
    fn wall(&self, under: Rgb, house: &House, shape: &Shape, (u, v): (f32, f32), pixel: f32, lamp: f32) -> Rgb {
        let along = (u - 0.5) / shape.back;
        let (low, high) = (shape.rise * along, shape.eaves + 0.3 * shape.rise * along);
        let inside = (u - 0.5).min(0.5 + shape.back - u).min(v - low).min(high + 0.04 - v);
        if inside < -pixel {
            return under;
        }
        let shade = if house.faces * self.side > 0.0 { 1.0 } else { 0.56 };
        let eaves = 1.0 - 0.45 * smooth(0.16, 0.0, high - v);
        let mut colour = self.plaster(house) * (shade * eaves);
        for (number, place) in [0.24, 0.52, 0.8].into_iter().enumerate() {
            let pane = (0.055 - (along - place).abs() * shape.back).min(0.085 - (v - low - 0.27).abs());
            colour = self.pane(colour, house, pane, (number + 3, pixel), lamp);
        }
        under.mix(colour, cover(inside, pixel))
    }

    /// The gable: plaster below, wood above, a door and windows.
    fn gable(&self, under: Rgb, house: &House, shape: &Shape, (u, v): (f32, f32), pixel: f32, lamp: f32) -> Rgb {
        let slope = (shape.ridge - shape.eaves) / 0.5;
        let inside = (0.5 - u.abs())
            .min(v + 0.02)
            .min((shape.ridge - u.abs() * slope - v) * 0.6);
        if inside < -pixel {
            return under;
        }
        let shade = if house.faces * self.side > 0.0 { 0.66 } else { 1.0 };
        let under_roof = 1.0 - 0.4 * smooth(0.14, 0.0, shape.ridge - u.abs() * slope - v);
        let planks = 0.86 + 0.2 * smooth(0.2, 0.5, ((u * 14.0).rem_euclid(1.0) - 0.5).abs());
        let timber = self.timber(house) * planks;
        let wood = if house.church {
            0.0
        } else {
            cover(v - shape.eaves + 0.02, pixel)
        };
        let mut colour = self.plaster(house).mix(timber, wood) * (shade * under_roof);
        let door = (0.075 - (u - 0.3).abs()).min(0.26 - v);
        colour = colour.mix(self.timber(house) * 0.7, cover(door, pixel));
        let panes: &[(f32, f32)] = &[(-0.28, 0.25), (0.02, 0.25), (-0.13, 0.63), (0.13, 0.63)];
        for (number, (cx, cy)) in panes.iter().enumerate() {
            let frame = (0.085 - (u - cx).abs()).min(0.1 - (v - cy).abs());
            let pane = (0.062 - (u - cx).abs()).min(0.078 - (v - cy).abs());
            colour = colour.mix(self.timber(house) * 0.8, cover(frame, pixel));
            colour = self.pane(colour, house, pane, (number, pixel), lamp);
        }
        under.mix(colour, cover(inside, pixel))
    }

    /// The slope of the roof that is seen from aside, the edges of both over the gable, and a chimney.
    fn roof(&self, under: Rgb, house: &House, shape: &Shape, (u, v): (f32, f32), pixel: f32) -> Rgb {
        let slope = (shape.ridge - shape.eaves) / 0.5;
        let (cover_colour, edge_colour) = self.roofing(house);
        let back = shape.back + OVER;
        // How far down the slope a place lies, 0 at the ridge and 1 at the walls, with the ridge rising a little.
        let lift = 0.3 * shape.rise;
        let down = (shape.ridge + THICK + lift * (u / back).clamp(0.0, 1.0) - v) / (shape.ridge - shape.eaves);
        let long = 1.0 + OVER * 2.0;
        let (start, end) = (0.5 * down, 0.5 * down + back);
        let plane = (down * 0.4).min((long - down) * 0.5).min(u - start + 0.05).min(end - u);
        let lit = if house.faces * self.side > 0.0 { 1.08 } else { 0.74 };
        let sunk = lerp(1.06, 0.9, smooth(0.0, 1.0, down));
        let lower = smooth(long - 0.2, long, down);
        let slab = (cover_colour * sunk).mix(edge_colour, 0.6 * lower) * lit;
        let mut colour = under;
        let chimney = (0.06 - (u - 0.62).abs())
            .min(shape.ridge + 0.24 - v)
            .min(v - shape.ridge + 0.32);
        let cap = (0.075 - (u - 0.62).abs()).min(0.03 - (v - shape.ridge - 0.25).abs());
        if !house.church {
            colour = colour
                .mix(Rgb::hex(0x5E_4A42) * self.falling, cover(chimney, pixel))
                .mix(cover_colour, cover(cap, pixel));
        }
        colour = colour.mix(slab, cover(plane, pixel));
        // Towards the eye, both slopes show their edge.
        let top = shape.ridge + THICK - u.abs() * slope;
        let edge = (top - v).min(v - top + THICK * 1.7).min((0.5 + OVER - u.abs()) * 1.4);
        let front =
            edge_colour.mix(cover_colour, smooth(THICK * 1.5, 0.0, top - v)) * if u > 0.0 { lit } else { 1.82 - lit };
        let board = (top - THICK * 1.4 - v)
            .min(v - top + THICK * 2.1)
            .min((0.5 + OVER - u.abs()) * 1.4);
        colour
            .mix(self.timber(house) * 0.75, cover(board, pixel))
            .mix(front, cover(edge, pixel))
    }

    /// The church's tower: dark slate on it, so that it stands out against snow and sky.
    fn tower(&self, under: Rgb, house: &House, (u, v): (f32, f32), pixel: f32, lamp: f32) -> Rgb {
        let towards = u * house.faces * self.side;
        let lit = if towards > 0.0 { 1.08 } else { 0.7 };
        let stone = self.plaster(house).mix(Rgb::hex(0xC8_C4BC) * self.falling, 0.6);
        let shaft = (0.21 - u.abs()).min(v + 0.04).min(1.5 - v);
        let mut colour = under.mix(stone * lerp(lit, 1.0, 0.3), cover(shaft, pixel));
        let sill = (0.235 - u.abs()).min(0.022 - (v - 1.08).abs());
        colour = colour.mix(stone * 0.62 * lit, cover(sill, pixel));
        let bell = (0.07 - u.abs()).min(1.37 - v - 1.4 * u * u / 0.07).min(v - 1.16);
        let dark = Rgb::hex(0x2A_2628) * self.falling + Rgb::new(1.3, 0.7, 0.24) * (0.8 * lamp);
        colour = colour.mix(dark, cover(bell, pixel));
        let clock = 0.075 - (u * u + (v - 0.86).powi(2)).sqrt();
        let face = Rgb::hex(0xF0_E8D4) * self.falling + Rgb::new(0.5, 0.34, 0.14) * lamp;
        colour = colour.mix(face, cover(clock, pixel));
        // The helm flares out at its foot.
        let t = (2.72 - v) / 1.24;
        let half = 0.2 * t + 0.09 * smooth(0.78, 1.0, t);
        let helm = (half - u.abs()).min(v - 1.46);
        let slate = Rgb::hex(if towards > 0.0 { 0x76_8496 } else { 0x50_5C70 }) * self.falling * lit;
        let snow = if self.winter { 0.85 * smooth(0.9, 1.0, t) } else { 0.0 };
        let helm_colour = slate.mix(Rgb::hex(0xE6_EEF8) * self.falling, snow.min(0.9));
        colour = colour.mix(helm_colour, cover(helm, pixel));
        let cross = (0.014 - u.abs())
            .min(2.92 - v)
            .min(v - 2.68)
            .max((0.05 - u.abs()).min(0.014 - (v - 2.84).abs()));
        colour.mix(Rgb::hex(0x2E_2C30) * self.falling, cover(cross, pixel))
    }

    fn pane(&self, under: Rgb, house: &House, inside: f32, (number, pixel): (usize, f32), lamp: f32) -> Rgb {
        let on = (house.dice * 13.0 + number as f32 * 0.37).fract() < 0.74;
        let glass = Rgb::hex(0x34_3A46) * self.falling;
        let glow = if on {
            Rgb::new(1.7, 0.92, 0.32) * lamp
        } else {
            Rgb::BLACK
        };
        under.mix(glass + glow, cover(inside, pixel))
    }

    fn plaster(&self, house: &House) -> Rgb {
        let plain = Rgb::hex(0xDC_CEB6);
        let other = [0xC8_A888, 0xC4_8A6A, 0xB4_B0A0];
        let plain = plain.mix(
            Rgb::hex(other[(house.dice * 2.99) as usize]),
            (house.dice * 7.0).fract(),
        );
        self.seen(plain, house)
    }

    fn timber(&self, house: &House) -> Rgb {
        let wood = Rgb::hex(0x4A_3020).mix(Rgb::hex(0x6E_4A30), (house.dice * 5.0).fract());
        self.seen(wood, house)
    }

    /// What lies on the roof, and its edge.
    fn roofing(&self, house: &House) -> (Rgb, Rgb) {
        let (top, edge) = if self.winter {
            (Rgb::hex(0xF2_F6FC) * 1.22, Rgb::hex(0xB2_C0D6))
        } else {
            let tiles = Rgb::hex([0x8A_4632, 0x6E_3E32, 0x96_5A40][(house.dice * 2.99) as usize]);
            (tiles, tiles * 0.62)
        };
        (self.seen(top, house), self.seen(edge, house))
    }

    /// A colour in the light of the hour, through the air before the house.
    fn seen(&self, colour: Rgb, house: &House) -> Rgb {
        (colour * self.falling).mix(self.haze, 0.5 * house.far)
    }
}

/// The ground is darker right beside the walls.
fn contact(under: Rgb, shape: &Shape, (u, v): (f32, f32)) -> Rgb {
    let base = shape.rise * ((u - 0.5) / shape.back).clamp(0.0, 1.0);
    let beyond = (-0.5 - u).max(u - 0.5 - shape.back).max(0.0);
    let away = (base - v).max(0.0) * 2.2 + beyond * 2.5;
    let near = smooth(0.2, 0.0, away) * smooth(0.3, 0.1, v - base);
    under * (1.0 - 0.38 * near)
}
