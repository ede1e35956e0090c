//! A small table that the stories write in.

use basics::{Chance, Time, WorkspaceId};
use store::{Db, DbAddress, Migration, values};

pub(crate) const FIRST: Migration = Migration {
    number: 1,
    name: "notes",
    sql: "CREATE TABLE note (
              id TEXT PRIMARY KEY,
              workspace_id TEXT,
              pages BIGINT,
              seal BYTEA,
              body TEXT
          );
          CREATE TABLE errand (id TEXT PRIMARY KEY);",
    content: &["note"],
    open_to_scope: &["errand"],
};

pub(crate) const SECOND: Migration = Migration {
    number: 2,
    name: "places",
    sql: "CREATE TABLE place (id TEXT PRIMARY KEY)",
    content: &[],
    open_to_scope: &[],
};

pub(crate) async fn add_note(db: &Db, id: &str) {
    let sql = "INSERT INTO note (id) VALUES ($1)";
    assert_eq!(db.run(sql, values![id]).await.unwrap(), 1);
}

pub(crate) async fn count_notes(db: &Db) -> i64 {
    let row = db.first("SELECT COUNT(*) AS notes FROM note", values![]).await.unwrap();
    row.unwrap().get("notes").unwrap()
}

/// How many notes there are for somebody who opens the same database anew.
pub(crate) async fn count_notes_anew(address: &DbAddress) -> i64 {
    let db = Db::open(address).await.unwrap();
    let notes = count_notes(&db).await;
    db.close().await;
    notes
}

pub(crate) fn workspace(seed: u64) -> WorkspaceId {
    WorkspaceId::fresh(Time::from_millis(1), &Chance::seeded(seed))
}
