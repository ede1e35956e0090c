//! Carrying a key store's rows over into another, whatever kind either is of.

use crate::{
    VaultError,
    key_store::KeyStore,
    rows::{Row, Value},
};

/// How many rows are carried at a time.
const TOGETHER: i64 = 256;

/// How a table is read on from a row, and how a row of it is written.
struct Table {
    read: &'static str,
    write: &'static str,
    columns: &'static [Kind],
    /// How many columns, from the first on, tell a row from all others.
    identity: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Int,
    Blob,
}

const TABLES: [Table; 4] = [
    Table {
        read: "SELECT name, wrapped FROM root WHERE name > $2 ORDER BY name LIMIT $1",
        write: "INSERT INTO root (name, wrapped) VALUES ($1, $2)",
        columns: &[Kind::Text, Kind::Blob],
        identity: 1,
    },
    Table {
        read: "SELECT id, kind, created_at, wrapped FROM holder WHERE id > $2 ORDER BY id LIMIT $1",
        write: "INSERT INTO holder (id, kind, created_at, wrapped) VALUES ($1, $2, $3, $4)",
        columns: &[Kind::Text, Kind::Text, Kind::Int, Kind::Blob],
        identity: 1,
    },
    Table {
        read: "SELECT unit, holder, created_at, wrapped FROM key WHERE (unit, holder) > ($2, $3)
               ORDER BY unit, holder LIMIT $1",
        write: "INSERT INTO key (unit, holder, created_at, wrapped) VALUES ($1, $2, $3, $4)",
        columns: &[Kind::Text, Kind::Text, Kind::Int, Kind::Blob],
        identity: 2,
    },
    Table {
        read: "SELECT subject, kind, erased_at FROM tombstone WHERE subject > $2 ORDER BY subject LIMIT $1",
        write: "INSERT INTO tombstone (subject, kind, erased_at) VALUES ($1, $2, $3)",
        columns: &[Kind::Text, Kind::Text, Kind::Int],
        identity: 1,
    },
];

impl KeyStore {
    /// Writes everything as it is at one moment into a store that has nothing in it, all or nothing.
    pub(crate) async fn pour_into(&self, other: &Self) -> Result<(), VaultError> {
        let mut from = self.0.snapshot().await?;
        let mut into = other.0.write().await?;
        for table in &TABLES {
            let mut after: Vec<Value> = (0..table.identity).map(|_| Value::from("")).collect();
            loop {
                let mut asked = vec![Value::from(TOGETHER)];
                asked.append(&mut after);
                let rows = from.all(table.read, asked).await?;
                for row in &rows {
                    into.run(table.write, values_of(row, table.columns)?).await?;
                }
                let Some(last) = rows.last() else { break };
                after = values_of(last, &table.columns[..table.identity])?;
            }
        }
        into.commit().await
    }
}

fn values_of(row: &Row, columns: &[Kind]) -> Result<Vec<Value>, VaultError> {
    let value = |(place, kind): (usize, &Kind)| {
        Ok(match kind {
            Kind::Text => row.text(place)?.into(),
            Kind::Int => row.int(place)?.into(),
            Kind::Blob => row.blob(place)?.into(),
        })
    };
    columns.iter().enumerate().map(value).collect()
}
