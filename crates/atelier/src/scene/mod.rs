//! Understanding: a person's words become a [`Scene`]; nothing here knows how anything is painted.

mod complete;
mod cosmos;
mod english;
mod german;
mod landmarks;
mod meaning;
mod media;
mod ornament;
mod quoted;
mod see;
mod tell;
mod understand;
mod whole;

pub(crate) use meaning::{Hue, Mood, Motif, Place, SeaState, Season, Style, Thing, Time, Tone, Weather};
pub(crate) use media::medium_of;
pub(crate) use understand::{folded, understand};
pub(crate) use whole::Scene;
