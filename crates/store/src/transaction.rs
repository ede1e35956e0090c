//! A write transaction, the same on both databases. Dropped without a commit, it has not happened.

use sqlx::{AssertSqlSafe, Executor, PgTransaction};

use crate::{DbError, Flavour, Row, Value, postgres, writer::WriterTransaction};

/// Changes that happen together or not at all. Inside: rows and jobs only; never mail, HTTP or objects.
pub struct Transaction(pub(crate) Lane);

pub(crate) enum Lane {
    Sqlite(Box<WriterTransaction>),
    Postgres(PgTransaction<'static>),
}

impl Transaction {
    /// Runs a statement; the number of rows it changed.
    pub async fn run(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
        match &mut self.0 {
            Lane::Sqlite(writer) => writer.run(sql, values).await,
            Lane::Postgres(transaction) => postgres::run(&mut **transaction, sql, values).await,
        }
    }

    /// Every row of the answer.
    pub async fn all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        match &mut self.0 {
            Lane::Sqlite(writer) => writer.all(sql, values).await,
            Lane::Postgres(transaction) => postgres::all(&mut **transaction, sql, values).await,
        }
    }

    /// The first row of the answer.
    pub async fn first(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// Makes it happen; returns once it is on the disk.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.0 {
            Lane::Sqlite(writer) => writer.commit().await,
            Lane::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }

    pub(crate) async fn script(&mut self, sql: String) -> Result<(), DbError> {
        match &mut self.0 {
            Lane::Sqlite(writer) => writer.script(sql).await,
            Lane::Postgres(transaction) => {
                transaction.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
                Ok(())
            }
        }
    }

    /// Which database this is.
    pub(crate) const fn flavour(&self) -> Flavour {
        match self.0 {
            Lane::Sqlite(_) => Flavour::Sqlite,
            Lane::Postgres(_) => Flavour::Postgres,
        }
    }

    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.0, Lane::Postgres(_))
    }
}
