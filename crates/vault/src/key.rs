//! A key in memory: never shown, wiped when it goes.

use basics::Chance;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 256 bits.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    pub(crate) fn fresh(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one use of this one (HKDF-SHA-256, RFC 5869), so that no two uses share a key.
    pub(crate) fn derive(&self, usage: &[&[u8]]) -> Self {
        let mut derived = [0; 32];
        // 32 bytes are within what HKDF gives, so this cannot fail.
        let _ = hkdf::Hkdf::<sha2::Sha256>::new(None, &self.0).expand_multi_info(usage, &mut derived);
        Self(derived)
    }
}
