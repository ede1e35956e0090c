//! The work under way: how far it is, whether it shall go on, and rows shared out among the threads.

use rayon::prelude::*;

use crate::{PaintError, Stage, Watcher, watch::Progress};

/// Rows that are worked on between two looks at the watcher.
const BAND: usize = 8;

/// A stretch of a longer work; its own progress runs from 0 to 1.
#[derive(Clone, Copy)]
pub(crate) struct Work<'a> {
    progress: &'a Progress<'a>,
    from: f32,
    to: f32,
}

impl<'a> Work<'a> {
    pub const fn new(progress: &'a Progress<'a>, (from, to): (f32, f32)) -> Self {
        Self { progress, from, to }
    }

    /// The stretch between two places of this one.
    pub fn part(self, from: f32, to: f32) -> Self {
        Self {
            progress: self.progress,
            from: self.place(from),
            to: self.place(to),
        }
    }

    /// Reports, and fails when the watcher wants to stop.
    pub fn reach(self, done: f32) -> Result<(), PaintError> {
        self.progress.reach(self.place(done), Stage::Light)
    }

    /// Fails when the watcher wants to stop.
    pub fn check(self) -> Result<(), PaintError> {
        self.reach(0.0)
    }

    /// Changes row after row, in parallel. Each row is changed by itself, so the number of threads does not show.
    pub fn rows<T: Send>(
        self,
        values: &mut [T],
        width: usize,
        change: impl Fn(usize, &mut [T]) + Sync,
    ) -> Result<(), PaintError> {
        if width == 0 {
            return self.check();
        }
        values
            .par_chunks_mut(width * BAND)
            .enumerate()
            .try_for_each(|(band, rows)| {
                for (index, row) in rows.chunks_mut(width).enumerate() {
                    change(band * BAND + index, row);
                }
                self.check()
            })
    }

    fn place(self, done: f32) -> f32 {
        self.from + (self.to - self.from) * done
    }
}

impl Watcher for Work<'_> {
    fn progress(&self, done: f32, stage: Stage) {
        // Whether to go on is asked in its own place.
        let _ = self.progress.reach(self.place(done), stage);
    }

    fn cancelled(&self) -> bool {
        self.check().is_err()
    }
}
