//! `cargo xtask bench`: every measurement of the house, one after another, as one table.
//!
//! A bench prints lines like `what: how much`; those of criterion say `what  time: [least middle most]`.

use std::{
    io,
    path::Path,
    process::{Command, Stdio},
};

/// Every measurement, by the command that makes it. The mixed load takes as long as it is told to, so it is not among them.
const BENCHES: &[&str] = &[
    "cargo bench --locked -p nanoprompt --bench house",
    "cargo bench --locked -p vault --bench sealed",
    "cargo run --release --locked -p jobs --example throughput",
    "cargo bench --locked -p product --bench scale",
    "cargo bench --locked -p nanoprompt --bench gateway",
    "cargo bench --locked -p atelier --bench painting",
];

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// What came of it.
    pub measured: String,
    /// The command.
    pub how: &'static str,
}

/// Runs those whose command contains `chosen`; what they print goes to `say` line by line as well.
pub fn bench(root: &Path, chosen: &str, mut say: impl FnMut(&str)) -> io::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for command in BENCHES.iter().filter(|command| command.contains(chosen)) {
        say(&format!("== {command}"));
        let mut words = command.split(' ').map(str::to_owned).collect::<Vec<_>>();
        if let (true, Some(url)) = (command.contains("throughput"), database()) {
            words.extend(["--".to_owned(), url]);
        }
        let ran = Command::new(&words[0])
            .args(&words[1..])
            .current_dir(root)
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        say(text.trim_end());
        if !ran.status.success() {
            return Err(io::Error::other(format!("{command} failed")));
        }
        figures.extend(read(&text, command));
    }
    Ok(figures)
}

/// The table, as `docs/performance.md` holds it.
#[must_use]
pub fn table(figures: &[Figure]) -> String {
    let head = ["| what | measured | how |".to_owned(), "|---|---|---|".to_owned()];
    let rows = figures
        .iter()
        .map(|Figure { what, measured, how }| format!("| {what} | {measured} | `{}` |", how.replace(" --locked", "")));
    head.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn read(text: &str, how: &'static str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut name = "";
    for line in text.lines() {
        if let Some((what, time)) = line.split_once("time:") {
            let what = if what.trim().is_empty() { name } else { what };
            figures.push(figure(what, time.trim(), how));
        } else if let Some((what, measured)) = line.rsplit_once(": ").filter(|_| !line.starts_with(' ')) {
            figures.push(figure(what, measured, how));
        }
        name = line;
    }
    figures
}

fn figure(what: &str, measured: &str, how: &'static str) -> Figure {
    Figure {
        what: what.trim().to_owned(),
        measured: measured.trim().to_owned(),
        how,
    }
}

/// A fresh database for the measurement of jobs, where the check has a server.
#[expect(
    clippy::disallowed_methods,
    reason = "the check tells where its database server is by the environment"
)]
fn database() -> Option<String> {
    std::env::var("NANOPROMPT_TEST_POSTGRES").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_benches_and_criterion_print_them() {
        let text = "sealed read: 900 MB/s\nhero                    time:   [1.1 ms 1.2 ms 1.3 ms]\n\
                    a long name of something\n                        time:   [2 ms 3 ms 4 ms]\n  change: noise\n";
        let read: Vec<_> = read(text, "how")
            .into_iter()
            .map(|figure| (figure.what, figure.measured))
            .collect();
        let expected = [
            ("sealed read", "900 MB/s"),
            ("hero", "[1.1 ms 1.2 ms 1.3 ms]"),
            ("a long name of something", "[2 ms 3 ms 4 ms]"),
        ];
        assert_eq!(
            read,
            expected.map(|(what, measured)| (what.to_owned(), measured.to_owned()))
        );
    }
}
