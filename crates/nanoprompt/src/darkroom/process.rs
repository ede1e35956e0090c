//! One sealed-off process, as whoever started it sees it.

use std::{ffi::OsString, io, process::Stdio};

use darkroom::{
    DarkroomError, Finished, FrameError, LENGTHS, Lengths, MOST_REPLY_BYTES, Reply, Sealing, SharedWatcher, Task,
};
use privacy::guard;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use super::Limits;

/// How much of a broken process' last words is looked at.
const LAST_WORDS: u64 = 4_096;
/// What Rust and its libraries say when memory is at its end, before the process ends.
const NO_MEMORY: [&[u8]; 2] = [b"memory allocation of", b"AllocError"];

/// A process that waits for a task. Dropping it kills it.
pub struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    /// What seals it off.
    pub sealing: Sealing,
}

/// It does not work any more.
pub struct Broken;

impl Process {
    /// Starts one with nothing in its hands but three pipes, and waits until it is sealed off.
    pub async fn start(limits: Limits) -> Result<Self, DarkroomError> {
        let mut child = command(limits).spawn().map_err(|_| DarkroomError::Unavailable)?;
        let (Some(input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(DarkroomError::Unavailable);
        };
        widen(&input, &output);
        match read(&mut output).await {
            Ok(Reply::Ready(sealing)) => Ok(Self {
                child,
                input,
                output,
                sealing,
            }),
            _ => Err(DarkroomError::Unavailable),
        }
    }

    /// Whether it is still there.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Has a task done. The inner error is the process' own word, and it is as good as new.
    pub async fn perform(
        &mut self,
        task: &Task,
        watcher: &SharedWatcher,
    ) -> Result<Result<Finished, DarkroomError>, Broken> {
        self.send(task).await.map_err(|_| Broken)?;
        loop {
            match read(&mut self.output).await.map_err(|_| Broken)? {
                Reply::Progress(done, stage) => watcher.progress(done, stage),
                Reply::Finished(finished) => return Ok(Ok(finished)),
                Reply::Refused(error) => return Ok(Err(error)),
                Reply::Ready(_) => return Err(Broken),
            }
        }
    }

    /// Ends it and finds out why it broke.
    pub async fn post_mortem(mut self) -> DarkroomError {
        let said = self.child.stderr.take();
        // It may be dead already; what counts is that it is now.
        let _ = self.child.start_kill();
        let status = self.child.wait().await;
        let mut words = Vec::new();
        if let Some(said) = said {
            // Without last words the reason is unknown, which is an answer too.
            let _ = said.take(LAST_WORDS).read_to_end(&mut words).await;
        }
        let said = |sentence: &&[u8]| words.windows(sentence.len()).any(|part| part == *sentence);
        if NO_MEMORY.iter().any(said) {
            return DarkroomError::OutOfMemory;
        }
        match status {
            Ok(status) if ran_out_of_time(status) => DarkroomError::TimedOut,
            _ => DarkroomError::Died,
        }
    }

    async fn send(&mut self, task: &Task) -> Result<(), FrameError> {
        let (start, body) = task.write()?;
        self.input.write_all(&start).await?;
        self.input.write_all(&body).await?;
        Ok(self.input.flush().await?)
    }
}

/// A picture goes through at once, not in two dozen turns of both processes. A system that gives no more room is slower.
#[cfg(target_os = "linux")]
fn widen(input: &ChildStdin, output: &ChildStdout) {
    const ROOM: usize = 1 << 20;
    let _ = rustix::pipe::fcntl_setpipe_size(input, ROOM);
    let _ = rustix::pipe::fcntl_setpipe_size(output, ROOM);
}

#[cfg(not(target_os = "linux"))]
fn widen(_input: &ChildStdin, _output: &ChildStdout) {}

/// This same program, whatever stands at its path by now; of the environment nothing goes along.
fn command(limits: Limits) -> Command {
    let mut command = Command::new(this_program());
    command.arg0("nanoprompt").arg("darkroom").args(limits.flags());
    if guard!("P-AIA-02/environment") {
        command.env_clear();
    }
    command
        .envs(privacy::guard_switch())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

fn this_program() -> OsString {
    if cfg!(target_os = "linux") {
        return "/proc/self/exe".into();
    }
    std::env::current_exe().map_or_else(|_| "nanoprompt".into(), Into::into)
}

async fn read(output: &mut ChildStdout) -> Result<Reply, FrameError> {
    let mut lengths = [0; LENGTHS];
    output.read_exact(&mut lengths).await?;
    let lengths = Lengths::read(lengths, MOST_REPLY_BYTES)?;
    let header = part(output, lengths.header).await?;
    let body = part(output, lengths.body).await?;
    Reply::read(&header, body)
}

async fn part(output: &mut ChildStdout, length: u32) -> Result<Vec<u8>, FrameError> {
    let mut bytes = Vec::with_capacity(Lengths::room(length));
    output.take(u64::from(length)).read_to_end(&mut bytes).await?;
    if u32::try_from(bytes.len()) != Ok(length) {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(bytes)
}

#[cfg(target_os = "linux")]
fn ran_out_of_time(status: std::process::ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(libc::SIGXCPU)
}

#[cfg(not(target_os = "linux"))]
fn ran_out_of_time(_status: std::process::ExitStatus) -> bool {
    false
}
