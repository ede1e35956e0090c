//! Sealed objects: every range opens to what was sealed, and nothing else opens at all.

use std::sync::LazyLock;

use basics::UnitId;
use proptest::prelude::*;
use vault::{OBJECT_HEADER_LENGTH, ObjectClass, Vault, VaultError};

use crate::setting::Setting;

const PICTURE: ObjectClass = ObjectClass("picture");
const THUMBNAIL: ObjectClass = ObjectClass("thumbnail");
const CHUNK: usize = 64 * 1_024;
const SEALED_CHUNK: usize = CHUNK + 16;
const HEADER: usize = 24;

/// One key folder and two units for all cases, since each new folder costs writes to the disk.
static STAGE: LazyLock<Stage> = LazyLock::new(Stage::new);

struct Stage {
    runtime: tokio::runtime::Runtime,
    setting: Setting,
    unit: UnitId,
    other: UnitId,
}

impl Stage {
    fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (setting, unit, other) = runtime.block_on(async {
            let setting = Setting::new().await;
            let (unit, other) = (setting.unit().await, setting.unit().await);
            (setting, unit, other)
        });
        Self {
            runtime,
            setting,
            unit,
            other,
        }
    }

    fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let sealing = self.setting.vault.seal_object(self.unit, PICTURE, plain.to_vec());
        self.runtime.block_on(sealing).unwrap()
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.runtime
            .block_on(open_all(&self.setting.vault, self.unit, PICTURE, sealed))
    }
}

/// The whole plaintext of an object as it is stored.
async fn open_all(vault: &Vault, unit: UnitId, class: ObjectClass, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let header = &sealed[..sealed.len().min(HEADER)];
    let reader = vault.object_reader(unit, class, header, sealed.len() as u64).await?;
    let range = 0..reader.plain_len();
    let stored = reader.sealed_range(range.clone());
    reader.open_range(range, &sealed[bounds(&stored)])
}

fn bounds(range: &std::ops::Range<u64>) -> std::ops::Range<usize> {
    usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()
}

