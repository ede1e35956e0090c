//! The key store in a database of its own, which several machines share.

use std::fs;

use basics::Span;
use sqlx::{Connection, PgConnection, Row};
use vault::{KeyPlaces, NewRoot, VaultError};

use crate::setting::{Setting, read, words};

/// Another machine with the same key store and a copy of these files of the key folder.
fn machine(setting: &Setting, files: &[&str]) -> (tempfile::TempDir, KeyPlaces) {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        fs::copy(setting.keys().join(file), folder.path().join(file)).unwrap();
    }
    let places = KeyPlaces {
        url: setting.url.clone(),
        ..KeyPlaces::folder(folder.path())
    };
    (folder, places)
}

#[tokio::test]
async fn machines_with_the_same_root_key_share_what_is_sealed_and_what_is_erased() {
    let Some(setting) = Setting::on_a_server().await else {
        return;
    };
    let (_folder, places) = machine(&setting, &["root.key"]);
    let (kept, gone) = (setting.unit().await, setting.unit().await);
    let kept = setting.vault.seal(kept, &words()).await.unwrap();
    let lost = setting.vault.seal(gone, &words()).await.unwrap();
    let other = setting.opened_at(&places).await.unwrap();
    assert_eq!(read(&other, &kept).await.unwrap(), words());
    other.destroy_unit(gone).await.unwrap();
    setting.clock.advance(Span::seconds(6));
    assert!(matches!(read(&setting.vault, &lost).await, Err(VaultError::Erased)));
    let (_stranger, nothing) = machine(&setting, &[]);
    let refused = setting.opened_at(&nothing).await;
    assert!(
        matches!(refused, Err(VaultError::Missing { .. })),
        "a key of its own would open nothing"
    );
}

#[tokio::test]
async fn the_root_changes_on_one_machine_after_the_other() {
    let Some(setting) = Setting::on_a_server().await else {
        return;
    };
    let unit = setting.unit().await;
    let sealed = setting.vault.seal(unit, &words()).await.unwrap();
    setting.vault.prepare_root().unwrap();
    let (folder, places) = machine(&setting, &["root.key", "root.key.next"]);
    let other = setting.opened_at(&places).await.unwrap();
    let changing = setting.vault.rewrap(NewRoot::File).await.unwrap();
    assert!(matches!(other.rewrap(NewRoot::File).await, Err(VaultError::Rotating)));
    changing.destroy_old().await.unwrap();
    setting.clock.advance(Span::seconds(6));
    assert_eq!(read(&other, &sealed).await.unwrap(), words());
    assert_eq!(
        other.rewrap(NewRoot::File).await.unwrap().destroy_old().await.unwrap(),
        0
    );
    assert!(!folder.path().join("root.key.next").exists());
    assert_eq!(
        read(&setting.opened_at(&places).await.unwrap(), &sealed).await.unwrap(),
        words()
    );
}

#[tokio::test]
async fn a_copy_is_a_file_that_opens_and_can_be_loaded_again() {
    let Some(setting) = Setting::on_a_server().await else {
        return;
    };
    let person = setting.person().await;
    let mut sealed = Vec::new();
    for _ in 0..300 {
        sealed.push(
            setting
                .vault
                .seal(setting.unit_of(person).await, &words())
                .await
                .unwrap(),
        );
    }
    let lost = sealed.pop().unwrap();
    setting.vault.destroy_unit(lost.unit()).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    let now = basics::Clock::now(&*setting.clock);
    let name = setting.vault.copy_keys(copies.path(), now, 3).await.unwrap();
    // Into a folder, and into another database.
    let url = crate::server::fresh_database().await;
    for url in [None, url] {
        let (folder, mut places) = machine(&setting, &["root.key"]);
        places.url = url;
        places.load(&copies.path().join(&name)).await.unwrap();
        let again = places.load(&copies.path().join(&name)).await;
        assert!(matches!(again, Err(VaultError::NotEmpty)), "{again:?}");
        let loaded = setting.opened_at(&places).await.unwrap();
        for one in &sealed {
            assert_eq!(read(&loaded, one).await.unwrap(), words());
        }
        assert!(matches!(read(&loaded, &lost).await, Err(VaultError::Erased)));
        assert_eq!(loaded.tombstones(basics::Time::from_millis(0)).await.unwrap().len(), 1);
        drop(folder);
    }
    assert_eq!(fs::read_dir(copies.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn an_empty_store_beside_a_root_key_is_a_lost_one() {
    let Some(setting) = Setting::on_a_server().await else {
        return;
    };
    let (_folder, mut places) = machine(&setting, &["root.key"]);
    places.url = crate::server::fresh_database().await;
    assert!(matches!(setting.opened_at(&places).await, Err(VaultError::Empty)));
}

#[tokio::test]
async fn keys_do_not_go_among_the_data() {
    let Some(url) = crate::server::fresh_database().await else {
        return;
    };
    let mut data = PgConnection::connect(&url).await.unwrap();
    let table = sqlx::raw_sql("CREATE TABLE account (id TEXT)");
    table.execute(&mut data).await.unwrap();
    let setting = Setting::new().await;
    let (_folder, mut places) = machine(&setting, &[]);
    places.url = Some(url);
    assert!(matches!(
        setting.opened_at(&places).await,
        Err(VaultError::AmongTheData)
    ));
    let tables = sqlx::query("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'");
    assert_eq!(tables.fetch_one(&mut data).await.unwrap().get::<i64, _>(0), 1);
}
