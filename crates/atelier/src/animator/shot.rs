//! The script of a film: what is filmed from when to when, by which camera, and how one thing fades into the next.

use super::{
    camera::{Camera, Move, Way},
    direction::Direction,
    order::{FilmOrder, Picture},
    set::Motion,
};
use crate::{
    noise::{Choices, smooth},
    paint::Apart,
    scene::{Place, Scene, Time, understand},
};

/// Lines that hold only this begin another shot.
const CUT: &str = "---";
/// A film has no more shots than this, and none is shorter than a second.
const MOST_SHOTS: usize = 6;
/// How long one shot fades into the next, and how long the end of a loop fades into its beginning, in seconds.
const FADE: f32 = 0.8;
const LOOP_FADE: f32 = 1.2;

/// Everything that is filmed, in its order.
pub(super) struct Script {
    pub takes: Vec<Take>,
    /// How long the film is, in seconds.
    pub seconds: f32,
    pub is_loop: bool,
    pub title: String,
    pub unused_words: Vec<String>,
}

/// One thing that is filmed.
pub(super) struct Take {
    pub subject: Subject,
    pub camera: Camera,
    pub motion: Motion,
    /// When the camera begins to move and when it has done so, in seconds.
    pub shot: (f32, f32),
    /// When the take begins to be seen, and when nothing else is seen any more.
    pub rise: (f32, f32),
}

/// What is in front of the camera.
pub(super) enum Subject {
    Scene(Box<Scene>),
    First(Box<Scene>),
    Last(Box<Scene>),
}

/// What is seen at one moment: a take at a moment of its own, and perhaps another one laid over it by a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub take: usize,
    pub at: f32,
    pub over: Option<(usize, f32, f32)>,
}

impl Script {
    pub fn new(order: &FilmOrder) -> Self {
        let seconds = order.seconds as f32;
        let most = MOST_SHOTS.min(order.seconds as usize);
        let texts = shots(&order.words);
        let directions: Vec<Direction> = texts.iter().take(most).map(|text| Direction::new(text)).collect();
        let mut script = Self {
            takes: Vec::new(),
            seconds,
            is_loop: directions.iter().any(|direction| direction.is_loop),
            title: String::new(),
            unused_words: Vec::new(),
        };
        let count = directions.len();
        let long = seconds / count as f32;
        for (index, direction) in directions.iter().enumerate() {
            let (scene, unused) = understand(&direction.scene, &order.negative.join(", "), order.seed);
            script.note(&direction.scene, &unused);
            let shot = (index as f32 * long, (index + 1) as f32 * long);
            if order.first_frame.is_some() || order.last_frame.is_some() {
                script.show_pictures(order, direction, &scene);
                break;
            }
            script.tell(&scene, direction);
            script.film(order, direction, &scene, shot, index);
        }
        for text in texts.iter().skip(most) {
            script.note(text, &[text.trim().to_owned()]);
        }
        script
    }

    /// What is seen at a moment of the film, in seconds.
    pub fn seen(&self, at: f32) -> Seen {
        let last = self.takes.iter().rposition(|take| take.rise.0 <= at).unwrap_or(0);
        let rise = self.takes.get(last).map_or((0.0, 0.0), |take| take.rise);
        let share = if at < rise.1 { smooth(rise.0, rise.1, at) } else { 1.0 };
        let fade = self.loop_fade();
        if self.is_loop && at > self.seconds - fade {
            let share = smooth(self.seconds - fade, self.seconds, at);
            return Seen {
                take: last,
                at,
                over: Some((0, at - self.seconds, share)),
            };
        }
        match last.checked_sub(1).filter(|_| share < 1.0) {
            Some(before) => Seen {
                take: before,
                at,
                over: Some((last, at, share)),
            },
            None => Seen {
                take: last,
                at,
                over: None,
            },
        }
    }

    fn loop_fade(&self) -> f32 {
        LOOP_FADE.min(self.seconds / 3.0)
    }

    /// Keeps the words that asked for nothing, each once, if they are the person's own.
    fn note(&mut self, words: &str, unused: &[String]) {
        for word in unused {
            if words.contains(word.as_str()) && !self.unused_words.contains(word) {
                self.unused_words.push(word.clone());
            }
        }
    }

    fn tell(&mut self, scene: &Scene, direction: &Direction) {
        let mut hours = direction.hours.iter();
        let mut first = scene.clone();
        if let Some(hour) = hours.next() {
            first.time = *hour;
        }
        if !self.title.is_empty() {
            self.title.push_str("; then ");
        }
        self.title.push_str(&first.title());
        if let Some(last) = hours.next_back() {
            self.title.push_str(", becoming ");
            self.title.push_str(name(*last));
        }
    }

