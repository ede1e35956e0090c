//! Sealed objects beside the bare cipher, on one thread: `cargo bench -p vault --bench sealed`. Prints figures, asserts none.

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]
#![expect(clippy::cast_precision_loss, reason = "rates")]

use std::{ops::Range, sync::Arc, time::Instant};

use basics::{AccountId, AssetId, Chance, SystemClock, Time};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::AeadInOut};
use vault::{HolderKind, OBJECT_HEADER_LENGTH, ObjectClass, ObjectReader, Vault};

const LENGTH: usize = 64 << 20;
const CHUNK: usize = 64 << 10;
const PIECE: usize = 1 << 20;
const TIMES: usize = 9;
const CLASS: ObjectClass = ObjectClass("asset");

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(SystemClock::new(|span| Box::pin(tokio::time::sleep(span))));
    let chance = Arc::new(Chance::seeded(1));
    let vault = Vault::open(&folder.path().join("keys"), clock, chance.clone())
        .await
        .unwrap();
    let now = Time::from_millis(1);
    let (account, asset) = (AccountId::fresh(now, &chance), AssetId::fresh(now, &chance));
    vault.create_holder(account.into(), HolderKind::Person).await.unwrap();
    vault.create_unit(asset.into(), account.into()).await.unwrap();
    let plain: Vec<u8> = (0..=255).cycle().take(LENGTH).collect();

    let mut sealing = Vec::new();
    let mut sealed = Vec::new();
    for _ in 0..TIMES {
        let bytes = plain.clone();
        let begun = Instant::now();
        sealed = vault.seal_object(asset.into(), CLASS, bytes).await.unwrap();
        sealing.push(begun.elapsed().as_secs_f64());
    }
    let header = &sealed[..usize::try_from(OBJECT_HEADER_LENGTH).unwrap()];
    let reader = vault
        .object_reader(asset.into(), CLASS, header, sealed.len() as u64)
        .await
        .unwrap();
    let opening = timed(|| {
        let range = 0..reader.plain_len();
        assert_eq!(read(&reader, &sealed, range), LENGTH);
    });
    let by_pieces = timed(|| {
        for from in (0..LENGTH).step_by(PIECE) {
            let range = from as u64..(from + PIECE) as u64;
            assert_eq!(read(&reader, &sealed, range), PIECE);
        }
    });
    let bare = bare_opening();
    let rate = |seconds: f64| LENGTH as f64 / seconds / 1e6;
    println!("sealed write: {:.0} MB/s", rate(median(&mut sealing)));
    println!("sealed read, 64 MiB by one call: {:.0} MB/s", rate(opening));
    println!("sealed read, 1 MiB by one call: {:.0} MB/s", rate(by_pieces));
    println!("the bare cipher, opening the same chunks: {:.0} MB/s", rate(bare));
    println!(
        "sealed read beside the cipher: {:.0} % by 1 MiB, {:.0} % by 64 MiB",
        100.0 * bare / by_pieces,
        100.0 * bare / opening
    );
    for place in [0, LENGTH / 2, LENGTH - CHUNK] {
        let range = place as u64..(place + CHUNK) as u64;
        let took = timed(|| {
            for _ in 0..100 {
                assert_eq!(read(&reader, &sealed, range.clone()), CHUNK);
            }
        });
        println!("a range of 64 KiB at {} MB: {:.0} µs", place >> 20, took * 1e6 / 100.0);
    }
}

/// How many bytes of a range were opened.
fn read(reader: &ObjectReader, sealed: &[u8], range: Range<u64>) -> usize {
    let stored = reader.sealed_range(range.clone());
    let place = |at: u64| usize::try_from(at).unwrap();
    let stored = &sealed[place(stored.start)..place(stored.end)];
    reader.open_range(range, stored).unwrap().len()
}

/// The cipher alone over chunks of the same length, in place.
fn bare_opening() -> f64 {
    let cipher = XChaCha20Poly1305::new((&[7; 32]).into());
    let nonce = (&[9; 24]).into();
    let mut chunk = vec![1; CHUNK];
    let whole = chunk.as_mut_slice().into();
    let tag = cipher.encrypt_inout_detached(nonce, b"context", whole).unwrap();
    let mut buffer = vec![0; CHUNK];
    timed(|| {
        for _ in 0..LENGTH / CHUNK {
            buffer.copy_from_slice(&chunk);
            let whole = buffer.as_mut_slice().into();
            cipher.decrypt_inout_detached(nonce, b"context", whole, &tag).unwrap();
        }
    })
}

fn timed(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<_> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed().as_secs_f64()
        })
        .collect();
    median(&mut times)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
