//! Whose content a query may touch (P-OPS-01).

use basics::WorkspaceId;
use store::{Db, DbAddress, Flavour, Scope, values};
use testkit::{Database, on_both_databases};

use crate::notes::{FIRST, workspace};

const ADD: &str = "INSERT INTO note (workspace_id, id) VALUES ($1, $2)";
const LIST: &str = "SELECT id FROM note WHERE workspace_id = $1";
/// Statements whose author forgot whose rows they are about.
const LIST_ALL: &str = "SELECT id FROM note WHERE CAST($1 AS TEXT) IS NOT NULL";
const CHANGE_ALL: &str = "UPDATE note SET body = 'changed' WHERE CAST($1 AS TEXT) IS NOT NULL";
const DELETE_ALL: &str = "DELETE FROM note WHERE CAST($1 AS TEXT) IS NOT NULL";
const ADD_ELSEWHERE: &str = "INSERT INTO note (id, workspace_id, body) VALUES ($2, $3, $1)";

async fn add(db: &Db, workspace: WorkspaceId, id: &str) {
    let mut transaction = db.begin_within(&Scope::workspace(workspace)).await.unwrap();
    assert_eq!(transaction.run(ADD, values![id]).await.unwrap(), 1);
    transaction.commit().await.unwrap();
}

async fn ids(db: &Db, workspace: WorkspaceId, sql: &'static str) -> Vec<String> {
    let rows = db
        .within(&Scope::workspace(workspace))
        .all(sql, values![])
        .await
        .unwrap();
    rows.iter().map(|row| row.get("id").unwrap()).collect()
}

/// The same statement as somebody who may do all.
async fn bodies(db: &Db) -> Vec<(String, Option<String>)> {
    let rows = db
        .all("SELECT id, body FROM note ORDER BY id", values![])
        .await
        .unwrap();
    rows.iter()
        .map(|row| (row.get("id").unwrap(), row.get("body").unwrap()))
        .collect()
}

on_both_databases! {
    async fn a_scope_sees_its_own_workspace_only(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let (ours, theirs) = (workspace(1), workspace(2));
        add(db, ours, "ours").await;
        add(db, theirs, "theirs").await;
        assert_eq!(ids(db, ours, LIST).await, ["ours"]);
        assert_eq!(ids(db, theirs, LIST).await, ["theirs"]);
        assert!(ids(db, workspace(3), LIST).await.is_empty());
    }

    async fn a_scope_that_is_dropped_has_written_nothing(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let mut transaction = db.begin_within(&Scope::workspace(workspace(1))).await.unwrap();
        transaction.run(ADD, values!["lost"]).await.unwrap();
        drop(transaction);
        add(db, workspace(1), "kept").await;
        assert_eq!(bodies(db).await, [("kept".to_owned(), None)]);
    }

    async fn a_scope_writes_tables_that_are_open_to_it(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let mut transaction = db.begin_within(&Scope::workspace(workspace(1))).await.unwrap();
        let errand = "INSERT INTO errand (id) VALUES ($1)";
        transaction.beyond_content().run(errand, values!["one"]).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(db.all("SELECT id FROM errand", values![]).await.unwrap().len(), 1);
    }
}

/// What row-level security keeps even from statements that were written wrongly.
async fn forgetful_statements_reach_nobody_else(db: &Db) {
    db.migrate(&[FIRST]).await.unwrap();
    let (ours, theirs) = (workspace(1), workspace(2));
    add(db, ours, "ours").await;
    add(db, theirs, "theirs").await;
    assert_eq!(ids(db, ours, LIST_ALL).await, ["ours"]);

    let mut transaction = db.begin_within(&Scope::workspace(ours)).await.unwrap();
    assert_eq!(transaction.run(CHANGE_ALL, values![]).await.unwrap(), 1);
    transaction.commit().await.unwrap();
    let changed = |body: Option<&str>| body.map(str::to_owned);
    let expected = [
        ("ours".to_owned(), changed(Some("changed"))),
        ("theirs".to_owned(), changed(None)),
    ];
    assert_eq!(bodies(db).await, expected);

    let mut transaction = db.begin_within(&Scope::workspace(ours)).await.unwrap();
    assert!(
        transaction
            .run(ADD_ELSEWHERE, values!["smuggled", theirs])
            .await
            .is_err()
    );
    drop(transaction);

    let mut transaction = db.begin_within(&Scope::workspace(ours)).await.unwrap();
    assert_eq!(transaction.run(DELETE_ALL, values![]).await.unwrap(), 1);
    transaction.commit().await.unwrap();
    assert_eq!(bodies(db).await, [("theirs".to_owned(), None)]);

    let other_table = db
        .within(&Scope::workspace(ours))
        .all("SELECT $1 AS w FROM migration", values![])
        .await;
    assert!(
        other_table.is_err(),
        "the scoped role reads tables that nobody opened to it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_forgets_the_workspace_reaches_nobody_elses_rows() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    assert_eq!(database.db.flavour(), Flavour::Postgres);
    forgetful_statements_reach_nobody_else(&database.db).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordinary_owner_is_held_to_the_scope_as_well() {
    let Some(server) = Database::postgres().await else {
        return;
    };
    let name = format!("np_owner_{}", std::process::id());
    let DbAddress::Postgres(url) = &server.address else {
        unreachable!()
    };
    let (_, host) = url.split_once('@').unwrap();
    let host = host.split_once('/').unwrap().0;
    for sql in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("DROP ROLE IF EXISTS {name}"),
        format!("CREATE ROLE {name} LOGIN CREATEROLE"),
        format!("CREATE DATABASE {name} OWNER {name}"),
    ] {
        server.db.execute_alone(&sql).await.unwrap();
    }
    let owner = Db::open(&DbAddress::Postgres(format!("postgres://{name}@{host}/{name}")))
        .await
        .unwrap();
    let plain = owner
        .first(
            "SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user",
            values![],
        )
        .await;
    assert!(!plain.unwrap().unwrap().get::<bool>("super").unwrap());
    forgetful_statements_reach_nobody_else(&owner).await;
    owner.close().await;
    server
        .db
        .execute_alone(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .await
        .unwrap();
    server.db.execute_alone(&format!("DROP ROLE {name}")).await.unwrap();
}
