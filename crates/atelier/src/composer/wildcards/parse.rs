//! A text into what is written in it.

use super::{
    TemplateError, TemplateErrorKind as Kind,
    lex::{Letter, letters},
    syntax::{Choice, Define, ListUse, Moment, Picks, Piece, Pieces, Placed, Sampler, Variant},
    template::{MOST_CHARACTERS, MOST_NESTING},
};

/// The longest name of a list or variable, in characters.
const LONGEST_NAME: usize = 200;

/// # Errors
/// Where a brace or a variable is malformed, or a bound is passed.
pub(super) fn parse(text: &str) -> Result<Pieces, TemplateError> {
    checked_length(text)?;
    let mut reader = Reader::new(text);
    let pieces = reader.pieces("", 0)?;
    match reader.peek() {
        Some(stray) => Err(Kind::Unopened.at(stray.at)),
        None => Ok(pieces),
    }
}

/// One entry of a list, which may begin with a weight.
pub(super) fn parse_entry(text: &str) -> Result<Variant, TemplateError> {
    checked_length(text)?;
    let mut reader = Reader::new(text);
    let weight = reader.weight();
    let pieces = reader.pieces("", 0)?;
    match reader.peek() {
        Some(stray) => Err(Kind::Unopened.at(stray.at)),
        None => Ok(Variant { weight, pieces }),
    }
}

fn checked_length(text: &str) -> Result<(), TemplateError> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return Err(Kind::TooLong.at(MOST_CHARACTERS));
    }
    Ok(())
}

struct Reader {
    letters: Vec<Letter>,
    next: usize,
}

impl Reader {
    fn new(text: &str) -> Self {
        Self {
            letters: letters(text),
            next: 0,
        }
    }

    /// Everything up to an unescaped `}` or one of the characters that end it here.
    fn pieces(&mut self, ends: &str, depth: usize) -> Result<Pieces, TemplateError> {
        let mut pieces = Pieces::new();
        while let Some(letter) = self.peek() {
            if letter.is('}') || !letter.escaped && ends.contains(letter.mark) {
                break;
            }
            if letter.is('{') {
                let choice = self.choice(depth + 1)?;
                pieces.push(choice);
            } else if letter.is('$') && self.peek_at(1).is_some_and(|next| next.is('{')) {
                let variable = self.variable(depth + 1)?;
                let is_define = matches!(variable.piece, Piece::Define(_));
                pieces.push(variable);
                if is_define {
                    self.skip_blanks();
                }
            } else if let Some(list) = self.list() {
                pieces.push(list);
            } else {
                self.next += 1;
                push_letter(&mut pieces, letter);
            }
        }
        Ok(pieces)
    }

    fn choice(&mut self, depth: usize) -> Result<Placed, TemplateError> {
        let at = self.open(1, depth)?;
        let sampler = self.sampler();
        let picks = self.picks();
        let mut options = Vec::new();
        loop {
            self.skip_layout();
            let weight = self.weight();
            let mut pieces = self.pieces("|", depth)?;
            trim_layout(&mut pieces);
            options.push(Variant { weight, pieces });
            match self.take() {
                Some(end) if end.is('|') => {}
                Some(_) => break,
                None => return Err(Kind::Unclosed.at(at)),
            }
        }
        let piece = Piece::Choice(Choice {
            sampler,
            picks,
            options,
        });
        Ok(Placed { at, piece })
    }

    fn variable(&mut self, depth: usize) -> Result<Placed, TemplateError> {
        let at = self.open(2, depth)?;
        let name = self.variable_name().ok_or(Kind::BadVariable.at(at))?;
        let mark = self.take().ok_or(Kind::Unclosed.at(at))?;
        let piece = match mark.mark {
            '}' => {
                return Ok(Placed {
                    at,
                    piece: Piece::Use { name, default: None },
                });
            }
            '=' => {
                let moment = self.moment();
                let value = self.value(depth)?;
                Piece::Define(Define { name, moment, value })
            }
            ':' => Piece::Use {
                name,
                default: Some(self.value(depth)?),
            },
            _ => return Err(Kind::BadVariable.at(at)),
        };
        self.take().ok_or(Kind::Unclosed.at(at))?;
        Ok(Placed { at, piece })
    }

