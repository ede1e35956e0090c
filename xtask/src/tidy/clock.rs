//! Time comes from `basics::Clock`; nobody else asks the system.

use super::{Finding, Tree, place};

const CLOCK: &str = "crates/basics/src/clock.rs";

/// The ways to ask, by the last two names of the path.
const ASKING: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "OffsetDateTime::now_utc",
    "OffsetDateTime::now_local",
    "UtcDateTime::now",
    "Utc::now",
    "Uuid::now_v7",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree
        .sources()
        .filter(|(path, _)| place::room(path).is_some() && *path != CLOCK)
    {
        for (name, line) in source.paths.iter().filter(|(name, _)| asks(name)) {
            findings.push(Finding::new(
                "clock",
                path,
                *line,
                format!("{name}: time comes from basics::Clock"),
            ));
        }
    }
    findings
}

fn asks(name: &str) -> bool {
    ASKING.iter().any(|asking| {
        name.strip_suffix(asking)
            .is_some_and(|before| before.is_empty() || before.ends_with("::"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_the_system_is_found() {
        let tree = Tree::of(&[(
            "crates/jobs/src/claim.rs",
            "fn f() { std::time::Instant::now(); g!(SystemTime::now()); }",
        )]);
        assert_eq!(check(&tree).len(), 2);
    }

    #[test]
    fn the_clock_itself_and_askers_of_the_clock_pass() {
        let tree = Tree::of(&[
            (CLOCK, "fn f() { std::time::SystemTime::now(); }"),
            (
                "crates/jobs/src/claim.rs",
                "fn f(clock: &Clock) { clock.now(); Time::now(); }",
            ),
        ]);
        assert_eq!(check(&tree), []);
    }
}
