//! One text of a language: by chance, in turn, or by its rank among all.

use super::{
    language::{Choice, Language, SequenceId, Step},
    rank,
    syntax::Sampler,
};
use crate::noise::Choices;

/// The layer of chance that templates draw from.
const LAYER: u64 = 0x7465_6d70;

/// Which text is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    Chance,
    Turn(u64),
    Rank(u128),
}

/// `number` seeds whatever is chosen by chance, and is the turn of what is chosen in turn.
pub(super) fn render(language: &Language, root: SequenceId, way: Way, number: u64) -> String {
    let mut writer = Writer {
        language,
        chance: Choices::new(number, LAYER),
        number,
        kept: vec![String::new(); language.slots()],
        text: String::new(),
    };
    writer.sequence(root, way);
    writer.text
}

struct Writer<'a> {
    language: &'a Language,
    chance: Choices,
    number: u64,
    kept: Vec<String>,
    text: String,
}

impl<'a> Writer<'a> {
    fn sequence(&mut self, id: SequenceId, way: Way) {
        let steps = &self.language.sequence(id).steps;
        match way {
            Way::Rank(rank) => {
                for (step, digit) in steps.iter().zip(self.digits(steps, rank)) {
                    self.step(step, Way::Rank(digit));
                }
            }
            way => {
                for step in steps {
                    self.step(step, way);
                }
            }
        }
    }

    /// A rank taken apart into one for each step, the last step's changing quickest.
    fn digits(&self, steps: &[Step], mut rank: u128) -> Vec<u128> {
        let mut digits: Vec<u128> = steps
            .iter()
            .rev()
            .map(|step| {
                let count = self.language.measure(step).count.max(1);
                let digit = rank % count;
                rank /= count;
                digit
            })
            .collect();
        digits.reverse();
        digits
    }

    fn step(&mut self, step: &Step, way: Way) {
        match step {
            Step::Text(text) => self.text.push_str(text),
            Step::Choose(choice) => self.choose(self.language.choice(*choice), way),
            Step::Enter(sequence) => self.sequence(*sequence, way),
            Step::Keep(slot, sequence) => {
                let before = std::mem::take(&mut self.text);
                self.sequence(*sequence, way);
                self.kept[slot.0] = std::mem::replace(&mut self.text, before);
            }
            Step::Recall(slot) => self.text.push_str(&self.kept[slot.0]),
        }
    }

    fn choose(&mut self, choice: &'a Choice, way: Way) {
        for (place, (option, way)) in self.selected(choice, way).into_iter().enumerate() {
            if place > 0 {
                self.text.push_str(&choice.joiner);
            }
            if let Some(option) = choice.options.get(option) {
                self.sequence(option.sequence, way);
            }
        }
    }

    /// The options taken, in their order, and the way to each one's text.
    fn selected(&mut self, choice: &Choice, way: Way) -> Vec<(usize, Way)> {
        match self.way(choice, way) {
            Way::Chance => self
                .drawn(choice)
                .into_iter()
                .map(|option| (option, Way::Chance))
                .collect(),
            Way::Turn(turn) => {
                let counts = vec![1; choice.options.len()];
                let all = rank::combinations(&counts, choice.sizes).max(1);
                let (turn, round) = (u128::from(turn) % all, u128::from(turn) / all);
                let taken = rank::selection(&counts, choice.sizes, turn);
                taken
                    .into_iter()
                    .map(|(option, _)| (option, Way::Turn(round as u64)))
                    .collect()
            }
            Way::Rank(rank) => {
                let counts: Vec<u128> = self.language.counts(choice).collect();
                let taken = rank::selection(&counts, choice.sizes, rank);
                taken
                    .into_iter()
                    .map(|(option, rank)| (option, Way::Rank(rank)))
                    .collect()
            }
        }
    }

    /// A choice's own mark counts more than the way to it.
    const fn way(&self, choice: &Choice, way: Way) -> Way {
        match (choice.sampler, way) {
            (Some(Sampler::Random), _) => Way::Chance,
            (Some(Sampler::Cyclic), Way::Rank(_)) | (Some(Sampler::Cyclic | Sampler::Combinatorial), Way::Chance) => {
                Way::Turn(self.number)
            }
            (_, way) => way,
        }
    }

    /// Options drawn by their weights, each at most once.
    fn drawn(&mut self, choice: &Choice) -> Vec<usize> {
        let (least, most) = choice.sizes;
        let size = least + self.below(most - least + 1);
        let mut left: Vec<(usize, f64)> = choice.options.iter().map(|option| option.weight).enumerate().collect();
        let mut drawn = Vec::with_capacity(size);
        for _ in 0..size {
            let place = self.weighted(&left);
            if place < left.len() {
                drawn.push(left.remove(place).0);
            }
        }
        drawn
    }

    fn weighted(&mut self, options: &[(usize, f64)]) -> usize {
        let heaviest = options.iter().fold(0.0_f64, |most, (_, weight)| most.max(*weight));
        if heaviest <= 0.0 {
            return self.below(options.len());
        }
        // Against the heaviest one, so that the sum of huge weights stays a number.
        let sum: f64 = options.iter().map(|(_, weight)| weight / heaviest).sum();
        let mut left = f64::from(self.chance.unit()) * sum;
        for (place, (_, weight)) in options.iter().enumerate() {
            left -= weight / heaviest;
            if left < 0.0 {
                return place;
            }
        }
        options.len().saturating_sub(1)
    }

    fn below(&mut self, most: usize) -> usize {
        ((self.chance.unit() * most as f32) as usize).min(most.saturating_sub(1))
    }
}
