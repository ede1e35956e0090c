//! Which slice reaches into which, against the snapshot that was reviewed. The arrows make no circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Tree, doors, imports, place};

/// Where the reviewed arrows stand.
pub const SNAPSHOT: &str = "xtask/arrows.snap";

type Arrows<'a> = BTreeMap<(&'a str, &'a str), (&'a str, usize)>;

/// The arrows as they are, one line each, as the snapshot holds them.
#[must_use]
pub fn arrows(tree: &Tree) -> String {
    let lines: Vec<String> = read(tree)
        .keys()
        .map(|(from, to)| {
            format!(
                "{from} -> {to}
"
            )
        })
        .collect();
    lines.concat()
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let found = read(tree);
    let snapshot = tree.text(SNAPSHOT).unwrap_or_default();
    let reviewed: BTreeSet<_> = snapshot.lines().filter_map(|line| line.split_once(" -> ")).collect();
    let new = found
        .iter()
        .filter(|(arrow, _)| !reviewed.contains(*arrow))
        .map(|((from, to), (path, line))| {
            Finding::new(
                "arrows",
                path,
                *line,
                format!("a new arrow, {from} -> {to}; accept it with `cargo xtask tidy --bless`"),
            )
        });
    let gone = reviewed
        .iter()
        .filter(|arrow| !found.contains_key(*arrow))
        .map(|(from, to)| {
            Finding::new(
                "arrows",
                SNAPSHOT,
                0,
                format!("{from} -> {to} is gone; drop it with `cargo xtask tidy --bless`"),
            )
        });
    new.chain(gone).chain(circle(&found)).collect()
}

/// Every arrow, and where it was first seen. Tests may reach anywhere.
fn read(tree: &Tree) -> Arrows<'_> {
    let slices = doors::slices(tree);
    let mut arrows = Arrows::new();
    for (path, source) in tree.sources().filter(|(path, _)| !place::is_test(path)) {
        let Some((from, _)) = place::slice(path) else { continue };
        for (name, line) in &source.paths {
            let reached = slices.iter().find(|to| **to != from && imports::reaches(name, to));
            if let Some(to) = reached {
                arrows.entry((from, to)).or_insert((path, *line));
            }
        }
    }
    arrows
}

/// Takes away what points at nothing that is left, over and over; what stays goes round in a circle.
fn circle(arrows: &Arrows<'_>) -> Option<Finding> {
    let mut left: BTreeSet<_> = arrows.keys().copied().collect();
    loop {
        let starts: BTreeSet<&str> = left.iter().map(|(from, _)| *from).collect();
        let before = left.len();
        left.retain(|(_, to)| starts.contains(to));
        if left.len() == before {
            break;
        }
    }
    let ends: BTreeSet<&str> = left.iter().map(|(_, to)| *to).collect();
    let slices: Vec<&str> = left
        .iter()
        .map(|(from, _)| *from)
        .filter(|from| ends.contains(from))
        .collect();
    let (first, place) = left.first().and_then(|arrow| Some((arrow, arrows.get(arrow)?)))?;
    let mut slices = slices;
    slices.dedup();
    let words = format!(
        "{} -> {}: these slices go round in a circle: {}",
        first.0,
        first.1,
        slices.join(", ")
    );
    Some(Finding::new("arrows", place.0, place.1, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: (&str, &str) = (
        "crates/product/src/generations/submit.rs",
        "use crate::{app::App, library::Asset};",
    );
    const DOWN: (&str, &str) = ("crates/product/src/library/mod.rs", "//! What came of it.");

    #[test]
    fn a_new_arrow_is_found() {
        assert_eq!(check(&Tree::of(&[UP, DOWN])).len(), 1);
    }

    #[test]
    fn an_arrow_that_is_gone_is_found() {
        assert_eq!(
            check(&Tree::of(&[DOWN, (SNAPSHOT, "generations -> library\n")])).len(),
            1
        );
    }

    #[test]
    fn a_circle_is_found_even_when_blessed() {
        let back = (
            "crates/product/src/library/show.rs",
            "fn f() { crate::generations::lookup(); }",
        );
        let snapshot = "generations -> library\nlibrary -> generations\n";
        let findings = check(&Tree::of(&[UP, DOWN, back, (SNAPSHOT, snapshot)]));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].words.contains("circle: generations, library"));
    }

    #[test]
    fn reviewed_arrows_pass() {
        let tree = Tree::of(&[UP, DOWN, (SNAPSHOT, "generations -> library\n")]);
        assert_eq!(check(&tree), []);
        assert_eq!(arrows(&tree), "generations -> library\n");
    }
}
