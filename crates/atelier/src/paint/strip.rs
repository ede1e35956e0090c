//! Strips of columns, woven into the sheet that they are parts of.

use super::sheet::{Plane, Sheet, Shown, fine};

/// Some columns of a sheet, row after row.
pub(super) struct Strip {
    width: usize,
    luma: Vec<i16>,
    through: Vec<u8>,
    chroma: [Vec<f32>; 2],
    colour_through: Vec<f32>,
}

impl Strip {
    pub fn new(width: usize, height: usize) -> Self {
        let halves = width.div_ceil(2) * height.div_ceil(2);
        Self {
            width,
            luma: vec![0; width * height],
            through: vec![0; width * height],
            chroma: [vec![0.0; halves], vec![0.0; halves]],
            colour_through: vec![0.0; halves],
        }
    }

    pub fn put(&mut self, column: usize, row: usize, Shown([light, blue, red]): Shown, through: f32) {
        let place = row * self.width + column;
        let half = row / 2 * self.width.div_ceil(2) + column / 2;
        self.luma[place] = fine(light);
        self.through[place] = (through * 255.0 + 0.5) as u8;
        self.chroma[0][half] += 0.25 * blue;
        self.chroma[1][half] += 0.25 * red;
        self.colour_through[half] += 0.25 * through;
    }
}

/// Strips beside each other as one sheet, which lets nothing through where it is opaque.
pub(super) fn woven(strips: &[Strip], height: usize, opaque: bool) -> Sheet {
    let width: usize = strips.iter().map(|strip| strip.width).sum();
    let halves = height / 2;
    let weave = |of: &dyn Fn(&Strip) -> Vec<i16>, half: bool| {
        let (width, height) = if half { (width / 2, halves) } else { (width, height) };
        let mut values = vec![0_i16; width * height];
        let mut start = 0;
        for strip in strips {
            let wide = if half { strip.width / 2 } else { strip.width };
            for (row, from) in values.chunks_exact_mut(width).zip(of(strip).chunks_exact(wide)) {
                row[start..start + wide].copy_from_slice(from);
            }
            start += wide;
        }
        Plane { width, values }
    };
    let bytes = |plane: Plane<i16>| Plane {
        width: plane.width,
        values: plane.values.into_iter().map(|value| value as u8).collect(),
    };
    Sheet {
        left: 0,
        top: 0,
        luma: weave(&|strip| strip.luma.clone(), false),
        chroma: [0, 1].map(|index| {
            weave(
                &|strip| strip.chroma[index].iter().map(|value| fine(*value)).collect(),
                true,
            )
        }),
        through: (!opaque).then(|| {
            [
                bytes(weave(
                    &|strip| strip.through.iter().map(|value| i16::from(*value)).collect(),
                    false,
                )),
                bytes(weave(
                    &|strip| {
                        let level = |value: &f32| (value * 255.0 + 0.5) as i16;
                        strip.colour_through.iter().map(level).collect()
                    },
                    true,
                )),
            ]
        }),
    }
}

/// Leaves out the rows above and below in which nothing is; nothing at all where nothing is anywhere.
pub(super) fn trimmed(mut sheet: Sheet, left: i32) -> Option<Sheet> {
    sheet.left = left;
    let Some([through, colour_through]) = &mut sheet.through else {
        return Some(sheet);
    };
    let width = through.width;
    let is_something = |row: usize| {
        through.row(row).iter().any(|value| *value < 255)
            || sheet.luma.row(row).iter().any(|value| i32::from(*value).abs() > 8)
    };
    let rows = through.height();
    let first = ((0..rows).find(|row| is_something(*row))? / 2 * 2).saturating_sub(2);
    let last = (0..rows).rev().find(|row| is_something(*row))?;
    let until = (last / 2 * 2 + 4).min(rows);
    sheet.top = first as i32;
    cut(&mut sheet.luma.values, first * width, until * width);
    cut(&mut through.values, first * width, until * width);
    let (first, until, width) = (first / 2, until / 2, width / 2);
    cut(&mut colour_through.values, first * width, until * width);
    for plane in &mut sheet.chroma {
        cut(&mut plane.values, first * width, until * width);
    }
    Some(sheet)
}

fn cut<T>(values: &mut Vec<T>, from: usize, until: usize) {
    values.truncate(until);
    values.drain(..from.min(values.len()));
    values.shrink_to_fit();
}
