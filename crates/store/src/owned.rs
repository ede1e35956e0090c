//! The rows of one owner in any table, for those who walk the data map. The names of table and column come from the map,
//! never from a request.

use crate::{Db, DbError, Flavour, Transaction, values};

/// One owner's rows in one table.
#[derive(Debug, Clone)]
pub struct Owned<'a> {
    /// The table.
    pub table: &'static str,
    /// Its column that says whose a row is.
    pub column: &'static str,
    /// Whose rows are meant.
    pub owner: &'a str,
}

impl Db {
    /// The first of the owner's rows, by id.
    pub async fn owned_ids(&self, owned: &Owned<'_>, most: i64) -> Result<Vec<String>, DbError> {
        let Owned { table, column, owner } = owned;
        let sql = text(format!(
            "SELECT id FROM {table} WHERE {column} = $1 ORDER BY id LIMIT $2"
        ));
        let rows = self.all(sql, values![*owner, most]).await?;
        rows.iter().map(|row| row.get("id")).collect()
    }

    /// How many rows the owner has.
    pub async fn count_owned(&self, owned: &Owned<'_>) -> Result<i64, DbError> {
        let Owned { table, column, owner } = owned;
        let sql = text(format!("SELECT COUNT(*) AS count FROM {table} WHERE {column} = $1"));
        let row = self.first(sql, values![*owner]).await?;
        row.map_or(Ok(0), |row| row.get("count"))
    }
}

impl Transaction {
    /// Deletes the owner's rows up to and with this id.
    pub async fn delete_owned_up_to(&mut self, owned: &Owned<'_>, last: &str) -> Result<u64, DbError> {
        let Owned { table, column, owner } = owned;
        let sql = text(format!("DELETE FROM {table} WHERE {column} = $1 AND id <= $2"));
        self.run(sql, values![*owner, last]).await
    }

    /// Deletes up to `most` of the owner's rows.
    pub async fn delete_owned(&mut self, owned: &Owned<'_>, most: i64) -> Result<u64, DbError> {
        let Owned { table, column, owner } = owned;
        // What either database calls the place of a row.
        let place = match self.flavour() {
            Flavour::Sqlite => "rowid",
            Flavour::Postgres => "ctid",
        };
        let sql = text(format!(
            "DELETE FROM {table} WHERE {place} IN (SELECT {place} FROM {table} WHERE {column} = $1 LIMIT $2)"
        ));
        self.run(sql, values![*owner, most]).await
    }
}

/// Statements live as long as the program; there are as many as there are tables.
pub(crate) fn text(sql: String) -> &'static str {
    use std::{
        collections::HashSet,
        sync::{LazyLock, Mutex, PoisonError},
    };
    static TEXTS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(sql.as_str()) {
        return known;
    }
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    texts.insert(sql);
    sql
}
