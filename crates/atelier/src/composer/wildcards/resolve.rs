//! What is written, with lists and variables looked up, as a language.

use std::collections::BTreeMap;

use super::{
    Lists, TemplateError, TemplateErrorKind as Kind,
    language::{Choice, Language, Measure, SequenceId, Slot, Step, Weighted},
    parse::parse_entry,
    syntax::{self, Define, ListUse, Moment, Picks, Piece, Pieces, Placed, Sampler, Variant},
    template::{MOST_NESTING, MOST_OUTPUT, MOST_PICKS},
};

/// The most pieces that a template may stand for with all its lists.
const MOST_PIECES: usize = 40_000;
/// The most steps that one prompt may take.
const MOST_WORK: u64 = 100_000;

/// # Errors
/// Where a name is unknown, something leads back to itself, or a bound is passed.
pub(super) fn resolve(pieces: &Pieces, lists: &dyn Lists) -> Result<(Language, SequenceId), TemplateError> {
    let mut resolver = Resolver {
        lists,
        language: Language::default(),
        bindings: Vec::new(),
        named: 0,
        used: 0,
        known: BTreeMap::new(),
        active: Vec::new(),
        pieces: 0,
        depth: 0,
    };
    let root = resolver.sequence(pieces)?;
    Ok((resolver.language, root))
}

struct Resolver<'a> {
    lists: &'a dyn Lists,
    language: Language,
    /// The variables that hold here, the latest last.
    bindings: Vec<Binding>,
    /// How many variables were ever defined.
    named: usize,
    /// How many variables were ever used.
    used: usize,
    /// The options of lists that were asked for.
    known: BTreeMap<Asked, Vec<Weighted>>,
    /// The lists that lead here.
    active: Vec<String>,
    pieces: usize,
    depth: usize,
}

/// A list's pattern, what is given to it, and the number of the latest variable that holds.
type Asked = (String, Vec<(String, String)>, usize);

struct Binding {
    name: String,
    /// Counted from 1, never twice the same.
    number: usize,
    value: Value,
}

#[derive(Clone, Copy)]
enum Value {
    Lazy(SequenceId),
    Kept(Slot),
    /// It is being defined.
    Open,
}

