//! Understanding: a person's words become a [`Scene`]; nothing here knows how anything is painted.

mod english;
mod german;
mod meaning;
mod see;
mod tell;
mod understand;
mod whole;

pub(crate) use meaning::{Hue, Mood, Place, SeaState, Season, Style, Thing, Time, Tone, Weather};
pub(crate) use understand::understand;
pub(crate) use whole::Scene;
