//! Values, transactions and errors.

use store::{DbError, Value, values};
use testkit::on_both_databases;

use crate::notes::{FIRST, add_note, count_notes, count_notes_anew};

on_both_databases! {
    async fn values_come_back_as_they_went_in(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let (pages, seal, body) = (i64::MIN, vec![0_u8, 255, 7], "Grüße, 世界, \u{202e}\u{1f58c}".to_owned());
        let sql = "INSERT INTO note (id, pages, seal, body) VALUES ($1, $2, $3, $4)";
        db.run(sql, values!["full", pages, seal, body]).await.unwrap();
        let row = db.first("SELECT * FROM note WHERE id = $1", values!["full"]).await.unwrap().unwrap();
        assert_eq!(row.get::<i64>("pages").unwrap(), pages);
        assert_eq!(row.get::<Vec<u8>>("seal").unwrap(), seal);
        assert_eq!(row.get::<String>("body").unwrap(), body);
    }

    async fn missing_values_come_back_missing_and_empty_ones_empty(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let sql = "INSERT INTO note (id, pages, seal, body) VALUES ($1, $2, $3, $4)";
        let (no_pages, no_seal, no_body) = (None::<i64>, None::<Vec<u8>>, None::<String>);
        db.run(sql, values!["none", no_pages, no_seal, no_body]).await.unwrap();
        db.run(sql, values!["empty", 0_i64, Vec::<u8>::new(), ""]).await.unwrap();
        let none = db.first("SELECT * FROM note WHERE id = $1", values!["none"]).await.unwrap().unwrap();
        assert_eq!(none.get::<Option<i64>>("pages").unwrap(), None);
        assert_eq!(none.get::<Option<Vec<u8>>>("seal").unwrap(), None);
        assert_eq!(none.get::<Option<String>>("body").unwrap(), None);
        assert!(matches!(none.get::<String>("body"), Err(DbError::Column(_))));
        let empty = db.first("SELECT * FROM note WHERE id = $1", values!["empty"]).await.unwrap().unwrap();
        assert_eq!(empty.get::<Option<i64>>("pages").unwrap(), Some(0));
        assert_eq!(empty.get::<Option<Vec<u8>>>("seal").unwrap(), Some(Vec::new()));
        assert_eq!(empty.get::<Option<String>>("body").unwrap().as_deref(), Some(""));
    }

    async fn computed_numbers_and_texts_can_be_read(database: Database) {
        let sql = "SELECT COUNT(*) AS number, CAST($1 AS TEXT) AS word, CAST($2 AS BIGINT) AS age";
        let row = database.db.first(sql, values!["word", 7_i64]).await.unwrap().unwrap();
        let names: Vec<_> = row.columns().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(names, ["number", "word", "age"]);
        assert_eq!(row.get::<i64>("number").unwrap(), 1);
        assert_eq!(row.get::<u32>("age").unwrap(), 7);
        assert_eq!(row.columns().nth(1).unwrap().1, &Value::Text(Some("word".to_owned())));
    }

    async fn a_committed_transaction_has_happened_whole(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let mut transaction = db.begin().await.unwrap();
        for id in ["one", "two"] {
            transaction.run("INSERT INTO note (id) VALUES ($1)", values![id]).await.unwrap();
        }
        let seen = transaction.all("SELECT id FROM note", values![]).await.unwrap();
        assert_eq!(seen.len(), 2, "a transaction sees its own changes");
        transaction.commit().await.unwrap();
        assert_eq!(count_notes_anew(&database.address).await, 2);
    }

    async fn a_dropped_transaction_has_not_happened(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let mut transaction = db.begin().await.unwrap();
        transaction.run("INSERT INTO note (id) VALUES ($1)", values!["lost"]).await.unwrap();
        drop(transaction);
        add_note(db, "kept").await;
        let rows = db.all("SELECT id FROM note", values![]).await.unwrap();
        let ids: Vec<String> = rows.iter().map(|row| row.get("id").unwrap()).collect();
        assert_eq!(ids, ["kept"]);
    }

    async fn a_second_row_of_the_same_id_is_a_conflict(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        add_note(db, "one").await;
        let again = db.run("INSERT INTO note (id) VALUES ($1)", values!["one"]).await;
        assert!(matches!(again, Err(DbError::Conflict)), "{again:?}");
        add_note(db, "two").await;
        assert_eq!(count_notes(db).await, 2, "the writer goes on after an error");
    }

    async fn a_wrong_statement_is_told_from_a_database_that_does_not_answer(database: Database) {
        let wrong = database.db.all("SELECT nothing FROM nowhere", values![]).await;
        assert!(matches!(wrong, Err(DbError::Statement(_))), "{wrong:?}");
        database.db.close().await;
        let closed = database.db.ready().await;
        assert!(matches!(closed, Err(DbError::Unavailable(_))), "{closed:?}");
    }
}
