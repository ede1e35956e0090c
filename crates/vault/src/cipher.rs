//! XChaCha20-Poly1305 with a random nonce in front: for keys and for fields.

use basics::Chance;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};

use crate::{VaultError, key::Key};

const NONCE: usize = 24;

/// Nonce and ciphertext, bound to `context`.
pub(crate) fn seal(key: &Key, chance: &Chance, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE] = chance.bytes();
    let payload = Payload {
        msg: plain,
        aad: context,
    };
    let sealed = cipher(key)
        .encrypt(&nonce.into(), payload)
        .map_err(|_| VaultError::Forged)?;
    Ok([&nonce[..], &sealed].concat())
}

/// The plaintext, where key and context are those it was sealed with.
pub(crate) fn open(key: &Key, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(VaultError::Forged)?;
    let payload = Payload {
        msg: sealed,
        aad: context,
    };
    cipher(key)
        .decrypt(&(*nonce).into(), payload)
        .map_err(|_| VaultError::Forged)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}
