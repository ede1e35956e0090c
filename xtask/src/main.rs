//! `cargo xtask COMMAND`.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use xtask::{
    bench,
    new_slice::new_slice,
    promises::{self, Outcome, Suite, Verdict},
    tidy::{self, Tree},
};

const USAGE: &str = "cargo xtask tidy             what breaks the rules of the house
cargo xtask tidy --bless     the same, after accepting the arrows between slices as they are
cargo xtask promises         what the promises' files claim, held against the code
cargo xtask sabotage [P-..]  takes guards away and expects red: all of them, or those of the named promises
cargo xtask matrix           every route, tried by everybody, with what came of it
cargo xtask bench [NAME]     every measurement of the house, or those of that name, as one table
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
        ["promises"] => list_promises(&root),
        ["sabotage", ids @ ..] => sabotage(&root, ids),
        ["matrix"] => matrix(&root),
        ["bench"] => bench(&root, ""),
        ["bench", chosen] => bench(&root, chosen),
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

fn bench(root: &Path, chosen: &str) -> io::Result<bool> {
    let figures = bench::bench(root, chosen, |line| {
        let _ = writeln!(io::stderr(), "{line}");
    })?;
    say(&bench::table(&figures))?;
    Ok(!figures.is_empty())
}

fn list_promises(root: &Path) -> io::Result<bool> {
    let promises = promises::read_all(root)?;
    for state in ["proven", "partly", "not yet"] {
        let ids: Vec<_> = promises
            .iter()
            .filter(|promise| promise.state == state)
            .map(|promise| promise.id.as_str())
            .collect();
        say(&format!("{state}: {} {}", ids.len(), ids.join(" ")))?;
    }
    let findings = promises::check(&Tree::read(root)?, &promises);
    for finding in &findings {
        say(finding)?;
    }
    Ok(findings.is_empty())
}

fn sabotage(root: &Path, ids: &[&str]) -> io::Result<bool> {
    let mut promises = promises::read_all(root)?;
    promises.retain(|promise| ids.is_empty() || ids.contains(&promise.id.as_str()));
    let suite = Suite::build(root).map_err(io::Error::other)?;
    let outcomes = promises::sabotage(&suite, &promises, |outcome: &Outcome| {
        let _ = say(&outcome.to_string());
    })?;
    let needed = outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Needed)
        .count();
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Needed) {
        say(&outcome.to_string())?;
    }
    let guards: std::collections::BTreeSet<_> = outcomes.iter().map(|outcome| &outcome.guard).collect();
    say(&format!("sabotage: {} guards, each with its tests", guards.len()))?;
    say(&format!("{needed} passed, {} failed", outcomes.len() - needed))?;
    Ok(needed > 0 && needed == outcomes.len())
}

/// The story of the matrix with its cells shown; red when one of them is.
fn matrix(root: &Path) -> io::Result<bool> {
    let story = [
        "test",
        "--workspace",
        "--locked",
        "--quiet",
        "--test",
        "stories",
        "matrix::",
    ];
    let shown = ["--", "--nocapture", "--test-threads", "1"];
    let ended = std::process::Command::new("cargo")
        .args(story)
        .args(shown)
        .current_dir(root)
        .status()?;
    Ok(ended.success())
}

fn bless(root: &Path) -> io::Result<()> {
    let snapshot = tidy::arrows(&Tree::read(root)?);
    std::fs::write(root.join(tidy::SNAPSHOT), snapshot)
}

fn say(words: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{words}")
}
