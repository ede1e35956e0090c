//! Colours and sizes of type come from the tokens of the kit, so that both themes and all pages stay one.

use super::{Finding, Tree, tree::has_extension};

/// The one file whose custom properties may hold colours.
const KIT: &str = "kit.css";

const COLOUR_FUNCTIONS: &[&str] = &[
    "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color(",
];

const COLOUR_NAMES: &[&str] = &[
    "white", "black", "red", "green", "blue", "yellow", "orange", "purple", "pink", "gray", "grey", "silver",
    "crimson", "tomato", "gold", "navy", "teal", "brown", "cyan", "magenta", "lime", "maroon", "olive", "salmon",
    "coral",
];

const COLOURED: &[&str] = &["color", "background", "border", "outline", "fill", "stroke", "shadow"];

struct Declaration {
    property: String,
    value: String,
    line: usize,
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| has_extension(&file.path, "css")) {
        let is_kit = file.path.rsplit('/').next() == Some(KIT);
        for declaration in declarations(&file.text) {
            let is_token = is_kit && declaration.property.starts_with("--");
            if let Some(words) = wrong(&declaration).filter(|_| !is_token) {
                findings.push(Finding::new("css-tokens", &file.path, declaration.line, words));
            }
        }
    }
    findings
}

fn wrong(declaration: &Declaration) -> Option<String> {
    let Declaration { property, value, .. } = declaration;
    if has_hex(value)
        || COLOUR_FUNCTIONS.iter().any(|function| has_word_start(value, function))
        || has_name(property, value)
    {
        return Some(format!("{property}: {value}: colours come from the tokens of {KIT}"));
    }
    let is_size = property == "font-size" || property == "font";
    let is_token = ["var(--", "inherit", "unset"].iter().any(|token| value.contains(token));
    (is_size && !is_token).then(|| format!("{property}: {value}: sizes of type come from the tokens of {KIT}"))
}

fn has_hex(value: &str) -> bool {
    value.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        matches!(digits, 3 | 4 | 6 | 8)
            && !rest[digits..].starts_with(|next: char| next.is_alphanumeric() || next == '-')
    })
}

fn has_word_start(value: &str, word: &str) -> bool {
    value
        .match_indices(word)
        .any(|(at, _)| !value[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-'))
}

fn has_name(property: &str, value: &str) -> bool {
    let coloured = property.starts_with("--") || COLOURED.iter().any(|part| property.contains(part));
    let mut words = value.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    coloured && words.any(|word| COLOUR_NAMES.contains(&word))
}

/// `property: value` pairs; what stands before a brace is a selector and no pair.
fn declarations(text: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let (mut piece, mut line, mut began) = (String::new(), 1, 1);
    for letter in without_comments_and_strings(text).chars() {
        match letter {
            '{' => piece.clear(),
            ';' | '}' => {
                found.extend(declaration(&piece, began));
                piece.clear();
            }
            _ => {
                if piece.trim().is_empty() && !letter.is_whitespace() {
                    began = line;
                }
                piece.push(letter);
            }
        }
        line += usize::from(letter == '\n');
    }
    found
}

fn declaration(piece: &str, line: usize) -> Option<Declaration> {
    let (property, value) = piece.split_once(':')?;
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    Some(Declaration {
        property: tidy(property),
        value: tidy(value),
        line,
    })
}

/// The text with comments, strings and addresses blanked out, line breaks kept.
fn without_comments_and_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let ends = if rest.starts_with("/*") {
            Some("*/")
        } else {
            quote(rest)
        };
        let (skipped, length) = match ends {
            Some(end) => (true, span(rest, end)),
            None => (false, letter.len_utf8()),
        };
        let taken = &rest[..length];
        out.extend(
            taken
                .chars()
                .map(|letter| if skipped && letter != '\n' { ' ' } else { letter }),
        );
        rest = &rest[length..];
    }
    out
}

fn quote(rest: &str) -> Option<&'static str> {
    match rest {
        rest if rest.starts_with('"') => Some("\""),
        rest if rest.starts_with('\'') => Some("'"),
        rest if rest.starts_with("url(") => Some(")"),
        _ => None,
    }
}

/// How far it is to behind the end.
fn span(rest: &str, end: &str) -> usize {
    let start = if end == "*/" { 2 } else { 1 };
    rest[start..].find(end).map_or(rest.len(), |at| start + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, css: &str) -> Vec<usize> {
        check(&Tree::of(&[(path, css)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    const PAGE: &str = "crates/product/src/library/library.css";

    #[test]
    fn colours_and_sizes_of_ones_own_are_found() {
        assert_eq!(
            findings(
                PAGE,
                ".a {\n  color: #fff;\n  margin: 4px;\n  background: oklch(0.5 0 0)\n}"
            ),
            [2, 4]
        );
        assert_eq!(
            findings(
                PAGE,
                ".a { border: 1px solid black; font-size: 14px; font: 12px sans-serif }"
            )
            .len(),
            3
        );
        assert_eq!(findings(PAGE, ".a { --mine: rgb(0 0 0); }"), [1]);
        assert_eq!(
            findings(
                "crates/web_kit/src/kit.css",
                ":root { --ink: #111; }\nbody { color: #111; }"
            ),
            [2]
        );
    }

    #[test]
    fn tokens_pass() {
        let css = "#add:hover, a:not(.b) { color: var(--ink); font-size: var(--size-2); /* #fff */ content: \"#fff\"; \
                   background: url(a.svg#abc) color-mix(in oklab, var(--ink) 20%, transparent); font: inherit; white-space: pre }";
        assert_eq!(findings(PAGE, css), Vec::<usize>::new());
        assert_eq!(
            findings("crates/web_kit/src/kit.css", ":root { --ink: #111; --size-2: 15px; }"),
            Vec::<usize>::new()
        );
    }
}
