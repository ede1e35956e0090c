//! Everything a template can become, with lists and variables looked up: small parts that refer to each other by number.
//!
//! A part knows how many texts come of it, how long the longest can be, and how much work one text is, so that nothing
//! has to be tried to know that it is too much.

use super::{rank, syntax::Sampler};

#[derive(Debug, Clone, Default)]
pub(super) struct Language {
    sequences: Vec<Sequence>,
    choices: Vec<Choice>,
    /// How long the text in each slot of a variable can be.
    slots: Vec<u64>,
}

/// The number of a sequence in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SequenceId(usize);

/// The number of a choice in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChoiceId(usize);

/// Where a variable's text is kept that is chosen once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot(pub usize);

#[derive(Debug, Clone)]
pub(super) enum Step {
    Text(String),
    Choose(ChoiceId),
    Enter(SequenceId),
    Keep(Slot, SequenceId),
    Recall(Slot),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Sequence {
    pub steps: Vec<Step>,
    pub measure: Measure,
}

#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub sampler: Option<Sampler>,
    /// How many options are taken: at least, at most.
    pub sizes: (usize, usize),
    pub joiner: String,
    pub options: Vec<Weighted>,
    pub measure: Measure,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted {
    pub weight: f64,
    pub sequence: SequenceId,
}

/// What comes of a part. All of it stops growing at the largest number there is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// How many texts.
    pub count: u128,
    /// The longest one's length, in characters.
    pub longest: u64,
    /// How many steps lead to one.
    pub work: u64,
}

impl Default for Measure {
    fn default() -> Self {
        Self {
            count: 1,
            longest: 0,
            work: 1,
        }
    }
}

impl Language {
    pub fn sequence(&self, id: SequenceId) -> &Sequence {
        &self.sequences[id.0]
    }

    pub fn choice(&self, id: ChoiceId) -> &Choice {
        &self.choices[id.0]
    }

    pub const fn slots(&self) -> usize {
        self.slots.len()
    }

    pub fn add_sequence(&mut self, steps: Vec<Step>) -> SequenceId {
        let mut measure = Measure::default();
        for step in &steps {
            let step = self.measure(step);
            measure.count = measure.count.saturating_mul(step.count);
            measure.longest = measure.longest.saturating_add(step.longest);
            measure.work = measure.work.saturating_add(step.work);
        }
        self.sequences.push(Sequence { steps, measure });
        SequenceId(self.sequences.len() - 1)
    }

    pub fn add_choice(&mut self, mut choice: Choice) -> ChoiceId {
        choice.measure = self.measure_choice(&choice);
        self.choices.push(choice);
        ChoiceId(self.choices.len() - 1)
    }

    pub fn add_slot(&mut self, value: SequenceId) -> Slot {
        self.slots.push(self.sequence(value).measure.longest);
        Slot(self.slots.len() - 1)
    }

    pub fn measure(&self, step: &Step) -> Measure {
        match step {
            Step::Text(text) => Measure {
                longest: text.chars().count() as u64,
                ..Measure::default()
            },
            Step::Choose(choice) => self.choice(*choice).measure,
            Step::Enter(sequence) => self.sequence(*sequence).measure,
            Step::Keep(_, sequence) => Measure {
                longest: 0,
                ..self.sequence(*sequence).measure
            },
            Step::Recall(slot) => Measure {
                longest: self.slots[slot.0],
                ..Measure::default()
            },
        }
    }

    pub fn counts<'a>(&'a self, choice: &'a Choice) -> impl Iterator<Item = u128> + 'a {
        choice
            .options
            .iter()
            .map(|option| self.sequence(option.sequence).measure.count)
    }

    fn measure_choice(&self, choice: &Choice) -> Measure {
        let measures = || {
            choice
                .options
                .iter()
                .map(|option| self.sequence(option.sequence).measure)
        };
        let most = choice.sizes.1 as u64;
        let joiners = most.saturating_sub(1) * choice.joiner.chars().count() as u64;
        let counts: Vec<u128> = self.counts(choice).collect();
        Measure {
            count: match choice.sampler {
                Some(Sampler::Random | Sampler::Cyclic) => 1,
                Some(Sampler::Combinatorial) | None => rank::combinations(&counts, choice.sizes),
            },
            longest: sum_of_greatest(measures().map(|measure| measure.longest), choice.sizes.1).saturating_add(joiners),
            work: sum_of_greatest(measures().map(|measure| measure.work), choice.sizes.1)
                .saturating_add(choice.options.len() as u64 * most.max(1)),
        }
    }
}

fn sum_of_greatest(values: impl Iterator<Item = u64>, how_many: usize) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable_by(|a, b| b.cmp(a));
    values
        .iter()
        .take(how_many)
        .fold(0, |sum, value| sum.saturating_add(*value))
}
