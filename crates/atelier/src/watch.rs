//! How a caller follows a painting and stops it.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use crate::PaintError;

/// Told how far the painting is, from any of the painting threads, and asked whether to go on.
pub trait Watcher: Sync {
    /// `done` runs from 0 to 1 and never backwards.
    fn progress(&self, done: f32, stage: Stage);
    /// True stops the painting within a few milliseconds.
    fn cancelled(&self) -> bool;
}

/// The work that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Choosing horizon, focal point and light.
    Composing,
    /// Air, clouds and what shines in them.
    Sky,
    /// Ridges, dunes, streets, trees.
    Land,
    /// Waves and what they mirror.
    Water,
    /// Bringing all of it together, column by column, under one light.
    Light,
    /// Laying out the finished pixels.
    Finishing,
}

/// A watcher that does nothing and never cancels.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Stage {
    /// Every stage, in the order of the work.
    pub const ALL: [Self; 6] = [
        Self::Composing,
        Self::Sky,
        Self::Land,
        Self::Water,
        Self::Light,
        Self::Finishing,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Composing => "composing",
            Self::Sky => "sky",
            Self::Land => "land",
            Self::Water => "water",
            Self::Light => "light",
            Self::Finishing => "finishing",
        }
    }
}

impl Watcher for Unwatched {
    fn progress(&self, _: f32, _: Stage) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// Keeps a watcher's progress from running backwards when several threads report.
pub(crate) struct Progress<'a> {
    watcher: &'a dyn Watcher,
    furthest: Mutex<f32>,
}

/// A stretch of progress made of equal steps that any thread may take.
pub(crate) struct Steps<'a> {
    progress: &'a Progress<'a>,
    taken: AtomicUsize,
    all: usize,
    stage: Stage,
    from: f32,
    to: f32,
}

impl<'a> Progress<'a> {
    pub fn new(watcher: &'a dyn Watcher) -> Self {
        Self {
            watcher,
            furthest: Mutex::new(-1.0),
        }
    }

    /// Reports, and fails when the watcher wants to stop.
    pub fn reach(&self, done: f32, stage: Stage) -> Result<(), PaintError> {
        if self.watcher.cancelled() {
            return Err(PaintError::Cancelled);
        }
        let mut furthest = self.furthest.lock().unwrap_or_else(PoisonError::into_inner);
        if done > *furthest {
            *furthest = done;
            self.watcher.progress(done, stage);
        }
        Ok(())
    }

    pub fn steps(&'a self, all: usize, (stage, from, to): (Stage, f32, f32)) -> Steps<'a> {
        Steps {
            progress: self,
            taken: AtomicUsize::new(0),
            all,
            stage,
            from,
            to,
        }
    }
}

impl Steps<'_> {
    /// Takes one step, and fails when the watcher wants to stop.
    pub fn advance(&self) -> Result<(), PaintError> {
        let taken = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        let share = taken as f32 / self.all as f32;
        self.progress
            .reach(self.from + (self.to - self.from) * share, self.stage)
    }
}
