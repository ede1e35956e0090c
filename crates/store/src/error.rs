//! What can go wrong with rows.

use thiserror::Error;

/// A statement or a connection failed. Messages never hold values.
#[derive(Debug, Clone, Error)]
pub enum DbError {
    /// The database cannot be reached or did not answer; the same call may work later.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// Such a row exists already.
    #[error("such a row exists already")]
    Conflict,
    /// The database or its folder cannot be written.
    #[error("the database cannot be written; check the folder's permissions and free space ({0})")]
    ReadOnly(String),
    /// A row has not the column, or not of the type, that the code expects.
    #[error("column {0} is missing or of another type")]
    Column(String),
    /// The statement itself is wrong; a defect of ours.
    #[error("a statement failed: {0}")]
    Statement(String),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Conflict,
            sqlx::Error::Database(cause) => from_code(cause.code().as_deref().unwrap_or(""), cause.message()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Self::Unavailable(error.to_string()),
            _ => Self::Statement(error.to_string()),
        }
    }
}

/// Codes are SQLite's result codes (low byte) or PostgreSQL's SQLSTATE classes.
fn from_code(code: &str, message: &str) -> DbError {
    let message = message.to_owned();
    if let (Ok(number), true) = (code.parse::<u32>(), code.len() < 5) {
        return match number & 0xff {
            8 | 13 | 14 => DbError::ReadOnly(message),
            5 | 6 | 10 | 11 | 26 => DbError::Unavailable(message),
            _ => DbError::Statement(message),
        };
    }
    match code.get(..2) {
        Some("08" | "53" | "57" | "40" | "58") => DbError::Unavailable(message),
        Some("25") => DbError::ReadOnly(message),
        _ => DbError::Statement(message),
    }
}
