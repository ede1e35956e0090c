//! A set: one scene painted in parts, or a picture, or a flow, with everything that moves in it.

use super::{
    aurora::Aurora,
    birds::Birds,
    camera::{Depth, FAR, View},
    falling::{Falling, Kind},
    flow::Flow,
    fog::{Bank, Fog},
    lay::{Bench, Cel},
    order::Picture,
    picture::fitted,
    screen::Screen,
    twinkle::Twinkle,
    water::{Water, levels},
};
use crate::{
    PaintError,
    colour::Rgb,
    noise::{Choices, lerp, smooth},
    paint::{Apart, Margins, Outlook, Part, Sheet, Stream},
    scene::{Place, Scene, Style, Thing, Weather},
    steady::sine,
    watch::Progress,
};

/// Clouds drift no farther than this over a film, in heights of the picture.
const FARTHEST_DRIFT: f32 = 0.9;

/// What a camera films.
pub(super) struct Set {
    things: Vec<Moving>,
    /// The moment at which everything stands as it was painted.
    middle: f32,
    pace: f32,
}

/// How everything on a set moves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Motion {
    /// From the first moment that is filmed to the last, in seconds.
    pub from: f32,
    pub until: f32,
    /// When everything stands as it was painted, in seconds.
    pub middle: f32,
    /// How many times faster than usual.
    pub pace: f32,
    /// Whether time flies for the clouds.
    pub is_lapse: bool,
    /// When everything comes back to where it began, in seconds.
    pub round: Option<f32>,
}

/// Something on a set, in the order in which it is laid.
enum Moving {
    Cel(Cel),
    /// Clouds, with how far they drift in a second where they are highest, in pixels of the picture, and the horizon.
    Clouds(Cel, f32, f32),
    Lightning(Cel, u64),
    /// A boat that rides on the waves, and by how much, in pixels of the picture.
    Afloat(Cel, f32),
    /// A pattern that sways.
    Swaying(Cel),
    Stars(Twinkle),
    Aurora(Aurora),
    Birds(Birds),
    Water(Box<Water>),
    Fog(Fog),
    Falling(Falling),
    Flow(Flow),
}

impl Set {
    /// Paints a scene of a size, in pixels.
    pub fn paint(
        scene: &Scene,
        size: (u32, u32),
        seed: u64,
        motion: Motion,
        progress: &Progress<'_>,
    ) -> Result<Self, PaintError> {
        let things = match scene.style {
            Some(style) => pattern(scene, style, size, seed, motion, progress)?,
            None => view(scene, size, seed, motion, progress)?,
        };
        Ok(Self {
            things,
            middle: motion.middle,
            pace: motion.pace,
        })
    }

    /// A picture of a person's own, in a size in pixels, with the weather that the scene asks for.
    pub fn show(picture: &Picture, scene: &Scene, size: (usize, usize), seed: u64, motion: Motion) -> Self {
        let cel = Cel::new(Depth::Ground(0.3), fitted(picture, size));
        let mut things = vec![Moving::Cel(cel)];
        let pale = [206.0, 128.0, 128.0];
        if scene.weather(Weather::Fog) {
            things.push(Moving::Fog(Fog::new(pale, ground_fog(0.62, 0.55), seed)));
        }
        for (weather, kind, wind) in [(Weather::Snow, Kind::Snow, 0.03), (Weather::Rain, Kind::Rain, -0.1)] {
            if scene.weather(weather) {
                things.push(Moving::Falling(Falling::new(kind, pale, wind, seed)));
            }
        }
        Self {
            things,
            middle: motion.middle,
            pace: motion.pace,
        }
    }

    /// Lays everything as it is at a moment.
    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen, bench: &mut Bench) {
        let since = seconds - self.middle;
        let seconds = seconds * self.pace;
        for thing in &self.things {
            match thing {
                Moving::Cel(cel) => cel.lay(view, |_| 0.0, screen, bench),
                Moving::Clouds(cel, drift, horizon) => {
                    // The sheet of clouds is far above, so what is nearer to the horizon is farther off and slower.
                    let whole = horizon + 0.11;
                    let share = |y: f32| ((horizon - y / view.unit() + 0.11) / whole).max(0.0);
                    cel.lay(view, |y| drift * since * share(y), screen, bench);
                }
                Moving::Lightning(cel, seed) => {
                    if flashes(seconds, *seed) {
                        cel.lay(view, |_| 0.0, screen, bench);
                    }
                }
                Moving::Afloat(cel, rise) => cel.ride(view, ride(seconds, *rise), screen, bench),
                Moving::Swaying(cel) => {
                    let sway = |y: f32| {
                        let place = y / view.unit();
                        let turn = sine(seconds * 0.5 + place * 4.0) + 0.5 * sine(seconds * 0.31 - place * 7.0);
                        0.008 * view.unit() * turn
                    };
                    cel.lay(view, sway, screen, bench);
                }
                Moving::Stars(stars) => stars.lay(view, seconds, screen),
                Moving::Aurora(aurora) => aurora.lay(view, seconds, screen),
                Moving::Birds(birds) => birds.lay(view, seconds, self.middle * self.pace, screen),
                Moving::Water(water) => water.lay(view, seconds, screen),
                Moving::Fog(fog) => fog.lay(view, seconds, screen),
                Moving::Falling(falling) => falling.lay(view, seconds, screen),
                Moving::Flow(flow) => flow.lay(view, seconds, screen),
            }
        }
    }
}

