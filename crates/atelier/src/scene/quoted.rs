//! Words in quotes: on a poster they are lettering, not a description.

/// Lines of lettering that fit on a poster, and letters that fit on a line.
const MOST_LINES: usize = 3;
const MOST_LETTERS: usize = 40;
/// Marks that open a quotation, each with those that may close it.
const MARKS: &[(char, &[char])] = &[
    ('"', &['"', '”']),
    ('“', &['”', '“', '"']),
    ('„', &['“', '”', '"']),
    ('«', &['»']),
    ('»', &['«']),
];

/// The words outside quotation marks, and the lines within them.
pub(super) fn quoted(words: &str) -> (String, Vec<String>) {
    let mut plain = String::new();
    let mut lines = Vec::new();
    let mut rest = words;
    while let Some((at, open, closing)) = next_mark(rest) {
        let inside = &rest[at + open.len_utf8()..];
        let Some(end) = inside.find(closing) else {
            break;
        };
        let line: String = inside[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if lines.len() < MOST_LINES && line.chars().any(char::is_alphanumeric) {
            lines.push(line.chars().take(MOST_LETTERS).collect());
        }
        plain.push_str(&rest[..at]);
        plain.push(' ');
        let close = inside[end..].chars().next().map_or(0, char::len_utf8);
        rest = &inside[end + close..];
    }
    plain.push_str(rest);
    (plain, lines)
}

fn next_mark(text: &str) -> Option<(usize, char, &'static [char])> {
    text.char_indices().find_map(|(at, letter)| {
        let (open, closing) = MARKS.iter().find(|(open, _)| *open == letter)?;
        Some((at, *open, *closing))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_quotes_are_taken_out() {
        let (plain, lines) = quoted("poster of mountains \"STAY WILD\" and „Mehr davon“");
        assert_eq!(
            plain.split_whitespace().collect::<Vec<_>>(),
            ["poster", "of", "mountains", "and"]
        );
        assert_eq!(lines, ["STAY WILD", "Mehr davon"]);
        assert_eq!(quoted("an open \" quote").1, Vec::<String>::new());
    }
}
