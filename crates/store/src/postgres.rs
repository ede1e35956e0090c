//! PostgreSQL: how values are bound and rows read.

use std::time::Duration;

use futures::TryStreamExt;
use sqlx::{
    Column, Connection, Executor, PgConnection, PgPool, Postgres, Row as _, TypeInfo,
    pool::PoolConnectionMetadata,
    postgres::{PgArguments, PgPoolOptions, PgRow},
};

use crate::{DbError, Row, Value};

pub(crate) async fn open(url: &str) -> Result<PgPool, DbError> {
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .before_acquire(|connection, about| Box::pin(still_there(connection, about)));
    Ok(pool.connect(url).await?)
}

/// Asks a connection that was idle for a while whether it is still there; asking every time would cost as much as a
/// statement.
async fn still_there(connection: &mut PgConnection, about: PoolConnectionMetadata) -> Result<bool, sqlx::Error> {
    if about.idle_for > Duration::from_secs(1) {
        connection.ping().await?;
    }
    Ok(true)
}

pub(crate) async fn all<'c, E>(executor: E, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError>
where
    E: Executor<'c, Database = Postgres>,
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
    E: Executor<'c, Database = Postgres>,
{
    Ok(sqlx::query_with(sql, bind(values)?)
        .execute(executor)
        .await?
        .rows_affected())
}

fn bind(values: Vec<Value>) -> Result<PgArguments, DbError> {
    use sqlx::Arguments;
    let mut arguments = PgArguments::default();
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

pub(crate) fn read(row: &PgRow) -> Result<Row, DbError> {
    let mut columns = Vec::with_capacity(row.len());
    for column in row.columns() {
        let place = column.ordinal();
        let value = match column.type_info().name() {
            "INT8" => Value::Int(row.try_get(place)?),
            "INT4" => Value::Int(row.try_get::<Option<i32>, _>(place)?.map(i64::from)),
            "BOOL" => Value::Int(row.try_get::<Option<bool>, _>(place)?.map(i64::from)),
            "BYTEA" => Value::Blob(row.try_get(place)?),
            _ => Value::Text(row.try_get_unchecked(place)?),
        };
        columns.push((column.name().to_owned(), value));
    }
    Ok(Row::new(columns))
}