impl Resolver<'_> {
    fn sequence(&mut self, pieces: &Pieces) -> Result<SequenceId, TemplateError> {
        let scope = self.bindings.len();
        let steps = pieces
            .iter()
            .filter_map(|placed| self.step(placed).transpose())
            .collect::<Result<Vec<_>, _>>();
        self.bindings.truncate(scope);
        let sequence = self.language.add_sequence(steps?);
        let measure = self.language.sequence(sequence).measure;
        let at = pieces.first().map_or(0, |placed| placed.at);
        if measure.longest > MOST_OUTPUT as u64 {
            return Err(Kind::OutputTooLong.at(at));
        }
        if measure.work > MOST_WORK {
            return Err(Kind::TooLarge.at(at));
        }
        Ok(sequence)
    }

    fn step(&mut self, placed: &Placed) -> Result<Option<Step>, TemplateError> {
        self.count_piece(placed.at)?;
        match &placed.piece {
            Piece::Text(text) => Ok(Some(Step::Text(text.clone()))),
            Piece::Choice(choice) => self.choice(choice, placed.at).map(Some),
            Piece::List(list) => {
                let options = self.options_of_list(list, placed.at)?;
                self.choose(list.sampler, None, options, placed.at).map(Some)
            }
            Piece::Define(define) => self.define(define),
            Piece::Use { name, default } => self.recall(name, default.as_ref(), placed.at).map(Some),
        }
    }

    fn choice(&mut self, choice: &syntax::Choice, at: usize) -> Result<Step, TemplateError> {
        if let [Variant { pieces, .. }] = choice.options.as_slice()
            && let [
                Placed {
                    piece: Piece::List(list),
                    ..
                },
            ] = pieces.as_slice()
        {
            let options = self.options_of_list(list, at)?;
            return self.choose(choice.sampler.or(list.sampler), choice.picks.as_ref(), options, at);
        }
        let options = choice
            .options
            .iter()
            .filter(|option| option.weight != Some(0.0))
            .map(|option| self.weighted(option))
            .collect::<Result<Vec<_>, _>>()?;
        self.choose(choice.sampler, choice.picks.as_ref(), options, at)
    }

    fn weighted(&mut self, option: &Variant) -> Result<Weighted, TemplateError> {
        Ok(Weighted {
            weight: option.weight.unwrap_or(1.0),
            sequence: self.sequence(&option.pieces)?,
        })
    }

    fn choose(
        &mut self,
        sampler: Option<Sampler>,
        picks: Option<&Picks>,
        options: Vec<Weighted>,
        at: usize,
    ) -> Result<Step, TemplateError> {
        if options.is_empty() {
            return Err(Kind::NothingToChoose.at(at));
        }
        let sizes = sizes(picks, options.len());
        if sizes.1 > MOST_PICKS {
            return Err(Kind::TooManyPicks.at(at));
        }
        let joiner = picks.and_then(|picks| picks.joiner.clone());
        Ok(Step::Choose(self.language.add_choice(Choice {
            sampler,
            sizes,
            joiner: joiner.unwrap_or_else(|| ", ".to_owned()),
            options,
            measure: Measure::default(),
        })))
    }

    fn options_of_list(&mut self, list: &ListUse, at: usize) -> Result<Vec<Weighted>, TemplateError> {
        let here = self.bindings.last().map_or(0, |binding| binding.number);
        for scope in [0, here] {
            if let Some(options) = self.known.get(&(list.glob.clone(), list.given.clone(), scope)) {
                let options = options.clone();
                self.pieces += options.len();
                return Ok(options);
            }
        }
        let (used, scope) = (self.used, self.bindings.len());
        for (name, value) in &list.given {
            let value = self.language.add_sequence(vec![Step::Text(value.clone())]);
            self.bind(name, Value::Lazy(value));
        }
        let options = self.entries(&list.glob, at);
        self.bindings.truncate(scope);
        let options = options?;
        // Entries that use no variable are the same everywhere.
        let scope = if self.used == used { 0 } else { here };
        self.known
            .insert((list.glob.clone(), list.given.clone(), scope), options.clone());
        Ok(options)
    }

    fn entries(&mut self, glob: &str, at: usize) -> Result<Vec<Weighted>, TemplateError> {
        let lists = self.lists.matching(glob);
        if lists.is_empty() {
            return Err(Kind::UnknownList.at(at));
        }
        if self.depth >= MOST_NESTING {
            return Err(Kind::TooDeep.at(at));
        }
        self.depth += 1;
        let mut options = Vec::new();
        for list in lists {
            if self.active.contains(&list.name) {
                return Err(Kind::Cycle.at(at));
            }
            self.active.push(list.name.clone());
            for entry in &list.entries {
                let option = self.entry(entry).map_err(|error| TemplateError {
                    at,
                    kind: error.kind,
                    list: error.list.or_else(|| Some(list.name.clone())),
                })?;
                options.extend(option);
            }
            self.active.pop();
        }
        self.depth -= 1;
        if options.is_empty() {
            return Err(Kind::NothingToChoose.at(at));
        }
        Ok(options)
    }

    fn entry(&mut self, text: &str) -> Result<Option<Weighted>, TemplateError> {
        self.count_piece(0)?;
        let entry = parse_entry(text)?;
        if entry.weight == Some(0.0) || entry.pieces.is_empty() && !text.trim().is_empty() {
            return Ok(None);
        }
        self.weighted(&entry).map(Some)
    }

    fn define(&mut self, define: &Define) -> Result<Option<Step>, TemplateError> {
        let scope = self.bindings.len();
        self.bind(&define.name, Value::Open);
        let value = self.sequence(&define.value);
        self.bindings.truncate(scope);
        let value = value?;
        match define.moment {
            Moment::AtEveryUse => {
                self.bind(&define.name, Value::Lazy(value));
                Ok(None)
            }
            Moment::Once => {
                let slot = self.language.add_slot(value);
                self.bind(&define.name, Value::Kept(slot));
                Ok(Some(Step::Keep(slot, value)))
            }
        }
    }

    fn recall(&mut self, name: &str, default: Option<&Pieces>, at: usize) -> Result<Step, TemplateError> {
        self.used += 1;
        // A value that is being defined may still use an older one of the same name.
        let of_name = self.bindings.iter().filter(|binding| binding.name == name);
        let value = of_name.map(|binding| binding.value).reduce(|older, newer| match newer {
            Value::Open => older,
            newer => newer,
        });
        match (value, default) {
            (Some(Value::Lazy(sequence)), _) => Ok(Step::Enter(sequence)),
            (Some(Value::Kept(slot)), _) => Ok(Step::Recall(slot)),
            (Some(Value::Open), _) => Err(Kind::Cycle.at(at)),
            (None, Some(default)) => self.sequence(default).map(Step::Enter),
            (None, None) => Err(Kind::UnknownVariable.at(at)),
        }
    }

    fn bind(&mut self, name: &str, value: Value) {
        self.named += 1;
        self.bindings.push(Binding {
            name: name.to_owned(),
            number: self.named,
            value,
        });
    }

    fn count_piece(&mut self, at: usize) -> Result<(), TemplateError> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES {
            return Err(Kind::TooLarge.at(at));
        }
        Ok(())
    }
}

/// How many are taken of so many: bounds in the wrong order are turned, and none is above what there is.
fn sizes(picks: Option<&Picks>, options: usize) -> (usize, usize) {
    let Some(picks) = picks else {
        return (1, 1);
    };
    let bound = |bound: Option<u32>, otherwise: usize| bound.map_or(otherwise, |bound| bound as usize).min(options);
    let (one, other) = (bound(picks.least, 1), bound(picks.most, options));
    (one.min(other), one.max(other))
}
