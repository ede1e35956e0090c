//! Sealed objects: bytes in chunks of 64 KiB, any range of which opens without the rest.
//!
//! XChaCha20-Poly1305 in the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015), with a 32-bit
//! big-endian position. Layout: magic `NPO1`, one byte of chunk size as a power of two, 19 random bytes, then the chunks,
//! each 16 bytes longer than its plaintext.

use std::ops::Range;

use aead_stream::{NewStream, Nonce, StreamBE32, StreamPrimitive};
use basics::{Chance, UnitId};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use privacy::guard;

use crate::{Vault, VaultError, key::Key};

/// Which kind of object it is; an object of one class does not open as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectClass(pub &'static str);

/// How many bytes at an object's start tell how to read it.
pub const OBJECT_HEADER_LENGTH: u64 = 4 + 1 + PREFIX as u64;

const MAGIC: &[u8; 4] = b"NPO1";
const CHUNK_POWER: u8 = 16;
const CHUNK: u64 = 1 << CHUNK_POWER;
const TAG: u64 = 16;
/// The same two for slices in memory.
const CHUNK_LEN: usize = 1 << CHUNK_POWER;
const TAG_LEN: usize = 16;
const PREFIX: usize = 19;

type Stream = StreamBE32<XChaCha20Poly1305>;

/// Opens ranges of one object.
pub struct ObjectReader {
    stream: Stream,
    context: Vec<u8>,
    plain_len: u64,
}

impl Vault {
    /// Seals a whole object, off the async threads.
    pub async fn seal_object(&self, unit: UnitId, class: ObjectClass, plain: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        let key = object_key(&self.unit_key(unit).await?, class);
        if !guard!("P-STO-03/objects") {
            return Ok(plain);
        }
        let prefix = prefix(&self.0.chance);
        let sealing = tokio::task::spawn_blocking(move || seal(&key, &prefix, &context(unit, class, &plain), &plain));
        sealing
            .await
            .map_err(|error| VaultError::Unavailable(error.to_string()))?
    }

    /// A reader for an object, from its first [`OBJECT_HEADER_LENGTH`] bytes and its length as stored.
    pub async fn object_reader(
        &self,
        unit: UnitId,
        class: ObjectClass,
        header: &[u8],
        sealed_len: u64,
    ) -> Result<ObjectReader, VaultError> {
        let key = object_key(&self.unit_key(unit).await?, class);
        let rest = header
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.strip_prefix(&[CHUNK_POWER]));
        let prefix: [u8; PREFIX] = rest.and_then(|rest| rest.try_into().ok()).ok_or(VaultError::Forged)?;
        let plain_len = plain_length(sealed_len).ok_or(VaultError::Forged)?;
        Ok(ObjectReader {
            stream: stream(&key, &prefix),
            context: context_of(unit, class, plain_len),
            plain_len,
        })
    }
}

impl ObjectReader {
    /// Length of the plaintext.
    #[must_use]
    pub const fn plain_len(&self) -> u64 {
        self.plain_len
    }

    /// Which stored bytes hold a range of the plaintext.
    #[must_use]
    pub fn sealed_range(&self, range: Range<u64>) -> Range<u64> {
        let chunks = self.chunks(&range);
        let start = OBJECT_HEADER_LENGTH + chunks.start * (CHUNK + TAG);
        let end = OBJECT_HEADER_LENGTH + self.plain_len + self.chunk_count() * TAG;
        start..end.min(OBJECT_HEADER_LENGTH + chunks.end * (CHUNK + TAG))
    }

