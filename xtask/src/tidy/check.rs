//! Every rule over the whole tree, less what `exceptions.toml` excuses.

use super::{
    Finding, Tree, arrows, caps, clock, css, doors, exceptions, imports, logs, machine, outside, rooms, source, sql,
    words,
};

const RULES: &[fn(&Tree) -> Vec<Finding>] = &[
    source::check,
    rooms::check,
    doors::check,
    imports::check,
    outside::check,
    sql::check,
    words::check,
    css::check,
    caps::check,
    clock::check,
    logs::check,
    machine::check,
    arrows::check,
];

/// Everything in the tree that breaks a rule, sorted by place.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = exceptions::apply(tree, RULES.iter().flat_map(|rule| rule(tree)).collect());
    findings.sort();
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promises;

    #[test]
    fn this_very_tree_is_tidy() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask stands in a folder");
        let findings = check(&Tree::read(root).expect("the tree can be read"));
        assert_eq!(
            findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_the_promises_claim_is_in_this_very_tree() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask stands in a folder");
        let promises = promises::read_all(root).expect("the promises can be read");
        assert_eq!(promises.len(), 128);
        let tree = Tree::read(root).expect("the tree can be read");
        assert_eq!(promises::check(&tree, &promises), Vec::<String>::new());
    }
}
