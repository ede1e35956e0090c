//! What must not stop half-way.

use crate::DbError;

/// Goes on when whoever waits for it goes away. Half-way between two statements nobody knows what is open on a
/// connection: the next one to use it would write into a transaction that nobody ends.
pub(crate) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, DbError>> + Send + 'static,
) -> Result<T, DbError> {
    tokio::spawn(work)
        .await
        .unwrap_or_else(|_| Err(DbError::Unavailable("the program is stopping".to_owned())))
}
