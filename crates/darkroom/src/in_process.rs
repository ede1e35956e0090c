//! The darkroom without a process of its own. For tests: nothing here is sealed off from anything.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use atelier::{Stage, Watcher};
use tokio::sync::Semaphore;

use crate::{DarkroomError, Finished, SharedWatcher, Task, Workshop, perform};

/// How many tasks are done at once: each uses every core.
const AT_ONCE: usize = 2;

/// Does tasks on threads of this process.
pub struct InProcess(Semaphore);

impl Default for InProcess {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

#[async_trait]
impl Workshop for InProcess {
    async fn perform(&self, task: Task, watcher: SharedWatcher) -> Result<Finished, DarkroomError> {
        let _place = self.0.acquire().await.map_err(|_| DarkroomError::Unavailable)?;
        let left = Left::default();
        let watching = Watching {
            watcher,
            left: left.0.clone(),
        };
        tokio::task::spawn_blocking(move || perform(&task, &watching))
            .await
            .map_err(|_| DarkroomError::Died)?
    }
}

/// Set when nobody waits any more.
#[derive(Default)]
struct Left(Arc<AtomicBool>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Watching {
    watcher: SharedWatcher,
    left: Arc<AtomicBool>,
}

impl Watcher for Watching {
    fn progress(&self, done: f32, stage: Stage) {
        self.watcher.progress(done, stage);
    }

    fn cancelled(&self) -> bool {
        self.left.load(Ordering::Relaxed) || self.watcher.cancelled()
    }
}
