//! The whole of it, from the coarsest size to the finest.

use super::{
    level::{Level, PATCH, Places},
    search::{Found, Search},
    spread,
    vote::Vote,
};
use crate::{
    Area, Mask, PaintError,
    noise::Noise,
    retoucher::{crop::cut, order::RetouchError, plane::Plane, sheet::Sheet, work::Work},
};

/// A picture is halved until its hole is no deeper than this.
const SHALLOW: u8 = 5;
/// It is not made smaller than this.
const LEAST_SIDE: usize = PATCH * 6;
/// The least that is looked at around a hole, in pixels.
const LEAST_MARGIN: u32 = 64;
/// With fewer known patches than this the whole picture is looked at.
const FEW: usize = 500;
/// What a row's way up or down costs, in squared levels over a patch.
const CLIMB: u32 = 30;
/// Pixels around the hole at which it is compared with what was there.
const RIM: u8 = 3;

/// Fills where the mask says so; every other pixel stays as it is.
pub(in crate::retoucher) fn complete(
    sheet: &mut Sheet,
    hole: &Mask,
    seed: u64,
    work: Work<'_>,
) -> Result<(), RetouchError> {
    let Some(near) = hole.context(LEAST_MARGIN) else {
        return Ok(());
    };
    let whole = Area::whole(hole.width(), hole.height());
    let (mut area, mut part) = (near, within(sheet, hole, near));
    if part.places().sources.len() < FEW {
        (area, part) = (whole, within(sheet, hole, whole));
    }
    if part.hole.iter().all(|hole| *hole) {
        return Err(RetouchError::NothingKept);
    }
    let filled = fill(part, seed, work)?;
    let width = area.width as usize;
    for (row, (pixels, hole)) in filled
        .pixels
        .chunks_exact(width)
        .zip(filled.hole.chunks_exact(width))
        .enumerate()
    {
        let start = (area.top as usize + row) * sheet.width + area.left as usize;
        for ((target, [r, g, b, _]), hole) in sheet.pixels[start..].iter_mut().zip(pixels).zip(hole) {
            if *hole {
                *target = [*r, *g, *b];
            }
        }
    }
    Ok(())
}

/// The part of a picture in an area that is no smaller than can be worked on.
fn within(sheet: &Sheet, hole: &Mask, area: Area) -> Level {
    let changes = hole.changes();
    let rows = changes
        .chunks_exact(sheet.width)
        .skip(area.top as usize)
        .take(area.height as usize);
    let hole = rows
        .flat_map(|row| &row[area.left as usize..][..area.width as usize])
        .copied();
    Level::new(&cut(sheet, area), hole.collect())
}

fn fill(finest: Level, seed: u64, work: Work<'_>) -> Result<Level, PaintError> {
    let mut levels = vec![finest];
    while let Some(last) = levels.last()
        && deepest(last) > SHALLOW
        && last.width.min(last.height) >= LEAST_SIDE * 2
    {
        let half = last.halved();
        if half.places().sources.is_empty() {
            break;
        }
        levels.push(half);
    }
    let count = levels.len();
    let mut coarser: Option<(Found, Places)> = None;
    let mut filled = None;
    while let Some(mut level) = levels.pop() {
        let size = levels.len();
        // Each size takes about four times as long as the one before.
        let share = 1.0 / f32::from(1_u16 << (size * 2).min(12));
        let part = work.part(share * 0.25, share);
        if coarser.is_none() {
            begin(&mut level, part)?;
        }
        let places = level.places();
        if places.sources.is_empty() {
            return Ok(level);
        }
        let found = settle(
            &mut level,
            &places,
            coarser.take(),
            (seed, size, size + 1 == count),
            part,
        )?;
        if size == 0 {
            even_out(&mut level, &places, &found, part)?;
        }
        coarser = Some((found, places));
        filled = Some(level);
    }
    filled.ok_or(PaintError::Size)
}

fn mask_of(level: &Level) -> Option<Mask> {
    Mask::new(level.width as u32, level.height as u32, level.hole.iter().copied())
}

