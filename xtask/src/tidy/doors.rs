//! A slice is a flat folder with a door that says what it is for, and files whose names say what they are.

use std::{collections::BTreeSet, path::Path};

use super::{Finding, Tree, place};

/// Names that say nothing.
const SAY_NOTHING: &[&str] = &[
    "common", "handler", "handlers", "helper", "helpers", "impl", "lib", "manager", "misc", "service", "services",
    "shared", "types", "util", "utils",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let names = tree
        .files()
        .filter_map(|file| Some((file.path.as_str(), place::slice(&file.path)?)));
    let names: Vec<_> = names.filter(|(_, (slice, _))| slices(tree).contains(slice)).collect();
    let bad = names.iter().filter(|(_, (_, file))| !is_good_name(file));
    bad.map(|(path, (_, file))| Finding::new("slice-names", path, 0, format!("{file} is not a name of the house")))
        .chain(missing_doors(tree))
        .chain(doors_with_more_than_names(tree))
        .collect()
}

/// The folders of `product` that hold code.
pub(super) fn slices(tree: &Tree) -> BTreeSet<&str> {
    tree.sources()
        .filter_map(|(path, _)| place::slice(path))
        .map(|(slice, _)| slice)
        .collect()
}

fn missing_doors(tree: &Tree) -> Vec<Finding> {
    let without_door = |slice: &&str| tree.text(&door(slice)).is_none();
    let say = |slice: &str| Finding::new("slice-doors", &door(slice), 0, format!("{slice} has no door"));
    slices(tree).into_iter().filter(without_door).map(say).collect()
}

fn door(slice: &str) -> String {
    format!("crates/product/src/{slice}/mod.rs")
}

fn doors_with_more_than_names(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources() {
        if !matches!(place::slice(path), Some((_, "mod.rs"))) {
            continue;
        }
        if !source.documented {
            findings.push(Finding::new(
                "slice-doors",
                path,
                1,
                "a door begins by saying what the slice is for (`//!`)",
            ));
        }
        for line in &source.logic {
            findings.push(Finding::new(
                "slice-doors",
                path,
                *line,
                "a door holds names, not logic",
            ));
        }
    }
    findings
}

/// Folders that a slice may have, each the rest of the file of the same name.
const FOLDERS: &[&str] = &["api", "pages", "queries", "tests"];

fn is_good_name(file: &str) -> bool {
    if let Some((folder, below)) = file.split_once('/') {
        return FOLDERS.contains(&folder) && (folder == "tests" || is_good_name(below));
    }
    let path = Path::new(file);
    let (Some(stem), Some(extension)) = (path.file_stem(), path.extension()) else {
        return false;
    };
    let (stem, extension) = (stem.to_string_lossy(), extension.to_string_lossy());
    match &*extension {
        "rs" => is_snake_case(&stem) && !SAY_NOTHING.contains(&&*stem),
        "js" | "css" => is_snake_case(&stem),
        "ftl" => is_language(&stem),
        // A long text, such as terms.de.md.
        "md" => stem
            .split_once('.')
            .is_some_and(|(name, language)| is_snake_case(name) && is_language(language)),
        _ => false,
    }
}

fn is_snake_case(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    starts_well
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// `en`, `de`, `ar-XB`.
fn is_language(name: &str) -> bool {
    let (language, region) = name.split_once('-').unwrap_or((name, "XX"));
    language.len() == 2
        && language.chars().all(|letter| letter.is_ascii_lowercase())
        && (2..=4).contains(&region.len())
        && region.chars().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD_DOOR: (&str, &str) = (
        "crates/product/src/library/mod.rs",
        "//! What came of it.\nmod data;\npub use data::DATA;",
    );

    #[test]
    fn names_that_say_nothing_are_found() {
        for file in [
            "utils.rs",
            "Asset.rs",
            "inner/asset.rs",
            "notes.txt",
            "english.ftl",
            "LightTable.css",
        ] {
            let path = format!("crates/product/src/library/{file}");
            assert_eq!(check(&Tree::of(&[GOOD_DOOR, (&path, "")])).len(), 1, "{file}");
        }
    }

    #[test]
    fn names_of_the_house_pass() {
        for file in [
            "asset.rs",
            "thumbnail_job.rs",
            "light_table.css",
            "canvas.js",
            "en.ftl",
            "ar-XB.ftl",
            "tests.rs",
        ] {
            let path = format!("crates/product/src/library/{file}");
            assert_eq!(check(&Tree::of(&[GOOD_DOOR, (&path, "")])), [], "{file}");
        }
    }

    #[test]
    fn a_missing_or_silent_door_is_found() {
        assert_eq!(
            check(&Tree::of(&[("crates/product/src/library/asset.rs", "")])).len(),
            1
        );
        assert_eq!(
            check(&Tree::of(&[("crates/product/src/library/mod.rs", "mod asset;")])).len(),
            1
        );
    }

    #[test]
    fn logic_in_a_door_is_found() {
        let door = "//! What came of it.\nmod asset;\nfn f() {}";
        assert_eq!(
            check(&Tree::of(&[("crates/product/src/library/mod.rs", door)]))[0].line,
            3
        );
    }
}
