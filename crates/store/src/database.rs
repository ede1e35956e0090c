//! The database: SQLite in the data folder, or PostgreSQL by URL.

use std::{fmt, path::PathBuf};

use sqlx::{AssertSqlSafe, Executor, PgPool, SqlSafeStr, SqlitePool};

use crate::{
    DbError, Row, Transaction, Value, postgres, sqlite, transaction::Lane, uninterrupted::to_the_end, writer::Writer,
};

/// Where the rows are.
#[derive(Clone, PartialEq, Eq)]
pub enum DbAddress {
    /// A file, made when it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` URL; it holds a password, so it is never shown.
    Postgres(String),
}

impl fmt::Debug for DbAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "Sqlite",
            Self::Postgres(_) => "Postgres",
        })
    }
}

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The rows of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Db(Pools);

#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { readers: SqlitePool, writer: Box<Writer> },
    Postgres(PgPool),
}

impl Db {
    /// Opens the database.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] or [`DbError::ReadOnly`] with the database's own words.
    pub async fn open(address: &DbAddress) -> Result<Self, DbError> {
        Ok(Self(match address {
            DbAddress::Sqlite(file) => {
                let readers = sqlite::open_readers(file).await?;
                Pools::Sqlite {
                    readers,
                    writer: Box::new(Writer::new(sqlite::options(file))),
                }
            }
            DbAddress::Postgres(url) => Pools::Postgres(postgres::open(url).await?),
        }))
    }

    /// Which database this is, for the few texts that must differ.
    #[must_use]
    pub const fn flavour(&self) -> Flavour {
        match self.0 {
            Pools::Sqlite { .. } => Flavour::Sqlite,
            Pools::Postgres(_) => Flavour::Postgres,
        }
    }

    /// Every row of the answer.
    pub async fn all(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match &self.0 {
            Pools::Sqlite { readers, .. } => sqlite::all(readers, sql, values).await,
            Pools::Postgres(pool) => postgres::all(pool, sql, values).await,
        }
    }

    /// The first row of the answer.
    pub async fn first(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// One statement as a transaction of its own; the number of rows it changed.
    pub async fn run(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
        match &self.0 {
            Pools::Sqlite { .. } => {
                let mut transaction = self.begin().await?;
                let changed = transaction.run(sql, values).await?;
                transaction.commit().await?;
                Ok(changed)
            }
            Pools::Postgres(pool) => postgres::run(pool, sql, values).await,
        }
    }

    /// The same for a statement that gives back rows of what it changed.
    pub async fn run_returning(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match &self.0 {
            Pools::Sqlite { .. } => {
                let mut transaction = self.begin().await?;
                let rows = transaction.all(sql, values).await?;
                transaction.commit().await?;
                Ok(rows)
            }
            // One way there and back in place of three.
            Pools::Postgres(pool) => postgres::all(pool, sql, values).await,
        }
    }

    /// Starts a write transaction.
    pub async fn begin(&self) -> Result<Transaction, DbError> {
        Ok(Transaction(match &self.0 {
            Pools::Sqlite { writer, .. } => Lane::Sqlite(Box::new(writer.begin().await?)),
            Pools::Postgres(pool) => {
                let pool = pool.clone();
                Lane::Postgres(to_the_end(async move { Ok(pool.begin().await?) }).await?)
            }
        }))
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<(), DbError> {
        self.all("SELECT 1 AS one", Vec::new()).await.map(|_| ())
    }

    /// Has the database read a statement without running it; for the test that every text fits both.
    pub async fn prepare(&self, sql: &str) -> Result<(), DbError> {
        let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
        match &self.0 {
            Pools::Sqlite { readers, .. } => readers.prepare(sql).await.map(|_| ())?,
            Pools::Postgres(pool) => pool.prepare(sql).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Runs a statement outside any transaction, which making a database insists on. Never with anybody's input.
    pub async fn execute_alone(&self, sql: &str) -> Result<(), DbError> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.0 {
            Pools::Sqlite { readers, .. } => readers.execute(sqlx::raw_sql(sql)).await.map(|_| ())?,
            Pools::Postgres(pool) => pool.execute(sqlx::raw_sql(sql)).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { readers, writer } => {
                writer.close().await;
                readers.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) const fn pools(&self) -> &Pools {
        &self.0
    }

    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.0, Pools::Postgres(_))
    }
}
