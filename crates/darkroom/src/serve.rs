//! The life of a sealed-off process: it says that it is ready, does what it is told, and ends when nobody tells it more.

use std::{
    io::{Read, Write},
    sync::{Mutex, PoisonError},
};

use atelier::{Stage, Watcher};
use serde::{Deserialize, Serialize};

use crate::{Finished, FrameError, MOST_TASK_BYTES, Reply, Task, perform, read_frame};

/// How much of a means of sealing off the kernel has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// All that is asked for.
    Full,
    /// What this kernel knows of it.
    Partial,
    /// Nothing.
    None,
}

/// What seals a process off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealing {
    /// Files and sockets are out of reach (Landlock).
    pub landlock: Strength,
    /// Whatever is not needed for painting is not done by the kernel (seccomp).
    pub seccomp: Strength,
}

/// Tries what must not be possible, and says what came of it.
pub type Probe = fn(&str) -> String;

/// Progress is told in steps of this size, so that telling it costs nothing.
const STEP: f32 = 0.01;

/// Serves until the input ends. What cannot be understood ends it too: whoever sends that is not to be trusted.
///
/// # Errors
/// When a frame is none, or nobody reads the answers any more.
pub fn serve(
    mut input: impl Read,
    output: impl Write + Send,
    sealing: Sealing,
    probe: Option<Probe>,
) -> Result<(), FrameError> {
    let output = Output {
        pipe: Mutex::new(output),
        told: Mutex::new((0.0, None)),
    };
    output.send(&Reply::Ready(sealing))?;
    loop {
        let (header, body) = match read_frame(&mut input, MOST_TASK_BYTES) {
            Err(FrameError::Ended) => return Ok(()),
            read => read?,
        };
        let reply = match (Task::read(&header, body)?, probe) {
            (Task::Probe(wish), Some(probe)) => Ok(Finished::Probed(probe(&wish))),
            (task, _) => perform(&task, &output),
        };
        output.begin_anew();
        output.send(&reply.map_or_else(Reply::Refused, Reply::Finished))?;
    }
}

/// The way out, shared by all painting threads.
struct Output<W> {
    pipe: Mutex<W>,
    told: Mutex<(f32, Option<Stage>)>,
}

impl<W: Write> Output<W> {
    fn send(&self, reply: &Reply) -> Result<(), FrameError> {
        let (start, body) = reply.write()?;
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        pipe.write_all(&start)?;
        for part in body {
            pipe.write_all(part)?;
        }
        Ok(pipe.flush()?)
    }

    fn begin_anew(&self) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = (0.0, None);
    }
}

impl<W: Write + Send> Watcher for Output<W> {
    fn progress(&self, done: f32, stage: Stage) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.1 == Some(stage) && done - told.0 < STEP {
            return;
        }
        *told = (done, Some(stage));
        // Nobody who would read it: the answer will fail as well, and end this process.
        let _ = self.send(&Reply::Progress(done, stage));
    }

    /// Whoever wishes to stop ends the process.
    fn cancelled(&self) -> bool {
        false
    }
}