    fn value(&mut self, depth: usize) -> Result<Pieces, TemplateError> {
        self.skip_layout();
        let mut value = self.pieces("", depth)?;
        trim_layout(&mut value);
        Ok(value)
    }

    fn moment(&mut self) -> Moment {
        if self.peek().is_some_and(|mark| mark.is('!')) {
            self.next += 1;
            return Moment::Once;
        }
        Moment::AtEveryUse
    }

    /// `__name__`, or nothing where what follows is not that.
    fn list(&mut self) -> Option<Placed> {
        let start = self.next;
        let found = self.list_from(start);
        if found.is_none() {
            self.next = start;
        }
        found
    }

    fn list_from(&mut self, start: usize) -> Option<Placed> {
        let at = self.peek()?.at;
        self.underscores()?;
        let sampler = self.sampler();
        let glob = self.list_name();
        let given = self.given()?;
        self.underscores()?;
        let is_name = glob.contains(|letter: char| letter.is_alphanumeric() || letter == '*');
        (is_name && self.next - start <= MOST_CHARACTERS).then_some(Placed {
            at,
            piece: Piece::List(ListUse { sampler, glob, given }),
        })
    }

    fn underscores(&mut self) -> Option<()> {
        let both = self.peek()?.is('_') && self.peek_at(1)?.is('_');
        both.then(|| self.next += 2)
    }

    fn list_name(&mut self) -> String {
        let mut name = String::new();
        while let Some(letter) = self.peek() {
            let single = letter.is('_') && !self.peek_at(1).is_some_and(|next| next.is('_'));
            let fits = letter.mark.is_alphanumeric() || "-/*.".contains(letter.mark) || single;
            if letter.escaped || !fits || name.len() >= LONGEST_NAME {
                break;
            }
            name.push(letter.mark);
            self.next += 1;
        }
        name
    }

    /// `(name=value, …)`; no variables where there are no parentheses, nothing where they are malformed.
    fn given(&mut self) -> Option<Vec<(String, String)>> {
        let mut given = Vec::new();
        if !self.peek().is_some_and(|mark| mark.is('(')) {
            return Some(given);
        }
        loop {
            self.next += 1;
            self.skip_blanks();
            let name = self.variable_name()?;
            self.take().filter(|mark| mark.is('='))?;
            let mut value = String::new();
            while let Some(letter) = self.peek().filter(|letter| !",(){}|$#_\\".contains(letter.mark)) {
                value.push(letter.mark);
                self.next += 1;
            }
            given.push((name, value.trim().to_owned()));
            match self.peek()?.mark {
                ',' => {}
                ')' => break,
                _ => return None,
            }
        }
        self.next += 1;
        Some(given)
    }

    fn variable_name(&mut self) -> Option<String> {
        let mut name = String::new();
        while let Some(letter) = self.peek() {
            let fits = letter.mark.is_alphanumeric() || !name.is_empty() && "_-".contains(letter.mark);
            if letter.escaped || !fits || name.len() >= LONGEST_NAME {
                break;
            }
            name.push(letter.mark);
            self.next += 1;
        }
        (!name.is_empty()).then_some(name)
    }

    fn sampler(&mut self) -> Option<Sampler> {
        let mark = self.peek().filter(|mark| !mark.escaped)?;
        let sampler = Sampler::from_mark(mark.mark)?;
        self.next += 1;
        Some(sampler)
    }

    /// `2$$`, `1-3$$`, `-3$$` or `1-$$`, perhaps with a joiner and two more `$`.
    fn picks(&mut self) -> Option<Picks> {
        let start = self.next;
        let picks = self.picks_from();
        if picks.is_none() {
            self.next = start;
        }
        picks
    }

