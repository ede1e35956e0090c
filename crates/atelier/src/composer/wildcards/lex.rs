//! Characters with their places, comments taken out and escapes resolved.

/// What a backslash takes the meaning from. Others keep their backslash, since `\(` means something to image models.
const ESCAPABLE: &str = "{}|$_#\\@~!:";

/// A character of the template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub at: usize,
    pub mark: char,
    /// Whether a backslash took its meaning.
    pub escaped: bool,
}

impl Letter {
    pub const fn is(self, mark: char) -> bool {
        !self.escaped && self.mark == mark
    }

    pub const fn is_blank(self) -> bool {
        self.mark.is_whitespace()
    }
}

pub(super) fn letters(text: &str) -> Vec<Letter> {
    let source: Vec<char> = text.chars().collect();
    let mut letters: Vec<Letter> = Vec::with_capacity(source.len());
    let mut at = 0;
    while let Some(&letter) = source.get(at) {
        if letter == '#' && is_comment(&source, at) {
            at = after_comment(&source, at, &mut letters);
            continue;
        }
        let next = source.get(at + 1).copied().filter(|next| ESCAPABLE.contains(*next));
        let escaped = letter == '\\' && next.is_some();
        letters.push(Letter {
            at,
            mark: next.filter(|_| escaped).unwrap_or(letter),
            escaped,
        });
        at += 1 + usize::from(escaped);
    }
    letters
}

/// Whether the `#` here begins its line or stands between blanks; `#ff8800` in the middle of a line is a colour.
fn is_comment(source: &[char], at: usize) -> bool {
    let blank = |letter: &char| letter.is_whitespace();
    let before = source.get(..at).unwrap_or_default();
    let begins_line = before
        .iter()
        .rev()
        .find(|letter| **letter == '\n' || !letter.is_whitespace())
        .is_none_or(|letter| *letter == '\n');
    begins_line || before.last().is_some_and(blank) && source.get(at + 1).is_none_or(blank)
}

/// Where reading goes on. A line that is all comment goes with its line break, another keeps it and loses its last blanks.
fn after_comment(source: &[char], at: usize, letters: &mut Vec<Letter>) -> usize {
    let length = source.iter().skip(at).take_while(|letter| **letter != '\n').count();
    while letters.last().is_some_and(|last| last.is_blank() && last.mark != '\n') {
        letters.pop();
    }
    let whole_line = letters.last().is_none_or(|last| last.mark == '\n');
    let end = at + length;
    if whole_line { (end + 1).min(source.len()) } else { end }
}
