//! Good bytes, broken a little.

use basics::Chance;

/// Values at which arithmetic breaks.
const EDGES: [u64; 8] = [
    0,
    1,
    0x7f,
    0xff,
    0x7fff_ffff,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    u64::MAX,
];
/// Inputs do not grow beyond this.
const LONGEST: usize = 1 << 18;

/// Makes inputs from good ones, the same for the same seed.
pub struct Mutator {
    corpus: Vec<Vec<u8>>,
    chance: Chance,
}

impl Mutator {
    /// From a corpus; an empty one stands for no bytes at all.
    #[must_use]
    pub fn new(mut corpus: Vec<Vec<u8>>, seed: u64) -> Self {
        corpus.push(Vec::new());
        Self {
            corpus,
            chance: Chance::seeded(seed),
        }
    }

    /// The next input: one of the corpus with one to eight things done to it.
    pub fn next_input(&mut self) -> Vec<u8> {
        let which = self.below(self.corpus.len());
        let mut bytes = self.corpus[which].clone();
        for _ in 0..=self.below(8) {
            self.mutate(&mut bytes);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn mutate(&self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let to = at + self.below((bytes.len() - at).min(64) + 1);
        match self.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let again = bytes[at..to].to_vec();
                drop(bytes.splice(at..at, again));
            }
            3 => {
                let other = &self.corpus[self.below(self.corpus.len())];
                let from = self.below(other.len() + 1);
                let until = from + self.below((other.len() - from).min(256) + 1);
                drop(bytes.splice(at..to, other[from..until].iter().copied()));
            }
            4 => {
                let value = EDGES[self.below(EDGES.len())].to_be_bytes();
                let width = [1, 2, 4, 8][self.below(4)];
                let until = (at + width).min(bytes.len());
                drop(bytes.splice(at..until, value[8 - width..].iter().copied()));
            }
            5 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            _ => bytes.insert(at, u8::try_from(self.below(256)).unwrap_or_default()),
        }
    }

    fn below(&self, bound: usize) -> usize {
        let many = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.chance.seed() % many).unwrap_or_default()
    }
}
