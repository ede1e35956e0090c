//! What a worker does with a job.

use async_trait::async_trait;
use basics::Span;
use store::DbError;

use crate::{JobError, JobRow, Lease};

/// One kind of work.
#[async_trait]
pub trait Work: Send + Sync {
    /// The kind of jobs it takes.
    fn kind(&self) -> &'static str;

    /// Does the work, from the lease's last step on, and ends it by [`Lease::finish`] or [`Lease::finish_in`]. May be
    /// cut off anywhere and run again.
    async fn run(&self, lease: Lease) -> Result<(), JobFailure>;

    /// Told when a job ends without being done, before the job's own end is written; may be told twice. Only whoever
    /// holds the lease is told.
    ///
    /// # Errors
    /// When what follows could not be written. The job's end is not written then either: it is taken again.
    async fn gave_up(&self, job: &JobRow, failure: &JobFailure) -> Result<(), DbError> {
        let _ = (job, failure);
        Ok(())
    }
}

/// Why a job was not done. Codes are fixed words, never content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobFailure {
    /// Worth another try, after this time where somebody said so.
    Retry {
        /// Why.
        code: &'static str,
        /// When.
        after: Option<Span>,
    },
    /// Another try would end the same.
    GiveUp {
        /// Why.
        code: &'static str,
    },
    /// It may or may not have happened; never tried again by itself.
    OutcomeUnknown {
        /// Why.
        code: &'static str,
    },
    /// Whoever wanted it wants it no more.
    Cancelled,
    /// Somebody else has the job now.
    LeaseLost,
}

impl From<DbError> for JobFailure {
    fn from(_: DbError) -> Self {
        Self::Retry {
            code: "database",
            after: None,
        }
    }
}

impl From<JobError> for JobFailure {
    fn from(error: JobError) -> Self {
        match error {
            JobError::LeaseLost => Self::LeaseLost,
            JobError::Database(error) => error.into(),
        }
    }
}