fn pattern(
    scene: &Scene,
    style: Style,
    size: (u32, u32),
    seed: u64,
    motion: Motion,
    progress: &Progress<'_>,
) -> Result<Vec<Moving>, PaintError> {
    let stream = Stream::new(scene, style, size, seed);
    if style == Style::Flow {
        return Ok(vec![Moving::Flow(Flow::new(stream, motion.round))]);
    }
    let cel = Cel::new(Depth::Flat(0.5), stream.still(progress)?);
    Ok(vec![Moving::Swaying(cel)])
}

fn view(
    scene: &Scene,
    size: (u32, u32),
    seed: u64,
    motion: Motion,
    progress: &Progress<'_>,
) -> Result<Vec<Moving>, PaintError> {
    let apart = Apart::new(scene, size, seed);
    let outlook = apart.outlook();
    let unit = size.1 as f32;
    let drift = drift(scene, &outlook, motion, seed);
    let gone = [motion.from, motion.until].map(|at| drift * (at - motion.middle) * unit);
    let margin = |far: f32| (far.max(0.0) * 0.5).ceil() as usize * 2 + 8;
    let margins = Margins {
        left: margin(gone[0].max(gone[1])),
        right: margin(-gone[0].min(gone[1])),
    };
    let mut stage = Stage {
        apart: &apart,
        scene,
        outlook,
        seed,
        things: Vec::new(),
        is_flooded: false,
        is_veiled: false,
    };
    for (part, sheet) in apart.sheets(margins, progress)? {
        stage.add(part, sheet, drift * unit);
    }
    stage.before_near();
    stage.fall();
    Ok(stage.things)
}

/// How fast clouds drift, in heights of the picture a second.
fn drift(scene: &Scene, outlook: &Outlook, motion: Motion, seed: u64) -> f32 {
    let usual = match () {
        () if motion.is_lapse => 0.085,
        () if scene.weather(Weather::Storm) => 0.03,
        () => 0.0135,
    };
    let farthest = (motion.until - motion.middle)
        .abs()
        .max((motion.middle - motion.from).abs());
    let most = 0.5 * FARTHEST_DRIFT / farthest.max(0.5);
    let way = -outlook.side * Choices::new(seed, 76).between(0.85, 1.15);
    (way * usual * motion.pace).clamp(-most, most)
}

/// A set in the making.
struct Stage<'a> {
    apart: &'a Apart<'a>,
    scene: &'a Scene,
    outlook: Outlook,
    seed: u64,
    things: Vec<Moving>,
    is_flooded: bool,
    is_veiled: bool,
}

