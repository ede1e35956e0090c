//! Reading from left to right: verbs open clauses, and details go to the clause that they tell more about.

use super::{
    super::step::{Amount, Step},
    ask::{Ask, Detail, Verb},
    clause::Clause,
    look_up::longest,
    token::{Kind, Token, tokens},
};
use crate::scene;

/// More words than this are beyond any order; the rest counts as unused.
const MOST_TOKENS: usize = 400;

/// What to do, step by step, and the words that ask for nothing known, as written, each once.
pub(in crate::retoucher) fn understand(words: &str) -> (Vec<Step>, Vec<String>) {
    let tokens = tokens(words);
    let mut reading = Reading {
        words,
        used: vec![false; tokens.len()],
        tokens: &tokens,
        clauses: Vec::new(),
        waiting: Vec::new(),
    };
    let mut place = 0;
    while place < tokens.len().min(MOST_TOKENS) {
        place = reading.next(place);
    }
    reading.finish()
}

struct Reading<'a> {
    words: &'a str,
    tokens: &'a [Token<'a>],
    /// For each token whether it changed something, or rightly changed nothing.
    used: Vec<bool>,
    clauses: Vec<Clause>,
    /// Details that were told before their verb, with the token of each.
    waiting: Vec<(Detail, usize)>,
}

