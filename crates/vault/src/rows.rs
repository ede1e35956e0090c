//! The key store's rows in either kind of database, by one text.

use sqlx::{
    PgPool, PgTransaction, Row as _, SqlitePool, SqliteTransaction,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::VaultError;

/// Whoever writes to a key store on `PostgreSQL` holds this lock, so that a condition in a statement still holds when the
/// statement is done, as it does on `SQLite`, which has one writer anyway. The number is no other's.
pub(crate) const ONE_WRITER: i64 = 0x6e70_6b65_7973;

/// What the server calls a lock that did not come in time (`lock_not_available`).
const NOT_IN_TIME: &str = "55P03";
/// The lock of whoever changes the root.
const ONE_CHANGE: i64 = ONE_WRITER + 1;

#[derive(Clone)]
pub(crate) enum Rows {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Several statements that see one state, or are written together or not at all.
pub(crate) enum Transaction {
    Sqlite(SqliteTransaction<'static>),
    Postgres(PgTransaction<'static>),
}

/// The right to change the root.
pub(crate) struct Turn(#[expect(dead_code, reason = "held, not looked at")] Option<PgTransaction<'static>>);

/// A row as it was read; columns by their place.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// What goes into a statement.
pub(crate) enum Value {
    Text(String),
    Int(i64),
    Blob(Vec<u8>),
}

/// The values of a statement, in the order of `$1`, `$2` …
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::rows::Value::from($value)),*] };
}
pub(crate) use values;

impl Rows {
    pub(crate) async fn all(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, VaultError> {
        Ok(match self {
            Self::Sqlite(pool) => {
                let rows = sqlx::query_with(sql, for_sqlite(values)?).fetch_all(pool).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(pool) => {
                let rows = sqlx::query_with(sql, for_postgres(values)?).fetch_all(pool).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    pub(crate) async fn first(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, VaultError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// One statement, written on its own; how many rows it touched.
    pub(crate) async fn run(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, VaultError> {
        let mut writing = self.write().await?;
        let touched = writing.run(sql, values).await?;
        writing.commit().await?;
        Ok(touched)
    }

    pub(crate) async fn write(&self) -> Result<Transaction, VaultError> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => {
                let mut writing = pool.begin().await?;
                let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(ONE_WRITER);
                lock.execute(&mut *writing).await?;
                Transaction::Postgres(writing)
            }
        })
    }

    /// Everything as it is at one moment, for reading.
    pub(crate) async fn snapshot(&self) -> Result<Transaction, VaultError> {
        let one_moment = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin_with(one_moment).await?),
        })
    }

    /// The right to change the root, until it is dropped, where several machines have one store; beside a file, a lock in
    /// the key folder is enough.
    pub(crate) async fn take_turn(&self) -> Result<Turn, VaultError> {
        let Self::Postgres(pool) = self else {
            return Ok(Turn(None));
        };
        let mut held = pool.begin().await?;
        // Whoever was cut off a moment ago may not have given it back yet.
        sqlx::query("SET LOCAL lock_timeout = '2s'").execute(&mut *held).await?;
        let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(ONE_CHANGE);
        match lock.execute(&mut *held).await {
            Ok(_) => Ok(Turn(Some(held))),
            Err(sqlx::Error::Database(cause)) if cause.code().as_deref() == Some(NOT_IN_TIME) => {
                Err(VaultError::Rotating)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Lets a database take back the room of what was deleted by this statement, where it does not do so by itself. What
    /// stops it only delays that, so it fails nobody.
    pub(crate) async fn vacuum(&self, sql: &'static str) {
        if let Self::Postgres(pool) = self {
            let _ = sqlx::raw_sql(sql).execute(pool).await;
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Transaction {
    pub(crate) async fn all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, VaultError> {
        Ok(match self {
            Self::Sqlite(reading) => {
                let rows = sqlx::query_with(sql, for_sqlite(values)?);
                let rows = rows.fetch_all(&mut **reading).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(reading) => {
                let rows = sqlx::query_with(sql, for_postgres(values)?);
                let rows = rows.fetch_all(&mut **reading).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Gives back how many rows were touched.
    pub(crate) async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, VaultError> {
        Ok(match self {
            Self::Sqlite(writing) => {
                let query = sqlx::query_with(sql, for_sqlite(values)?);
                query.execute(&mut **writing).await?.rows_affected()
            }
            Self::Postgres(writing) => {
                let query = sqlx::query_with(sql, for_postgres(values)?);
                query.execute(&mut **writing).await?.rows_affected()
            }
        })
    }

    pub(crate) async fn commit(self) -> Result<(), VaultError> {
        match self {
            Self::Sqlite(writing) => writing.commit().await?,
            Self::Postgres(writing) => writing.commit().await?,
        }
        Ok(())
    }
}

impl Row {
    pub(crate) fn text(&self, at: usize) -> Result<String, VaultError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(crate) fn int(&self, at: usize) -> Result<i64, VaultError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    pub(crate) fn blob(&self, at: usize) -> Result<Vec<u8>, VaultError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

/// Binds values in their order.
macro_rules! bind {
    ($values:expr, $arguments:expr) => {{
        use sqlx::Arguments;
        let mut arguments = $arguments;
        for value in $values {
            match value {
                Value::Text(text) => arguments.add(text),
                Value::Int(number) => arguments.add(number),
                Value::Blob(bytes) => arguments.add(bytes),
            }
            .map_err(|error| VaultError::Unavailable(error.to_string()))?;
        }
        Ok(arguments)
    }};
}

fn for_sqlite(values: Vec<Value>) -> Result<SqliteArguments, VaultError> {
    bind!(values, SqliteArguments::default())
}

fn for_postgres(values: Vec<Value>) -> Result<PgArguments, VaultError> {
    bind!(values, PgArguments::default())
}
