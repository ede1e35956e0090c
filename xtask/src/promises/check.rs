//! Every guard in the code is claimed by a promise's file, and every guard and test that a file claims is in the code.

use std::collections::BTreeSet;

use super::Promise;
use crate::tidy::Tree;

const OPENING: &str = "guard!(\"";

/// What does not fit, as sentences.
#[must_use]
pub fn check(tree: &Tree, promises: &[Promise]) -> Vec<String> {
    let code = guards_in_code(tree);
    let claimed: BTreeSet<&str> = promises
        .iter()
        .flat_map(|promise| &promise.guards)
        .map(|guard| guard.name.as_str())
        .collect();
    let mut findings: Vec<String> = promises.iter().flat_map(|promise| check_file(tree, promise)).collect();
    let unclaimed = code.iter().filter(|name| !claimed.contains(name.as_str()));
    findings.extend(unclaimed.map(|name| format!("{name} stands in the code, but no promise's file names it")));
    let missing = claimed.iter().filter(|name| !code.contains(**name));
    findings.extend(
        missing.map(|name| format!("{name} is named in a promise's file, but no guard in the code is called so")),
    );
    findings
}

fn check_file(tree: &Tree, promise: &Promise) -> Vec<String> {
    let mut findings = Vec::new();
    for guard in &promise.guards {
        let own = guard.name == promise.id || guard.name.starts_with(&format!("{}/", promise.id));
        if !own {
            findings.push(format!("{} is in the file of {}", guard.name, promise.id));
        }
        if guard.red.is_empty() {
            findings.push(format!("{} names no test that fails without it", guard.name));
        }
        for test in guard.red.iter().filter(|test| !promise.tests.contains(test)) {
            findings.push(format!(
                "{test} fails without {}, but is not among the tests of {}",
                guard.name, promise.id
            ));
        }
    }
    let missing = promise.tests.iter().filter(|test| !is_in(tree, test));
    findings.extend(missing.map(|test| format!("{}: there is no test called {test}", promise.id)));
    findings
}

/// The guards of the code; what stands in tests or in `privacy` itself, which defines them, does not count.
fn guards_in_code(tree: &Tree) -> BTreeSet<String> {
    let ours = tree.texts().filter(|(path, _)| {
        path.starts_with("crates/") && path.contains("/src/") && !path.starts_with("crates/privacy/")
    });
    ours.flat_map(|(_, text)| text.split(OPENING).skip(1))
        .filter_map(|after| after.split_once('"').map(|(name, _)| name.to_owned()))
        .collect()
}

/// Whether some file that bears the module's name, or is that module's tests, has a test of that name.
fn is_in(tree: &Tree, test: &str) -> bool {
    let Some((module, name)) = test.rsplit_once("::") else {
        return false;
    };
    let module = module.rsplit("::").next().unwrap_or(module);
    let homes = [
        format!("/{module}.rs"),
        format!("/{module}/tests.rs"),
        format!("/{module}/mod.rs"),
    ];
    let function = format!("fn {name}(");
    tree.texts()
        .any(|(path, text)| homes.iter().any(|home| path.ends_with(home)) && text.contains(&function))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promises::Guard;

    fn tree() -> Tree {
        Tree::of(&[
            (
                "crates/vault/src/units.rs",
                "fn f() { if guard!(\"P-SET-05/key\") { g() } }",
            ),
            (
                "crates/product/tests/stories/erasure.rs",
                "async fn nothing_is_left() {}",
            ),
        ])
    }

    fn promise(guard: &str, red: &[&str]) -> Promise {
        let red: Vec<String> = red.iter().map(ToString::to_string).collect();
        Promise {
            id: "P-SET-05".to_owned(),
            state: "partly".to_owned(),
            guards: vec![Guard {
                name: guard.to_owned(),
                red: red.clone(),
            }],
            tests: red,
        }
    }

    #[test]
    fn a_file_that_names_what_is_there_passes() {
        assert!(check(&tree(), &[promise("P-SET-05/key", &["erasure::nothing_is_left"])]).is_empty());
    }

    #[test]
    fn guards_and_tests_that_are_not_there_are_found() {
        assert_eq!(
            check(&tree(), &[promise("P-SET-05/kex", &["erasure::nothing_is_left"])]).len(),
            2
        );
        assert_eq!(
            check(&tree(), &[promise("P-SET-05/key", &["erasure::something_is_left"])]).len(),
            1
        );
        assert_eq!(check(&tree(), &[promise("P-SET-05/key", &[])]).len(), 1);
        assert_eq!(check(&tree(), &[]).len(), 1, "a guard that no file names");
    }
}
