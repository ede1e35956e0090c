//! Erasing is real (P-SET-05): rows, objects, key; and no copy of the data opens again.

use privacy::{AllowedFor, Personal, Sealed, Secure};
use store::{Db, DbAddress, Row};
use testkit::{Database, TestApp, copy_folder, files_below, find_in, occurs_below, on_both_databases, sweep_raw};
use vault::{Vault, VaultError};

use crate::pictures::make;

const MARKER: &str = "tracer-9c2e7d";

/// Every sealed column, read by whoever has the keys.
macro_rules! sealed_columns {
    ($($name:ident $column:literal),+) => {
        $(
            struct $name(Vec<u8>);
            impl Personal for $name {
                const FIELD: &'static str = $column;
                fn to_bytes(&self) -> Vec<u8> { self.0.clone() }
                fn from_bytes(bytes: Vec<u8>) -> Option<Self> { Some(Self(bytes)) }
            }
            impl AllowedFor<Secure> for $name {}
        )+

        /// Opens what still opens of every sealed column in these rows; the places where the marker is.
        async fn sweep_opened(db: &Db, vault: &Vault, marker: &str) -> Vec<String> {
            let mut found = Vec::new();
            $(
                for row in rows_of(db, $column).await {
                    let sealed = Sealed::<$name>::from_row(unit(&row), row.get(column($column)).unwrap());
                    match vault.open_sealed::<Secure, _>(&sealed).await {
                        Ok(clear) => found.extend(find_in(&clear.reveal().0, marker, $column).into_iter().map(|found| found.place)),
                        Err(VaultError::Erased) => {}
                        Err(error) => panic!("{}: {error}", $column),
                    }
                }
            )+
            found
        }

        pub const SEALED: &[&str] = &[$($column),+];
    };
}

sealed_columns!(
    Prompt "generation.prompt",
    AssetTitle "asset.title",
    Email "account.email",
    KeyName "api_key.name"
);

fn column(place: &str) -> &str {
    place.split_once('.').unwrap().1
}

fn unit(row: &Row) -> basics::UnitId {
    row.get::<String>("id").unwrap().parse().unwrap()
}

async fn rows_of(db: &Db, place: &str) -> Vec<Row> {
    let sql = match place {
        "generation.prompt" => "SELECT * FROM generation",
        "asset.title" => "SELECT * FROM asset",
        "account.email" => "SELECT * FROM account",
        "api_key.name" => "SELECT * FROM api_key",
        other => panic!("a sealed column without a sweep: {other}"),
    };
    db.all(sql, vec![]).await.unwrap()
}

/// Every byte that the database holds, as rows.
async fn rows_in_clear(db: &Db) -> Vec<u8> {
    let mut all = String::new();
    for sql in [
        "SELECT * FROM generation",
        "SELECT * FROM asset",
        "SELECT * FROM account",
        "SELECT * FROM api_key",
        "SELECT * FROM job",
        "SELECT * FROM session",
    ] {
        for row in db.all(sql, vec![]).await.unwrap() {
            for (_, value) in row.columns() {
                match value {
                    store::Value::Text(Some(text)) => all.push_str(text),
                    store::Value::Blob(Some(bytes)) => all.push_str(&String::from_utf8_lossy(bytes)),
                    _ => {}
                }
                all.push('\n');
            }
        }
    }
    all.into_bytes()
}

on_both_databases! {
    async fn erasing_a_picture_leaves_no_trace(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, &format!("a calm sea {MARKER}")).await;
        let other = make(&app, &ada, "another sea").await;
        assert!(ada.get(&format!("/library?q={MARKER}")).await.text().contains(&asset));

        // Before: found by whoever has the keys, never in clear.
        assert!(sweep_opened(&app.app.db, &app.app.vault, MARKER).await.contains(&"generation.prompt".to_owned()));
        assert!(find_in(&rows_in_clear(&app.app.db).await, MARKER, "rows").is_empty());
        assert!(sweep_raw(&[&app.folder()], MARKER).is_empty());
        let generation: basics::GenerationId = app.app.db.first("SELECT generation_id FROM asset ORDER BY id LIMIT 1", vec![]).await.unwrap().unwrap().get("generation_id").unwrap();
        let wrapped = app.app.vault.wrapped_bytes(generation.into()).await.unwrap();
        assert!(!wrapped.is_empty());
        assert!(wrapped.iter().all(|bytes| occurs_below(&app.keys(), bytes)));
        let objects = files_below(&app.objects()).len();

        assert_eq!(ada.post(&format!("{asset}/erase"), &[]).await.location().as_deref(), Some("/library"));
        app.settle().await;

        // After: nothing, live or with every key that there still is.
        assert_eq!(ada.get(&asset).await.status, 404);
        assert_eq!(ada.get(&format!("{asset}/file")).await.status, 404);
        assert!(!ada.get(&format!("/library?q={MARKER}")).await.text().contains(&asset));
        assert!(sweep_opened(&app.app.db, &app.app.vault, MARKER).await.is_empty());
        assert!(wrapped.iter().all(|bytes| !occurs_below(&app.keys(), bytes)));
        assert_eq!(files_below(&app.objects()).len(), objects - 2);
        let rows = app.app.db.all("SELECT id FROM asset", vec![]).await.unwrap();
        assert_eq!((rows.len(), app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().len()), (1, 1));
        assert_eq!(ada.get(&other).await.status, 200);
        // Erasing again finds nothing.
        assert_eq!(ada.post(&format!("{asset}/erase"), &[]).await.status, 404);
    }

    async fn pictures_of_one_order_are_erased_one_by_one(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "64x64"), ("count", "3")]).await;
        app.settle().await;
        for left in (0..3).rev() {
            let asset = ada.get("/library").await.link("/library/").unwrap();
            ada.post(&format!("{asset}/erase"), &[]).await;
            app.settle().await;
            assert_eq!(app.app.db.all("SELECT id FROM asset", vec![]).await.unwrap().len(), left);
            let generations = app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().len();
            assert_eq!(generations, usize::from(left > 0));
        }
        assert!(files_below(&app.objects()).is_empty());
    }
}

/// The whole of it with a copy of the data folder from before, as a thief or a backup would have it.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_from_before_the_erasure_does_not_open_with_the_keys_from_after() {
    let app = TestApp::start(Database::sqlite().await.unwrap()).await;
    let ada = app.person("ada@example.org").await;
    let asset = make(&app, &ada, &format!("a calm sea {MARKER}")).await;
    let DbAddress::Sqlite(file) = &app.database.address else {
        panic!("not SQLite")
    };
    let copy = tempfile::tempdir().unwrap();
    copy_folder(file.parent().unwrap(), &copy.path().join("rows"));
    assert!(
        sweep_raw(&[file.parent().unwrap(), &app.folder()], MARKER).is_empty(),
        "rows, log, objects and keys hold no marker in clear"
    );
    ada.post(&format!("{asset}/erase"), &[]).await;
    app.settle().await;
    let before = Db::open(&DbAddress::Sqlite(copy.path().join("rows/nanoprompt.db")))
        .await
        .unwrap();
    assert_eq!(
        before.all("SELECT id FROM asset", vec![]).await.unwrap().len(),
        1,
        "the copy does hold the row"
    );
    assert!(sweep_opened(&before, &app.app.vault, MARKER).await.is_empty());
}
