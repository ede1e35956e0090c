//! Notices between the processes over one PostgreSQL. A SQLite folder has one process, which needs none.

use sqlx::postgres::PgListener;

use crate::{Db, DbError, database::Pools, values};

/// The longest notice, in bytes (PostgreSQL takes less than 8,000).
pub const LONGEST_NOTICE: usize = 7_900;

/// A connection on which notices come in.
pub struct Notices(PgListener);

impl Db {
    /// Begins to listen; `None` where nobody else can be.
    pub async fn listen(&self, channel: &'static str) -> Result<Option<Notices>, DbError> {
        let Pools::Postgres(pool) = self.pools() else {
            return Ok(None);
        };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(channel).await?;
        Ok(Some(Notices(listener)))
    }

    /// Tells whoever listens, this process included. Nobody listening is no error, and nothing is kept for later.
    pub async fn notify(&self, channel: &'static str, text: &str) -> Result<(), DbError> {
        if self.is_postgres() {
            self.all("SELECT pg_notify($1, $2)", values![channel, text]).await?;
        }
        Ok(())
    }
}

impl Notices {
    /// The next notice; `None` when the connection broke and was made again, so that some may have been missed.
    pub async fn next(&mut self) -> Result<Option<String>, DbError> {
        let notice = self.0.try_recv().await?;
        Ok(notice.map(|notice| notice.payload().to_owned()))
    }
}
