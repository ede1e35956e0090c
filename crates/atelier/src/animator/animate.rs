//! From order to film: read the script, paint the sets, lay and encode second after second, and put the file together.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use super::{
    encode::{Encoding, Second},
    lay::Bench,
    muxer::mux,
    order::{AnimateError, Film, FilmOrder},
    screen::{Dither, Frame, Screen},
    set::Set,
    shot::{Script, Seen, Take},
};
use crate::{
    DigitalSourceType, Origin, Stage, Watcher,
    watch::{Progress, Steps},
};

/// Seconds that are encoded at the same time, however many processors there are: each holds frames and an encoder.
const AT_ONCE: usize = 8;
/// Sets that are kept at the same time.
const MOST_SETS: usize = 3;
/// Where the film comes from.
const ORIGIN: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt",
};

/// Makes the film that an order's words and pictures ask for.
///
/// The same order gives the same bytes, on any number of threads.
///
/// # Errors
/// [`AnimateError::Size`], [`AnimateError::Length`] and [`AnimateError::Words`] when the order is beyond what can be
/// filmed; [`AnimateError::Cancelled`] when the watcher asked to stop; [`AnimateError::Encode`] when the film could not be
/// written.
pub fn animate(order: &FilmOrder, watcher: &dyn Watcher) -> Result<Film, AnimateError> {
    order.check()?;
    let progress = Progress::new(watcher);
    progress.reach(0.0, Stage::Composing)?;
    let studio = Studio {
        script: Script::new(order),
        order,
        dither: Dither::new(),
    };
    let (seconds, poster_rgb) = studio.film(&progress)?;
    progress.reach(0.98, Stage::Finishing)?;
    let mp4 = mux(seconds, order.frames_per_second, &ORIGIN)?;
    progress.reach(1.0, Stage::Finishing)?;
    Ok(Film {
        mp4,
        poster_rgb,
        frames: order.frames(),
        title: studio.script.title,
        unused_words: studio.script.unused_words,
    })
}

/// What the whole film is made with.
struct Studio<'a> {
    order: &'a FilmOrder,
    script: Script,
    dither: Dither,
}

type Sets = BTreeMap<usize, Set>;

impl Studio<'_> {
    /// All seconds of the film, and its first frame.
    fn film(&self, progress: &Progress<'_>) -> Result<(Vec<Second>, Vec<u8>), AnimateError> {
        let frames = self.order.frames();
        let rate = self.order.frames_per_second.hertz();
        let steps = progress.steps(frames as usize, (Stage::Light, 0.05, 0.97));
        let ranges: Vec<Range<u32>> = (0..self.order.seconds)
            .map(|second| second * rate..(second + 1) * rate)
            .collect();
        let (mut sets, mut seconds, mut poster) = (Sets::new(), Vec::new(), Vec::new());
        let mut next = 0;
        while let Some(rest) = ranges.get(next..).filter(|rest| !rest.is_empty()) {
            let batch = &rest[..self.batch(rest)];
            self.build(batch, &mut sets, progress)?;
            if next == 0 {
                poster = self.poster(&sets);
            }
            let encoded: Result<Vec<Second>, AnimateError> = batch
                .par_iter()
                .with_max_len(1)
                .map(|range| self.second(range.clone(), &sets, &steps))
                .collect();
            seconds.extend(encoded?);
            next += batch.len();
        }
        Ok((seconds, poster))
    }

    /// How many of the next seconds can be filmed on the sets that may be kept at the same time.
    fn batch(&self, ranges: &[Range<u32>]) -> usize {
        let most = ranges.len().min(AT_ONCE);
        let fits = |count: &usize| self.needed(&ranges[..*count]).len() <= MOST_SETS;
        (1..=most).rev().find(fits).unwrap_or(1)
    }

    /// The takes that are seen in some seconds.
    fn needed(&self, ranges: &[Range<u32>]) -> Vec<usize> {
        let mut needed: Vec<usize> = ranges
            .iter()
            .flat_map(Clone::clone)
            .flat_map(|frame| {
                let seen = self.seen(frame);
                [Some(seen.take), seen.over.map(|(take, ..)| take)]
            })
            .flatten()
            .collect();
        needed.sort_unstable();
        needed.dedup();
        needed
    }

    fn build(&self, batch: &[Range<u32>], sets: &mut Sets, progress: &Progress<'_>) -> Result<(), AnimateError> {
        let needed = self.needed(batch);
        sets.retain(|take, _| needed.contains(take));
        for index in needed {
            if let (false, Some(take)) = (sets.contains_key(&index), self.script.takes.get(index)) {
                sets.insert(index, self.set(take, progress)?);
            }
        }
        Ok(())
    }

    fn set(&self, take: &Take, progress: &Progress<'_>) -> Result<Set, AnimateError> {
        progress.reach(0.0, Stage::Sky)?;
        let (size, scene, seed) = (take.camera.picture, take.subject.scene(), self.order.seed);
        Ok(match take.subject.picture(self.order) {
            Some(picture) => Set::show(picture, scene, size, seed, take.motion),
            None => Set::paint(scene, (size.0 as u32, size.1 as u32), seed, take.motion, progress)?,
        })
    }

    fn second(&self, frames: Range<u32>, sets: &Sets, steps: &Steps<'_>) -> Result<Second, AnimateError> {
        let mut desk = Desk::new(self.order);
        let mut encoding = Encoding::new(self.order.frames_per_second)?;
        for frame in frames {
            steps.advance()?;
            self.lay(frame, sets, &mut desk);
            desk.screen.develop(&self.dither, &mut desk.frame);
            encoding.add(&desk.frame)?;
        }
        Ok(encoding.finish())
    }

    fn poster(&self, sets: &Sets) -> Vec<u8> {
        let mut desk = Desk::new(self.order);
        self.lay(0, sets, &mut desk);
        desk.screen.develop(&self.dither, &mut desk.frame);
        desk.frame.rgb()
    }

    fn seen(&self, frame: u32) -> Seen {
        self.script
            .seen(frame as f32 / self.order.frames_per_second.hertz() as f32)
    }

    fn lay(&self, frame: u32, sets: &Sets, desk: &mut Desk) {
        let seen = self.seen(frame);
        self.lay_take(sets, (seen.take, seen.at), &mut desk.screen, &mut desk.bench);
        if let Some((take, at, share)) = seen.over {
            let over = desk.over.get_or_insert_with(|| desk.screen.clone());
            self.lay_take(sets, (take, at), over, &mut desk.bench);
            desk.screen.mix(over, share);
        }
    }

    fn lay_take(&self, sets: &Sets, (index, at): (usize, f32), screen: &mut Screen, bench: &mut Bench) {
        if let (Some(take), Some(set)) = (self.script.takes.get(index), sets.get(&index)) {
            let (from, until) = take.shot;
            let view = take.camera.view((at - from) / (until - from).max(0.1));
            set.lay(&view, at, screen, bench);
        }
    }
}

/// What one frame is laid on.
struct Desk {
    screen: Screen,
    /// What fades in over it.
    over: Option<Screen>,
    frame: Frame,
    bench: Bench,
}

impl Desk {
    fn new(order: &FilmOrder) -> Self {
        let (width, height) = (order.width as usize, order.height as usize);
        Self {
            screen: Screen::new(width, height),
            over: None,
            frame: Frame::new(width, height),
            bench: Bench::default(),
        }
    }
}