    fn picks_from(&mut self) -> Option<Picks> {
        self.skip_blanks();
        let least = self.whole_number();
        let ranges = self.peek()?.is('-');
        let most = if ranges {
            self.next += 1;
            self.whole_number()
        } else {
            least
        };
        self.skip_blanks();
        self.dollars()?;
        (least.is_some() || most.is_some()).then(|| Picks {
            least,
            most,
            joiner: self.joiner(),
        })
    }

    fn joiner(&mut self) -> Option<String> {
        let start = self.next;
        let mut joiner = String::new();
        while let Some(letter) = self.peek() {
            if self.dollars().is_some() {
                return Some(joiner);
            }
            if !letter.escaped && "{}|$\n".contains(letter.mark) {
                break;
            }
            joiner.push(letter.mark);
            self.next += 1;
        }
        self.next = start;
        None
    }

    fn dollars(&mut self) -> Option<()> {
        let both = self.peek()?.is('$') && self.peek_at(1)?.is('$');
        both.then(|| self.next += 2)
    }

    fn whole_number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|letter| letter.mark.to_digit(10)) {
            number = Some(number.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
            self.next += 1;
        }
        number
    }

    /// `0.5::`, or nothing.
    fn weight(&mut self) -> Option<f64> {
        let start = self.next;
        let weight = self.weight_from();
        if weight.is_none() {
            self.next = start;
        }
        weight
    }

    fn weight_from(&mut self) -> Option<f64> {
        self.skip_blanks();
        let mut digits = String::new();
        while let Some(letter) = self
            .peek()
            .filter(|letter| letter.mark.is_ascii_digit() || letter.is('.'))
        {
            digits.push(letter.mark);
            self.next += 1;
        }
        self.skip_blanks();
        let colons = self.peek()?.is(':') && self.peek_at(1)?.is(':');
        self.next += 2;
        let weight: f64 = digits.parse().ok()?;
        (colons && weight.is_finite()).then_some(weight)
    }

    /// Steps over what opens here, and gives its place.
    fn open(&mut self, length: usize, depth: usize) -> Result<usize, TemplateError> {
        let at = self.peek().map_or(0, |letter| letter.at);
        if depth > MOST_NESTING {
            return Err(Kind::TooDeep.at(at));
        }
        self.next += length;
        Ok(at)
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(Letter::is_blank) {
            self.next += 1;
        }
    }

    /// Blanks with a line break among them.
    fn skip_layout(&mut self) {
        let rest = self.letters.get(self.next..).unwrap_or_default();
        let blanks = rest.iter().take_while(|letter| letter.is_blank());
        if blanks.clone().any(|blank| blank.mark == '\n') {
            self.next += blanks.count();
        }
    }

    fn take(&mut self) -> Option<Letter> {
        let letter = self.peek()?;
        self.next += 1;
        Some(letter)
    }

    fn peek(&self) -> Option<Letter> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<Letter> {
        self.letters.get(self.next + ahead).copied()
    }
}

fn push_letter(pieces: &mut Pieces, letter: Letter) {
    if let Some(Placed {
        piece: Piece::Text(text),
        ..
    }) = pieces.last_mut()
    {
        text.push(letter.mark);
    } else {
        pieces.push(Placed {
            at: letter.at,
            piece: Piece::Text(letter.mark.to_string()),
        });
    }
}

/// Takes blanks with a line break among them off the end.
fn trim_layout(pieces: &mut Pieces) {
    let Some(Placed {
        piece: Piece::Text(text),
        ..
    }) = pieces.last_mut()
    else {
        return;
    };
    let kept = text.trim_end().len();
    if text.get(kept..).is_some_and(|blanks| blanks.contains('\n')) {
        text.truncate(kept);
    }
    if text.is_empty() {
        pieces.pop();
    }
}
