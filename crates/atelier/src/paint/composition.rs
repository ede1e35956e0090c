//! Where things go: horizon, focal point and light, chosen once for the whole picture.

use super::canvas::Frame;
use crate::{
    noise::Choices,
    scene::{Place, Scene, SeaState, Style, Thing, Time, Weather},
};

/// The plan of a picture, in its own measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Composition {
    pub frame: Frame,
    pub horizon: f32,
    /// Where water begins, if there is any.
    pub waterline: Option<f32>,
    /// The vertical line on which the main thing stands.
    pub focus: f32,
    /// Where the sun or moon hangs.
    pub light: (f32, f32),
    /// What shines, if it is within the picture.
    pub shines: Option<Disc>,
    /// -1 when the light comes from the left, 1 from the right.
    pub side: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disc {
    Sun,
    Moon,
}

impl Composition {
    pub fn new(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 7);
        let side = choices.side();
        let horizon = horizon(scene, &mut choices);
        let focus = frame.aspect * (0.5 - side * choices.between(0.15, 0.2));
        let shines = disc(scene);
        let light_x = frame.aspect * (0.5 + side * choices.between(0.1, 0.2));
        let rise = match scene.time {
            Time::Night | Time::BlueHour => horizon * choices.between(0.52, 0.66),
            Time::Sunset | Time::Dawn => horizon * choices.between(0.1, 0.16),
            Time::Dusk => -0.02,
            _ => horizon * choices.between(0.3, 0.45),
        };
        let rise = if scene.is_at(Place::Mountains) && scene.time != Time::Night {
            rise + horizon * 0.35
        } else {
            rise
        };
        let watery = scene.is_at(Place::Sea) || scene.is_at(Place::Lake) || scene.is_at(Place::City);
        Self {
            frame,
            horizon,
            waterline: (watery && scene.style.is_none_or(|style| style == Style::Flow)).then_some(horizon),
            focus,
            light: (light_x, horizon - rise),
            shines,
            side,
        }
    }
}

fn horizon(scene: &Scene, choices: &mut Choices) -> f32 {
    let line = match () {
        () if scene.is_at(Place::City) => 0.74,
        () if scene.has(Thing::Waterfall) => 0.68,
        () if scene.is_at(Place::Beach) => 0.44,
        () if scene.is_at(Place::Mountains) && scene.is_at(Place::Lake) => 0.6,
        () if scene.is_at(Place::Sea) && scene.sea == SeaState::Heavy => 0.46,
        () if scene.is_at(Place::Sea) || scene.is_at(Place::Lake) => 0.56,
        () if scene.is_at(Place::Mountains) && scene.has(Thing::Comet) => 0.72,
        () if scene.is_at(Place::Mountains) => 0.58,
        () if scene.is_at(Place::Desert) => 0.42,
        () if scene.is_at(Place::Forest) && !scene.shows_stars() => 0.55,
        () if scene.is_at(Place::Forest) => 0.8,
        () if scene.is_at(Place::Meadow) => 0.5,
        // A sky alone ends below the picture.
        () => 1.03,
    };
    line + choices.between(-0.02, 0.02)
}

fn disc(scene: &Scene) -> Option<Disc> {
    if scene.has(Thing::Moon) {
        return Some(Disc::Moon);
    }
    let low = matches!(scene.time, Time::Sunset | Time::Dawn);
    // A gorge hides the low sun.
    let hidden = scene.has(Thing::Waterfall);
    // In the morning the sun stands pale in the mist over a wood.
    let pale = scene.time == Time::Morning && scene.weather(Weather::Fog) && scene.is_at(Place::Forest);
    (scene.has(Thing::Sun) || low && !hidden || pale).then_some(Disc::Sun)
}
