//! The processes of the darkroom: how many, who gets which, and what becomes of them afterwards.
//!
//! A process that has opened foreign bytes is never given anything again. One that has painted from words may paint
//! again. One more waits, untouched, so that nobody waits for its start.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use basics::{Clock, Span};
use darkroom::{Darkroom, DarkroomError, Finished, Sealing, SharedWatcher, Strength, Task, Workshop};
use privacy::guard;
use tokio::sync::Semaphore;

use super::{Limits, process::Process};

/// How many pictures are painted at once: each uses every core.
const PAINTING_AT_ONCE: usize = 2;
/// How many foreign files are opened at once.
const OPENING_AT_ONCE: usize = 2;
/// How many films are made at once. They take minutes, and nobody's picture waits for that.
const FILMING_AT_ONCE: usize = 1;
/// How often a process may paint.
const MOST_PICTURES: u32 = 32;
/// After a larger picture than this the process goes, and its memory with it.
const LARGE: u64 = 2_500_000;
/// How long an idle painter waits for the next picture.
const IDLE: Span = Span::seconds(30);
/// How often it is looked at whether somebody wishes to stop.
const LOOK: Span = Span::millis(50);

/// Opens the darkroom of this program.
pub fn open(limits: Limits, clock: Arc<dyn Clock>) -> Darkroom {
    forget_descriptors();
    Darkroom::new(Arc::new(Processes(Arc::new(Shared {
        limits,
        clock,
        painting: Semaphore::new(PAINTING_AT_ONCE),
        opening: Semaphore::new(OPENING_AT_ONCE),
        filming: Semaphore::new(FILMING_AT_ONCE),
        idle: Mutex::default(),
        told: AtomicBool::new(false),
    }))))
}

/// Whatever this process was itself started with does not go on to the next: it is closed when that begins.
fn forget_descriptors() {
    #[cfg(unix)]
    if guard!("P-AIA-02/descriptors") {
        close_fds::set_fds_cloexec_threadsafe(3, &[]);
    }
}

/// Once, for whoever runs this installation.
fn tell_what_is_missing(sealing: Sealing) {
    match (sealing.landlock, sealing.seccomp) {
        (_, Strength::None) => {
            tracing::warn!(
                "this system cannot seal a process off: pictures are opened in one with nothing in its hands"
            );
        }
        (Strength::None, _) => tracing::warn!("this kernel has no Landlock: pictures are opened behind seccomp alone"),
        (Strength::Partial, _) => {
            tracing::info!("this kernel's Landlock is not the newest: seccomp keeps out the rest");
        }
        (Strength::Full, _) => {}
    }
}

struct Processes(Arc<Shared>);

struct Shared {
    limits: Limits,
    clock: Arc<dyn Clock>,
    painting: Semaphore,
    opening: Semaphore,
    filming: Semaphore,
    idle: Mutex<Idle>,
    told: AtomicBool,
}

#[derive(Default)]
struct Idle {
    untouched: Option<Process>,
    painters: Vec<Painter>,
    pictures: u64,
}

/// A process that has painted, which time it waits, and how often it has painted.
struct Painter {
    process: Process,
    wait: u64,
    pictures: u32,
}

#[async_trait]
impl Workshop for Processes {
    async fn perform(&self, task: Task, watcher: SharedWatcher) -> Result<Finished, DarkroomError> {
        let places = match task {
            Task::Animate(_) => &self.0.filming,
            _ if task.is_foreign() => &self.0.opening,
            _ => &self.0.painting,
        };
        let _place = places.acquire().await.map_err(|_| DarkroomError::Unavailable)?;
        let outcome = self.0.attempt(&task, &watcher).await;
        if outcome == Err(DarkroomError::Died) {
            // Something killed it, perhaps not the task: once more, and then it was.
            return self.0.attempt(&task, &watcher).await;
        }
        outcome
    }
}

impl Shared {
    async fn attempt(self: &Arc<Self>, task: &Task, watcher: &SharedWatcher) -> Result<Finished, DarkroomError> {
        let limits = self.limits.of(task);
        let (mut process, pictures) = self.take(task, limits).await?;
        let outcome = tokio::select! {
            outcome = process.perform(task, watcher) => outcome,
            () = self.clock.sleep(limits.time()), if guard!("P-AIA-02/time") => return Err(DarkroomError::TimedOut),
            () = self.until_cancelled(watcher) => return Err(DarkroomError::Cancelled),
        };
        if let Ok(said) = outcome {
            self.put_back(task, process, pictures + 1);
            return said;
        }
        let error = process.post_mortem().await;
        tracing::warn!(error = %error, "a sealed-off process broke");
        Err(error)
    }

    /// A process for the task, and how often it has painted.
    async fn take(self: &Arc<Self>, task: &Task, limits: Limits) -> Result<(Process, u32), DarkroomError> {
        if limits != self.limits {
            // One that waits was given less than this takes.
            return Ok((self.start(limits).await?, 0));
        }
        if let Some(mut painter) = self.idle_painter(task)
            && painter.process.is_alive()
        {
            return Ok((painter.process, painter.pictures));
        }
        let untouched = self.lock().untouched.take();
        self.refill();
        if let Some(mut process) = untouched
            && process.is_alive()
        {
            return Ok((process, 0));
        }
        Ok((self.start(limits).await?, 0))
    }

    fn idle_painter(&self, task: &Task) -> Option<Painter> {
        if task.is_foreign() {
            return None;
        }
        self.lock().painters.pop()
    }

    fn put_back(self: &Arc<Self>, task: &Task, process: Process, pictures: u32) {
        let spent = match task {
            Task::Paint(order, _) | Task::Draw(order) => u64::from(order.width) * u64::from(order.height) > LARGE,
            _ => guard!("P-AIA-02/fresh"),
        };
        if spent || pictures >= MOST_PICTURES {
            return;
        }
        let mut idle = self.lock();
        idle.pictures += 1;
        let wait = idle.pictures;
        idle.painters.push(Painter {
            process,
            wait,
            pictures,
        });
        drop(idle);
        let shared = self.clone();
        tokio::spawn(async move {
            shared.clock.sleep(IDLE).await;
            shared.lock().painters.retain(|painter| painter.wait != wait);
        });
    }

    /// Has another process ready before somebody needs it.
    fn refill(self: &Arc<Self>) {
        let shared = self.clone();
        tokio::spawn(async move {
            if let Ok(process) = shared.start(shared.limits).await {
                shared.lock().untouched.get_or_insert(process);
            }
        });
    }

    async fn start(&self, limits: Limits) -> Result<Process, DarkroomError> {
        let process = tokio::select! {
            process = Process::start(limits) => process?,
            () = self.clock.sleep(limits.time()) => return Err(DarkroomError::Unavailable),
        };
        if !self.told.swap(true, Ordering::Relaxed) {
            tell_what_is_missing(process.sealing);
        }
        Ok(process)
    }

    async fn until_cancelled(&self, watcher: &SharedWatcher) {
        while !watcher.cancelled() {
            self.clock.sleep(LOOK).await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
