//! No literal words in markup: what people read comes from the slice's `.ftl` files.

use super::{Finding, Tree, place};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.sources().filter(|(path, _)| place::room(path).is_some());
    sources
        .flat_map(|(path, source)| {
            source.words.iter().map(move |(text, line)| {
                Finding::new(
                    "words",
                    path,
                    *line,
                    format!("\"{text}\" stands in the markup; it belongs in the .ftl files"),
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> usize {
        check(&Tree::of(&[("crates/product/src/library/pages.rs", text)])).len()
    }

    #[test]
    fn literal_words_are_found() {
        assert_eq!(findings(r#"fn page() -> Markup { html! { h1 { "Library" } } }"#), 1);
        assert_eq!(
            findings(r#"fn page() -> Markup { maud::html! { h1 { "Library" } } }"#),
            1
        );
    }

    #[test]
    fn words_from_fluent_pass() {
        assert_eq!(
            findings("fn page() -> Markup { html! { h1.wide { (words.library()) } } }"),
            0
        );
    }
}