impl Stage<'_> {
    fn add(&mut self, part: Part, sheet: Sheet, drift: f32) {
        let horizon = self.outlook.horizon;
        match part {
            Part::Sky => {
                let stars = (self.outlook.night > 0.5).then(|| Twinkle::new(&sheet, &self.outlook, 0.0, self.seed));
                self.push_cel(Depth::Flat(0.0), sheet);
                self.things.extend(stars.map(Moving::Stars));
                if self.scene.has(Thing::Aurora) {
                    self.things
                        .push(Moving::Aurora(Aurora::new(self.apart, self.outlook, self.seed)));
                }
            }
            Part::Clouds => {
                let cel = Cel::new(Depth::Flat(0.08), sheet);
                self.things.push(Moving::Clouds(cel, drift, horizon));
            }
            Part::Lightning => {
                let cel = Cel::new(Depth::Flat(0.1), sheet);
                self.things.push(Moving::Lightning(cel, self.seed));
            }
            Part::Land => {
                let depth = if self.outlook.water.is_some() {
                    Depth::Flat(FAR)
                } else {
                    Depth::Ground(horizon)
                };
                self.push_cel(depth, sheet);
            }
            Part::Beach => {
                self.flood();
                self.push_cel(Depth::Ground(horizon), sheet);
            }
            Part::Boat => {
                self.flood();
                let (near, rise) = (0.11 / (1.0 - horizon).max(0.1), 0.0045);
                let cel = Cel::new(Depth::Flat(lerp(FAR, 1.0, near)), sheet);
                self.things.push(Moving::Afloat(cel, rise));
            }
            Part::Trees(base) => {
                self.before_near();
                self.push_cel(Depth::Flat(smooth(0.2, 1.15, base).max(FAR)), sheet);
                self.mist_before(base);
            }
            Part::Near => {
                self.before_near();
                self.push_cel(Depth::Flat(0.92), sheet);
            }
        }
    }

    fn push_cel(&mut self, depth: Depth, sheet: Sheet) {
        self.things.push(Moving::Cel(Cel::new(depth, sheet)));
    }

    /// Lays the water before whatever stands in it, and birds before the water.
    fn flood(&mut self) {
        if std::mem::replace(&mut self.is_flooded, true) {
            return;
        }
        if self.scene.has(Thing::Birds) {
            let colour = levels(self.apart, self.outlook.zenith * 0.25);
            self.things
                .push(Moving::Birds(Birds::new(&self.outlook, colour, self.seed)));
        }
        let water = Water::new(self.apart, self.outlook, self.seed);
        self.things.extend(water.map(|water| Moving::Water(Box::new(water))));
    }

    /// Everything that lies behind what is close to the eye.
    fn before_near(&mut self) {
        self.flood();
        if std::mem::replace(&mut self.is_veiled, true) {
            return;
        }
        let wet = self.scene.weather(Weather::Rain) || self.scene.weather(Weather::Snow);
        let thick = match () {
            () if self.scene.is_at(Place::Desert) => return,
            () if self.scene.weather(Weather::Fog) && self.scene.is_at(Place::Mountains) => 0.46,
            () if self.scene.weather(Weather::Fog) => 0.7,
            () if wet => 0.2,
            () => return,
        };
        self.push_fog(ground_fog(self.outlook.horizon, thick));
    }

    /// Mist between the rows of a wood.
    fn mist_before(&mut self, base: f32) {
        let foggy = self.scene.weather(Weather::Fog);
        if !self.scene.is_at(Place::Forest) || self.outlook.water.is_some() || base > 0.97 {
            return;
        }
        self.push_fog(Bank {
            line: base + 0.03,
            above: 16.0,
            below: 12.0,
            thick: if foggy { 0.34 } else { 0.14 },
            depth: smooth(0.2, 1.15, base).max(FAR),
            wind: if (base * 100.0) as i32 % 2 == 0 { 0.022 } else { -0.016 },
        });
    }

    fn push_fog(&mut self, bank: Bank) {
        let colour = levels(self.apart, self.outlook.haze);
        self.things.push(Moving::Fog(Fog::new(colour, bank, self.seed)));
    }

    fn fall(&mut self) {
        let (direct, ambient) = self.outlook.falling;
        let base = (ambient + direct * 0.3 + self.outlook.haze * 0.5).saturated(0.4);
        let wind = -0.5 * self.outlook.side;
        if self.scene.weather(Weather::Snow) {
            let colour = levels(self.apart, base * 1.5 + Rgb::grey(0.08));
            let falling = Falling::new(Kind::Snow, colour, wind * 0.08, self.seed);
            self.things.push(Moving::Falling(falling));
        } else if self.scene.weather(Weather::Rain) {
            let colour = levels(self.apart, base * 1.3 + Rgb::grey(0.12));
            let falling = Falling::new(Kind::Rain, colour, wind * 0.24, self.seed);
            self.things.push(Moving::Falling(falling));
        }
    }
}

const fn ground_fog(line: f32, thick: f32) -> Bank {
    Bank {
        line,
        above: 5.0,
        below: 3.4,
        thick,
        depth: 0.5,
        wind: 0.02,
    }
}

/// Whether a bolt of lightning is seen: twice within a moment, every few seconds.
fn flashes(seconds: f32, seed: u64) -> bool {
    let round = (seconds / 3.4).floor();
    let start = 0.3 + 2.2 * Choices::new(seed, 77 + (round + 64.0) as u64).unit();
    let since = seconds - round * 3.4 - start;
    (0.0..0.09).contains(&since) || (0.16..0.34).contains(&since)
}

/// How a boat rides: up and down in heights of the picture, and leaning.
fn ride(seconds: f32, rise: f32) -> (f32, f32) {
    let up = rise * (sine(seconds * 1.1) + 0.4 * sine(seconds * 1.9 + 1.0));
    (up, 0.02 * sine(seconds * 0.9 + 0.6))
}
