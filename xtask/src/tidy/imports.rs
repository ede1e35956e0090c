//! What a file of a slice may not name, by its column.

use std::collections::BTreeSet;

use super::{
    Finding, Tree, doors,
    place::{self, Column},
    source::Source,
};

const PAGES: &[&str] = &["axum", "maud"];
/// A noun and a data map know ids, time and privacy.
const BEYOND_NOUNS: &[&str] = &[
    "axum",
    "maud",
    "web_kit",
    "tokio",
    "futures",
    "sqlx",
    "store",
    "jobs",
    "vault",
    "engines",
    "egress",
    "atelier",
    "provenance",
    "transparency",
];
/// A page or an API handler calls verbs, which know the rest.
const BEYOND_PAGES: &[&str] = &["engines", "jobs", "sqlx"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let slices = doors::slices(tree);
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| !place::is_test(path)) {
        let Some((slice, file)) = place::slice(path) else {
            continue;
        };
        let say = |line: usize, words: String| Finding::new("slice-imports", path, line, words);
        let kind = Kind::of(file, source);
        for (name, line) in &source.paths {
            if let Some(why) = kind.refuses(name, slice, &slices) {
                findings.push(say(*line, format!("{name}: {why}")));
            }
        }
        if kind.is_still() {
            findings.extend(
                source
                    .asyncs
                    .iter()
                    .map(|line| say(*line, "a noun and a data map wait for nothing".to_owned())),
            );
        }
    }
    findings
}

/// A column; of the free names, a noun is what defines the type it is called after. A name in -ing is a doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Door,
    Noun,
    Data,
    Verb,
    Queries,
    Handlers,
}

impl Kind {
    fn of(file: &str, source: &Source) -> Self {
        match Column::of(file) {
            Column::Door => Self::Door,
            Column::Data => Self::Data,
            Column::Queries => Self::Queries,
            Column::Api | Column::Pages => Self::Handlers,
            Column::Free if !file.ends_with("ing.rs") && source.types.contains(&type_name(file)) => Self::Noun,
            Column::Job | Column::Free => Self::Verb,
        }
    }

    const fn is_still(self) -> bool {
        matches!(self, Self::Noun | Self::Data)
    }

    fn refuses(self, name: &str, slice: &str, slices: &BTreeSet<&str>) -> Option<&'static str> {
        let root = name.split("::").next().unwrap_or_default();
        let of_queries = name.split("::").any(|part| part == "queries");
        match self {
            Self::Noun | Self::Data if BEYOND_NOUNS.contains(&root) => {
                Some("a noun and a data map know basics and privacy")
            }
            Self::Noun | Self::Data if of_queries => Some("a noun and a data map know no queries"),
            Self::Verb | Self::Queries if PAGES.contains(&root) => Some("only api and pages know how answers look"),
            Self::Queries if slices.iter().any(|other| *other != slice && reaches(name, other)) => {
                Some("queries know only the nouns of their own slice")
            }
            Self::Handlers if BEYOND_PAGES.contains(&root) => Some("api and pages call verbs, which know the rest"),
            Self::Handlers if of_queries => Some("api and pages call verbs, which know the queries"),
            _ => None,
        }
    }
}

/// Whether a path leads into that slice.
pub(super) fn reaches(name: &str, slice: &str) -> bool {
    let inside = name
        .strip_prefix("crate::")
        .or_else(|| name.strip_prefix("super::super::"));
    inside.is_some_and(|rest| rest.split("::").next() == Some(slice))
}

/// `api_key.rs` is called after `ApiKey`.
fn type_name(file: &str) -> String {
    let words = file.trim_end_matches(".rs").split('_');
    let capital = |word: &str| {
        word.chars()
            .enumerate()
            .map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c })
            .collect::<String>()
    };
    words.map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(file: &str, text: &str) -> usize {
        let path = format!("crates/product/src/library/{file}");
        check(&Tree::of(&[(&path, text), ("crates/product/src/accounts/mod.rs", "")])).len()
    }

    #[test]
    fn what_a_noun_may_not_name_is_found() {
        assert_eq!(findings("asset.rs", "pub struct Asset; use store::Db;"), 1);
        assert_eq!(findings("asset.rs", "pub struct Asset; use super::queries;"), 1);
        assert_eq!(
            findings("asset.rs", "pub struct Asset; impl Asset { async fn f() {} }"),
            1
        );
        assert_eq!(findings("data.rs", "use axum::Json;"), 1);
    }

    #[test]
    fn what_a_verb_or_a_job_may_not_name_is_found() {
        assert_eq!(findings("erase.rs", "fn f() -> maud::Markup { todo() }"), 1);
        assert_eq!(findings("thumbnail_job.rs", "use axum::Json;"), 1);
    }

    #[test]
    fn what_queries_may_not_name_is_found() {
        assert_eq!(findings("queries.rs", "use axum::Json;"), 1);
        assert_eq!(findings("queries.rs", "use crate::accounts::Account;"), 1);
    }

    #[test]
    fn what_handlers_may_not_name_is_found() {
        assert_eq!(findings("api.rs", "use super::{erase, queries};"), 1);
        assert_eq!(
            findings("pages.rs", "fn f() { jobs::enqueue(); html! { (engines::cards()) } }"),
            2
        );
    }

    #[test]
    fn what_belongs_passes() {
        assert_eq!(findings("asset.rs", "use privacy::Sealed; pub struct Asset;"), 0);
        assert_eq!(
            findings(
                "erase.rs",
                "use super::queries; use crate::accounts::Account; async fn erase(jobs: &jobs::Queue) {}"
            ),
            0
        );
        assert_eq!(
            findings("queries.rs", "use super::asset::Asset; use store::Db; async fn f() {}"),
            0
        );
        assert_eq!(
            findings(
                "pages.rs",
                "use axum::Form; use maud::html; use web_kit::Page; use super::erase::erase;"
            ),
            0
        );
        assert_eq!(findings("tests.rs", "use super::queries; use axum::Json;"), 0);
    }
}
