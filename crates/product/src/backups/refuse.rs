//! Why a backup is refused.

use thiserror::Error as ThisError;

use crate::error::Error;

/// Why a backup was not made, not believed or not restored. Each says what to do.
#[derive(Debug, ThisError)]
pub enum BackupError {
    /// There is none.
    #[error("there is no backup there; make one with: nanoprompt backup create")]
    None,
    /// Its manifest cannot be believed.
    #[error("the manifest of {id} cannot be believed: {reason}; take another backup")]
    Unsigned {
        /// Which backup.
        id: String,
        /// Why not.
        reason: String,
    },
    /// A part of it is damaged.
    #[error("{part} of the backup is damaged; take another backup")]
    Damaged {
        /// Which part.
        part: String,
    },
    /// The program is too old for it.
    #[error("the backup was made by a newer version (step {made}, this program knows {known}); use that version")]
    Newer {
        /// The step of the schema that the backup was made at.
        made: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// There is something where it should go.
    #[error("there are accounts in this data folder already; restore into an empty one, named with --data")]
    NotEmpty,
    /// The schema could not be made.
    #[error(transparent)]
    Migration(#[from] store::MigrationError),
    /// Something below.
    #[error(transparent)]
    Below(#[from] Error),
}

macro_rules! below {
    ($($error:ty),+) => {$(
        impl From<$error> for BackupError {
            fn from(error: $error) -> Self {
                Self::Below(error.into())
            }
        }
    )+};
}

below!(store::DbError, store::ObjectError, vault::VaultError);
