//! One step after the other, each on what the one before left, and each kept within the mask.

use super::{
    background::{painted, remove, replace},
    crop::{crop, cut},
    detail::detail,
    enlarge::enlarge,
    extend::{self, extend},
    fill::complete,
    grade::Grade,
    media::render,
    order::RetouchError,
    palette::{attune, palette},
    resize::resize,
    sheet::Sheet,
    step::{Extent, Size, Step},
    turn::{flip, turn},
    vary::vary,
    work::Work,
    write::write,
};
use crate::{Area, Mask, Reach, composite::lay};

/// How far a painted scene is brought to the light and colour of the picture that it comes into.
const ATTUNED: f32 = 0.35;
/// What the mask's pixels are when it is turned and cut like a picture.
const CHANGES: u8 = 255;

/// The picture at work, with what lies beside it.
pub(super) struct Bench<'a> {
    pub sheet: Sheet,
    mask: Option<Held<'a>>,
    reference: Option<Sheet>,
    seed: u64,
}

/// A mask as it came, or as it had to follow the picture.
enum Held<'a> {
    Given(&'a Mask),
    Made(Mask),
}

impl Held<'_> {
    const fn mask(&self) -> &Mask {
        match self {
            Self::Given(mask) => mask,
            Self::Made(mask) => mask,
        }
    }
}

impl<'a> Bench<'a> {
    pub fn new(sheet: Sheet, mask: Option<&'a Mask>, reference: Option<Sheet>, seed: u64) -> Self {
        Self {
            sheet,
            mask: mask.map(Held::Given),
            reference,
            seed,
        }
    }

    /// Several wishes for light and colour at once.
    pub fn grade(&mut self, grade: &Grade, work: Work<'_>) -> Result<(), RetouchError> {
        let seed = self.seed;
        self.within_mask(false, |sheet, _| Ok(grade.lay(sheet, seed, work)?))
    }

    pub fn carry_out(&mut self, step: &Step, work: Work<'_>) -> Result<(), RetouchError> {
        if step.changes_size() {
            self.reshape(step, work)?;
            return Ok(());
        }
        let (seed, reference) = (self.seed, self.reference.take());
        let reaches = matches!(step, Step::Fill | Step::Paint(_));
        let outcome = self.within_mask(reaches, |sheet, mask| {
            let mask = || mask.ok_or(RetouchError::MaskNeeded);
            let other = || reference.as_ref().ok_or(RetouchError::ReferenceNeeded);
            Ok(match step {
                Step::Fill => filled(sheet, mask()?, seed, work)?,
                Step::Paint(words) => placed(sheet, mask()?, (words, seed), work)?,
                Step::Flip(wanted) => flip(&sheet, *wanted),
                Step::RemoveBackground => remove(sheet, work)?,
                Step::ReplaceBackground(background) => replace(sheet, background, (reference.as_ref(), seed), work)?,
                Step::Adjust(adjustment, amount) => detail(sheet, *adjustment, *amount, work)?,
                Step::Palette => palette(sheet, other()?, work)?,
                Step::Render(medium) => render(*medium, sheet, seed, work)?,
                Step::Vary(variation) => vary(sheet, *variation, seed, work)?,
                Step::Write(lettering) => write(sheet, lettering, work)?,
                // These change the size, and do not come here.
                Step::Crop(_) | Step::Turn(_) | Step::Resize(_) | Step::Extend(_) | Step::Enlarge(_) => sheet,
            })
        });
        self.reference = reference;
        outcome
    }

    /// Lets a step change the picture, and puts back what lies outside the mask, or outside the grown mask where the step
    /// reaches further.
    fn within_mask(
        &mut self,
        reaches: bool,
        change: impl FnOnce(Sheet, Option<&Mask>) -> Result<Sheet, RetouchError>,
    ) -> Result<(), RetouchError> {
        let Some(mask) = self.mask.as_ref().map(Held::mask) else {
            self.sheet = change(self.sheet.clone(), None)?;
            return Ok(());
        };
        if mask.is_empty() {
            return Err(RetouchError::MaskNeeded);
        }
        let wider = reaches.then(|| grown(mask));
        let mask = wider.as_ref().unwrap_or(mask);
        let changed = change(self.sheet.clone(), Some(mask))?;
        self.sheet = laid(&self.sheet, &changed, &mask.blend());
        Ok(())
    }

    /// Another size or shape; the mask goes along.
    fn reshape(&mut self, step: &Step, work: Work<'_>) -> Result<(), RetouchError> {
        let mask = self.mask.as_ref().map(Held::mask);
        let mask = mask.map(|mask| followed(mask, step, work)).transpose()?;
        let sheet = &self.sheet;
        self.sheet = match step {
            Step::Extend(extent) => extend(sheet, *extent, self.seed, work)?,
            Step::Enlarge(times) => enlarge(sheet, *times, work)?,
            _ => reshaped(sheet, step, work)?,
        };
        self.mask = mask.map(Held::Made);
        Ok(())
    }
}

