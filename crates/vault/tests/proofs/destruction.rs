//! What was destroyed is gone: for those who hold it, for those who copied it, and on the disk.

use basics::Span;
use vault::{ObjectClass, Vault, VaultError};

use crate::setting::{Setting, copy_of, on_both_stores, open, read, words};

/// How long an opened key is believed by another process.
const BELIEVED: Span = Span::millis(5_001);

fn erased<T>(result: &Result<T, VaultError>) -> bool {
    matches!(result, Err(VaultError::Erased))
}

on_both_stores! {
    async fn a_destroyed_unit_opens_no_more(setting: Setting) {
        let unit = setting.unit().await;
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        let picture = ObjectClass("picture");
        let object = setting.vault.seal_object(unit, picture, vec![7; 100]).await.unwrap();
        setting.vault.destroy_unit(unit).await.unwrap();
        for vault in [&setting.vault, &setting.another().await] {
            assert!(erased(&read(vault, &sealed).await));
            assert!(erased(&vault.seal(unit, &words()).await));
            let reader = vault
                .object_reader(unit, picture, &object[..24], object.len() as u64)
                .await;
            assert!(erased(&reader));
        }
    }

    async fn an_id_that_was_erased_is_never_used_again(setting: Setting) {
        let person = setting.person().await;
        let unit = setting.unit_of(person).await;
        let copied = setting.vault.seal(unit, &words()).await.unwrap();
        setting.vault.destroy_unit(unit).await.unwrap();
        assert!(erased(&setting.vault.create_unit(unit, person).await));
        assert!(erased(&read(&setting.vault, &copied).await));
        setting.vault.destroy_holder(person).await.unwrap();
        let again = setting.vault.create_holder(person, vault::HolderKind::Person).await;
        assert!(erased(&again));
    }
}

/// A copy of the key folder from before does open it: this is why key folders are never part of a backup of the data.
#[tokio::test]
async fn a_copy_of_the_data_does_not_open_with_the_newest_keys() {
    let setting = Setting::new().await;
    let unit = setting.unit().await;
    let copied = setting.vault.seal(unit, &words()).await.unwrap();
    let older = copy_of(&setting.keys());
    setting.vault.destroy_unit(unit).await.unwrap();
    let newest = copy_of(&setting.keys());
    let newest = open(newest.path(), &setting.clock, &setting.chance).await.unwrap();
    assert!(erased(&read(&newest, &copied).await));
    let older = open(older.path(), &setting.clock, &setting.chance).await.unwrap();
    assert_eq!(
        read(&older, &copied).await.unwrap(),
        words(),
        "the copy of the data is a good one"
    );
}

/// Many keys come and go around them, so that pages fill, split and empty.
#[tokio::test]
async fn no_byte_of_a_destroyed_key_is_left_in_the_folder() {
    let setting = Setting::new().await;
    let person = setting.person().await;
    let mut units = Vec::new();
    for _ in 0..150 {
        units.push(setting.unit_of(person).await);
    }
    for (number, unit) in units.into_iter().enumerate() {
        let wrapped = setting.vault.wrapped_bytes(unit).await.unwrap().remove(0);
        assert_eq!(
            setting.files_with(&wrapped),
            1,
            "key {number} is where one would look for it"
        );
        setting.vault.destroy_unit(unit).await.unwrap();
        assert!(setting.vault.wrapped_bytes(unit).await.unwrap().is_empty());
        let (start, end) = wrapped.split_at(wrapped.len() / 2);
        assert_eq!(
            setting.files_with(start) + setting.files_with(end),
            0,
            "of key {number} something is left"
        );
        if number % 3 == 0 {
            setting.unit_of(person).await;
        }
    }
}

