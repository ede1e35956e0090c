//! Secrets that are handed out once and known afterwards only by their hash.

use basics::Chance;
use sha2::{Digest, Sha256};

/// 256 random bits in hexadecimal.
#[must_use]
pub fn fresh(chance: &Chance) -> String {
    hex(&chance.bytes::<32>())
}

/// What is stored of a secret. The secret is random, so a quick hash is enough.
#[must_use]
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}
