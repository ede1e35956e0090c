//! A set: one scene painted in parts, or a picture, or a flow, with everything that moves in it.

use std::f32::consts::TAU;

use super::{
    aurora::Aurora,
    birds::Birds,
    camera::{Depth, View},
    eruption::Eruption,
    fall::Strands,
    falling::{Falling, Kind},
    fireworks::Fireworks,
    flow::Flow,
    fog::{Bank, Fog},
    lay::{Bench, Cel},
    meteors::Meteors,
    order::Picture,
    picture::fitted,
    sails::Sails,
    screen::Screen,
    stage,
    twinkle::Twinkle,
    water::Water,
};
use crate::{
    PaintError,
    noise::{Choices, smooth},
    paint::Stream,
    scene::{Scene, Style, Weather},
    steady::sine,
    watch::Progress,
};

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
pub(super) enum Moving {
    Cel(Cel),
    /// Clouds, with how far they drift in a second where they are highest, in pixels of the picture, and the horizon.
    Clouds(Cel, f32, f32),
    Lightning(Cel, u64),
    /// A boat that rides on the waves, and by how much, in pixels of the picture.
    Afloat(Cel, f32),
    /// A balloon.
    Drifting(Cel, Drift),
    /// A pattern that sways.
    Swaying(Cel),
    /// Smoke that rolls upwards from a height in the picture.
    Plume(Cel, f32),
    Sails(Sails),
    Strands(Strands),
    Meteors(Meteors),
    Fireworks(Fireworks),
    Eruption(Eruption),
    Stars(Twinkle),
    Aurora(Aurora),
    Birds(Birds),
    Water(Box<Water>),
    Fog(Fog),
    Falling(Falling),
    Flow(Flow),
}

/// How something floats through the air.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drift {
    /// In heights of the picture a second.
    pub across: f32,
    pub up: f32,
    /// Where it is in its rising and falling.
    pub turn: f32,
    /// When it comes back to where it began, in seconds.
    pub round: Option<f32>,
}

impl Motion {
    /// How long it is at most from the moment at which everything stands as it was painted, in seconds.
    pub fn farthest(self) -> f32 {
        let after = (self.until - self.middle).abs();
        after.max((self.middle - self.from).abs()).max(0.5)
    }

    /// A pace in radians a second, so that what looks the same after every `part` of a turn comes back in time.
    pub fn turning(self, pace: f32, part: f32) -> f32 {
        self.round.map_or(pace, |round| {
            let whole = round * self.pace;
            (whole * pace / part).round().max(1.0) * part / whole
        })
    }
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
            None => stage::view(scene, size, seed, motion, progress)?,
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
                Moving::Drifting(cel, drift) => cel.carry(view, drift.at(since, seconds), screen, bench),
                Moving::Swaying(cel) => cel.lay(view, |y| sway(y, view.unit(), seconds), screen, bench),
                Moving::Plume(cel, vent) => {
                    let roll = |y: f32| view.unit() * roll(vent - y / view.unit(), seconds);
                    cel.lay(view, roll, screen, bench);
                }
                Moving::Sails(sails) => sails.lay(view, seconds, screen),
                Moving::Strands(strands) => strands.lay(view, seconds, screen),
                Moving::Meteors(meteors) => meteors.lay(view, seconds, screen),
                Moving::Fireworks(fireworks) => fireworks.lay(view, seconds, screen),
                Moving::Eruption(eruption) => eruption.lay(view, seconds, screen),
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

pub(super) const fn ground_fog(line: f32, thick: f32) -> Bank {
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

/// How far a row of a pattern has swayed to the right, in pixels.
fn sway(y: f32, unit: f32, seconds: f32) -> f32 {
    let place = y / unit;
    let turn = sine(seconds * 0.5 + place * 4.0) + 0.5 * sine(seconds * 0.31 - place * 7.0);
    0.008 * unit * turn
}

/// How far smoke has rolled to the right so far above its source, in heights of the picture.
fn roll(above: f32, seconds: f32) -> f32 {
    let loose = smooth(0.0, 0.25, above);
    0.007 * loose * (sine(above * 21.0 - seconds * 1.1) + 0.6 * sine(above * 43.0 - seconds * 1.9 + 1.0))
}

impl Drift {
    /// How far something has floated to the right and up, in heights of the picture.
    fn at(self, since: f32, seconds: f32) -> (f32, f32) {
        let Some(round) = self.round else {
            let bob = 0.004 * sine(seconds * 0.6 + self.turn);
            return (self.across * since, self.up * since + bob);
        };
        // What must come back swings to and fro, as fast in the middle as it would otherwise be all the time.
        let turn = since / round * TAU;
        let gone = sine(turn) * round / TAU;
        let bob = 0.004 * sine(turn * (round / 10.0).ceil() + self.turn);
        (self.across * gone, self.up * gone + bob)
    }
}
