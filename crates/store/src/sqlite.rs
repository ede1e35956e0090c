//! SQLite: how values are bound and rows read.

use std::{path::Path, time::Duration};

use futures::TryStreamExt;
use sqlx::{
    Column, Executor, Row as _, Sqlite, SqlitePool, TypeInfo, ValueRef,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
    },
};

use crate::{DbError, Row, Value};

/// How a data folder's database is opened: a log that survives power cuts, and patience with a second process.
pub(crate) fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(256)
}

pub(crate) async fn open_readers(file: &Path) -> Result<SqlitePool, DbError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(10));
    Ok(pool.connect_with(options(file)).await?)
}

pub(crate) async fn all<'c, E>(executor: E, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError>
where
    E: Executor<'c, Database = Sqlite>,
{
    let mut stream = sqlx::query_with(sql, bind(values)?).fetch(executor);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(read(&row)?);
    }
    Ok(rows)
}

pub(crate) async fn run<'c, E>(executor: E, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError>
where
    E: Executor<'c, Database = Sqlite>,
{
    Ok(sqlx::query_with(sql, bind(values)?)
        .execute(executor)
        .await?
        .rows_affected())
}

fn bind(values: Vec<Value>) -> Result<SqliteArguments, DbError> {
    use sqlx::Arguments;
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Int(number) => arguments.add(number),
            Value::Blob(bytes) => arguments.add(bytes),
        }
        .map_err(|error| DbError::Statement(error.to_string()))?;
    }
    Ok(arguments)
}

pub(crate) fn read(row: &SqliteRow) -> Result<Row, DbError> {
    let mut columns = Vec::with_capacity(row.len());
    for column in row.columns() {
        let place = column.ordinal();
        let raw = row.try_get_raw(place)?;
        let value = if raw.is_null() {
            Value::Text(None)
        } else {
            match raw.type_info().name() {
                "INTEGER" => Value::Int(Some(row.try_get_unchecked(place)?)),
                "BLOB" => Value::Blob(Some(row.try_get_unchecked(place)?)),
                _ => Value::Text(Some(row.try_get_unchecked(place)?)),
            }
        };
        columns.push((column.name().to_owned(), value));
    }
    Ok(Row::new(columns))
}