fn plain(length: usize) -> Vec<u8> {
    (0_u32..)
        .map(|place| place.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .take(length)
        .collect()
}

fn lengths() -> impl Strategy<Value = usize> {
    prop_oneof![
        Just(0),
        Just(1),
        (1_usize..=4, -2_isize..=2).prop_map(|(chunks, off)| (chunks * CHUNK).saturating_add_signed(off)),
        2_usize..5 * CHUNK,
    ]
}

/// A length, and two places within it, either of which may be an end.
fn ranges() -> impl Strategy<Value = (usize, std::ops::Range<usize>)> {
    lengths()
        .prop_flat_map(|length| (Just(length), 0..=length, 0..=length))
        .prop_map(|(length, one, two)| (length, one.min(two)..one.max(two)))
}

fn refused(opened: &Result<Vec<u8>, VaultError>) -> bool {
    matches!(opened, Err(VaultError::Forged))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_range_opens_to_the_same_bytes((length, range) in ranges()) {
        let plain = plain(length);
        let sealed = STAGE.seal(&plain);
        let reading = STAGE.setting.vault.object_reader(STAGE.unit, PICTURE, &sealed[..HEADER], sealed.len() as u64);
        let reader = STAGE.runtime.block_on(reading).unwrap();
        prop_assert_eq!(reader.plain_len(), length as u64);
        let asked = range.start as u64..range.end as u64;
        let stored = bounds(&reader.sealed_range(asked.clone()));
        prop_assert!(stored.len() <= range.len() + 2 * SEALED_CHUNK, "more was read than the range needs");
        let opened = reader.open_range(asked, &sealed[stored]).unwrap();
        prop_assert!(opened == plain[range]);
    }

    #[test]
    fn a_flipped_bit_is_refused(length in lengths(), place in any::<prop::sample::Index>(), bit in 0_u32..8) {
        let mut sealed = STAGE.seal(&plain(length));
        let place = place.index(sealed.len());
        sealed[place] ^= 1 << bit;
        prop_assert!(refused(&STAGE.open(&sealed)), "a flip in byte {} of {} went unseen", place, sealed.len());
    }

    #[test]
    fn an_object_cut_short_is_refused(length in lengths(), left in any::<prop::sample::Index>()) {
        let sealed = STAGE.seal(&plain(length));
        let left = left.index(sealed.len());
        prop_assert!(refused(&STAGE.open(&sealed[..left])), "{} of {} bytes opened", left, sealed.len());
    }

    #[test]
    fn an_extended_object_is_refused(length in lengths(), more in 1_usize..2 * SEALED_CHUNK) {
        let mut sealed = STAGE.seal(&plain(length));
        sealed.resize(sealed.len() + more, 0);
        prop_assert!(refused(&STAGE.open(&sealed)));
    }

    #[test]
    fn a_wrong_length_never_panics(sealed_len in any::<u64>(), start in any::<u64>(), end in any::<u64>()) {
        let sealed = STAGE.seal(b"small");
        let reading = STAGE.setting.vault.object_reader(STAGE.unit, PICTURE, &sealed[..HEADER], sealed_len);
        if let Ok(reader) = STAGE.runtime.block_on(reading) {
            prop_assert!(refused(&reader.open_range(start..end, &sealed[HEADER..])));
        }
    }
}

#[test]
fn the_greatest_length_is_refused() {
    let sealed = STAGE.seal(b"small");
    for sealed_len in [
        u64::MAX,
        u64::MAX - 1,
        u64::MAX - SEALED_CHUNK as u64,
        0,
        1,
        OBJECT_HEADER_LENGTH,
    ] {
        let reading = STAGE
            .setting
            .vault
            .object_reader(STAGE.unit, PICTURE, &sealed[..HEADER], sealed_len);
        let reader = STAGE.runtime.block_on(reading);
        assert!(
            matches!(reader, Err(VaultError::Forged)),
            "{sealed_len} bytes were believed"
        );
    }
}

#[test]
fn whole_chunks_cut_off_or_appended_are_refused() {
    let sealed = STAGE.seal(&plain(4 * CHUNK));
    let cut = &sealed[..HEADER + 3 * SEALED_CHUNK];
    assert!(refused(&STAGE.open(cut)));
    let repeated = [&sealed[..], &sealed[HEADER + 3 * SEALED_CHUNK..]].concat();
    assert!(refused(&STAGE.open(&repeated)));
}

#[test]
fn reordered_chunks_are_refused() {
    let mut sealed = STAGE.seal(&plain(3 * CHUNK));
    let (first, rest) = sealed[HEADER..].split_at_mut(SEALED_CHUNK);
    first.swap_with_slice(&mut rest[..SEALED_CHUNK]);
    assert!(refused(&STAGE.open(&sealed)));
}

#[test]
fn a_chunk_of_another_object_of_the_same_unit_is_refused() {
    let (mut sealed, donor) = (STAGE.seal(&plain(3 * CHUNK)), STAGE.seal(&plain(3 * CHUNK)));
    let second = HEADER + SEALED_CHUNK..HEADER + 2 * SEALED_CHUNK;
    sealed[second.clone()].copy_from_slice(&donor[second]);
    assert!(refused(&STAGE.open(&sealed)));
}

#[test]
fn an_object_moved_to_another_unit_or_class_is_refused() {
    let sealed = STAGE.seal(&plain(10));
    let vault = &STAGE.setting.vault;
    let elsewhere = STAGE.runtime.block_on(open_all(vault, STAGE.other, PICTURE, &sealed));
    assert!(refused(&elsewhere));
    let as_another = STAGE.runtime.block_on(open_all(vault, STAGE.unit, THUMBNAIL, &sealed));
    assert!(refused(&as_another));
    assert_eq!(STAGE.open(&sealed).unwrap(), plain(10), "where it belongs it opens");
}

#[test]
fn ten_thousand_seals_of_the_same_object_share_no_nonce() {
    let sealing = async {
        let mut prefixes = std::collections::HashSet::new();
        for _ in 0..10_000 {
            let sealed = STAGE
                .setting
                .vault
                .seal_object(STAGE.unit, PICTURE, b"again".to_vec())
                .await
                .unwrap();
            prefixes.insert(sealed[5..HEADER].to_vec());
        }
        prefixes.len()
    };
    assert_eq!(STAGE.runtime.block_on(sealing), 10_000);
}
