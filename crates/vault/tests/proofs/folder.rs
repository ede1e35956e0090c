//! The key folder: what is written stays, and what is wrong with it is said.

use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

use futures::{future::join_all, poll};
use privacy::Sealed;
use vault::VaultError;

use crate::setting::{Setting, on_both_stores, read, words};

#[tokio::test]
async fn a_root_key_of_another_folder_is_refused() {
    let (mine, other) = (Setting::new().await, Setting::new().await);
    fs::copy(other.keys().join("root.key"), mine.keys().join("root.key")).unwrap();
    assert!(matches!(mine.opened().await, Err(VaultError::WrongRootKey)));
}

on_both_stores! {
    async fn a_lost_root_key_is_not_replaced_in_silence(setting: Setting) {
        fs::remove_file(setting.keys().join("root.key")).unwrap();
        assert!(matches!(setting.opened().await, Err(VaultError::Missing { .. })));
        assert!(!setting.keys().join("root.key").exists());
    }
}

#[tokio::test]
async fn a_lost_key_store_is_not_replaced_in_silence() {
    let setting = Setting::new().await;
    fs::remove_file(setting.keys().join("keys.db")).unwrap();
    assert!(matches!(setting.opened().await, Err(VaultError::Missing { .. })));
    assert!(!setting.keys().join("keys.db").exists());
}

on_both_stores! {
    async fn a_root_key_that_others_can_read_is_refused(setting: Setting) {
        let file = setting.keys().join("root.key");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(setting.opened().await, Err(VaultError::Exposed { .. })));
    }

    async fn a_root_key_that_is_no_key_is_refused(setting: Setting) {
        let file = setting.keys().join("root.key");
        for text in ["", "00", &"g".repeat(64), &"ä".repeat(32)] {
            fs::write(&file, text).unwrap();
            assert!(
                matches!(setting.opened().await, Err(VaultError::DamagedRootKey { .. })),
                "{text:?}"
            );
        }
    }
}

#[tokio::test]
async fn garbage_instead_of_a_key_store_is_called_damage() {
    let setting = Setting::new().await;
    fs::write(setting.keys().join("keys.db"), [0xa5; 8_192]).unwrap();
    assert!(matches!(setting.opened().await, Err(VaultError::Damaged(_))));
}

#[tokio::test]
async fn garbage_inside_a_key_store_is_called_damage() {
    let setting = Setting::new().await;
    setting.unit().await;
    let file = setting.keys().join("keys.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[512..].fill(0xa5);
    fs::write(&file, bytes).unwrap();
    assert!(matches!(setting.opened().await, Err(VaultError::Damaged(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_keys_made_at_once_all_last() {
    let setting = Arc::new(Setting::new().await);
    let person = setting.person().await;
    let making = (0..200).map(|_| {
        let setting = setting.clone();
        tokio::spawn(async move {
            let unit = setting.unit_of(person).await;
            setting.vault.seal(unit, &words()).await.unwrap()
        })
    });
    let sealed: Vec<Sealed<_>> = join_all(making).await.into_iter().map(Result::unwrap).collect();
    let reopened = setting.another().await;
    for one in &sealed {
        assert_eq!(read(&reopened, one).await.unwrap(), words());
    }
}

#[tokio::test]
async fn a_caller_who_went_away_takes_nobody_elses_key_along() {
    let setting = Setting::new().await;
    let person = setting.person().await;
    setting.unit_of(person).await;
    let units = [setting.fresh_unit(), setting.fresh_unit(), setting.fresh_unit()];
    let [mut first, mut second, mut third] = units.map(|unit| Box::pin(setting.vault.create_unit(unit, person)));
    for making in [&mut first, &mut second, &mut third] {
        assert!(poll!(making.as_mut()).is_pending());
    }
    first.await.unwrap();
    assert!(
        poll!(second.as_mut()).is_pending(),
        "now the second writes its own key and the third's"
    );
    drop(second);
    third.await.unwrap();
    setting.another().await.seal(units[2], &words()).await.unwrap();
}

on_both_stores! {
    async fn a_unit_made_twice_keeps_its_first_key(setting: Setting) {
        let person = setting.person().await;
        let unit = setting.unit_of(person).await;
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        setting.vault.create_unit(unit, person).await.unwrap();
        setting.another().await.create_unit(unit, person).await.unwrap();
        assert_eq!(read(&setting.another().await, &sealed).await.unwrap(), words());
        assert_eq!(setting.vault.wrapped_bytes(unit).await.unwrap().len(), 1);
    }

    async fn a_holder_made_twice_keeps_the_first_key(setting: Setting) {
        let person = setting.person().await;
        let unit = setting.unit_of(person).await;
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        setting
            .vault
            .create_holder(person, vault::HolderKind::Person)
            .await
            .unwrap();
        assert_eq!(read(&setting.another().await, &sealed).await.unwrap(), words());
    }

    async fn a_unit_has_one_key_whoever_makes_it_again(setting: Setting) {
        let (first, second) = (setting.person().await, setting.person().await);
        let unit = setting.unit_of(first).await;
        let again = setting.vault.create_unit(unit, second).await;
        assert!(matches!(again, Err(VaultError::HeldByAnother)));
        assert_eq!(setting.vault.wrapped_bytes(unit).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_index_stays_the_same_and_differs_by_label() {
    let setting = Setting::new().await;
    let index = setting.vault.index("account.email", b"ada@example.org");
    assert_eq!(
        setting.another().await.index("account.email", b"ada@example.org"),
        index
    );
    assert_ne!(setting.vault.index("invitation.email", b"ada@example.org"), index);
    assert_ne!(setting.vault.index("account.email", b"eve@example.org"), index);
    assert_ne!(
        Setting::new().await.vault.index("account.email", b"ada@example.org"),
        index
    );
}

/// What was made since is lost for good; what was erased since comes back, until the tombstones of a newer backup of the
/// data are played again.
#[tokio::test]
async fn after_a_loss_an_older_copy_opens_what_it_knows_and_erases_again() {
    let setting = Setting::new().await;
    let person = setting.person().await;
    let (kept, gone) = (setting.unit_of(person).await, setting.unit_of(person).await);
    let kept = setting.vault.seal(kept, &words()).await.unwrap();
    let gone = setting.vault.seal(gone, &words()).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    let now = basics::Clock::now(&*setting.clock);
    let copy = setting.vault.copy_keys(copies.path(), now, 3).await.unwrap();
    let newer = setting.unit_of(person).await;
    let newer = setting.vault.seal(newer, &words()).await.unwrap();
    setting.vault.destroy_unit(gone.unit()).await.unwrap();
    let tombstones = setting.vault.tombstones(basics::Time::from_millis(0)).await.unwrap();
    setting.vault.close().await;
    fs::remove_file(setting.keys().join("keys.db")).unwrap();
    assert!(matches!(setting.opened().await, Err(VaultError::Missing { .. })));
    let there = setting.places().load(&copies.path().join("nothing.db")).await;
    assert!(matches!(there, Err(VaultError::Missing { .. })));
    setting.places().load(&copies.path().join(copy)).await.unwrap();
    let vault = setting.another().await;
    assert_eq!(read(&vault, &kept).await.unwrap(), words());
    assert!(matches!(read(&vault, &newer).await, Err(VaultError::Erased)));
    assert_eq!(read(&vault, &gone).await.unwrap(), words(), "the copy knows it");
    vault.replay(&tombstones).await.unwrap();
    assert!(matches!(read(&vault, &gone).await, Err(VaultError::Erased)));
    assert_eq!(read(&setting.another().await, &kept).await.unwrap(), words());
}
