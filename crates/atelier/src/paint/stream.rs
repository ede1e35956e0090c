//! A pattern that is to move: its still picture on a sheet, and what the flow is made of at any moment.

use rayon::prelude::*;

use super::{
    abstracts::Pattern,
    canvas::{Column, Frame, STRIP},
    grade::Grade,
    layer::Layer,
    ornament::{Gradient, Seamless},
    sheet::{Sheet, Shown, opaque},
};
use crate::{
    PaintError, Stage,
    colour::Rgb,
    noise::smooth,
    scene::{Scene, Style},
    watch::Progress,
};

/// A pattern of any style, as a painting has it.
pub(super) enum Still {
    Gradient(Gradient),
    Seamless(Seamless),
    Pattern(Pattern),
}

/// A pattern with its colours.
pub(crate) struct Stream {
    pattern: Pattern,
    still: Still,
    grade: Grade,
    frame: Frame,
}

impl Still {
    pub fn new(scene: &Scene, style: Style, frame: Frame, seed: u64) -> Self {
        match style {
            Style::Gradient => Self::Gradient(Gradient::new(scene, frame, seed)),
            Style::Seamless => Self::Seamless(Seamless::new(scene, frame, seed)),
            _ => Self::Pattern(Pattern::new(scene, style, frame, seed)),
        }
    }
}

impl Layer for Still {
    fn lay(&self, column: &mut Column<'_>) {
        match self {
            Self::Gradient(gradient) => gradient.lay(column),
            Self::Seamless(seamless) => seamless.lay(column),
            Self::Pattern(pattern) => pattern.lay(column),
        }
    }
}

impl Stream {
    pub fn new(scene: &Scene, style: Style, (width, height): (u32, u32), seed: u64) -> Self {
        let frame = Frame::new(width, height);
        Self {
            pattern: Pattern::new(scene, style, frame, seed),
            still: Still::new(scene, style, frame, seed),
            grade: Grade::new(scene, seed),
            frame,
        }
    }

    /// The pattern as a painting has it.
    pub fn still(&self, progress: &Progress<'_>) -> Result<Sheet, PaintError> {
        let (width, height) = (self.frame.width, self.frame.height);
        let strips: Result<Vec<Vec<Shown>>, PaintError> = (0..width.div_ceil(STRIP))
            .into_par_iter()
            .map(|strip| {
                progress.reach(0.0, Stage::Light)?;
                let columns = strip * STRIP..((strip + 1) * STRIP).min(width);
                Ok(columns.flat_map(|index| self.column(index)).collect())
            })
            .collect();
        let strips = strips?;
        Ok(opaque((width, height), |column, row| {
            strips[column / STRIP][column % STRIP * height + row]
        }))
    }

    /// What the flow is made of at a place, in the picture's measure.
    pub fn fields(&self, x: f32, y: f32, sway: [(f32, f32); 3]) -> [f32; 3] {
        self.pattern.fields(x, y, sway)
    }

    /// The flow's colour, as it is to be seen, for a height of 0 to 1 that leans towards the light or away from it.
    pub fn shade(&self, height: f32, lean: f32) -> Shown {
        let base = self.pattern.colour(height).rgb();
        let sheen = smooth(0.015, 0.06, lean).powi(2) * 0.35;
        let light = base * (1.0 + lean * 16.0).clamp(0.3, 1.7) + Rgb::WHITE.mix(base, 0.5) * sheen;
        Shown::new(self.grade.shown(light))
    }

    fn column(&self, index: usize) -> Vec<Shown> {
        let mut pixels = vec![Rgb::BLACK; self.frame.height];
        self.still.lay(&mut Column {
            frame: self.frame,
            x: self.frame.middle(index),
            pixels: &mut pixels,
        });
        let shown = |light: &Rgb| Shown::new(self.grade.shown(*light));
        pixels.iter().map(shown).collect()
    }
}
