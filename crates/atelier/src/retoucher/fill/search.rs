//! For each patch that touches the hole, the most similar one that is wholly known.
//!
//! Neighbours tell each other what they found, and each looks around by chance, nearer and nearer. All of them look at what
//! was found in the round before, so that it does not matter who looks first.

use rayon::prelude::*;

use super::level::{Level, PATCH, Places, ROW};
use crate::{PaintError, noise::Noise, retoucher::work::Work};

/// Targets that are searched for between two looks at the watcher.
const BATCH: usize = 512;

/// What was found for each place: a source's place, and how unlike it is.
#[derive(Clone)]
pub(super) struct Found {
    pub source: Vec<u32>,
    pub apart: Vec<u32>,
}

/// A search at one level of the picture.
pub(super) struct Search<'a> {
    pub level: &'a Level,
    pub places: &'a Places,
    /// What it costs a match to lie a row higher or lower: the world is more alike along than across its height.
    pub climb: u32,
    pub noise: Noise,
}

impl Found {
    pub fn by_chance(places: &Places, noise: Noise) -> Self {
        let mut found = Self::nothing(places);
        for target in &places.targets {
            let dice = noise.dice(*target as i32, -1);
            let pick = (dice * places.sources.len() as f32) as usize;
            found.source[*target as usize] = places.sources[pick.min(places.sources.len() - 1)];
        }
        found
    }

    /// From what was found at half the size; where that is of no use, by chance.
    pub fn finer(&self, coarse: &Places, fine: &Places, noise: Noise) -> Self {
        let mut found = Self::by_chance(fine, noise);
        for target in &fine.targets {
            let (x, y) = fine.at(*target);
            let parent = (y / 2).min(coarse.down - 1) * coarse.across + (x / 2).min(coarse.across - 1);
            if coarse.known[parent] {
                continue;
            }
            let (sx, sy) = coarse.at(self.source[parent]);
            let place = fine.place((sx * 2 + x % 2) as isize, (sy * 2 + y % 2) as isize);
            if let Some(place) = place {
                found.source[*target as usize] = place;
            }
        }
        found
    }

    fn nothing(places: &Places) -> Self {
        Self {
            source: vec![0; places.known.len()],
            apart: vec![u32::MAX; places.known.len()],
        }
    }
}

impl Places {
    pub fn at(&self, place: u32) -> (usize, usize) {
        (place as usize % self.across, place as usize / self.across)
    }

    /// A place that is wholly known.
    fn place(&self, x: isize, y: isize) -> Option<u32> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        let place = y * self.across + x;
        (x < self.across && y < self.down && self.known[place]).then_some(place as u32)
    }
}

impl Search<'_> {
    /// One round for all targets.
    pub fn round(&self, found: &mut Found, round: usize, work: Work<'_>) -> Result<(), PaintError> {
        let before = &*found;
        let targets = self.places.targets.par_chunks(BATCH);
        let batches = targets.map(|targets| {
            let better: Vec<(u32, u32)> = targets
                .iter()
                .map(|target| self.better(before, *target, round))
                .collect();
            work.check().map(|()| better)
        });
        let batches = batches.collect::<Result<Vec<_>, _>>()?;
        for (target, (source, apart)) in self.places.targets.iter().zip(batches.into_iter().flatten()) {
            found.source[*target as usize] = source;
            found.apart[*target as usize] = apart;
        }
        Ok(())
    }

    fn better(&self, before: &Found, target: u32, round: usize) -> (u32, u32) {
        let (x, y) = self.places.at(target);
        let here = before.source[target as usize];
        let mut best = (here, self.apart(target, here, u32::MAX));
        let jump = 1_isize << (2 - round % 3);
        for (dx, dy) in [(-jump, 0), (jump, 0), (0, -jump), (0, jump)] {
            if let Some(source) = self.as_neighbour(before, (x as isize, y as isize), (dx, dy)) {
                self.take_better(target, source, &mut best);
            }
        }
        let mut reach = self.places.across.max(self.places.down) as f32;
        let mut tries = round as i32 * 64;
        while reach >= 1.0 {
            let (sx, sy) = self.places.at(best.0);
            let dx = (self.noise.dice(target as i32, tries) * 2.0 - 1.0) * reach;
            let dy = (self.noise.dice(target as i32, tries + 1) * 2.0 - 1.0) * reach;
            if let Some(source) = self.places.place(sx as isize + dx as isize, sy as isize + dy as isize) {
                self.take_better(target, source, &mut best);
            }
            reach *= 0.5;
            tries += 2;
        }
        best
    }

    /// The source that lies to a neighbour's source as this target lies to the neighbour.
    fn as_neighbour(&self, before: &Found, (x, y): (isize, isize), (dx, dy): (isize, isize)) -> Option<u32> {
        let (nx, ny) = (usize::try_from(x + dx).ok()?, usize::try_from(y + dy).ok()?);
        if nx >= self.places.across || ny >= self.places.down {
            return None;
        }
        let neighbour = ny * self.places.across + nx;
        if self.places.known[neighbour] {
            return None;
        }
        let (sx, sy) = self.places.at(before.source[neighbour]);
        self.places.place(sx as isize - dx, sy as isize - dy)
    }

    fn take_better(&self, target: u32, source: u32, best: &mut (u32, u32)) {
        if source != best.0 {
            let apart = self.apart(target, source, best.1);
            if apart < best.1 {
                *best = (source, apart);
            }
        }
    }

    /// How unlike two patches are; it stops counting beyond `enough`.
    fn apart(&self, target: u32, source: u32, enough: u32) -> u32 {
        let ((tx, ty), (sx, sy)) = (self.places.at(target), self.places.at(source));
        let bytes = self.level.pixels.as_flattened();
        let stride = self.level.width * 4;
        let mut sum = self.climb * ty.abs_diff(sy) as u32;
        for row in 0..PATCH {
            let here = &bytes[(ty + row) * stride + tx * 4..][..ROW];
            let there = &bytes[(sy + row) * stride + sx * 4..][..ROW];
            sum += row_apart(here, there);
            if sum >= enough {
                break;
            }
        }
        sum
    }
}

fn row_apart(here: &[u8], there: &[u8]) -> u32 {
    let (Some(here), Some(there)) = (here.first_chunk::<ROW>(), there.first_chunk::<ROW>()) else {
        return 0;
    };
    let mut sum = 0_i32;
    for index in 0..ROW {
        let off = i32::from(i16::from(here[index]) - i16::from(there[index]));
        sum += off * off;
    }
    sum as u32
}
