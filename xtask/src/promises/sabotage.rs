//! Takes each guard away in turn: every test that is said to need it has to fail, and to pass when it stands.

use std::{
    collections::VecDeque,
    fmt, io,
    sync::{Mutex, PoisonError},
};

use super::{Guard, Promise, Suite, suite::Test};

/// What one test did with one guard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// The guard's name.
    pub guard: String,
    /// The test's.
    pub test: String,
    /// What that says of the guard.
    pub verdict: Verdict,
}

/// Whether a test shows that a guard is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It passes with the guard and fails without.
    Needed,
    /// It passes either way, and so shows nothing.
    StaysGreen,
    /// It fails with the guard in place.
    RedAnyway,
    /// There is no such test.
    Missing,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self.verdict {
            Verdict::Needed => "red without it",
            Verdict::StaysGreen => "STAYS GREEN without it",
            Verdict::RedAnyway => "FAILS with it",
            Verdict::Missing => "IS MISSING",
        };
        write!(f, "{:<24} {said:<24} {}", self.guard, self.test)
    }
}

/// Runs every test of these promises' guards with and without each, two at a time on two processors; in order of guards.
pub fn sabotage(suite: &Suite, promises: &[Promise], say: impl Fn(&Outcome) + Sync) -> io::Result<Vec<Outcome>> {
    let guards: Vec<&Guard> = promises.iter().flat_map(|promise| &promise.guards).collect();
    let mut outcomes = missing(suite, &guards);
    let waiting: Mutex<VecDeque<(&Guard, Test<'_>)>> = Mutex::new(
        guards
            .iter()
            .flat_map(|guard| {
                guard
                    .red
                    .iter()
                    .flat_map(|named| suite.find(named))
                    .map(|test| (*guard, test))
            })
            .collect(),
    );
    let done = Mutex::new(Vec::new());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || -> io::Result<()> {
        while let Some((guard, test)) = next() {
            let outcome = judge(guard, &test)?;
            say(&outcome);
            done.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
        }
        Ok(())
    };
    let many = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| -> io::Result<()> {
        let workers: Vec<_> = (0..many).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| io::Error::other("a worker gave up"))??;
        }
        Ok(())
    })?;
    outcomes.extend(done.into_inner().unwrap_or_else(PoisonError::into_inner));
    outcomes.sort();
    Ok(outcomes)
}

fn judge(guard: &Guard, test: &Test<'_>) -> io::Result<Outcome> {
    let verdict = if test.passes(Some(&guard.name))? {
        Verdict::StaysGreen
    } else if test.passes(None)? {
        Verdict::Needed
    } else {
        Verdict::RedAnyway
    };
    Ok(Outcome {
        guard: guard.name.clone(),
        test: test.name.to_owned(),
        verdict,
    })
}

fn missing(suite: &Suite, guards: &[&Guard]) -> Vec<Outcome> {
    let named = guards
        .iter()
        .flat_map(|guard| guard.red.iter().map(move |test| (guard, test)));
    named
        .filter(|(_, test)| suite.find(test).is_empty())
        .map(|(guard, test)| Outcome {
            guard: guard.name.clone(),
            test: test.clone(),
            verdict: Verdict::Missing,
        })
        .collect()
}
