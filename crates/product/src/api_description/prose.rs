//! Prose: text in which an empty line begins a paragraph and `backticks` hold code. Nothing in it can become markup of
//! another kind.

/// A text in paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// In reading order.
    pub paragraphs: Vec<Vec<Piece>>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Code.
    Code(String),
}

impl Prose {
    /// Reads a text. What is in no form known here stays words, so reading cannot fail.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut paragraphs = vec![String::new()];
        for line in text.lines().map(str::trim) {
            match paragraphs.last_mut() {
                Some(_) if line.is_empty() => paragraphs.push(String::new()),
                Some(paragraph) if paragraph.is_empty() => paragraph.push_str(line),
                Some(paragraph) => {
                    paragraph.push(' ');
                    paragraph.push_str(line);
                }
                None => {}
            }
        }
        let written = paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
        Self {
            paragraphs: written.map(|paragraph| pieces(paragraph)).collect(),
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}

/// Every second piece between backticks is code; where one is left open, what follows it is words.
fn pieces(paragraph: &str) -> Vec<Piece> {
    let parts: Vec<&str> = paragraph.split('`').collect();
    let mut pieces = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        let is_closed = position + 1 < parts.len();
        pieces.push(match position % 2 {
            1 if is_closed => Piece::Code((*part).to_owned()),
            1 => Piece::Words(format!("`{part}")),
            _ => Piece::Words((*part).to_owned()),
        });
    }
    pieces.retain(|piece| *piece != Piece::Words(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    #[test]
    fn an_empty_line_begins_a_paragraph_and_backticks_hold_code() {
        let prose = Prose::parse("Says `store: false`\nto them.\n\n\nAnd `stream`");
        let code = |text: &str| Piece::Code(text.to_owned());
        assert_eq!(
            prose.paragraphs,
            [
                vec![words("Says "), code("store: false"), words(" to them.")],
                vec![words("And "), code("stream")]
            ]
        );
    }

    #[test]
    fn what_is_in_no_form_stays_words() {
        assert_eq!(Prose::parse("a ` b").paragraphs, [vec![words("a "), words("` b")]]);
        assert_eq!(Prose::parse("<b>*x*</b>").paragraphs, [vec![words("<b>*x*</b>")]]);
        assert!(Prose::parse(" \n\n").is_empty());
    }
}