fn deepest(level: &Level) -> u8 {
    mask_of(level).map_or(0, |mask| mask.depths().iter().copied().max().unwrap_or(0))
}

/// A first guess: what is around, spread smoothly.
fn begin(level: &mut Level, work: Work<'_>) -> Result<(), PaintError> {
    let known = Plane::make(work, (level.width, level.height), |x, y| {
        let place = y * level.width + x;
        let [r, g, b, _] = level.pixels[place].map(f32::from);
        if level.hole[place] { [0.0; 4] } else { [r, g, b, 1.0] }
    })?;
    let smooth = spread(&known, work)?;
    for ((pixel, hole), value) in level.pixels.iter_mut().zip(&level.hole).zip(&smooth.values) {
        if *hole {
            let [r, g, b] = value.map(|value| (value + 0.5) as u8);
            *pixel = [r, g, b, 0];
        }
    }
    Ok(())
}

/// Searches and votes in turns until little changes any more.
fn settle(
    level: &mut Level,
    places: &Places,
    coarser: Option<(Found, Places)>,
    (seed, size, is_coarsest): (u64, usize, bool),
    work: Work<'_>,
) -> Result<Found, PaintError> {
    let noise = Noise::new(seed, 700 + size as u32);
    let depth = mask_of(level).map(|mask| mask.depths().to_vec()).unwrap_or_default();
    let mut vote = Vote {
        places,
        depth: &depth,
        decided: 1,
    };
    let mut found = match coarser {
        None => Found::by_chance(places, noise),
        Some((found, coarse)) => {
            let finer = found.finer(&coarse, places, noise);
            vote.count(level, &finer, work)?;
            finer
        }
    };
    let (turns, rounds) = effort(places.targets.len(), is_coarsest);
    for turn in 0..turns {
        let search = Search {
            level,
            places,
            climb: CLIMB << size,
            noise,
        };
        for round in 0..rounds {
            search.round(&mut found, turn * rounds + round, work)?;
        }
        if turn + 1 == turns && size == 0 {
            vote.decided = 4;
        }
        vote.count(level, &found, work)?;
        work.reach((turn + 1) as f32 / turns as f32)?;
    }
    Ok(found)
}

/// Turns of searching and voting, and rounds of a search: fewer, the more there is to search for.
const fn effort(targets: usize, is_coarsest: bool) -> (usize, usize) {
    match targets {
        _ if is_coarsest => (14, 4),
        0..8_000 => (8, 3),
        8_000..40_000 => (4, 3),
        40_000..250_000 => (2, 3),
        250_000..1_000_000 => (2, 2),
        _ => (1, 2),
    }
}

/// What the patches make of the hole's rim is compared with what is there, and the difference taken out of the hole.
fn even_out(level: &mut Level, places: &Places, found: &Found, work: Work<'_>) -> Result<(), PaintError> {
    let Some(mask) = mask_of(level) else {
        return Ok(());
    };
    let distances = mask.distances();
    let vote = Vote {
        places,
        depth: mask.depths(),
        decided: 1,
    };
    let weights = vote.weights(level, found);
    let off = Plane::make(work, (level.width, level.height), |x, y| {
        let place = y * level.width + x;
        if level.hole[place] || distances[place] > RIM {
            return [0.0; 4];
        }
        let there = level.pixels[place].map(f32::from);
        let voted = vote.at(level, found, &weights, place);
        voted.map_or([0.0; 4], |[r, g, b]| [there[0] - r, there[1] - g, there[2] - b, 1.0])
    })?;
    let off = spread(&off, work)?;
    for ((pixel, hole), off) in level.pixels.iter_mut().zip(&level.hole).zip(&off.values) {
        if *hole {
            for (byte, off) in pixel.iter_mut().zip(off) {
                *byte = (f32::from(*byte) + off + 0.5).clamp(0.0, 255.0) as u8;
            }
        }
    }
    Ok(())
}