/// Only moved, cut or resized.
fn reshaped(sheet: &Sheet, step: &Step, work: Work<'_>) -> Result<Sheet, RetouchError> {
    match step {
        Step::Crop(wanted) => crop(sheet, *wanted),
        Step::Turn(wanted) => turn(sheet, *wanted, work),
        Step::Resize(size) => resize(sheet, *size, work),
        Step::Enlarge(times) => resize(sheet, Size::Share(*times as f32), work),
        _ => Ok(sheet.clone()),
    }
}

/// The mask of a picture that has taken a step; what is new does not change.
fn followed(mask: &Mask, step: &Step, work: Work<'_>) -> Result<Mask, RetouchError> {
    let (width, height) = (mask.width() as usize, mask.height() as usize);
    let shades = mask
        .changes()
        .into_iter()
        .map(|changes| if changes { CHANGES } else { 0 });
    let drawn = Sheet {
        width,
        height,
        pixels: shades.map(|shade| [shade; 3]).collect(),
        opacity: None,
    };
    let drawn = match step {
        Step::Extend(extent) => framed(&drawn, *extent)?,
        step => reshaped(&drawn, step, work)?,
    };
    let changes = drawn.pixels.iter().map(|[shade, ..]| *shade > CHANGES / 2);
    Mask::new(drawn.width as u32, drawn.height as u32, changes).ok_or(RetouchError::Size)
}

/// With black all around.
fn framed(sheet: &Sheet, extent: Extent) -> Result<Sheet, RetouchError> {
    let area = extend::place(extent, (sheet.width as u32, sheet.height as u32))?;
    let width = area.width as usize;
    let mut pixels = vec![[0; 3]; width * area.height as usize];
    for (y, row) in sheet.pixels.chunks_exact(sheet.width).enumerate() {
        let start = (area.top as usize + y) * width + area.left as usize;
        pixels[start..start + sheet.width].copy_from_slice(row);
    }
    Ok(Sheet {
        width,
        height: area.height as usize,
        pixels,
        opacity: None,
    })
}

/// The mask with what belongs to it: soft edges, and all that a soft seam needs.
fn grown(mask: &Mask) -> Mask {
    mask.grown(Reach::usual(mask.width(), mask.height()).grow)
}

fn filled(sheet: Sheet, mask: &Mask, seed: u64, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let mut filled = sheet;
    complete(&mut filled, mask, seed, work)?;
    Ok(filled)
}

/// A scene painted into the bounds of the mask, in the light of the picture.
fn placed(mut sheet: Sheet, mask: &Mask, (words, seed): (&str, u64), work: Work<'_>) -> Result<Sheet, RetouchError> {
    let Some(area) = mask.bounds() else {
        return Err(RetouchError::MaskNeeded);
    };
    let size = (area.width as usize, area.height as usize);
    let scene = painted(words, size, seed, work)?;
    let scene = attune(scene, &around(&sheet, area), ATTUNED, work)?;
    for (y, row) in scene.pixels.chunks_exact(size.0).enumerate() {
        let start = (area.top as usize + y) * sheet.width + area.left as usize;
        sheet.pixels[start..start + size.0].copy_from_slice(row);
        if let Some(opacity) = &mut sheet.opacity {
            opacity[start..start + size.0].fill(u8::MAX);
        }
    }
    Ok(sheet)
}

/// An area with as much again around it.
fn around(sheet: &Sheet, area: Area) -> Sheet {
    let margin = area.width.max(area.height) / 2;
    cut(
        sheet,
        area.with_margin(margin, (sheet.width as u32, sheet.height as u32)),
    )
}

/// What changed over what was, by how much each pixel changes; where that is not at all, what was is there to the bit.
fn laid(before: &Sheet, after: &Sheet, blend: &[u8]) -> Sheet {
    let each = if before.is_opaque() && after.is_opaque() { 3 } else { 4 };
    let bytes = |sheet: &Sheet| -> Vec<u8> {
        let opacity = |place: usize| sheet.opacity.as_ref().map_or(u8::MAX, |opacity| opacity[place]);
        match each {
            3 => sheet.pixels.as_flattened().to_vec(),
            _ => sheet
                .pixels
                .iter()
                .enumerate()
                .flat_map(|(place, [r, g, b])| [*r, *g, *b, opacity(place)])
                .collect(),
        }
    };
    let (mut below, above) = (bytes(before), bytes(after));
    let pixels = below.chunks_exact_mut(each).zip(above.chunks_exact(each));
    for ((below, above), weight) in pixels.zip(blend) {
        lay(below, above, *weight);
    }
    let pixels = below.chunks_exact(each).map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    Sheet {
        pixels: pixels.collect(),
        opacity: (each == 4).then(|| below.chunks_exact(4).map(|pixel| pixel[3]).collect()),
        ..*before
    }
}
