//! The dark child: what opens foreign bytes and paints can do nothing else, and whatever becomes of it, the program stands
//! (P-AIA-02).

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at real processes, which live by the real clock"
)]

mod breakdown;
mod escape;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nanoprompt");