#[tokio::test]
async fn a_destroyed_holder_takes_along_all_that_only_they_held() {
    let setting = Setting::new().await;
    let (gone, stays) = (setting.person().await, setting.person().await);
    let (theirs, others) = (setting.unit_of(gone).await, setting.unit_of(stays).await);
    let lost = setting.vault.seal(theirs, &words()).await.unwrap();
    let kept = setting.vault.seal(others, &words()).await.unwrap();
    let wrapped = setting.vault.wrapped_bytes(theirs).await.unwrap().remove(0);
    setting.vault.destroy_holder(gone).await.unwrap();
    for vault in [&setting.vault, &setting.another().await] {
        assert!(erased(&read(vault, &lost).await));
        assert!(erased(&vault.create_unit(setting.fresh_unit(), gone).await));
        assert_eq!(read(vault, &kept).await.unwrap(), words());
    }
    // What is left of it opens under no key, and is removed in batches.
    assert_eq!(setting.files_with(&wrapped), 1);
    while setting.vault.purge_wraps(gone, 1).await.unwrap() > 0 {}
    assert_eq!(setting.files_with(&wrapped), 0);
}

on_both_stores! {
    async fn what_was_shared_outlives_its_first_holder(setting: Setting) {
        let (first, second) = (setting.person().await, setting.person().await);
        let unit = setting.unit_of(first).await;
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        setting.vault.share_unit(unit, second).await.unwrap();
        setting.vault.destroy_holder(first).await.unwrap();
        assert_eq!(read(&setting.another().await, &sealed).await.unwrap(), words());
        setting.vault.destroy_holder(second).await.unwrap();
        assert!(erased(&read(&setting.another().await, &sealed).await));
    }

    async fn destroying_what_was_shared_takes_it_from_everybody(setting: Setting) {
        let unit = setting.unit().await;
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        setting.vault.share_unit(unit, setting.person().await).await.unwrap();
        setting.vault.destroy_unit(unit).await.unwrap();
        assert!(erased(&read(&setting.another().await, &sealed).await));
    }
}

/// A second process that opened a unit of its own a moment before.
async fn neighbour(setting: &Setting) -> (Vault, privacy::Sealed<crate::setting::Words>, basics::HolderId) {
    let (neighbour, person) = (setting.another().await, setting.person().await);
    let unit = setting.unit_of(person).await;
    let sealed = setting.vault.seal(unit, &words()).await.unwrap();
    assert_eq!(read(&neighbour, &sealed).await.unwrap(), words());
    (neighbour, sealed, person)
}

on_both_stores! {
    async fn another_process_forgets_a_destroyed_unit_within_five_seconds(setting: Setting) {
        let (neighbour, sealed, _) = neighbour(&setting).await;
        setting.vault.destroy_unit(sealed.unit()).await.unwrap();
        setting.clock.advance(BELIEVED);
        assert!(erased(&read(&neighbour, &sealed).await));
    }

    async fn another_process_forgets_a_destroyed_holder_within_five_seconds(setting: Setting) {
        let (neighbour, sealed, person) = neighbour(&setting).await;
        setting.vault.destroy_holder(person).await.unwrap();
        setting.clock.advance(BELIEVED);
        assert!(erased(&read(&neighbour, &sealed).await));
        assert!(erased(&neighbour.create_unit(setting.fresh_unit(), person).await));
    }

    async fn another_process_cannot_share_a_unit_back_to_life(setting: Setting) {
        let (neighbour, sealed, _) = neighbour(&setting).await;
        let second = setting.person().await;
        setting.vault.destroy_unit(sealed.unit()).await.unwrap();
        assert!(erased(&neighbour.share_unit(sealed.unit(), second).await));
        setting.clock.advance(BELIEVED);
        assert!(erased(&read(&neighbour, &sealed).await));
        assert!(erased(&read(&setting.another().await, &sealed).await));
    }

    async fn another_process_makes_no_unit_for_a_destroyed_holder(setting: Setting) {
        let (neighbour, _, person) = neighbour(&setting).await;
        setting.vault.destroy_holder(person).await.unwrap();
        let unit = setting.fresh_unit();
        assert!(erased(&neighbour.create_unit(unit, person).await));
        assert!(setting.vault.wrapped_bytes(unit).await.unwrap().is_empty());
    }
}