    /// One shot of a scene, or one for each hour that its light goes through.
    fn film(
        &mut self,
        order: &FilmOrder,
        direction: &Direction,
        scene: &Scene,
        (from, until): (f32, f32),
        index: usize,
    ) {
        let fade = FADE.min((until - from) / 3.0);
        let begins = if index == 0 { from } else { from - 0.5 * fade };
        let movement = direction.movement.unwrap_or_else(|| likely(scene, order.seed, index));
        let camera = camera(order, movement, aim(order, scene, movement), self.is_loop, until - from);
        let hours = if direction.hours.is_empty() {
            vec![scene.time]
        } else {
            direction.hours.clone()
        };
        let gap = (until - begins) / (hours.len().max(2) - 1) as f32;
        for (number, hour) in hours.iter().enumerate() {
            let mut scene = scene.clone();
            scene.time = *hour;
            let rise = match number {
                0 => (begins, begins + if index == 0 { 0.0 } else { fade }),
                _ => (begins + (number as f32 - 1.0) * gap, begins + number as f32 * gap),
            };
            let last = begins + (number as f32 + 1.0) * gap + fade;
            self.takes.push(Take {
                subject: Subject::Scene(Box::new(scene)),
                camera,
                motion: Motion {
                    from: if rise.0 <= 0.0 && self.is_loop {
                        -LOOP_FADE
                    } else {
                        rise.0
                    },
                    until: if hours.len() == 1 { until + fade } else { last },
                    middle: f32::midpoint(from, until),
                    pace: direction.pace,
                    is_lapse: direction.is_lapse || hours.len() > 1,
                    round: self.is_loop.then_some(self.seconds),
                },
                shot: (
                    begins,
                    if until < self.seconds {
                        until + 0.5 * fade
                    } else {
                        until
                    },
                ),
                rise,
            });
        }
    }

    /// A person's own pictures: the first for the beginning, the last for the end, both moved alike.
    fn show_pictures(&mut self, order: &FilmOrder, direction: &Direction, scene: &Scene) {
        let seconds = self.seconds;
        let both = order.first_frame.is_some() && order.last_frame.is_some();
        let mut add = |subject: Subject, movement: Move, rise: (f32, f32)| {
            self.takes.push(Take {
                subject,
                camera: camera(order, movement, (0.0, 0.0), self.is_loop && !both, seconds),
                motion: Motion {
                    from: 0.0,
                    until: seconds,
                    middle: 0.5 * seconds,
                    pace: direction.pace,
                    is_lapse: false,
                    round: None,
                },
                shot: (0.0, seconds),
                rise,
            });
        };
        if order.first_frame.is_some() {
            let movement = direction.movement.filter(|_| !both).unwrap_or(Move::Zoom(Way::In));
            add(Subject::First(Box::new(scene.clone())), movement, (0.0, 0.0));
        }
        if order.last_frame.is_some() {
            let movement = direction.movement.filter(|_| !both).unwrap_or(Move::Zoom(Way::Out));
            let rise = if both {
                (0.34 * seconds, 0.66 * seconds)
            } else {
                (0.0, 0.0)
            };
            add(Subject::Last(Box::new(scene.clone())), movement, rise);
        }
        self.title = if both {
            "One picture becoming another".to_owned()
        } else {
            "A picture in slow motion".to_owned()
        };
    }
}

impl Subject {
    /// The picture that is shown, if it is one.
    pub const fn picture<'a>(&self, order: &'a FilmOrder) -> Option<&'a Picture> {
        match self {
            Self::Scene(_) => None,
            Self::First(_) => order.first_frame.as_ref(),
            Self::Last(_) => order.last_frame.as_ref(),
        }
    }

    pub const fn scene(&self) -> &Scene {
        match self {
            Self::Scene(scene) | Self::First(scene) | Self::Last(scene) => scene,
        }
    }
}

fn shots(words: &str) -> Vec<String> {
    let mut shots = vec![String::new()];
    for line in words.lines() {
        if line.trim() == CUT {
            shots.push(String::new());
        } else if let Some(shot) = shots.last_mut() {
            shot.push_str(line);
            shot.push('\n');
        }
    }
    shots.retain(|shot| !shot.trim().is_empty());
    if shots.is_empty() {
        shots.push(String::new());
    }
    shots
}

/// How a camera moves that was not told how: mostly nearer, sometimes to a side.
fn likely(scene: &Scene, seed: u64, index: usize) -> Move {
    let mut choices = Choices::new(seed, 78 + index as u64);
    let (chance, side) = (choices.unit(), choices.side());
    match () {
        () if scene.style.is_some() => Move::Zoom(Way::In),
        () if chance < 0.6 => Move::Zoom(Way::In),
        () if chance < 0.75 => Move::Zoom(Way::Out),
        () => Move::Pan(side, 0.0),
    }
}

/// What a camera moves towards: the horizon, a little to the side of the light.
fn aim(order: &FilmOrder, scene: &Scene, movement: Move) -> (f32, f32) {
    let has_no_horizon = scene.style.is_some() || scene.is_at(Place::Space);
    if has_no_horizon || matches!(movement, Move::Pan(..)) {
        return (0.0, 0.0);
    }
    let outlook = Apart::new(scene, (order.width, order.height), order.seed).outlook();
    (0.25 * outlook.side, ((outlook.horizon - 0.5) * 1.4).clamp(-0.5, 0.5))
}

fn camera(order: &FilmOrder, movement: Move, aim: (f32, f32), returns: bool, seconds: f32) -> Camera {
    // A short shot has no time for a long way.
    let room = 1.0 + (Camera::room(movement) - 1.0) * (seconds / 6.0).clamp(0.35, 1.0);
    let side = |side: u32| (side as f32 * room * 0.5).round() as usize * 2;
    Camera {
        movement,
        aim,
        returns,
        film: (order.width as usize, order.height as usize),
        picture: (side(order.width), side(order.height)),
    }
}

const fn name(time: Time) -> &'static str {
    match time {
        Time::Dawn => "dawn",
        Time::Morning => "morning",
        Time::Noon => "day",
        Time::Golden => "evening",
        Time::Sunset => "sunset",
        Time::Dusk => "dusk",
        Time::BlueHour => "twilight",
        Time::Night => "night",
    }
}
