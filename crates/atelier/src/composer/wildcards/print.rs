//! What is written in a template, written again in one way.

use std::fmt::{Display, Formatter, Result, Write};

use super::syntax::{Choice, Define, ListUse, Moment, Picks, Piece, Placed, Variant};

/// A text in which no character means anything, so that a template of it gives just this text.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    let mut before = None;
    for (index, &letter) in letters.iter().enumerate() {
        let beside = |mark| before == Some(mark) || letters.get(index + 1).is_none_or(|next| *next == mark);
        let needs = match letter {
            '{' | '}' | '|' | '$' | '#' | '\\' => true,
            '_' | ':' => before.is_none() || beside(letter),
            '@' | '~' | '!' => before.is_none(),
            _ => false,
        };
        if needs {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = Some(letter);
    }
    escaped
}

/// Pieces as they are written.
pub(super) struct Printed<'a>(pub &'a [Placed]);

impl Display for Printed<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for placed in self.0 {
            match &placed.piece {
                Piece::Text(text) => out.write_str(&escaped(text))?,
                Piece::Choice(choice) => write_choice(choice, out)?,
                Piece::List(list) => write_list(list, out)?,
                Piece::Define(define) => write_define(define, out)?,
                Piece::Use { name, default: None } => write!(out, "${{{name}}}")?,
                Piece::Use {
                    name,
                    default: Some(default),
                } => write!(out, "${{{name}:{}}}", Printed(default))?,
            }
        }
        Ok(())
    }
}

fn write_choice(choice: &Choice, out: &mut Formatter<'_>) -> Result {
    out.write_char('{')?;
    if let Some(sampler) = choice.sampler {
        out.write_char(sampler.mark())?;
    }
    if let Some(picks) = &choice.picks {
        write_picks(picks, out)?;
    }
    for (index, Variant { weight, pieces }) in choice.options.iter().enumerate() {
        if index > 0 {
            out.write_char('|')?;
        }
        if let Some(weight) = weight {
            write!(out, "{weight}::")?;
        }
        write!(out, "{}", Printed(pieces))?;
    }
    out.write_char('}')
}

fn write_picks(picks: &Picks, out: &mut Formatter<'_>) -> Result {
    match (picks.least, picks.most) {
        (Some(least), Some(most)) if least == most => write!(out, "{least}$$")?,
        (least, most) => {
            let number = |bound: Option<u32>| bound.map_or_else(String::new, |bound| bound.to_string());
            write!(out, "{}-{}$$", number(least), number(most))?;
        }
    }
    match &picks.joiner {
        Some(joiner) => write!(out, "{}$$", escaped(joiner)),
        None => Ok(()),
    }
}

fn write_list(list: &ListUse, out: &mut Formatter<'_>) -> Result {
    out.write_str("__")?;
    if let Some(sampler) = list.sampler {
        out.write_char(sampler.mark())?;
    }
    out.write_str(&list.glob)?;
    for (index, (name, value)) in list.given.iter().enumerate() {
        let before = if index == 0 { '(' } else { ',' };
        write!(out, "{before}{name}={value}")?;
    }
    if !list.given.is_empty() {
        out.write_char(')')?;
    }
    out.write_str("__")
}

fn write_define(define: &Define, out: &mut Formatter<'_>) -> Result {
    let mark = match define.moment {
        Moment::AtEveryUse => "",
        Moment::Once => "!",
    };
    write!(out, "${{{}={mark}{}}}", define.name, Printed(&define.value))
}
