//! Sealed fields: they open where they belong and nowhere else.

use std::collections::HashSet;

use privacy::{Sealed, ShowToOwner};
use vault::VaultError;

use crate::setting::{Setting, Title, Words, read, words};

fn refused(opened: &Result<Words, VaultError>) -> bool {
    matches!(opened, Err(VaultError::Forged))
}

#[tokio::test]
async fn sealed_words_open_again() {
    let setting = Setting::new().await;
    let sealed = setting.vault.seal(setting.unit().await, &words()).await.unwrap();
    assert_eq!(read(&setting.vault, &sealed).await.unwrap(), words());
    assert_eq!(read(&setting.another().await, &sealed).await.unwrap(), words());
}

#[tokio::test]
async fn words_moved_to_another_unit_are_refused() {
    let setting = Setting::new().await;
    let person = setting.person().await;
    let (here, there) = (setting.unit_of(person).await, setting.unit_of(person).await);
    let sealed = setting.vault.seal(here, &words()).await.unwrap();
    let moved = Sealed::from_row(there, sealed.into_bytes());
    assert!(refused(&read(&setting.vault, &moved).await));
}

#[tokio::test]
async fn words_moved_to_another_field_are_refused() {
    let setting = Setting::new().await;
    let sealed = setting.vault.seal(setting.unit().await, &words()).await.unwrap();
    let moved: Sealed<Title> = Sealed::from_row(sealed.unit(), sealed.into_bytes());
    let opened = setting.vault.open_sealed::<ShowToOwner, Title>(&moved).await;
    assert!(matches!(opened, Err(VaultError::Forged)));
}

#[tokio::test]
async fn any_flipped_bit_cut_or_addition_is_refused() {
    let setting = Setting::new().await;
    let sealed = setting.vault.seal(setting.unit().await, &words()).await.unwrap();
    let changed = |bytes: Vec<u8>| Sealed::from_row(sealed.unit(), bytes);
    for bit in 0..sealed.bytes().len() * 8 {
        let mut bytes = sealed.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(
            refused(&read(&setting.vault, &changed(bytes)).await),
            "bit {bit} was not missed"
        );
    }
    for left in 0..sealed.bytes().len() {
        let cut = changed(sealed.bytes()[..left].to_vec());
        assert!(refused(&read(&setting.vault, &cut).await), "{left} bytes were enough");
    }
    let longer = changed([sealed.bytes(), &[0]].concat());
    assert!(refused(&read(&setting.vault, &longer).await));
}

#[tokio::test]
async fn ten_thousand_seals_of_the_same_words_share_no_nonce() {
    let setting = Setting::new().await;
    let unit = setting.unit().await;
    let mut nonces = HashSet::new();
    for _ in 0..10_000 {
        let sealed = setting.vault.seal(unit, &words()).await.unwrap();
        nonces.insert(sealed.bytes()[..24].to_vec());
    }
    assert_eq!(nonces.len(), 10_000);
}
