//! A file is at most 400 lines long, tests excluded, and a function 70.

use super::{Finding, Tree, place, tree::has_extension};

const FILE: usize = 400;
const FUNCTION: usize = 70;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    long_files(tree).into_iter().chain(long_functions(tree)).collect()
}

fn long_files(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_code(&file.path)) {
        let tests = file
            .rust
            .as_ref()
            .and_then(|rust| rust.as_ref().ok())
            .map_or(0, |source| source.test_lines);
        let lines = file.text.lines().count() - tests;
        if lines > FILE {
            findings.push(Finding::new(
                "file-length",
                &file.path,
                0,
                format!("{lines} lines; {FILE} is the most"),
            ));
        }
    }
    findings
}

fn is_code(path: &str) -> bool {
    let is_code = ["rs", "js", "css"]
        .iter()
        .any(|extension| has_extension(path, extension));
    is_code && !place::is_test(path)
}

fn long_functions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources().filter(|(path, _)| !place::is_test(path)) {
        for function in source.functions.iter().filter(|function| function.lines > FUNCTION) {
            let words = format!(
                "{} is {} lines long; {FUNCTION} is the most",
                function.name, function.lines
            );
            findings.push(Finding::new("function-length", path, function.line, words));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "crates/store/src/value.rs";

    fn function(lines: usize) -> String {
        format!("fn f() {{\n{}}}\n", "g();\n".repeat(lines - 2))
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(check(&Tree::of(&[(PATH, &"use a::b;\n".repeat(401))])).len(), 1);
        assert_eq!(
            check(&Tree::of(&[("crates/web_kit/src/kit.css", &"a {}\n".repeat(401))])).len(),
            1
        );
    }

    #[test]
    fn long_functions_are_found() {
        let findings = check(&Tree::of(&[(PATH, &function(71))]));
        assert_eq!(findings[0].words, "f is 71 lines long; 70 is the most");
    }

    #[test]
    fn what_is_within_the_caps_passes() {
        let with_tests = format!(
            "{}#[cfg(test)]\nmod tests {{\n{}}}\n",
            function(70),
            "fn g() {}\n".repeat(400)
        );
        assert_eq!(check(&Tree::of(&[(PATH, &with_tests)])), []);
        assert_eq!(check(&Tree::of(&[("crates/store/src/tests.rs", &function(500))])), []);
    }
}
