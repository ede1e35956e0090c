//! What can go wrong with the queue.

use store::DbError;
use thiserror::Error;

/// The queue did not do it.
#[derive(Debug, Clone, Error)]
pub enum JobError {
    /// Somebody else has the job now, or it has ended: nothing more may be written about it.
    #[error("the job belongs to somebody else now")]
    LeaseLost,
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbError),
}
