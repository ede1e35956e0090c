//! The pieces of what a person wrote.

use super::ask::Detail;

/// A word, a number with what belongs to it, a text in quotes, or a pause.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Bytes before it.
    pub start: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Word,
    Told(Detail),
    /// A comma.
    Pause,
    /// The end of a sentence, or of a line.
    Stop,
}

/// Quotes that open, and what closes them.
const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('»', '«'),
    ('‘', '’'),
    ('\'', '\''),
];

/// Takes words apart.
pub(super) fn tokens(words: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut place = 0;
    while let Some(first) = words[place..].chars().next() {
        let rest = &words[place..];
        let (length, kind) = quoted(rest)
            .or_else(|| colour(rest))
            .or_else(|| number(rest))
            .or_else(|| word(rest))
            .unwrap_or((first.len_utf8(), None));
        let kind = kind.or(match first {
            ',' => Some(Kind::Pause),
            ';' | '.' | '\n' | '!' => Some(Kind::Stop),
            _ => None,
        });
        if let Some(kind) = kind {
            tokens.push(Token {
                text: &words[place..place + length],
                start: place,
                kind,
            });
        }
        place += length;
    }
    tokens
}

type Piece = Option<(usize, Option<Kind>)>;

fn quoted(rest: &str) -> Piece {
    let open = rest.chars().next()?;
    let (_, close) = QUOTES.iter().find(|(quote, _)| *quote == open)?;
    let inner = &rest[open.len_utf8()..];
    let end = inner.find(*close)?;
    // An apostrophe is no quote: "don't, won't".
    if open == '\'' && !inner[end + 1..].starts_with(|next: char| !next.is_alphanumeric()) && end + 1 < inner.len() {
        return None;
    }
    Some((
        open.len_utf8() + end + close.len_utf8(),
        Some(Kind::Told(Detail::Quoted)),
    ))
}

fn colour(rest: &str) -> Piece {
    let code = rest.strip_prefix('#')?;
    let digits = code.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits != 6 {
        return None;
    }
    let value = u32::from_str_radix(&code[..6], 16).ok()?;
    let [_, r, g, b] = value.to_be_bytes();
    Some((7, Some(Kind::Told(Detail::Colour([r, g, b])))))
}

/// A number alone, or with another one, or with what it counts.
fn number(rest: &str) -> Piece {
    let (first, length) = figures(rest)?;
    let after = &rest[length..];
    let unit = after.chars().next();
    let told = |more: usize, detail: Detail| Some((length + more, Some(Kind::Told(detail))));
    if let Some(sign @ (':' | '/' | 'x' | 'X' | '×' | '*')) = unit
        && let Some((second, more)) = figures(&after[sign.len_utf8()..])
        && first > 0.0
        && second > 0.0
    {
        let more = sign.len_utf8() + more;
        return match sign {
            '/' if first < second => told(more, Detail::Share(first / second)),
            // Nobody has a picture of so few pixels, and nobody a shape of so many.
            _ if first.max(second) < 64.0 => told(more, Detail::Ratio(first, second)),
            ':' | '/' => told(more, Detail::Ratio(first, second)),
            _ => told(more, Detail::Pixels(first as u32, second as u32)),
        };
    }
    let ends = |sign: char| !after[sign.len_utf8()..].starts_with(char::is_alphanumeric);
    match unit {
        Some(sign @ ('x' | 'X' | '×')) if ends(sign) => told(sign.len_utf8(), Detail::Times(first)),
        Some('%') => told(1, Detail::Percent(first)),
        Some('°') => told('°'.len_utf8(), Detail::Number(first)),
        Some(letter) if letter.is_alphabetic() && !after.starts_with("px") => None,
        _ => told(0, Detail::Number(first)),
    }
}

/// A number of at most six figures, perhaps with a part after a point, perhaps below zero; and its length.
fn figures(rest: &str) -> Option<(f32, usize)> {
    let sign = usize::from(rest.starts_with('-'));
    let whole = rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = sign + whole;
    if whole == 0 {
        return None;
    }
    let part = rest[length..]
        .strip_prefix('.')
        .map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    if let Some(part @ 1..) = part {
        length += 1 + part;
    }
    let value: f32 = rest[..length].parse().ok()?;
    (whole <= 6).then_some((value, length))
}

fn word(rest: &str) -> Piece {
    let end = rest
        .find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(rest.len());
    (end > 0).then_some((end, Some(Kind::Word)))
}