impl Reading<'_> {
    /// Takes the token at a place, or a phrase that starts there; says where to go on.
    fn next(&mut self, place: usize) -> usize {
        if let Some((length, ask)) = longest(&self.tokens[place..]) {
            self.used[place..place + length].fill(true);
            return self.take(ask, place, place + length);
        }
        match &self.tokens[place].kind {
            Kind::Told(detail) => self.detail(*detail, place),
            Kind::Stop => {
                self.used[place] = true;
                self.close();
            }
            Kind::Pause => self.used[place] = true,
            Kind::Word => {}
        }
        place + 1
    }

    fn take(&mut self, ask: Ask, place: usize, after: usize) -> usize {
        match ask {
            Ask::Verb(verb) => self.verb(verb, after),
            Ask::Detail(detail) => {
                self.detail(detail, place);
                after
            }
            Ask::Then => {
                self.close();
                after
            }
            Ask::Filler | Ask::Article => after,
        }
    }

    /// What was told so far and waits for a verb, waits no longer.
    fn close(&mut self) {
        self.place_what_waits();
        if let Some(last) = self.clauses.last_mut() {
            last.is_closed = true;
        }
    }

    fn verb(&mut self, verb: Verb, after: usize) -> usize {
        let mut clause = Clause::new(verb);
        let mut next = after;
        match verb {
            Verb::Paint | Verb::Add if self.leads_elsewhere(verb, after) => return after,
            Verb::Paint | Verb::Add => {
                next = self.scene_end(after);
                clause.scene = self.scene(after, next);
            }
            Verb::ReplaceBackground => {
                next = self.scene_end(after);
                if self.is_told_plainly(after, next) {
                    next = after;
                } else {
                    clause.scene = self.scene(after, next);
                }
            }
            _ => {}
        }
        let waiting = std::mem::take(&mut self.waiting);
        for (detail, token) in waiting {
            if clause.has_room(detail) {
                self.tell(&mut clause, detail, token);
            } else {
                self.waiting.push((detail, token));
            }
        }
        self.clauses.push(clause);
        next
    }

    fn tell(&mut self, clause: &mut Clause, detail: Detail, token: usize) {
        self.used[token] = true;
        clause.details.push((detail, token));
        if detail == Detail::Quoted {
            let text = self.tokens[token].text;
            let inner = text.char_indices().nth(1).map_or(0, |(start, _)| start);
            let end = text.char_indices().next_back().map_or(inner, |(end, _)| end);
            clause.text = Some(text[inner..end.max(inner)].to_owned());
        }
    }

    /// A detail goes to the clause before it where it fits, else it waits for the next; but how much is told before what.
    fn detail(&mut self, detail: Detail, token: usize) {
        self.used[token] = false;
        if let Some(mut last) = self.clauses.pop() {
            let forward = matches!(detail, Detail::Amount(_)) && last.verb != Verb::Write && !self.is_last_word(token);
            let fits = !last.is_closed && !forward && last.has_room(detail);
            if fits {
                self.tell(&mut last, detail, token);
            }
            self.clauses.push(last);
            if fits {
                return;
            }
        }
        if detail == Detail::Quoted {
            let mut clause = Clause::new(Verb::Write);
            self.tell(&mut clause, detail, token);
            self.clauses.push(clause);
            return;
        }
        self.waiting.push((detail, token));
    }

    /// Whether nothing comes after a token that could be meant by it.
    fn is_last_word(&self, token: usize) -> bool {
        let rest = &self.tokens[token + 1..];
        match rest.first() {
            None => true,
            Some(next) => {
                matches!(next.kind, Kind::Pause | Kind::Stop) || matches!(longest(rest), Some((_, Ask::Then)))
            }
        }
    }

    /// Whether a verb of painting is not about a scene: "paint it in oil", "add grain".
    fn leads_elsewhere(&self, verb: Verb, after: usize) -> bool {
        let mut place = after;
        let mut names_medium = false;
        while let Some(token) = self.tokens.get(place) {
            if matches!(token.kind, Kind::Pause | Kind::Stop) {
                break;
            }
            match longest(&self.tokens[place..]) {
                Some((length, Ask::Filler | Ask::Article | Ask::Detail(Detail::Amount(_)))) => place += length,
                Some((_, Ask::Then)) => break,
                Some((length, Ask::Verb(Verb::Render(_)))) => {
                    names_medium = true;
                    place += length;
                }
                Some((_, Ask::Verb(_))) => return verb == Verb::Add || names_medium,
                None if verb == Verb::Add && matches!(token.kind, Kind::Told(Detail::Quoted)) => return true,
                _ => return false,
            }
        }
        names_medium || verb == Verb::Add
    }

    /// Where the words of a scene end: at a stop, or before another verb that no scene knows.
    fn scene_end(&self, from: usize) -> usize {
        let mut place = from;
        while let Some(token) = self.tokens.get(place) {
            if token.kind == Kind::Stop {
                break;
            }
            if let Some((length, ask)) = longest(&self.tokens[place..]) {
                let known = self
                    .text(place, place + length)
                    .is_some_and(|text| is_of_a_scene(&text));
                if ask == Ask::Then || !known && matches!(ask, Ask::Verb(_)) {
                    break;
                }
                place += length;
            } else {
                place += 1;
            }
        }
        place
    }

    /// Whether all that is told about a background is a colour, or that it is the reference.
    fn is_told_plainly(&self, from: usize, end: usize) -> bool {
        let mut place = from;
        while place < end {
            let token = &self.tokens[place];
            match (&token.kind, longest(&self.tokens[place..])) {
                (
                    _,
                    Some((length, Ask::Filler | Ask::Article | Ask::Detail(Detail::Colour(_) | Detail::Reference))),
                ) => {
                    place += length;
                }
                (Kind::Told(Detail::Colour(_)) | Kind::Pause, _) => place += 1,
                _ => return false,
            }
        }
        true
    }

    /// The words of a scene as they were written; those that it does not know stay unused.
    fn scene(&mut self, from: usize, end: usize) -> Option<String> {
        let text = self.text(from, end)?;
        let (_, unknown) = scene::understand(&text, "", 0);
        for (used, token) in self.used[from..end].iter_mut().zip(&self.tokens[from..end]) {
            let pieces = token.text.split(|letter: char| !letter.is_alphanumeric());
            *used = !pieces.clone().any(|piece| unknown.iter().any(|word| word == piece));
        }
        self.used[from..end].iter().any(|used| *used).then_some(text)
    }

    fn text(&self, from: usize, end: usize) -> Option<String> {
        let (first, last) = (self.tokens.get(from)?, self.tokens[from..end].last()?);
        let text = &self.words[first.start..last.start + last.text.len()];
        Some(text.trim_end_matches([',', ' ']).to_owned())
    }

    fn finish(mut self) -> (Vec<Step>, Vec<String>) {
        self.place_what_waits();
        let steps = self.clauses.iter().filter_map(Clause::step).collect();
        let mut unused: Vec<String> = Vec::new();
        for (token, used) in self.tokens.iter().zip(&self.used) {
            let counts = !used && !matches!(token.kind, Kind::Pause | Kind::Stop);
            if counts && unused.iter().all(|word| word != token.text) {
                unused.push(token.text.to_owned());
            }
        }
        (steps, unused)
    }

    /// A shape alone means a crop, a size alone a resize, a number of times alone an enlargement, and how much alone a
    /// variation.
    fn place_what_waits(&mut self) {
        for (detail, token) in std::mem::take(&mut self.waiting) {
            let open = self.clauses.iter().rposition(|clause| clause.has_room(detail));
            if let Some(open) = open.filter(|_| matches!(detail, Detail::Amount(_))) {
                let mut clause = self.clauses.remove(open);
                self.tell(&mut clause, detail, token);
                self.clauses.insert(open, clause);
                continue;
            }
            let verb = match detail {
                Detail::Ratio(..) => Verb::Crop,
                Detail::Pixels(..) => Verb::Resize,
                Detail::Times(_) => Verb::Enlarge,
                Detail::Amount(Amount::Slightly | Amount::Strongly) if self.clauses.is_empty() => Verb::Vary,
                _ => continue,
            };
            let mut clause = Clause::new(verb);
            self.tell(&mut clause, detail, token);
            self.clauses.push(clause);
        }
    }
}

fn is_of_a_scene(text: &str) -> bool {
    scene::understand(text, "", 0).1.is_empty()
}