    /// The plaintext of a range, from the stored bytes that [`ObjectReader::sealed_range`] named.
    pub fn open_range(&self, range: Range<u64>, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let chunks = self.chunks(&range);
        let expected = self.sealed_range(range.clone());
        if range.end > self.plain_len || range.start > range.end || sealed.len() as u64 != expected.end - expected.start
        {
            return Err(VaultError::Forged);
        }
        let mut plain = Vec::with_capacity(sealed.len());
        let mut opened = Vec::with_capacity(CHUNK_LEN + TAG_LEN);
        for (number, piece) in chunks.clone().zip(sealed.chunks(CHUNK_LEN + TAG_LEN)) {
            let position = u32::try_from(number).map_err(|_| VaultError::Forged)?;
            let last = number + 1 == self.chunk_count();
            opened.clear();
            opened.extend_from_slice(piece);
            self.stream
                .decrypt_in_place(position, last, &self.context, &mut opened)
                .map_err(|_| VaultError::Forged)?;
            plain.extend_from_slice(&opened);
        }
        let skip = in_memory(range.start - chunks.start * CHUNK)?;
        plain.drain(..skip);
        plain.truncate(in_memory(range.end - range.start)?);
        Ok(plain)
    }

    const fn chunk_count(&self) -> u64 {
        if self.plain_len == 0 {
            1
        } else {
            self.plain_len.div_ceil(CHUNK)
        }
    }

    fn chunks(&self, range: &Range<u64>) -> Range<u64> {
        let first = (range.start / CHUNK).min(self.chunk_count() - 1);
        let end = range.end.div_ceil(CHUNK).clamp(first + 1, self.chunk_count());
        first..end
    }
}

fn seal(key: &Key, prefix: &[u8; PREFIX], context: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let stream = stream(key, prefix);
    let mut sealed = Vec::with_capacity(plain.len() + plain.len() / CHUNK_LEN * TAG_LEN + 64);
    sealed.extend_from_slice(MAGIC);
    sealed.push(CHUNK_POWER);
    sealed.extend_from_slice(prefix);
    let count = plain.len().div_ceil(CHUNK_LEN).max(1);
    let mut closed = Vec::with_capacity(CHUNK_LEN + TAG_LEN);
    for number in 0..count {
        let start = number * CHUNK_LEN;
        let piece = &plain[start..plain.len().min(start + CHUNK_LEN)];
        let position = u32::try_from(number).map_err(|_| VaultError::Forged)?;
        closed.clear();
        closed.extend_from_slice(piece);
        stream
            .encrypt_in_place(position, number + 1 == count, context, &mut closed)
            .map_err(|_| VaultError::Forged)?;
        sealed.extend_from_slice(&closed);
    }
    Ok(sealed)
}

/// The plaintext's length, which the stored length determines.
fn plain_length(sealed_len: u64) -> Option<u64> {
    let body = sealed_len.checked_sub(OBJECT_HEADER_LENGTH)?;
    let chunks = body.div_ceil(CHUNK + TAG);
    // A position has 32 bits, so nothing longer was ever sealed.
    u32::try_from(chunks).ok()?;
    let plain = body.checked_sub(chunks * TAG)?;
    let expected = if plain == 0 { 1 } else { plain.div_ceil(CHUNK) };
    (chunks == expected).then_some(plain)
}

fn stream(key: &Key, prefix: &[u8; PREFIX]) -> Stream {
    let nonce: Nonce<XChaCha20Poly1305, Stream> = (*prefix).into();
    Stream::from_aead(XChaCha20Poly1305::new(key.bytes().into()), &nonce)
}

fn in_memory(length: u64) -> Result<usize, VaultError> {
    usize::try_from(length).map_err(|_| VaultError::Unavailable("the object does not fit into memory".to_owned()))
}

fn prefix(chance: &Chance) -> [u8; PREFIX] {
    chance.bytes()
}

fn object_key(unit: &Key, class: ObjectClass) -> Key {
    unit.derive(&[b"object", class.0.as_bytes()])
}

fn context(unit: UnitId, class: ObjectClass, plain: &[u8]) -> Vec<u8> {
    context_of(unit, class, plain.len() as u64)
}

fn context_of(unit: UnitId, class: ObjectClass, length: u64) -> Vec<u8> {
    [
        &b"object"[..],
        unit.as_bytes(),
        &length.to_be_bytes(),
        class.0.as_bytes(),
    ]
    .concat()
}
