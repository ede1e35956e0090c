//! Transactions that share a flush: each is told the truth, and nobody waits for somebody who left.

use std::{future::Future, pin::pin, task::Poll, time::Duration};

use store::{Db, DbAddress, DbError, Transaction, values};
use testkit::{Database, on_both_databases};

use crate::notes::{FIRST, add_note, count_notes, count_notes_anew};

const ADD: &str = "INSERT INTO note (id) VALUES ($1)";

/// Far more than anything here takes; whoever waits longer is stuck.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future)
        .await
        .expect("stuck")
}

/// Starts a future, and leaves it where it is after some polls.
async fn polled<T>(future: impl Future<Output = T>, polls: usize) {
    let mut future = pin!(future);
    for _ in 0..polls {
        if std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context)))
            .await
            .is_ready()
        {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn written(db: &Db, id: &str) -> Transaction {
    let mut transaction = db.begin().await.unwrap();
    transaction.run(ADD, values![id]).await.unwrap();
    transaction
}

on_both_databases! {
    async fn two_hundred_transactions_at_once_are_all_on_the_disk(database: Database) {
        database.db.migrate(&[FIRST]).await.unwrap();
        let writers: Vec<_> = (0..200_i64)
            .map(|number| {
                let db = database.db.clone();
                tokio::spawn(async move { add_note(&db, &number.to_string()).await })
            })
            .collect();
        for writer in writers {
            soon(writer).await.unwrap();
        }
        assert_eq!(count_notes_anew(&database.address).await, 200);
    }

    async fn a_commit_answers_only_when_others_can_see_it(database: Database) {
        database.db.migrate(&[FIRST]).await.unwrap();
        let other = Db::open(&database.address).await.unwrap();
        let writers: Vec<_> = (0..40_i64)
            .map(|number| {
                let (db, other) = (database.db.clone(), other.clone());
                tokio::spawn(async move {
                    let id = number.to_string();
                    add_note(&db, &id).await;
                    other.first("SELECT id FROM note WHERE id = $1", values![id]).await.unwrap().is_some()
                })
            })
            .collect();
        for writer in writers {
            assert!(soon(writer).await.unwrap(), "a commit answered before it had happened");
        }
    }

    async fn one_that_is_dropped_inside_a_group_takes_nobody_with_it(database: Database) {
        database.db.migrate(&[FIRST]).await.unwrap();
        let writers: Vec<_> = (0..100_i64)
            .map(|number| {
                let db = database.db.clone();
                tokio::spawn(async move {
                    let transaction = written(&db, &number.to_string()).await;
                    match number % 3 {
                        0 => drop(transaction),
                        _ => transaction.commit().await.unwrap(),
                    }
                })
            })
            .collect();
        for writer in writers {
            soon(writer).await.unwrap();
        }
        soon(add_note(&database.db, "last")).await;
        let rows = database.db.all("SELECT id FROM note", values![]).await.unwrap();
        let ids: Vec<String> = rows.iter().map(|row| row.get("id").unwrap()).collect();
        assert_eq!(ids.len(), 67);
        assert!(!ids.iter().any(|id| id.parse::<i64>().is_ok_and(|number| number % 3 == 0)), "{ids:?}");
    }

    async fn one_that_fails_inside_a_group_takes_nobody_with_it(database: Database) {
        database.db.migrate(&[FIRST]).await.unwrap();
        add_note(&database.db, "taken").await;
        let writers: Vec<_> = (0..60_i64)
            .map(|number| {
                let db = database.db.clone();
                let id = if number % 2 == 0 { number.to_string() } else { "taken".to_owned() };
                tokio::spawn(async move { db.run(ADD, values![id]).await })
            })
            .collect();
        for (number, writer) in (0..).zip(writers) {
            match soon(writer).await.unwrap() {
                Ok(changed) => assert_eq!((number % 2, changed), (0, 1)),
                Err(error) => assert!(number % 2 == 1 && matches!(error, DbError::Conflict), "{error:?}"),
            }
        }
        assert_eq!(count_notes(&database.db).await, 31);
    }

    async fn whoever_stops_waiting_for_a_turn_blocks_nobody(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        let first = written(db, "first").await;
        let waiting = db.clone();
        let waiter = tokio::spawn(async move { waiting.begin().await.map(drop) });
        polled(db.begin(), 2).await;
        waiter.abort();
        soon(first.commit()).await.unwrap();
        assert_eq!(count_notes_anew(&database.address).await, 1);
    }

    async fn a_commit_that_nobody_waits_for_any_more_is_whole_or_nothing(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        for polls in 1..30_usize {
            let (here, there) = (format!("left after {polls}"), format!("stayed {polls}"));
            let transaction = written(db, &here).await;
            let stays = db.clone();
            let companion = tokio::spawn(async move { stays.run(ADD, values![there]).await });
            polled(transaction.commit(), polls).await;
            assert_eq!(soon(companion).await.unwrap().unwrap(), 1, "after {polls} polls");
            soon(db.run(ADD, values![format!("next {polls}")])).await.unwrap();
        }
        let row = db.first("SELECT COUNT(*) AS notes FROM note WHERE id LIKE 'left%'", values![]).await.unwrap();
        let kept: i64 = row.unwrap().get("notes").unwrap();
        assert_eq!(count_notes(db).await, 58 + kept, "whoever stayed was told the truth");
    }

    async fn a_turn_that_nobody_waits_for_any_more_passes_on(database: Database) {
        let db = &database.db;
        db.migrate(&[FIRST]).await.unwrap();
        for polls in 1..30_usize {
            polled(db.begin(), polls).await;
            soon(db.run(ADD, values![polls.to_string()])).await.unwrap();
        }
        assert_eq!(count_notes_anew(&database.address).await, 29);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_to_everybody_whom_it_concerns() {
    let database = Database::sqlite().await.unwrap();
    let db = &database.db;
    assert!(matches!(database.address, DbAddress::Sqlite(_)));
    db.migrate(&[FIRST]).await.unwrap();
    add_note(db, "before").await;
    let mut transaction = db.begin().await.unwrap();
    transaction.all("PRAGMA max_page_count = 1", values![]).await.unwrap();
    transaction.commit().await.unwrap();
    let full = db
        .run(
            "INSERT INTO note (id, seal) VALUES ($1, $2)",
            values!["big", vec![7_u8; 500_000]],
        )
        .await;
    assert!(matches!(full, Err(DbError::ReadOnly(_))), "{full:?}");
    assert!(full.unwrap_err().to_string().contains("free space"));
    assert_eq!(count_notes_anew(&database.address).await, 1);
    soon(add_note(db, "after")).await;
    assert_eq!(count_notes_anew(&database.address).await, 2);
}
