//! `cargo run --release -p fuzz -- [TARGET] [--minutes N] [--seed N]`: every target in turn, or one, for so long each.
//! What breaks one is written to `target/fuzz`, one file each; make a test of it before mending it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a run has a length, and somewhere to tell what it found"
)]

use std::{
    fs, io,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use fuzz::{Mutator, Target, targets};

/// After so many the target needs mending, not more of them.
const MOST_FINDINGS: usize = 20;

fn main() -> io::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |flag: &str, otherwise: u64| {
        let at = arguments.iter().position(|argument| argument == flag);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok())
            .unwrap_or(otherwise)
    };
    let (minutes, seed) = (number("--minutes", 1), number("--seed", 1));
    let named = arguments.first().filter(|argument| !argument.starts_with("--"));
    let chosen: Vec<&Target> = targets()
        .filter(|target| named.is_none_or(|name| name == target.name))
        .collect();
    if chosen.is_empty() {
        let known: Vec<_> = targets().map(|target| target.name).collect();
        println!("there is no such target; there are: {}", known.join(", "));
        return Ok(ExitCode::FAILURE);
    }
    let mut findings = 0;
    for target in chosen {
        findings += run(target, Duration::from_secs(60 * minutes), seed)?;
    }
    Ok(if findings == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run(target: &Target, length: Duration, seed: u64) -> io::Result<usize> {
    let mut mutator = Mutator::new((target.corpus)(), seed);
    let (begun, mut executions, mut findings) = (Instant::now(), 0_u64, 0);
    while begun.elapsed() < length && findings < MOST_FINDINGS {
        let input = mutator.next_input();
        executions += 1;
        if !target.survives(&input) {
            findings += 1;
            keep(target.name, findings, &input)?;
        }
    }
    println!("{:<16} {executions:>10} executions, {findings} findings", target.name);
    Ok(findings)
}

fn keep(name: &str, number: usize, input: &[u8]) -> io::Result<()> {
    let folder = Path::new("target/fuzz");
    fs::create_dir_all(folder)?;
    fs::write(folder.join(format!("{name}-{number}")), input)
}
