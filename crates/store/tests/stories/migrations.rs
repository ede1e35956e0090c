//! How a database comes to its present shape.

use store::{Db, Migration, MigrationError, values};
use testkit::on_both_databases;

use crate::notes::{FIRST, SECOND, add_note, count_notes};

const BROKEN: Migration = Migration {
    number: 2,
    name: "broken half-way",
    sql: "CREATE TABLE half (id TEXT PRIMARY KEY); CREATE TABLE note (id TEXT PRIMARY KEY)",
    content: &[],
    open_to_scope: &[],
};

on_both_databases! {
    async fn migrating_twice_is_migrating_once(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        add_note(db, "one").await;
        db.migrate(&[FIRST, SECOND]).await.unwrap();
        db.migrate(&[FIRST, SECOND]).await.unwrap();
        assert_eq!(count_notes(db).await, 1);
        let steps = db.all("SELECT name FROM migration ORDER BY number", values![]).await.unwrap();
        let names: Vec<String> = steps.iter().map(|step| step.get("name").unwrap()).collect();
        assert_eq!(names, ["notes", "places"]);
    }

    async fn two_programs_that_start_at_once_migrate_once(database: Database) {
        let mut programs = Vec::new();
        for _ in 0..4 {
            let address = database.address.clone();
            programs.push(tokio::spawn(async move {
                let db = Db::open(&address).await.unwrap();
                db.migrate(&[FIRST, SECOND]).await
            }));
        }
        for program in programs {
            program.await.unwrap().unwrap();
        }
        let steps = database.db.all("SELECT number FROM migration", values![]).await.unwrap();
        assert_eq!(steps.len(), 2);
    }

    async fn a_database_of_a_newer_version_is_refused(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST, SECOND]).await.unwrap();
        let refused = db.migrate(&[FIRST]).await;
        assert!(matches!(refused, Err(MigrationError::Newer { found: 2, known: 1 })), "{refused:?}");
        let words = refused.unwrap_err().to_string();
        assert!(words.contains("newer version"), "{words}");
    }

    async fn nothing_of_a_failed_step_is_kept(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let failed = db.migrate(&[FIRST, BROKEN]).await;
        assert!(matches!(failed, Err(MigrationError::Failed { number: 2, .. })), "{failed:?}");
        assert!(db.all("SELECT id FROM half", values![]).await.is_err());
        db.migrate(&[FIRST, SECOND]).await.unwrap();
        assert!(db.all("SELECT id FROM place", values![]).await.unwrap().is_empty());
    }
}
