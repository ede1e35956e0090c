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
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all is well.
fn run(arguments: &[&str]) -> io::Result<bool> {
    let root = root()?;
    match arguments {
        ["tidy"] => tidy(&root),
        ["tidy", "--bless"] => bless(&root).and_then(|()| tidy(&root)),
        ["new-slice", name, purpose] => say(&new_slice(&root, name, purpose)?).map(|()| true),
        _ => say(USAGE).map(|()| false),
    }
}

/// The nearest folder that holds `crates/`, from here upwards.
fn root() -> io::Result<PathBuf> {
    let here = std::env::current_dir()?;
    let root = here.ancestors().find(|folder| folder.join("crates").is_dir());
    root.map(Path::to_path_buf)
        .ok_or_else(|| io::Error::other("this is not a folder of the house"))
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
