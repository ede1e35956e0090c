//! What those who wait for work are told. Ids and numbers only.

use basics::JobId;

/// Something happened to a job.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone, PartialEq)]
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
}
