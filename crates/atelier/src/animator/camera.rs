//! The camera: a window that wanders over the painted picture, farther over near things than over far ones.

use crate::steady::{cosine, sine};

/// How far the horizon is: nothing is moved less, up and down.
pub(super) const FAR: f32 = 0.25;

/// How the camera moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Move {
    Still,
    /// Nearer, or from near to far.
    Zoom(Way),
    /// To a side or up and down, as the signs tell.
    Pan(f32, f32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

/// A camera for the whole of a shot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Camera {
    pub movement: Move,
    /// What it moves towards, -1 to 1 across and down.
    pub aim: (f32, f32),
    /// Whether it comes back to where it began.
    pub returns: bool,
    /// The film's size and the painted picture's, in pixels.
    pub film: (usize, usize),
    pub picture: (usize, usize),
}

/// What the camera sees at one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    film: (f32, f32),
    picture: (f32, f32),
    /// Pixels of the picture to a pixel of the film, for what is far.
    scale: f32,
    /// How much smaller that is for what is near.
    nearing: f32,
    aim: (f32, f32),
    pan: (f32, f32),
}

/// Where the film's pixels fall on the picture, at one distance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    pub left: f32,
    pub top: f32,
    pub scale: f32,
}

/// How far off something is: 0 is endless, 1 as near as anything comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Depth {
    Flat(f32),
    /// Ground that runs from the horizon, at a height in the picture, to the eye.
    Ground(f32),
}

impl Camera {
    /// How much larger than the film a picture has to be painted for a camera to move over it.
    pub const fn room(movement: Move) -> f32 {
        match movement {
            Move::Still => 1.03,
            Move::Zoom(_) => 1.16,
            Move::Pan(..) => 1.14,
        }
    }

    /// The view when a share of the shot, 0 to 1, has gone by.
    pub fn view(&self, gone: f32) -> View {
        let pair = |(width, height): (usize, usize)| (width as f32, height as f32);
        let (film, picture) = (pair(self.film), pair(self.picture));
        let whole = (picture.0 / film.0).min(picture.1 / film.1);
        let (to_and_fro, turn) = (
            0.5 - 0.5 * cosine(gone * std::f32::consts::TAU),
            sine(gone * std::f32::consts::TAU),
        );
        let share = if self.returns { to_and_fro } else { eased(gone) };
        let mut view = View {
            film,
            picture,
            scale: whole,
            nearing: 0.0,
            aim: self.aim,
            pan: (0.0, 0.0),
        };
        let closest = 1.0 - 1.0 / whole;
        match self.movement {
            Move::Still => {}
            Move::Zoom(Way::In) => view.nearing = closest * share,
            Move::Zoom(Way::Out) => view.nearing = closest * (1.0 - share),
            Move::Pan(across, down) => {
                view.scale = 1.0 + 0.12 * (whole - 1.0);
                let far = if self.returns { turn } else { share * 2.0 - 1.0 };
                view.pan = (across * far, down * far);
            }
        }
        view
    }
}

impl View {
    /// Where the film's pixels fall at a distance from 0, endless, to 1, near.
    pub fn sight(&self, depth: f32) -> Sight {
        let moved = 0.3 + 0.7 * depth;
        let moved_down = 0.3 + 0.7 * depth.max(FAR);
        let scale = self.scale * (1.0 - self.nearing * moved);
        let room = (
            0.5 * (self.picture.0 - self.film.0 * scale).max(0.0),
            0.5 * (self.picture.1 - self.film.1 * scale).max(0.0),
        );
        let across = (self.aim.0 + self.pan.0 * moved).clamp(-1.0, 1.0);
        let down = (self.aim.1 + self.pan.1 * moved_down).clamp(-1.0, 1.0);
        Sight {
            left: room.0 * (1.0 + across),
            top: room.1 * (1.0 + down),
            scale,
        }
    }

    /// The same for one row of the film.
    pub fn sight_of_row(&self, depth: Depth, row: f32) -> Sight {
        match depth {
            Depth::Flat(depth) => self.sight(depth),
            Depth::Ground(horizon) => self.sight(self.ground(horizon, row)),
        }
    }

    /// How near the ground is in a row of the film.
    pub fn ground(&self, horizon: f32, row: f32) -> f32 {
        let far = self.sight(FAR);
        let down = (far.top + row * far.scale) / self.picture.1 - horizon;
        let share = (down / (1.0 - horizon).max(0.05)).clamp(0.0, 1.0);
        FAR + (1.0 - FAR) * share
    }

    /// The painted picture's height in pixels: one in its own measure.
    pub const fn unit(&self) -> f32 {
        self.picture.1
    }
}

impl Sight {
    /// Where the middle of a pixel of the film falls, in pixels of the picture that are counted from the middle of the
    /// first.
    pub fn x(&self, column: f32) -> f32 {
        self.left + (column + 0.5) * self.scale - 0.5
    }

    pub fn y(&self, row: f32) -> f32 {
        self.top + (row + 0.5) * self.scale - 0.5
    }

    /// The pixel of the film at which a place of the picture is seen, both in pixels.
    pub fn seen(&self, (x, y): (f32, f32)) -> (f32, f32) {
        ((x - self.left) / self.scale - 0.5, (y - self.top) / self.scale - 0.5)
    }
}

/// Steady, with a soft start and a soft end.
pub(super) fn eased(share: f32) -> f32 {
    const SOFT: f32 = 0.18;
    let share = share.clamp(0.0, 1.0);
    let way = |share: f32| {
        if share < SOFT {
            share * share / (2.0 * SOFT)
        } else {
            share - 0.5 * SOFT
        }
    };
    let whole = 1.0 - SOFT;
    if share <= 0.5 {
        way(share) / whole
    } else {
        1.0 - way(1.0 - share) / whole
    }
}
