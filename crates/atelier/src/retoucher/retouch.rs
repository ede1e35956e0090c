//! The whole of it: understand, carry out step by step, tell what was done.

use super::{
    carry_out::Bench,
    crop::allowed,
    grade::Grade,
    order::{RetouchError, RetouchOrder, Retouched},
    sheet::Sheet,
    step::{Crop, Extent, Kept, Side, Size, Step},
    tell::title,
    understand::understand,
    work::Work,
};
use crate::{Watcher, watch::Progress};

/// More steps than this are not carried out at once.
const MOST_STEPS: usize = 24;
/// Sizes are of one shape when their proportions differ by no more than one in so many.
const SAME_SHAPE: u64 = 50;

/// Changes a picture as the order's words say.
///
/// With a mask, steps that keep the size change the masked part alone: every pixel outside of it is the original's to the
/// bit. Filling and painting reach a little beyond the mask, by [`Reach::usual`](crate::Reach::usual)'s growth.
///
/// # Errors
/// See [`RetouchError`].
pub fn retouch(order: &RetouchOrder<'_>, watcher: &dyn Watcher) -> Result<Retouched, RetouchError> {
    let progress = Progress::new(watcher);
    let work = Work::new(&progress, (0.0, 1.0));
    work.reach(0.0)?;
    let own = (order.picture.width(), order.picture.height());
    allowed(own.0, own.1)?;
    if order.mask.is_some_and(|mask| (mask.width(), mask.height()) != own) {
        return Err(RetouchError::MaskSize);
    }
    let (steps, unused_words) = understand(&order.words);
    let steps = with_wanted_size(steps, own, (order.width, order.height))?;
    if steps.is_empty() {
        return Err(RetouchError::NothingToDo);
    }
    if steps.len() > MOST_STEPS {
        return Err(RetouchError::TooManySteps);
    }
    let mut bench = Bench::new(
        Sheet::from_opened(order.picture),
        order.mask,
        order.reference.map(Sheet::from_opened),
        order.seed,
    );
    carry_out(&steps, &mut bench, work)?;
    let mut sheet = bench.sheet;
    if let Some(size) = size_at_the_end(&sheet, own, (order.width, order.height)) {
        sheet = super::resize::resize(&sheet, size, work)?;
    }
    work.reach(1.0)?;
    Ok(Retouched {
        width: sheet.width as u32,
        height: sheet.height as u32,
        pixels: sheet.into_bytes(),
        title: title(&steps),
        unused_words,
    })
}

/// Wishes that a pixel can be given by itself are brought together where they follow each other.
fn carry_out(steps: &[Step], bench: &mut Bench<'_>, work: Work<'_>) -> Result<(), RetouchError> {
    let share = 1.0 / steps.len() as f32;
    let mut next = 0;
    while let Some(step) = steps.get(next) {
        let part = work.part(next as f32 * share, (next + 1) as f32 * share);
        part.reach(0.0)?;
        let mut grade = Grade::NONE;
        let wishes = steps[next..]
            .iter()
            .take_while(|step| matches!(step, Step::Adjust(adjustment, amount) if grade.add(*adjustment, *amount)))
            .count();
        if wishes > 0 {
            bench.grade(&grade, part)?;
            next += wishes;
        } else {
            bench.carry_out(step, part)?;
            next += 1;
        }
    }
    Ok(())
}

/// Where the words give no size of their own, the wanted size asks for one: larger continues the picture, smaller cuts
/// it to the shape and shrinks it.
fn with_wanted_size(mut steps: Vec<Step>, own: (u32, u32), wanted: (u32, u32)) -> Result<Vec<Step>, RetouchError> {
    if wanted == own || steps.iter().any(Step::changes_size) {
        return Ok(steps);
    }
    allowed(wanted.0, wanted.1)?;
    let larger = wanted.0 >= own.0 && wanted.1 >= own.1;
    if larger {
        steps.insert(0, Step::Extend(Extent::Pixels(wanted.0, wanted.1)));
        return Ok(steps);
    }
    steps.insert(0, Step::Resize(Size::Pixels(wanted.0, wanted.1)));
    if !is_one_shape(own, wanted) {
        let crop = Crop {
            kept: Kept::Ratio(wanted.0 as f32, wanted.1 as f32),
            side: Side::Middle,
        };
        steps.insert(0, Step::Crop(crop));
    }
    Ok(steps)
}

/// The words made the shape; where a size of that shape was wanted besides, it counts.
fn size_at_the_end(sheet: &Sheet, own: (u32, u32), wanted: (u32, u32)) -> Option<Size> {
    let made = (sheet.width as u32, sheet.height as u32);
    let counts = wanted != own && wanted != made && wanted.0 > 0 && wanted.1 > 0;
    (counts && is_one_shape(made, wanted)).then_some(Size::Pixels(wanted.0, wanted.1))
}

fn is_one_shape(one: (u32, u32), other: (u32, u32)) -> bool {
    let across = u64::from(one.0) * u64::from(other.1);
    let along = u64::from(one.1) * u64::from(other.0);
    across.abs_diff(along) * SAME_SHAPE <= across.max(along)
}
