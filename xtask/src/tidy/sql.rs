//! SQL stands in `queries.rs`, and in the rooms that are about rows.

use super::{
    Finding, Tree,
    place::{self, Column},
};

/// Rooms whose own matter is rows; `testkit` sweeps whatever table there is.
const OF_ROWS: &[&str] = &["store", "jobs", "vault", "testkit"];

/// How a statement begins, and a word that it must also hold for it not to be English.
const STATEMENTS: &[(&str, &str)] = &[
    ("select ", " from "),
    ("insert into ", "values"),
    ("insert into ", "select"),
    ("update ", " set "),
    ("delete from ", ""),
    ("create table ", "("),
    ("create index ", " on "),
    ("create unique index ", " on "),
    ("alter table ", ""),
    ("drop table ", ""),
    ("with ", " as ("),
    ("pragma ", ""),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| !may_hold_sql(path)) {
        for (_, line) in source.literals.iter().filter(|(text, _)| is_sql(text)) {
            findings.push(Finding::new("sql-text", path, *line, "SQL outside queries.rs"));
        }
    }
    findings
}

fn may_hold_sql(path: &str) -> bool {
    let Some(room) = place::room(path) else { return true };
    OF_ROWS.contains(&room) || place::slice(path).is_some_and(|(_, file)| Column::of(file) == Column::Queries)
}

fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    STATEMENTS
        .iter()
        .any(|(start, within)| text.starts_with(start) && text.contains(within))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    const VERB: &str = "crates/product/src/library/erase.rs";

    #[test]
    fn sql_in_a_verb_is_found() {
        assert_eq!(
            findings(VERB, r#"fn f() { db.run("DELETE FROM asset WHERE id = $1") }"#),
            1
        );
        assert_eq!(findings(VERB, "fn f() { g!(\"SELECT id\n FROM asset\") }"), 1);
    }

    #[test]
    fn sql_in_queries_and_english_in_verbs_pass() {
        let sql = r#"fn f() { db.run("DELETE FROM asset WHERE id = $1") }"#;
        assert_eq!(findings("crates/product/src/library/queries.rs", sql), 0);
        assert_eq!(findings("crates/store/src/migrations.rs", sql), 0);
        assert_eq!(findings("crates/product/src/library/tests.rs", sql), 0);
        assert_eq!(findings(VERB, r#"fn f() { say("select a picture") }"#), 0);
    }
}
