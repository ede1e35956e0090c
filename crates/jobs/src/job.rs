//! A job: one piece of durable work.

use std::{fmt, str::FromStr};

use basics::{JobId, Time};
use store::{DbError, Row};

/// Work to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id, chosen by the caller so that rows of the same transaction can name it.
    pub id: JobId,
    /// Which [`crate::Work`] does it.
    pub kind: &'static str,
    /// For whom, so that nobody's crowd of jobs keeps others waiting.
    pub person: String,
    /// The id of what it is about.
    pub subject: String,
    /// Higher goes first.
    pub priority: i64,
    /// Not before this.
    pub run_at: Time,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its time and a worker.
    Queued,
    /// A worker has it.
    Running,
    /// Done.
    Done,
    /// Given up.
    Failed,
    /// Stopped by whoever wanted it.
    Cancelled,
    /// It may or may not have happened.
    Unknown,
}

/// A job as it is stored.
#[derive(Debug, Clone)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Which work.
    pub kind: String,
    /// For whom.
    pub person: String,
    /// About what.
    pub subject: String,
    /// How far it is.
    pub state: JobState,
    /// How often a worker took it.
    pub attempt: i64,
    /// How often it failed.
    pub failures: i64,
    /// Whether whoever wanted it wants it no more.
    pub cancel_requested: bool,
    /// How much of it was done when its worker last said so, in thousandths.
    pub progress: i64,
    /// The last step that is on the disk.
    pub step: Option<String>,
    /// What was stored with that step.
    pub checkpoint: Option<Vec<u8>>,
    /// Why it failed.
    pub failure: Option<String>,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}

impl FromStr for JobState {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl JobRow {
    pub(crate) fn read(row: &Row) -> Result<Self, DbError> {
        let state: String = row.get("state")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            person: row.get("person")?,
            subject: row.get("subject")?,
            state: state.parse().map_err(|()| DbError::Column("state".to_owned()))?,
            attempt: row.get("attempt")?,
            failures: row.get("failures")?,
            cancel_requested: row.get("cancel_requested")?,
            progress: row.get("progress")?,
            step: row.get("step")?,
            checkpoint: row.get("checkpoint")?,
            failure: row.get("failure")?,
        })
    }
}
