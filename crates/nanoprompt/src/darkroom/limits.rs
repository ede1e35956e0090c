//! What a sealed-off process is given.

use basics::Span;
use darkroom::Task;
use serde::Deserialize;

use crate::commands::DarkroomFlags;

/// The `[darkroom]` table of the settings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The most memory, in megabytes. Fifty megapixels of sixteen bits with transparency fit the usual value.
    pub memory_mb: u32,
    /// The most seconds for one picture; films are given more by their length.
    pub seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_mb: 1_024,
            seconds: 120,
        }
    }
}

/// What each second of a film is given on top. A full HD frame takes a small part of a second on a slow machine.
const SECONDS_PER_FILM_SECOND: u32 = 15;

impl Limits {
    /// The same for this task.
    pub fn of(self, task: &Task) -> Self {
        Self {
            seconds: self
                .seconds
                .saturating_add(task.film_seconds().saturating_mul(SECONDS_PER_FILM_SECOND)),
            ..self
        }
    }

    /// The same, as a process is told.
    pub fn flags(self) -> [String; 4] {
        [
            "--memory-mb".to_owned(),
            self.memory_mb.to_string(),
            "--seconds".to_owned(),
            self.seconds.to_string(),
        ]
    }

    /// The most time for one task.
    pub fn time(self) -> Span {
        Span::seconds(i64::from(self.seconds))
    }
}

impl From<DarkroomFlags> for Limits {
    fn from(flags: DarkroomFlags) -> Self {
        Self {
            memory_mb: flags.memory_mb,
            seconds: flags.seconds,
        }
    }
}
