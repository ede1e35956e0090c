//! `cargo xtask COMMAND`.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use xtask::{
    new_slice::new_slice,
    tidy::{self, Tree},
};

const USAGE: &str = "cargo xtask tidy             what breaks the rules of the house
cargo xtask tidy --bless     the same, after accepting the arrows between slices as they are
cargo xtask new-slice NAME \"what it is for\"";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    let outcome = match arguments.as_slice() {
        ["tidy"] => tidy(&root),
        ["tidy", "--bless"] => bless(&root).and_then(|()| tidy(&root)),
        ["new-slice", name, purpose] => new_slice(&root, name, purpose)
            .and_then(|next| say(&next))
            .map(|()| true),
        _ => say(USAGE).map(|()| false),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds `xtask/`.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn tidy(root: &Path) -> io::Result<bool> {
    let tree = Tree::read(root)?;
    let findings = tidy::check(&tree);
    for finding in &findings {
        say(&finding.to_string())?;
    }
    say(&match findings.len() {
        0 => format!("tidy: {} files keep the rules of the house", tree.len()),
        1 => "tidy: one thing breaks the rules of the house".to_owned(),
        many => format!("tidy: {many} things break the rules of the house"),
    })?;
    Ok(findings.is_empty())
}

fn bless(root: &Path) -> io::Result<()> {
    let snapshot = tidy::arrows(&Tree::read(root)?);
    std::fs::write(root.join(tidy::SNAPSHOT), snapshot)
}

fn say(words: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{words}")
}
