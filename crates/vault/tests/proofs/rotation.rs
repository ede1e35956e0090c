//! Changing the root: nobody notices, nothing is lost, nothing comes back, and the old root opens nothing any more.

use std::{
    fs,
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

use basics::{HolderId, Span};
use futures::future::join_all;
use privacy::Sealed;
use vault::{HolderKind, KeyPlaces, NewRoot, Vault, VaultError};

use crate::{
    keeper::Keeper,
    rows::{root_wraps, take_marks_away},
    setting::{Setting, Words, copy_of, on_both_stores, open, read, words},
};

/// Longer than an opened key is believed.
const LATER: Span = Span::seconds(6);

/// A person and what was sealed for them.
type Sealing = (HolderId, Sealed<Words>);

async fn sealing(setting: &Setting) -> Sealing {
    let person = setting.person().await;
    let unit = setting.unit_of(person).await;
    (person, setting.vault.seal(unit, &words()).await.unwrap())
}

async fn sealings(setting: &Setting, many: usize) -> Vec<Sealing> {
    let mut sealings = Vec::new();
    for _ in 0..many {
        sealings.push(sealing(setting).await);
    }
    sealings
}

async fn change(vault: &Vault, to: NewRoot) -> u64 {
    vault.rewrap(to).await.unwrap().destroy_old().await.unwrap()
}

async fn all_open(vault: &Vault, sealings: &[Sealing]) {
    for (_, sealed) in sealings {
        assert_eq!(read(vault, sealed).await.unwrap(), words());
    }
}

fn is_erased<T>(result: &Result<T, VaultError>) -> bool {
    matches!(result, Err(VaultError::Erased))
}

#[tokio::test]
async fn the_old_root_opens_nothing_any_more_and_nobody_notices() {
    let setting = Setting::new().await;
    let sealings = sealings(&setting, 150).await;
    let (neighbour, older) = (setting.another().await, copy_of(&setting.keys()));
    let (statement, index) = (
        setting.vault.public_key().unwrap(),
        setting.vault.index("email", b"ada"),
    );
    let old_wraps = root_wraps(&setting).await;
    let old_key = fs::read(older.path().join("root.key")).unwrap();
    assert_eq!(change(&setting.vault, NewRoot::File).await, 154);
    // Those who were there before, and those who come now.
    setting.clock.advance(LATER);
    for vault in [&setting.vault, &neighbour, &setting.another().await] {
        all_open(vault, &sealings).await;
        assert_eq!(vault.public_key().unwrap(), statement);
        assert_eq!(vault.index("email", b"ada"), index);
        vault.ready().await.unwrap();
    }
    // On the disk.
    assert_eq!(old_wraps.len(), 154);
    for wrap in &old_wraps {
        let (start, end) = wrap[16..].split_at(24);
        assert_eq!(
            setting.files_with(start) + setting.files_with(end),
            0,
            "an old wrap is left"
        );
    }
    assert_eq!(setting.files_with(&old_key), 0);
    assert!(!setting.keys().join("root.key.next").exists());
    // The old key and the store as it is now; the new key and the store as it was.
    let newer = copy_of(&setting.keys());
    for (key, store) in [(&older, &newer), (&newer, &older)] {
        let mixed = copy_of(store.path());
        fs::copy(key.path().join("root.key"), mixed.path().join("root.key")).unwrap();
        let opened = open(mixed.path(), &setting.clock, &setting.chance).await;
        assert!(matches!(opened, Err(VaultError::WrongRootKey)));
    }
    let before = open(older.path(), &setting.clock, &setting.chance).await.unwrap();
    all_open(&before, &sealings[..1]).await;
}

#[tokio::test]
async fn a_store_from_before_wraps_told_their_root_opens_and_changes() {
    let setting = Setting::new().await;
    let sealings = sealings(&setting, 3).await;
    take_marks_away(&setting.keys()).await;
    setting.clock.advance(LATER);
    all_open(&setting.vault, &sealings).await;
    let reopened = setting.another().await;
    all_open(&reopened, &sealings).await;
    assert_eq!(change(&reopened, NewRoot::File).await, 7);
    assert_eq!(change(&reopened, NewRoot::File).await, 7, "and once more");
    all_open(&setting.another().await, &sealings).await;
    setting.clock.advance(LATER);
    all_open(&setting.vault, &sealings).await;
}

on_both_stores! {
    async fn who_did_not_see_the_change_makes_keys_under_the_new_root(setting: Setting) {
        let neighbour = setting.another().await;
        change(&setting.vault, NewRoot::File).await;
        let person = basics::AccountId::fresh(basics::Clock::now(&*setting.clock), &setting.chance).into();
        neighbour.create_holder(person, HolderKind::Person).await.unwrap();
        let unit = setting.fresh_unit();
        neighbour.create_unit(unit, person).await.unwrap();
        let sealed = neighbour.seal(unit, &words()).await.unwrap();
        assert_eq!(read(&setting.another().await, &sealed).await.unwrap(), words());
        assert_eq!(change(&setting.vault, NewRoot::File).await, 5);
    }

    /// Dropped when it was woken so many times: wherever it waits, it is cut off there once.
    async fn cut_off_anywhere_it_goes_on_when_it_is_called_again(setting: Setting) {
        let sealings = sealings(&setting, 70).await;
        let mut cuts = 0;
        for wakes in 1.. {
            let vault = setting.another().await;
            let mut left = wakes;
            let countdown = poll_fn(|_| {
                left -= 1;
                if left == 0 { Poll::Ready(()) } else { Poll::Pending }
            });
            let finished = tokio::select! {
                biased;
                rewrapped = vault.rewrap(NewRoot::File) => { let _ = rewrapped.unwrap(); true }
                () = countdown => false,
            };
            setting.clock.advance(LATER);
            all_open(&setting.vault, &sealings[..3]).await;
            all_open(&setting.another().await, &sealings[67..]).await;
            if finished {
                break;
            }
            cuts += 1;
            // Whoever comes next starts from the same place: everything under one root.
            change(&vault, NewRoot::File).await;
        }
        assert!(cuts > 5, "cut off only {cuts} times");
        assert!(
            setting.keys().join("root.key.next").exists(),
            "the old key is still there"
        );
        change(&setting.another().await, NewRoot::File).await;
        assert!(!setting.keys().join("root.key.next").exists());
        all_open(&setting.another().await, &sealings).await;
    }
}

on_both_stores! {
    async fn while_everybody_works_no_call_fails_and_nothing_comes_back(setting: Setting) {
        let setting = Arc::new(setting);
        let kept = sealings(&setting, 100).await;
        let over = Arc::new(AtomicBool::new(false));
        let mut working = Vec::new();
        for number in 0..3 {
            let (setting, over, kept) = (setting.clone(), over.clone(), kept.clone());
            working.push(tokio::spawn(async move {
                let vault = setting.another().await;
                let (mut live, mut gone) = (Vec::new(), Vec::new());
                loop {
                    work(&setting, &vault, &mut live, &mut gone).await;
                    all_open(&vault, &kept[number * 30..number * 30 + 5]).await;
                    setting.clock.advance(LATER);
                    if over.load(Ordering::SeqCst) {
                        return (live, gone);
                    }
                }
            }));
        }
        for _ in 0..4 {
            change(&setting.vault, NewRoot::File).await;
        }
        over.store(true, Ordering::SeqCst);
        let newest = setting.another().await;
        all_open(&newest, &kept).await;
        for worked in join_all(working).await {
            let (live, gone) = worked.unwrap();
            all_open(&newest, &live).await;
            for (_, sealed) in &gone {
                assert!(is_erased(&read(&newest, sealed).await), "something came back");
            }
        }
    }
}

/// What a process does all day: somebody new, something sealed, somebody erased.
async fn work(setting: &Setting, vault: &Vault, live: &mut Vec<Sealing>, gone: &mut Vec<Sealing>) {
    for erased in [false, true] {
        let person = basics::AccountId::fresh(basics::Clock::now(&*setting.clock), &setting.chance).into();
        vault.create_holder(person, HolderKind::Person).await.unwrap();
        let unit = setting.fresh_unit();
        vault.create_unit(unit, person).await.unwrap();
        let sealed = vault.seal(unit, &words()).await.unwrap();
        assert_eq!(read(vault, &sealed).await.unwrap(), words());
        if erased {
            vault.destroy_holder(person).await.unwrap();
            gone.push((person, sealed));
        } else {
            live.push((person, sealed));
        }
    }
}

on_both_stores! {
    async fn who_is_destroyed_while_their_key_is_wrapped_stays_destroyed(setting: Setting) {
        let sealings = sealings(&setting, 3).await;
        let keeper = Keeper::new("keeper", &setting.chance);
        let vault = setting.with_keeper(&keeper).await.unwrap();
        *keeper.destroys.lock().unwrap() = Some((setting.vault.clone(), sealings[1].0));
        assert_eq!(change(&vault, NewRoot::Elsewhere).await, 6);
        let reopened = setting.with_keeper(&keeper).await.unwrap();
        assert!(is_erased(&read(&reopened, &sealings[1].1).await));
        assert!(reopened.is_erased(sealings[1].0).await.unwrap());
        all_open(&reopened, &[sealings[0].clone(), sealings[2].clone()]).await;
    }
}

#[tokio::test]
async fn the_root_moves_from_a_file_to_a_keeper_and_back() {
    let setting = Setting::new().await;
    let sealings = sealings(&setting, 3).await;
    let keeper = Keeper::new("keeper", &setting.chance);
    let key = fs::read(setting.keys().join("root.key")).unwrap();
    let vault = setting.with_keeper(&keeper).await.unwrap();
    all_open(&vault, &sealings).await;
    assert_eq!(change(&vault, NewRoot::Elsewhere).await, 7);
    assert_eq!(setting.files_with(&key), 0);
    assert!(!setting.keys().join("root.key").exists());
    assert!(matches!(setting.opened().await, Err(VaultError::Missing { .. })));
    all_open(&setting.with_keeper(&keeper).await.unwrap(), &sealings).await;
    // A newer key of the same keeper: everything is wrapped once more.
    let wraps = root_wraps(&setting).await;
    assert_eq!(change(&vault, NewRoot::Elsewhere).await, 7);
    let again = root_wraps(&setting).await;
    assert!(wraps.iter().all(|wrap| !again.contains(wrap)));
    assert_eq!(change(&vault, NewRoot::File).await, 7);
    all_open(&setting.another().await, &sealings).await;
    let other = Keeper::new("another keeper", &setting.chance);
    all_open(&setting.with_keeper(&other).await.unwrap(), &sealings).await;
}

#[tokio::test]
async fn a_fresh_store_is_put_under_the_keeper_at_once() {
    let setting = Setting::new().await;
    let (keeper, folder) = (Keeper::new("keeper", &setting.chance), tempfile::tempdir().unwrap());
    let open = async |keeper: &Arc<Keeper>| {
        let mut places = KeyPlaces::folder(folder.path());
        places.elsewhere = Some(keeper.clone());
        setting.opened_at(&places).await
    };
    let index = open(&keeper).await.unwrap().index("email", b"ada");
    assert!(!folder.path().join("root.key").exists());
    assert_eq!(open(&keeper).await.unwrap().index("email", b"ada"), index);
    let other = Keeper::new("another keeper", &setting.chance);
    assert!(matches!(open(&other).await, Err(VaultError::WrongRootKey)));
}

on_both_stores! {
    async fn a_keeper_that_does_not_give_back_what_it_wraps_gets_nothing(setting: Setting) {
        let sealings = sealings(&setting, 3).await;
        let keeper = Keeper::new("keeper", &setting.chance);
        let vault = setting.with_keeper(&keeper).await.unwrap();
        let before = root_wraps(&setting).await;
        keeper.lies.store(true, Ordering::SeqCst);
        let refused = vault.rewrap(NewRoot::Elsewhere).await;
        assert!(matches!(refused, Err(VaultError::RootUnavailable(_))));
        assert_eq!(root_wraps(&setting).await, before);
        all_open(&setting.another().await, &sealings).await;
        let nobody = setting.another().await;
        let refused = nobody.rewrap(NewRoot::Elsewhere).await;
        assert!(matches!(refused, Err(VaultError::RootUnavailable(_))));
    }

    async fn only_one_changes_the_root_at_a_time(setting: Setting) {
        let neighbour = setting.another().await;
        let first = setting.vault.rewrap(NewRoot::File).await.unwrap();
        assert!(matches!(
            neighbour.rewrap(NewRoot::File).await,
            Err(VaultError::Rotating)
        ));
        assert!(matches!(neighbour.prepare_root(), Err(VaultError::Rotating)));
        first.destroy_old().await.unwrap();
        change(&neighbour, NewRoot::File).await;
    }

    async fn a_root_key_made_beforehand_is_the_one_that_comes(setting: Setting) {
        let sealings = sealings(&setting, 3).await;
        let next = setting.vault.prepare_root().unwrap();
        let key = fs::read(&next).unwrap();
        assert_eq!(setting.vault.prepare_root().unwrap(), next);
        all_open(&setting.another().await, &sealings).await;
        change(&setting.vault, NewRoot::File).await;
        assert_eq!(fs::read(setting.keys().join("root.key")).unwrap(), key);
        all_open(&setting.another().await, &sealings).await;
    }
}
