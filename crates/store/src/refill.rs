//! Puts rows back that were taken out by a snapshot, be it of the other database.

use std::collections::BTreeMap;

use crate::{Db, DbError, Flavour, Transaction, Value, owned::text, values};

/// The columns of a table with the kind of value that each holds.
#[derive(Debug, Clone)]
pub struct Columns {
    table: &'static str,
    kinds: BTreeMap<String, Value>,
}

impl Db {
    /// The columns of a table. The name must be one of [`Db::tables`].
    pub async fn columns(&self, table: &str) -> Result<Columns, DbError> {
        let known = self.tables().await?;
        if !known.iter().any(|name| name == table) {
            return Err(DbError::Statement(format!("there is no table {table}")));
        }
        let sql = match self.flavour() {
            Flavour::Sqlite => "SELECT name, type FROM pragma_table_info($1)",
            Flavour::Postgres => {
                "SELECT column_name AS name, data_type AS type FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name = $1"
            }
        };
        let rows = self.all(sql, values![table]).await?;
        let kinds = rows
            .iter()
            .map(|row| Ok((row.get("name")?, null(&row.get::<String>("type")?))))
            .collect::<Result<_, DbError>>()?;
        Ok(Columns {
            table: text(table.to_owned()),
            kinds,
        })
    }
}

impl Transaction {
    /// Inserts one row. Columns that the table has no more are an error, columns that it has got since are left empty.
    pub async fn refill(&mut self, columns: &Columns, row: Vec<(String, Value)>) -> Result<(), DbError> {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (name, value) in row {
            let kind = columns.kinds.get(&name).ok_or_else(|| DbError::Column(name.clone()))?;
            values.push(if is_missing(&value) { kind.clone() } else { value });
            names.push(name);
        }
        let places: Vec<_> = (1..=names.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            columns.table,
            names.join(", "),
            places.join(", ")
        );
        self.run(text(sql), values).await.map(|_| ())
    }
}

/// The missing value of a column's type.
fn null(kind: &str) -> Value {
    match kind.to_lowercase().as_str() {
        "bigint" | "integer" => Value::Int(None),
        "bytea" | "blob" => Value::Blob(None),
        _ => Value::Text(None),
    }
}

const fn is_missing(value: &Value) -> bool {
    matches!(value, Value::Text(None) | Value::Int(None) | Value::Blob(None))
}
