//! The sealed-off process itself. It seals itself off before it reads a byte.

use std::{io, process::ExitCode};

use super::{Limits, probe, sandbox};
use crate::commands::DarkroomFlags;

/// Its whole life. Called before the program has any thread, since sealing off begins with one.
pub fn serve(flags: DarkroomFlags) -> ExitCode {
    let Ok(sealing) = sandbox::enter(Limits::from(flags)) else {
        return ExitCode::FAILURE;
    };
    let probe = darkroom::PROBES.then_some(probe::answer as darkroom::Probe);
    match darkroom::serve(io::stdin().lock(), io::stdout(), sealing, probe) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
