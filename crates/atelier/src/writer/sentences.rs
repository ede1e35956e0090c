//! Where blocks and sentences begin and end, in both languages.

use super::words::words;

/// A piece of text that stands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block<'a> {
    Heading(&'a str),
    /// A paragraph or one point of a list.
    Prose(&'a str),
}

/// Longer lines are not headings.
const LONGEST_HEADING: usize = 90;
/// A full stop after these does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nr", "fig", "ca", "approx", "dept", "est", "gen", "gov", "hon",
    "jr", "sr", "vol", "pp", "ed", "eds", "resp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "okt", "nov", "dec", "dez", "hr", "fr", "bzw", "abb", "abs", "art", "bd", "evtl", "ggf", "inkl", "exkl",
    "kap", "max", "min", "mio", "mrd", "tel", "str", "vgl", "zzgl", "geb", "gest", "sog", "urspr", "dipl", "ing",
    "hrsg", "allg", "bspw", "jh", "lt", "phil", "al", "cf", "eg", "ie", "inc", "ltd", "corp", "figs", "sec", "ch",
    "op",
];
const MONTHS: &[&str] = &[
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jahrhundert",
    "jahrhunderts",
    "klasse",
    "auflage",
    "kapitel",
    "stock",
    "platz",
    "january",
    "february",
    "march",
    "june",
    "july",
    "october",
    "december",
];
/// After these, a number with a full stop is an ordinal: "der 2. Weltkrieg".
const BEFORE_ORDINALS: &[&str] = &[
    "am", "der", "die", "das", "dem", "den", "des", "im", "zum", "zur", "vom", "beim", "seit", "ab", "bis", "jeder",
    "jeden", "jedes", "ihr", "ihre", "sein", "seine", "ein", "einen", "und",
];

/// The blocks of a text: paragraphs, points of lists, and headings.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let (mut start, mut at, mut is_point) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let (bare, after) = (line.trim(), at + line.len());
        let point = marked_point(bare);
        let mark = bare.starts_with('#');
        if bare.is_empty() || mark || point.is_some() {
            blocks.extend(block(&text[start..at], is_point));
            (start, is_point) = (after, false);
        }
        if mark {
            let heading = bare.trim_matches(['#', ' ']);
            blocks.extend((!heading.is_empty()).then_some(Block::Heading(heading)));
        } else if let Some(point) = point {
            // The mark is left out; what follows it is the rest of the line.
            start = at + line.find(point).unwrap_or(0);
            is_point = true;
        }
        at = after;
    }
    blocks.extend(block(&text[start.min(at)..at], is_point));
    blocks
}

/// The sentences of a block, without the space around them.
pub(super) fn sentences(block: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = block.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !is_stop(letter) {
            continue;
        }
        let mut end = at + letter.len_utf8();
        let mut stops = 1;
        while let Some((next, more)) = letters.next_if(|(_, next)| is_stop(*next) || closes(*next)) {
            end = next + more.len_utf8();
            stops += usize::from(is_stop(more));
        }
        let abbreviates = letter == '.' && stops == 1;
        if ends(&block[start..at], abbreviates, &block[end..]) {
            found.push(block[start..end].trim());
            start = end;
        }
    }
    found.push(block[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

fn block(text: &str, is_point: bool) -> Option<Block<'_>> {
    let text = text.trim();
    let heading = !is_point
        && !text.contains('\n')
        && text.chars().count() <= LONGEST_HEADING
        && !text.ends_with(|c: char| is_stop(c) || closes(c) || matches!(c, ':' | ';' | ','));
    match () {
        () if !text.chars().any(char::is_alphanumeric) => None,
        () if heading => Some(Block::Heading(text)),
        () => Some(Block::Prose(text)),
    }
}

/// What follows the mark of a list's point, if a line has one.
fn marked_point(line: &str) -> Option<&str> {
    let after = line.strip_prefix(['-', '*', '•', '–', '·']).or_else(|| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix([')', '.'])
    })?;
    let figures = line.chars().take_while(char::is_ascii_digit).count();
    let is_mark = after.starts_with(' ') && figures < 4 && (figures > 0 || !line.starts_with([')', '.']));
    // "3. Oktober" at the start of a line is a date.
    let word = words(after).next().unwrap_or_default().to_lowercase();
    (is_mark && !(figures > 0 && MONTHS.contains(&word.as_str()))).then(|| after.trim_start())
}

/// Whether a sentence ends between what is before a stop and what follows it.
fn ends(before: &str, abbreviates: bool, after: &str) -> bool {
    if !after.starts_with(char::is_whitespace) {
        return after.is_empty();
    }
    let next = after.trim_start();
    let Some(first) = next.chars().take(4).find(|c| c.is_alphanumeric()) else {
        return true;
    };
    if first.is_lowercase() {
        return false;
    }
    !(abbreviates && is_abbreviated(before, next))
}

fn is_abbreviated(before: &str, next: &str) -> bool {
    let mut earlier = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let word = earlier
        .next()
        .unwrap_or_default()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) || word.contains('.') {
        return !word.chars().any(|c| c.is_ascii_digit());
    }
    if word.len() <= 2 && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        let following = words(next).next().unwrap_or_default().to_lowercase();
        let article = earlier.next().unwrap_or_default().to_lowercase();
        return MONTHS.contains(&following.as_str()) || BEFORE_ORDINALS.contains(&article.as_str());
    }
    ABBREVIATIONS.contains(&lower.as_str())
}

const fn is_stop(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…')
}

const fn closes(letter: char) -> bool {
    matches!(
        letter,
        '"' | '”' | '’' | '\'' | '»' | '«' | '“' | '‘' | ')' | ']' | '*' | '_'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("One. Two! Three? Four", 4),
            ("Dr. Smith met Mr. Jones at 5.30 p.m. on Monday. They talked.", 2),
            ("It costs 3.50 euros. Really.", 2),
            ("“Stop!” he said. “Why?” she asked.", 2),
            ("He waited ... and went. Then he came back.", 2),
            ("J. R. R. Tolkien wrote it. It sold well.", 2),
            ("Am 3. Oktober 1990 war es so weit. Alle feierten.", 2),
            ("Der 2. Weltkrieg endete 1945. Danach kam Frieden.", 2),
            ("Das gilt z. B. für Äpfel, d. h. für Obst. Mehr nicht.", 2),
            ("Sie fragte: „Kommst du mit?“ Er nickte.", 2),
            ("Die Nr. 5 lebt. Das ca. 30 m hohe Haus steht.", 2),
            ("He was 30. Then he left.", 2),
        ] {
            assert_eq!(sentences(text).len(), expected, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn lists_and_headings_stand_by_themselves() {
        let found = blocks("# Name\n\nA line.\nAnd on.\n\n- one thing\n- another\n\nShort title\n\nText here.");
        assert_eq!(
            found,
            [
                Block::Heading("Name"),
                Block::Prose("A line.\nAnd on."),
                Block::Prose("one thing"),
                Block::Prose("another"),
                Block::Heading("Short title"),
                Block::Prose("Text here."),
            ]
        );
    }
}
