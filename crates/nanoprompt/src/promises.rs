//! Prints the promises of the privacy policy, each with how far this very program keeps it.

use std::error::Error;

use product::policy::{self, Promise, State};

/// Runs the `promises` command.
#[expect(clippy::print_stdout, reason = "the table is this command's result")]
pub fn promises(as_json: bool) -> Result<(), Box<dyn Error>> {
    let promises = policy::promises()?;
    if as_json {
        println!("{}", serde_json::to_string_pretty(promises)?);
        return Ok(());
    }
    for promise in promises {
        println!("{}", line(promise));
    }
    let count = |state| promises.iter().filter(|promise| promise.state == state).count();
    let sums: Vec<String> = State::ALL
        .iter()
        .map(|state| format!("{} {}", count(*state), state.as_str()))
        .collect();
    println!("\n{} promises: {}", promises.len(), sums.join(", "));
    Ok(())
}

/// Id, state, guards with how many tests fail without them, and the promise's own words.
fn line(promise: &Promise) -> String {
    let red: usize = promise.guards.iter().map(|guard| guard.red.len()).sum();
    let guards = match promise.guards.len() {
        0 => String::new(),
        many => format!("{many} guards, {red} red"),
    };
    format!(
        "{}  {:<8} {guards:<18} {}",
        promise.id,
        promise.state.as_str(),
        promise.words
    )
}
