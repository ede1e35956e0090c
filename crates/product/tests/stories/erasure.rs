//! Erasing is real (P-SET-05): rows, objects, key; and no copy of the data opens again.

use std::collections::BTreeSet;

use privacy::{AllowedFor, Personal, Place, Sealed, Secure};
use store::{Db, DbAddress, Row};
use testkit::{
    Database, TRACER, TestApp, Tracer, copy_folder, files_below, find_in, occurs_below, on_both_databases, sweep_raw,
};
use vault::{Vault, VaultError};

use crate::pictures::make;

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
        pub async fn sweep_opened(db: &Db, vault: &Vault, marker: &str) -> Vec<String> {
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
    Negative "generation.negative",
    AssetTitle "asset.title",
    Email "account.email",
    KeyName "api_key.name",
    WebhookAddress "webhook.address",
    WebhookSecret "webhook.secret",
    ProviderSecret "provider.secret",
    Canary "canary.words"
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
        "generation.negative" => "SELECT * FROM generation WHERE negative IS NOT NULL",
        "asset.title" => "SELECT * FROM asset",
        "account.email" => "SELECT * FROM account",
        "api_key.name" => "SELECT * FROM api_key",
        "webhook.address" | "webhook.secret" => "SELECT * FROM webhook",
        "provider.secret" => "SELECT * FROM provider WHERE secret IS NOT NULL",
        "canary.words" => "SELECT * FROM canary",
        other => panic!("a sealed column without a sweep: {other}"),
    };
    db.all(sql, vec![]).await.unwrap()
}

/// Every byte that the database holds, as rows of every table of the data map.
pub async fn rows_in_clear(db: &Db) -> Vec<u8> {
    let tables: BTreeSet<&str> = product::data_map()
        .into_iter()
        .filter_map(|row| match row.place {
            Place::Column(table, _) => Some(table),
            _ => None,
        })
        .collect();
    let mut all = Vec::new();
    for table in tables {
        let sql: &'static str = Box::leak(format!("SELECT * FROM {table}").into_boxed_str());
        for row in db.all(sql, vec![]).await.unwrap() {
            for (_, value) in row.columns() {
                match value {
                    store::Value::Text(Some(text)) => all.extend_from_slice(text.as_bytes()),
                    store::Value::Blob(Some(bytes)) => all.extend_from_slice(bytes),
                    _ => {}
                }
                all.push(b'\n');
            }
        }
    }
    all
}

on_both_databases! {
    async fn erasing_a_picture_leaves_no_trace(database: Database) {
        let app = TestApp::start(database).await;
        let ada = TRACER.arrive(&app).await;
        let marker = Tracer::marker(TRACER.prompt);
        let asset = make(&app, &ada, TRACER.prompt).await;
        let other = make(&app, &ada, "misty mountains").await;
        assert!(ada.get(&format!("/library?q={marker}")).await.text().contains(&asset));

        // Before: each is found by whoever has the keys, none in clear.
        // The atelier makes its own title, of what it has painted.
        for (words, place) in [
            (marker, "generation.prompt"),
            ("sea", "asset.title"),
            (Tracer::marker(TRACER.email), "account.email"),
            (Tracer::marker(TRACER.key_name), "api_key.name"),
        ] {
            let found = sweep_opened(&app.app.db, &app.app.vault, words).await;
            assert!(found.contains(&place.to_owned()), "{place} is not found by its key");
        }
        for marker in TRACER.markers() {
            assert_eq!(find_in(&rows_in_clear(&app.app.db).await, marker, "rows"), []);
            assert_eq!(sweep_raw(&[&app.folder()], marker), []);
        }
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
        assert!(!ada.get(&format!("/library?q={marker}")).await.text().contains(&asset));
        for words in [marker, "sea"] {
            assert!(sweep_opened(&app.app.db, &app.app.vault, words).await.is_empty(), "{words}");
        }
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
    let ada = TRACER.arrive(&app).await;
    let asset = make(&app, &ada, TRACER.prompt).await;
    let DbAddress::Sqlite(file) = &app.database.address else {
        panic!("not SQLite")
    };
    let copy = tempfile::tempdir().unwrap();
    copy_folder(file.parent().unwrap(), &copy.path().join("rows"));
    for marker in TRACER.markers() {
        let found = sweep_raw(&[file.parent().unwrap(), &app.folder(), copy.path()], marker);
        assert_eq!(
            found,
            [],
            "rows, write-ahead log, objects and keys hold nothing in clear"
        );
    }
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
    assert!(
        sweep_opened(&before, &app.app.vault, Tracer::marker(TRACER.prompt))
            .await
            .is_empty()
    );
}
