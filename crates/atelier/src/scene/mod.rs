//! Understanding: a person's words become a [`Scene`]; nothing here knows how anything is painted.

mod english;
mod german;
mod meaning;
mod scene;
mod tell;
mod understand;

pub(crate) use meaning::{Hue, Mood, Place, SeaState, Season, Style, Thing, Time, Tone, Weather};
pub(crate) use scene::Scene;
pub(crate) use understand::understand;
