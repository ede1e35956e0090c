//! Which room may build on which, read from the `[dependencies]` of their `Cargo.toml`.

use toml::{Table, Value};

use super::{Finding, Tree};

/// A room, the rooms of ours that it may build on, and the libraries that must never be under it.
struct Room {
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
}

/// Rows, sockets and pages.
const WORLD: &[&str] = &[
    "sqlx",
    "object_store",
    "reqwest",
    "hyper",
    "axum",
    "tokio",
    "maud",
    "http",
];
const ROWS_AND_PAGES: &[&str] = &["sqlx", "object_store", "axum", "maud"];
const SOCKETS_AND_PAGES: &[&str] = &["reqwest", "hyper", "axum", "maud"];
const PAGES: &[&str] = &["axum", "maud"];
const DATABASE_AND_SOCKETS: &[&str] = &["sqlx", "reqwest", "hyper"];

/// The table of the house. A room that is not in it does not exist.
const ROOMS: &[Room] = &[
    Room {
        name: "basics",
        may: &[],
        never: WORLD,
    },
    Room {
        name: "privacy",
        may: &["basics"],
        never: WORLD,
    },
    Room {
        name: "egress",
        may: &["basics", "privacy"],
        never: ROWS_AND_PAGES,
    },
    Room {
        name: "engines",
        may: &["basics", "egress", "atelier", "darkroom"],
        never: &["sqlx", "object_store", "axum", "maud", "reqwest"],
    },
    Room {
        name: "atelier",
        may: &["basics"],
        never: WORLD,
    },
    Room {
        name: "darkroom",
        may: &["basics", "atelier"],
        never: &["sqlx", "object_store", "reqwest", "hyper", "axum", "maud", "http"],
    },
    Room {
        name: "vault",
        may: &["basics", "privacy"],
        never: SOCKETS_AND_PAGES,
    },
    Room {
        name: "store",
        may: &["basics", "privacy"],
        never: SOCKETS_AND_PAGES,
    },
    Room {
        name: "jobs",
        may: &["basics", "privacy", "store"],
        never: SOCKETS_AND_PAGES,
    },
    Room {
        name: "provenance",
        may: &["basics", "privacy"],
        never: PAGES,
    },
    Room {
        name: "transparency",
        may: &["basics", "privacy"],
        never: PAGES,
    },
    Room {
        name: "ingress",
        may: &["basics", "privacy", "web_kit"],
        never: &["sqlx", "object_store", "reqwest", "maud"],
    },
    Room {
        name: "web_kit",
        may: &["basics", "privacy"],
        never: DATABASE_AND_SOCKETS,
    },
    Room {
        name: "product",
        may: &[
            "basics",
            "privacy",
            "egress",
            "engines",
            "atelier",
            "darkroom",
            "vault",
            "store",
            "jobs",
            "provenance",
            "transparency",
            "web_kit",
        ],
        never: DATABASE_AND_SOCKETS,
    },
    Room {
        name: "nanoprompt",
        may: &[
            "basics",
            "privacy",
            "egress",
            "ingress",
            "engines",
            "atelier",
            "darkroom",
            "vault",
            "store",
            "jobs",
            "provenance",
            "transparency",
            "web_kit",
            "product",
        ],
        never: DATABASE_AND_SOCKETS,
    },
    Room {
        name: "testkit",
        may: &[
            "basics",
            "privacy",
            "egress",
            "ingress",
            "engines",
            "atelier",
            "darkroom",
            "vault",
            "store",
            "jobs",
            "provenance",
            "transparency",
            "web_kit",
            "product",
            "nanoprompt",
        ],
        never: &[],
    },
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files()
        .filter_map(|file| Some((room_of_manifest(&file.path)?, file)))
        .flat_map(|(room, file)| check_manifest(room, &file.path, &file.text))
        .collect()
}

fn room_of_manifest(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")
}

fn check_manifest(name: &str, path: &str, text: &str) -> Vec<Finding> {
    let say = |words: String| Finding::new("rooms", path, 0, words);
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![say(format!(
            "{name} is not in the table of rooms (xtask/src/tidy/rooms.rs)"
        ))];
    };
    let manifest = match text.parse::<Table>() {
        Ok(manifest) => manifest,
        Err(error) => return vec![say(error.to_string())],
    };
    let used = dependencies(&manifest);
    let ours = used
        .iter()
        .filter(|used| is_ours(used) && !room.may.contains(&used.as_str()));
    let foreign = used.iter().filter(|used| room.never.contains(&used.as_str()));
    ours.map(|used| say(format!("{name} may not build on {used}")))
        .chain(foreign.map(|used| say(format!("{name} must never know {used}"))))
        .collect()
}

fn is_ours(name: &str) -> bool {
    name == "xtask" || ROOMS.iter().any(|room| room.name == name)
}

/// The packages that are built into the room: its own and those for one platform or the build, not those for tests.
fn dependencies(manifest: &Table) -> Vec<String> {
    let platforms = manifest
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(platforms.filter_map(Value::as_table));
    let sections = tables.flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
    sections
        .flatten()
        .filter_map(Value::as_table)
        .flat_map(package_names)
        .collect()
}

fn package_names(section: &Table) -> impl Iterator<Item = String> {
    section
        .iter()
        .map(|(key, value)| value.get("package").and_then(Value::as_str).unwrap_or(key).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(room: &str, manifest: &str) -> Vec<String> {
        let path = format!("crates/{room}/Cargo.toml");
        check(&Tree::of(&[(&path, manifest)]))
            .into_iter()
            .map(|finding| finding.words)
            .collect()
    }

    #[test]
    fn a_wrong_neighbour_is_found() {
        assert_eq!(
            findings("web_kit", "[dependencies]\nstore.workspace = true"),
            ["web_kit may not build on store"]
        );
        assert_eq!(
            findings("basics", "[dependencies]\ntokio = \"1\""),
            ["basics must never know tokio"]
        );
        assert_eq!(
            findings("product", "[dependencies]\ntestkit.workspace = true"),
            ["product may not build on testkit"]
        );
        let renamed = "[target.'cfg(unix)'.dependencies]\nrows = { package = \"sqlx\", version = \"0.9\" }";
        assert_eq!(findings("product", renamed), ["product must never know sqlx"]);
        assert_eq!(findings("cellar", "[dependencies]").len(), 1);
    }

    #[test]
    fn right_neighbours_and_those_for_tests_pass() {
        assert_eq!(
            findings(
                "jobs",
                "[dependencies]\nstore.workspace = true\n[dev-dependencies]\ntestkit.workspace = true"
            )
            .len(),
            0
        );
        assert_eq!(
            findings(
                "engines",
                "[dependencies]\natelier.workspace = true\negress.workspace = true"
            )
            .len(),
            0
        );
    }
}
