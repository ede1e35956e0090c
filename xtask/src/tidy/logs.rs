//! Log lines have declared fields only (P-AUT-07): what an event names is in the log's part of the data map, and the
//! other way round.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::{Finding, Tree, place};

const DECLARED: &str = "crates/product/src/log_fields.rs";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let declared = declared(tree);
    let events = || {
        let sources = tree.sources().filter(|(path, _)| place::room(path).is_some());
        sources.flat_map(|(path, source)| source.events.iter().map(move |(field, line)| (path, field, *line)))
    };
    let undeclared = events().filter(|(_, field, _)| !declared.contains(field.as_str()));
    let mut findings: Vec<Finding> = undeclared
        .map(|(path, field, line)| {
            Finding::new(
                "logs",
                path,
                line,
                format!("\"{field}\" is not declared in {DECLARED}, so no line shows it"),
            )
        })
        .collect();
    let used: BTreeSet<&str> = events().map(|(_, field, _)| field.as_str()).collect();
    let unused = declared.iter().filter(|field| !used.contains(field.as_str()));
    findings
        .extend(unused.map(|field| Finding::new("logs", DECLARED, 0, format!("no event has the field \"{field}\""))));
    findings
}

fn declared(tree: &Tree) -> BTreeSet<String> {
    let text = tree.text(DECLARED).unwrap_or_default();
    let names = text.split("LogField(\"").skip(1);
    names
        .filter_map(|after| after.split_once('"').map(|(name, _)| name.to_owned()))
        .collect()
}

/// The fields that an event's tokens name: every word before a single `=`, from the start or behind a comma.
pub(super) fn fields(tokens: TokenStream) -> Vec<(String, usize)> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: Option<&TokenTree>, mark: char| matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark);
    let begins = |at: usize| at == 0 || is(tokens.get(at - 1), ',');
    let named = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        TokenTree::Ident(name) if begins(at) && is(tokens.get(at + 1), '=') && !is(tokens.get(at + 2), '=') => {
            Some((name.to_string(), name.span().start().line))
        }
        _ => None,
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: (&str, &str) = (DECLARED, "const DATA: &[Row] = &[Row::technical(LogField(\"job\"))];");

    #[test]
    fn a_field_that_is_not_declared_is_found() {
        let tree = Tree::of(&[
            TABLE,
            (
                "crates/jobs/src/claim.rs",
                "fn f() { tracing::warn!(job = %row.id, email = %row.email, \"taken\"); }",
            ),
        ]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn declared_fields_pass_and_unused_ones_are_found() {
        let used = (
            "crates/jobs/src/claim.rs",
            "fn f() { tracing::warn!(job = %row.id, \"taken\"); }",
        );
        assert_eq!(check(&Tree::of(&[TABLE, used])), []);
        assert_eq!(check(&Tree::of(&[TABLE])).len(), 1);
    }
}
