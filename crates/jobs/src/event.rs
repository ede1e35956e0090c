//! What those who wait for work are told. Ids and numbers only.

use basics::JobId;
use serde::{Deserialize, Serialize};

/// Something happened to a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// Which.
    pub job: JobId,
    /// What kind of work.
    pub kind: String,
    /// For whom.
    pub person: String,
    /// About what.
    pub subject: String,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is being worked on.
    Progress {
        /// From 0 to 1.
        done: f32,
        /// A short fixed word.
        stage: String,
    },
    /// It will be tried again later.
    Postponed,
    /// Nothing more will happen.
    Ended,
}

impl Event {
    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_end(&self) -> bool {
        self.what == What::Ended
    }

    /// How long its text in JSON is at the most, in bytes.
    pub(crate) fn longest_text(&self) -> usize {
        /// The names, the id, a number and the quotes.
        const FRAME: usize = 200;
        let stage = match &self.what {
            What::Progress { stage, .. } => stage.len(),
            What::Postponed | What::Ended => 0,
        };
        // A character can take six where it needs an escape; ids and fixed words need none.
        FRAME + 6 * (self.kind.len() + stage) + self.person.len() + self.subject.len()
    }
}
