//! Smoothing that stops at edges: what is alike flows together, what differs stays apart.
//!
//! Rows and columns are run through in turns, forth and back; what is handed on from pixel to pixel fades the more, the
//! more the picture changes between them.

use std::sync::LazyLock;

use crate::{
    PaintError,
    retoucher::{plane::Plane, work::Work},
    steady::power,
};

/// Turns of rows and columns.
const TURNS: i32 = 3;
const STEPS: usize = 1024;
/// Beyond this nothing is handed on.
const FURTHEST: f32 = 12.0;

/// e to the power of minus so much.
static FADES: LazyLock<Vec<f32>> = LazyLock::new(|| {
    (0..=STEPS)
        .map(|step| {
            let x = step as f32 / STEPS as f32 * FURTHEST;
            power(std::f64::consts::E, f64::from(-x)) as f32
        })
        .collect()
});

/// Smooths over a reach in pixels, but hardly across changes of more than `edge`, of 1.
pub(super) fn washed(picture: &Plane<3>, (reach, edge): (f32, f32), work: Work<'_>) -> Result<Plane<3>, PaintError> {
    let steepness = reach / edge;
    let upright = picture.turned_over(work)?;
    let (across, down) = (steps(picture, steepness, work)?, steps(&upright, steepness, work)?);
    let mut washed = picture.clone();
    for turn in 0..TURNS {
        let halved = f64::from(TURNS - turn - 1);
        let deviation =
            f64::from(reach) * 3.0_f64.sqrt() * power(2.0, halved) / (power(4.0, f64::from(TURNS)) - 1.0).sqrt();
        let fade = (2.0_f64.sqrt() / deviation) as f32;
        run(&mut washed, &across, fade, work)?;
        let mut upright = washed.turned_over(work)?;
        run(&mut upright, &down, fade, work)?;
        washed = upright.turned_over(work)?;
    }
    Ok(washed)
}

/// How long the way is from each pixel's left neighbour, counting changes.
fn steps(picture: &Plane<3>, steepness: f32, work: Work<'_>) -> Result<Plane<1>, PaintError> {
    Plane::make(work, picture.size(), |x, y| {
        let (here, left) = (
            picture.values[y * picture.width + x],
            picture.at(x as isize - 1, y as isize),
        );
        let change: f32 = (0..3).map(|n| (here[n] - left[n]).abs()).sum();
        [1.0 + steepness * change]
    })
}

fn run(picture: &mut Plane<3>, steps: &Plane<1>, fade: f32, work: Work<'_>) -> Result<(), PaintError> {
    let width = picture.width;
    work.rows(&mut picture.values, width, |y, row| {
        let kept: Vec<f32> = steps.row(y).iter().map(|step| faded(step[0] * fade)).collect();
        for x in 1..row.len() {
            let before = row[x - 1];
            for n in 0..3 {
                row[x][n] += kept[x] * (before[n] - row[x][n]);
            }
        }
        for x in (1..row.len()).rev() {
            let after = row[x];
            for n in 0..3 {
                row[x - 1][n] += kept[x] * (after[n] - row[x - 1][n]);
            }
        }
    })
}

fn faded(x: f32) -> f32 {
    let place = x * (STEPS as f32 / FURTHEST);
    if place >= STEPS as f32 {
        0.0
    } else {
        FADES[place as usize]
    }
}
