//! All rows as they were at one moment, while others go on writing: for backups.

use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use sqlx::{AssertSqlSafe, Executor, PgConnection, SqliteConnection, pool::PoolConnection};

use crate::{Db, DbError, Flavour, Row, database::Pools, postgres, sqlite, values};

/// A read transaction that sees one moment. Dropped, it ends.
pub struct Snapshot(Held);

enum Held {
    Sqlite(PoolConnection<sqlx::Sqlite>),
    Postgres(PoolConnection<sqlx::Postgres>),
}

impl Db {
    /// Begins to see this moment.
    pub async fn snapshot(&self) -> Result<Snapshot, DbError> {
        Ok(Snapshot(match self.pools() {
            Pools::Sqlite { readers, .. } => {
                let mut held = readers.acquire().await?;
                held.close_on_drop();
                begin_sqlite(&mut held).await?;
                Held::Sqlite(held)
            }
            Pools::Postgres(pool) => {
                let mut held = pool.acquire().await?;
                held.close_on_drop();
                begin_postgres(&mut held).await?;
                Held::Postgres(held)
            }
        }))
    }

    /// The names of all tables but the list of migrations, in alphabetical order.
    pub async fn tables(&self) -> Result<Vec<String>, DbError> {
        let sql = match self.flavour() {
            Flavour::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                   AND name <> 'migration' ORDER BY name"
            }
            Flavour::Postgres => {
                "SELECT table_name AS name FROM information_schema.tables
                 WHERE table_schema = 'public' AND table_name <> 'migration' ORDER BY table_name"
            }
        };
        let rows = self.all(sql, values![]).await?;
        rows.iter().map(|row| row.get("name")).collect()
    }

    /// The number of the newest migration that this database has had.
    pub async fn newest_migration(&self) -> Result<i64, DbError> {
        let sql = "SELECT COALESCE(MAX(number), 0) AS number FROM migration";
        let row = self.first(sql, values![]).await?;
        row.map_or(Ok(0), |row| row.get("number"))
    }
}

impl Snapshot {
    /// The rows of a table, which is one of [`Db::tables`].
    pub fn rows(&mut self, table: &str) -> BoxStream<'_, Result<Row, DbError>> {
        let sql = AssertSqlSafe(format!("SELECT * FROM {table}"));
        match &mut self.0 {
            Held::Sqlite(held) => sqlx::query(sql)
                .fetch(&mut **held)
                .map_err(DbError::from)
                .map(|row| sqlite::read(&row?))
                .boxed(),
            Held::Postgres(held) => sqlx::query(sql)
                .fetch(&mut **held)
                .map_err(DbError::from)
                .map(|row| postgres::read(&row?))
                .boxed(),
        }
    }
}

/// The moment is that of the first read.
async fn begin_sqlite(connection: &mut SqliteConnection) -> Result<(), DbError> {
    connection.execute("BEGIN").await?;
    connection.execute("SELECT COUNT(*) FROM migration").await?;
    Ok(())
}

async fn begin_postgres(connection: &mut PgConnection) -> Result<(), DbError> {
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    connection.execute(begin).await?;
    connection.execute("SELECT COUNT(*) FROM migration").await?;
    Ok(())
}
