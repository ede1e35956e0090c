//! Who is at work on what in one process.

use std::collections::HashMap;

use basics::JobId;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

use crate::ProgressHandle;

/// The jobs that a process is working on.
#[derive(Default)]
pub(crate) struct Crew {
    running: JoinSet<()>,
    active: HashMap<JobId, Active>,
    jobs: HashMap<Id, JobId>,
}

/// A job being worked on.
pub(crate) struct Active {
    pub(crate) handle: ProgressHandle,
    pub(crate) attempt: i64,
    task: AbortHandle,
}

impl Crew {
    pub(crate) fn len(&self) -> usize {
        self.running.len()
    }

    /// Sets somebody to work. Whoever still worked on the same job has lost its lease, and stops.
    pub(crate) fn start(
        &mut self,
        job: JobId,
        handle: ProgressHandle,
        attempt: i64,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        let task = self.running.spawn(work);
        self.jobs.insert(task.id(), job);
        let active = Active { handle, attempt, task };
        if let Some(stale) = self.active.insert(job, active) {
            stale.task.abort();
        }
    }

    /// Waits until somebody is through, and lets go of everybody who is; `None` when nobody is at work.
    pub(crate) async fn join(&mut self) -> Option<()> {
        let mut ended = self.running.join_next_with_id().await;
        ended.as_ref()?;
        while let Some(one) = ended {
            self.forget(&one);
            ended = self.running.try_join_next_with_id();
        }
        Some(())
    }

    pub(crate) fn active(&self) -> impl Iterator<Item = &Active> {
        self.active.values()
    }

    /// Stops everybody where they are.
    pub(crate) async fn stop(&mut self) {
        self.running.shutdown().await;
        self.active.clear();
        self.jobs.clear();
    }

    fn forget(&mut self, ended: &Result<(Id, ()), JoinError>) {
        let task = match ended {
            Ok((task, ())) => *task,
            Err(error) => error.id(),
        };
        let Some(job) = self.jobs.remove(&task) else { return };
        if self.active.get(&job).is_some_and(|active| active.task.id() == task) {
            self.active.remove(&job);
        }
    }
}
