//! Finds words that stand in the markup of `html!`, where only Fluent's words belong.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::LitStr;

/// Attributes whose value is read by people.
const SPOKEN: &[&str] = &["title", "alt", "placeholder", "label", "description"];

/// The name of the product is the same in every language.
const NAME: &str = "Nano Prompt";

/// Every string with a letter that stands as content, or in an attribute that people read.
pub(super) fn words(markup: TokenStream) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    read_markup(markup, &mut found);
    found
}

fn read_markup(markup: TokenStream, found: &mut Vec<(String, usize)>) {
    let tokens: Vec<TokenTree> = markup.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = &tokens[..at];
        match token {
            TokenTree::Literal(_)
                if is_spoken(before) || (is_content(before, tokens.get(at + 1)) && !is_code(before)) =>
            {
                found.extend(spoken_literal(token));
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !is_unspoken_value(before) => {
                read_markup(group.stream(), found);
            }
            TokenTree::Group(group) => read_code(group.stream(), is_splice(before), found),
            _ => {}
        }
    }
}

/// In parentheses stands Rust: a bare string is content after all, and `html!` may stand inside.
fn read_code(code: TokenStream, is_content: bool, found: &mut Vec<(String, usize)>) {
    let tokens: Vec<TokenTree> = code.into_iter().collect();
    if let ([only], true) = (tokens.as_slice(), is_content) {
        found.extend(spoken_literal(only));
    }
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let calls_html = ends_with(&tokens[..at], &["html", "!"]);
        if calls_html {
            read_markup(group.stream(), found);
        } else {
            read_code(group.stream(), false, found);
        }
    }
}

/// Parentheses that stand as content, not those of a call, a condition or a value.
fn is_splice(before: &[TokenTree]) -> bool {
    !matches!(before.last(), Some(TokenTree::Ident(_))) && is_content(before, None) && !is_code(before)
}

/// Not a value, a class, an id or a pattern.
fn is_content(before: &[TokenTree], after: Option<&TokenTree>) -> bool {
    let is_pattern = matches!(after, Some(TokenTree::Punct(mark))
        if mark.as_char() == '|' || (mark.as_char() == '=' && mark.spacing() == Spacing::Joint));
    !is_value(before) && !is_pattern
}

fn is_value(before: &[TokenTree]) -> bool {
    let Some(TokenTree::Punct(mark)) = before.last() else {
        return false;
    };
    match mark.as_char() {
        '.' | '#' | '=' | '|' => true,
        '>' => false,
        _ => !matches!(mark.as_char(), ';' | '@'),
    }
}

/// After `@let` and in a condition stands Rust up to the next `;` or brace.
fn is_code(before: &[TokenTree]) -> bool {
    for (at, token) in before.iter().enumerate().rev() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return false,
            TokenTree::Punct(mark) if mark.as_char() == ';' => return false,
            TokenTree::Punct(mark) if mark.as_char() == '@' => {
                return !matches!(before.get(at + 1), Some(TokenTree::Ident(word)) if *word == "else");
            }
            _ => {}
        }
    }
    false
}

/// Whether what comes next is the value of an attribute that people read: `title=`, `aria-label=`.
fn is_spoken(before: &[TokenTree]) -> bool {
    let [.., TokenTree::Ident(name), TokenTree::Punct(mark)] = before else {
        return false;
    };
    let ours = SPOKEN.iter().any(|spoken| name == spoken);
    mark.as_char() == '=' && ours && !belongs_to_data(&before[..before.len() - 2])
}

fn is_unspoken_value(before: &[TokenTree]) -> bool {
    is_value(before) && !is_spoken(before)
}

/// `data-title` is for scripts.
fn belongs_to_data(before: &[TokenTree]) -> bool {
    ends_with(before, &["data", "-"])
}

fn ends_with(tokens: &[TokenTree], words: &[&str]) -> bool {
    tokens.len() >= words.len()
        && tokens[tokens.len() - words.len()..]
            .iter()
            .zip(words)
            .all(|(token, word)| token.to_string() == *word)
}

fn spoken_literal(token: &TokenTree) -> Option<(String, usize)> {
    let text = syn::parse_str::<LitStr>(&token.to_string()).ok()?.value();
    let spoken = text.replace(NAME, "").chars().any(char::is_alphabetic) && !is_address(&text);
    spoken.then(|| (text, token.span().start().line))
}

/// A path of ours shown as such is the same in every language.
fn is_address(text: &str) -> bool {
    text.starts_with('/') && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markup: &str) -> Vec<String> {
        words(markup.parse().expect("sample lexes"))
            .into_iter()
            .map(|(text, _)| text)
            .collect()
    }

    #[test]
    fn words_in_the_markup_are_found() {
        assert_eq!(found(r#"p { "Hello" }"#), ["Hello"]);
        assert_eq!(found(r#"p.wide #main { b { "deep" } (x) "after" }"#), ["deep", "after"]);
        assert_eq!(found(r#"@if x { "yes" } @else { "no" }"#), ["yes", "no"]);
        assert_eq!(
            found(r#"@match x { "a" => { "first" }, _ => "other", }"#),
            ["first", "other"]
        );
        assert_eq!(found(r#"@for x in [1] { li { ("spliced") } }"#), ["spliced"]);
        assert_eq!(found(r#"div { (card(html! { "inner" })) }"#), ["inner"]);
        assert_eq!(found(r#"img alt="a sea" title={ "by " (x) };"#), ["a sea", "by "]);
        assert_eq!(found(r#"button aria-label="Close" {}"#), ["Close"]);
    }

    #[test]
    fn attributes_signs_and_splices_are_left_alone() {
        for markup in [
            r#"a href="/library" class="wide" data-title="x" id={ "row-" (id) } { (words.get("open")) " · " }"#,
            r#"title { (x) " · Nano Prompt" } a href="/terms" { "/terms" }"#,
            r#"p."md:wide" #"main" { (t!("hello")) }"#,
            r#"@let name = "x"; input name=(name) type="text" value=[Some("y")];"#,
            r#"@if kind == "image" || kind == "video" { (x) } @else if kind.starts_with("a") { (y) }"#,
            r#"@match kind { "image" | "video" => (x), _ => (y), }"#,
            r#"@for name in ["a", "b"] { (name) }"#,
        ] {
            assert_eq!(found(markup), Vec::<String>::new(), "{markup}");
        }
    }
}
