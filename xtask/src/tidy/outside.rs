//! Rooms that must not touch the world outside do not name the ways to it.

use super::{Finding, Tree, place};

/// A way out, by how a path that uses it ends, and the rooms that may take it.
struct Way {
    ends: &'static [&'static str],
    only: &'static [&'static str],
    words: &'static str,
}

const WAYS: &[Way] = &[
    Way {
        ends: &[
            "TcpStream::connect",
            "TcpSocket::new_v4",
            "TcpSocket::new_v6",
            "UdpSocket::bind",
            "UnixStream::connect",
        ],
        only: &["egress", "testkit"],
        words: "every outbound byte goes through egress",
    },
    Way {
        ends: &["env::var", "env::var_os", "env::vars", "env::set_var"],
        only: &["nanoprompt", "testkit"],
        words: "only the program reads the environment",
    },
    Way {
        ends: &["Command::new"],
        only: &["nanoprompt", "testkit"],
        words: "only the program starts processes",
    },
];

/// Beyond those ways, what these rooms never name at all.
const NEVER: &[(&str, &[&str])] = &[
    (
        "atelier",
        &[
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::io::stdin",
            "tokio",
        ],
    ),
    ("darkroom", &["std::fs", "std::net", "std::env", "std::process"]),
    ("basics", &["std::fs", "std::net", "std::env", "std::process", "tokio"]),
    (
        "privacy",
        &["std::fs", "std::net", "std::env", "std::process", "std::time", "tokio"],
    ),
    (
        "product",
        &[
            "std::env",
            "std::process",
            "std::thread",
            "tokio::process",
            "tokio::net",
            "tokio::spawn",
            "tokio::task::spawn",
        ],
    ),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, source) in tree.sources() {
        let Some(room) = place::room(path) else { continue };
        for (name, line) in &source.paths {
            let words = wrong_way(room, name).or_else(|| never(room, name));
            findings.extend(words.map(|words| Finding::new("outside", path, *line, format!("{name}: {words}"))));
        }
    }
    findings
}

fn wrong_way(room: &str, name: &str) -> Option<String> {
    let taken = |way: &&Way| way.ends.iter().any(|end| ends_with_names(name, end)) && !way.only.contains(&room);
    WAYS.iter().find(taken).map(|way| way.words.to_owned())
}

fn never(room: &str, name: &str) -> Option<String> {
    let (_, ways) = NEVER.iter().find(|(of, _)| *of == room)?;
    let taken = ways
        .iter()
        .any(|way| name == *way || name.starts_with(&format!("{way}::")));
    taken.then(|| format!("{room} does not touch the world outside"))
}

fn ends_with_names(name: &str, end: &str) -> bool {
    name.strip_suffix(end)
        .is_some_and(|before| before.is_empty() || before.ends_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn ways_outside_are_found() {
        assert_eq!(
            findings(
                "crates/jobs/src/claim.rs",
                "async fn f() { tokio::net::TcpStream::connect(a).await; }"
            ),
            1
        );
        assert_eq!(
            findings("crates/web_kit/src/page.rs", "fn f() { std::env::var(a); }"),
            1
        );
        assert_eq!(findings("crates/atelier/src/sea.rs", "use std::fs::File;"), 1);
        assert_eq!(
            findings("crates/product/src/app.rs", "fn f() { tokio::spawn(g()); }"),
            1
        );
    }

    #[test]
    fn who_may_go_out_passes() {
        assert_eq!(
            findings(
                "crates/egress/src/lookup.rs",
                "async fn f() { TcpStream::connect(a).await; }"
            ),
            0
        );
        assert_eq!(
            findings(
                "crates/nanoprompt/src/main.rs",
                "fn f() { std::env::var(a); Command::new(b); }"
            ),
            0
        );
        assert_eq!(
            findings(
                "crates/product/src/accounts/hash.rs",
                "async fn f() { tokio::task::spawn_blocking(g).await; }"
            ),
            0
        );
    }
}
