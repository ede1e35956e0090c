//! Throws broken bytes at everything that reads bytes of others, on the stable compiler.
//!
//! Each [`Target`] takes bytes and must neither panic nor break what it promises. Inputs are made from good ones
//! ([`Target::corpus`]) by our own mutations. No coverage guides them: what they find is what breaks near good input.

mod mutate;
mod targets;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use mutate::Mutator;

/// Everything that reads bytes of others.
pub fn targets() -> impl Iterator<Item = &'static Target> {
    targets::TARGETS.iter().chain(words::TARGETS)
}

/// Something that reads bytes of others.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Good inputs.
    pub corpus: fn() -> Vec<Vec<u8>>,
    /// Reads bytes; panics when something is wrong.
    pub read: fn(&[u8]),
}

impl Target {
    /// Whether these bytes do it no harm.
    #[must_use]
    pub fn survives(&self, bytes: &[u8]) -> bool {
        catch_unwind(AssertUnwindSafe(|| (self.read)(bytes))).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As often as fits into a second or two; the long runs are the program's.
    const TIMES: usize = 300;

    #[test]
    fn every_target_takes_its_good_inputs_and_what_lies_near_them() {
        for target in targets() {
            let corpus = (target.corpus)();
            let mut mutator = Mutator::new(corpus.clone(), 7);
            let near = (0..TIMES).map(|_| mutator.next_input());
            for input in corpus.into_iter().chain(near) {
                assert!(target.survives(&input), "{}: {input:02x?}", target.name);
            }
        }
    }

    #[test]
    fn a_target_that_panics_is_found() {
        let target = Target {
            name: "weak",
            corpus: Vec::new,
            read: |bytes| assert!(bytes.len() < 3),
        };
        assert!(target.survives(b"ab") && !target.survives(b"abc"));
    }

    #[test]
    fn the_same_seed_gives_the_same_inputs() {
        let inputs = |seed| {
            let mut mutator = Mutator::new(vec![b"good".to_vec()], seed);
            (0..20).map(|_| mutator.next_input()).collect::<Vec<_>>()
        };
        assert_eq!(inputs(1), inputs(1));
        assert_ne!(inputs(1), inputs(2));
    }
}
