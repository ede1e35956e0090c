//! An idea becomes a prompt, or several different ones; and parts that a person changed become a prompt again.

use std::collections::BTreeSet;

use super::{
    choose::complete,
    order::{ComposeError, Composed, MOST_IDEA, MOST_VARIETY, Strength, Wish},
    styled::lay,
    unwanted::refuse,
};
use crate::composer::{
    dialect::{Dialect, written},
    idea::Idea,
    parts::{Part, Parts},
};

/// What keeps the seeds of a variety apart.
const APART: u64 = 0x9e37_79b9_7f4a_7c15;

/// Makes a prompt of an idea.
///
/// The person's own words stay as they are, sorted by what they are about. What they leave open (light, framing, medium,
/// mood, colours, lens) is decided by the seed, as far as the strength goes and as far as it fits what is said. Nothing is
/// invented that could be seen besides. A German idea keeps its German words; what is added is English, which image models
/// understand beside them.
///
/// # Errors
/// [`ComposeError`] where there are no words, or too many.
pub fn compose(idea: &str, wish: &Wish) -> Result<Composed, ComposeError> {
    let (composed, _) = composed(idea, wish, wish.seed, &BTreeSet::new())?;
    Ok(composed)
}

/// Makes several prompts of an idea that differ in what is added: so many at most, and at most [`MOST_VARIETY`].
///
/// There are fewer where so little is added, or so much is told, that there are no more different ones.
///
/// # Errors
/// As [`compose`].
pub fn variety(idea: &str, wish: &Wish, most: usize) -> Result<Vec<Composed>, ComposeError> {
    let most = most.min(MOST_VARIETY);
    let mut different: Vec<Composed> = Vec::new();
    let mut spent = BTreeSet::new();
    for number in 0..most as u64 * 3 {
        if different.len() == most {
            break;
        }
        let seed = wish.seed ^ number.wrapping_mul(APART);
        let (next, added) = composed(idea, wish, seed, &spent)?;
        spent.extend(added);
        if different.iter().all(|known| known.prompt != next.prompt) {
            different.push(next);
        }
    }
    Ok(different)
}

/// Writes parts in a dialect, for example after a person changed them.
#[must_use]
pub fn recompose(parts: Parts, dialect: Dialect) -> Composed {
    Composed {
        prompt: written(&parts, dialect),
        negative: parts.words(Part::Negative),
        parts,
    }
}

/// A seed of this idea, so that one seed does not choose alike for every idea.
fn folded(text: &str, seed: u64) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    seed ^ folded
}

fn composed(
    text: &str,
    wish: &Wish,
    seed: u64,
    spent: &BTreeSet<&'static str>,
) -> Result<(Composed, Vec<&'static str>), ComposeError> {
    if text.chars().nth(MOST_IDEA).is_some() {
        return Err(ComposeError::TooLong);
    }
    if !text.contains(char::is_alphanumeric) {
        return Err(ComposeError::Empty);
    }
    let mut idea = Idea::read(text);
    // Little words alone say nothing.
    if [Part::Subject, Part::Negative]
        .into_iter()
        .all(|part| idea.parts.words(part).is_empty())
    {
        return Err(ComposeError::Empty);
    }
    lay(&mut idea, &wish.styles);
    let added = complete(&mut idea, wish.strength, folded(text, seed), spent);
    refuse(&mut idea, &wish.styles, wish.strength >= Strength::SUBTLE);
    Ok((recompose(idea.parts, wish.dialect), added))
}
