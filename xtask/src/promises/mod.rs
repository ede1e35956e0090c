//! Holds the promises' files against the code: what they name is there, and what they call a guard is needed.

mod check;
mod file;
mod sabotage;
mod suite;

pub use check::check;
pub use file::{Guard, Promise, read_all};
pub use sabotage::{Outcome, Verdict, sabotage};
pub use suite::{Suite, SuiteError};
