//! Randomness as a value: from the operating system, or from a seed.

use std::sync::Mutex;

use rand::{Rng, SeedableRng, rngs::StdRng};

/// A source of random bytes; cryptographically strong unless it was seeded for a test.
pub struct Chance(Mutex<StdRng>);

impl Chance {
    /// The largest seed of anything that is made: every client's numbers hold it (RFC 8259 §6).
    pub const LARGEST_SEED: u64 = (1 << 53) - 1;

    /// Seeded once from the operating system.
    ///
    /// # Panics
    /// When the operating system has no randomness to give, since nothing that follows would be safe.
    #[must_use]
    pub fn system() -> Self {
        Self(Mutex::new(rand::make_rng()))
    }

    /// The same bytes for the same seed; for tests and for paintings, never for keys.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }

    /// Fills the buffer.
    pub fn fill(&self, buffer: &mut [u8]) {
        let mut source = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        source.fill_bytes(buffer);
    }

    /// An array of random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A seed, up to the largest.
    #[must_use]
    pub fn seed(&self) -> u64 {
        u64::from_le_bytes(self.bytes()) >> 11
    }
}
