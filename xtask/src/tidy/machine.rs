//! Nothing in the tree points at one particular machine or at a mirror of a package registry.

use super::{Finding, Tree};

/// Folders of machines that the tree was made on.
const FOLDERS: &[&str] = &[concat!("/", "work/"), concat!("/", "farm/")];

/// The one source of crates.
const CRATES: &str = "\"registry+https://github.com/rust-lang/crates.io-index\"";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        for (at, line) in file.text.lines().enumerate() {
            if FOLDERS.iter().any(|folder| names_folder(line, folder)) {
                findings.push(Finding::new(
                    "machine-paths",
                    &file.path,
                    at + 1,
                    "a path of one machine",
                ));
            }
            if names_registry(&file.path, line) {
                findings.push(Finding::new(
                    "registries",
                    &file.path,
                    at + 1,
                    "the address of a package registry",
                ));
            }
        }
    }
    findings
}

/// The folder at the start of a path, not in the middle of one.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before
            .is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '/' | '}' | '*' | '~'))
    })
}

fn names_registry(path: &str, line: &str) -> bool {
    let line = line.trim();
    match path.rsplit('/').next().unwrap_or(path) {
        "Cargo.lock" => line.starts_with("source = ") && !line.ends_with(CRATES),
        "package-lock.json" => line.starts_with("\"resolved\""),
        ".npmrc" | "pip.conf" => line.contains("://"),
        "config.toml" if path.starts_with(".cargo/") => line.contains("://") || line.starts_with("replace-with"),
        file if file.starts_with("requirements") => line.starts_with("--") && !line.starts_with("--hash"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        assert_eq!(findings("README.md", &format!("see `{}notes`", FOLDERS[0])), 1);
        assert_eq!(findings("check", &format!("cd {}x", FOLDERS[1])), 1);
    }

    #[test]
    fn mirrors_are_found() {
        assert_eq!(
            findings("Cargo.lock", "source = \"sparse+https://mirror.example/index/\""),
            1
        );
        assert_eq!(
            findings(
                "checks/peers/package-lock.json",
                "  \"resolved\": \"https://mirror.example/a.tgz\","
            ),
            1
        );
        assert_eq!(
            findings(
                "checks/peers/requirements.txt",
                "--index-url https://mirror.example/simple"
            ),
            1
        );
        assert_eq!(findings(".cargo/config.toml", "replace-with = \"mirror\""), 1);
    }

    #[test]
    fn other_paths_and_the_one_source_pass() {
        assert_eq!(
            findings("README.md", &format!("GET /api{}1 and ./a{}b", FOLDERS[0], FOLDERS[1])),
            0
        );
        assert_eq!(findings("Cargo.lock", &format!("source = {CRATES}")), 0);
        assert_eq!(
            findings("checks/peers/requirements.txt", "a==1 \\\n    --hash=sha256:00"),
            0
        );
    }
}
