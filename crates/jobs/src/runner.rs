//! The workers of one process.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc};

use basics::{JobId, Span};
use futures::FutureExt;
use store::values;
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    JobError, JobFailure, JobRow, JobState, Lease, ProgressHandle, Queue, What, Work,
    claim::{any_waiting, claim},
};

/// How many jobs one process works on at once.
const CONCURRENCY: usize = 4;
/// How often a worker looks by itself, and says that it is alive.
const BEAT: Span = Span::seconds(1);
/// How long running jobs may still take when the process is asked to stop.
const GRACE: Span = Span::seconds(10);
/// How often a failing job is tried.
const TRIES: i64 = 5;
/// How often a job may be taken and lost again by workers that died.
const DEATHS: i64 = 100;

/// The workers of one process.
pub struct Runner {
    queue: Queue,
    works: HashMap<&'static str, Arc<dyn Work>>,
    token: String,
}

/// A job being worked on.
struct Active {
    handle: ProgressHandle,
    attempt: i64,
}

impl Runner {
    /// Workers for these kinds of work.
    #[must_use]
    pub fn new(queue: Queue, works: Vec<Arc<dyn Work>>) -> Self {
        let token = JobId::fresh(queue.clock.now(), &queue.chance).to_string();
        Self {
            queue,
            works: works.into_iter().map(|work| (work.kind(), work)).collect(),
            token,
        }
    }

    /// Works until told to stop; then lets running jobs end for a while, and gives back those that do not.
    pub async fn run(self, stop: CancellationToken) {
        let runner = Arc::new(self);
        let mut running = JoinSet::new();
        let mut active: HashMap<Id, Active> = HashMap::new();
        // One for many rounds: jobs that come and go must not put it off.
        let mut beat = runner.queue.clock.sleep(BEAT);
        while !stop.is_cancelled() {
            let full = runner.fill(&mut running, &mut active).await;
            let cancel_waits = runner.queue.cancel_waits.notified();
            tokio::select! {
                () = stop.cancelled() => {}
                Some(ended) = running.join_next_with_id() => forget(&mut active, &ended),
                () = runner.queue.work_waits.notified(), if !full => {}
                () = cancel_waits => runner.beat(&active).await,
                () = &mut beat => {
                    runner.beat(&active).await;
                    beat = runner.queue.clock.sleep(BEAT);
                }
            }
        }
        let end = runner.queue.clock.sleep(GRACE);
        let drain = async { while running.join_next().await.is_some() {} };
        tokio::select! { () = drain => {}, () = end => {} }
        running.shutdown().await;
        runner.give_back().await;
    }

    /// Takes as many jobs as there is room for; whether there is no more room.
    async fn fill(self: &Arc<Self>, running: &mut JoinSet<()>, active: &mut HashMap<Id, Active>) -> bool {
        let room = CONCURRENCY.saturating_sub(running.len());
        if room == 0 {
            return true;
        }
        let rows = match self.take(room).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(error = %error, "no work could be taken");
                return false;
            }
        };
        for row in rows {
            let lease = Lease::new(&self.queue, row, &self.token);
            let one = Active {
                handle: lease.progress_handle(),
                attempt: lease.attempt(),
            };
            let runner = self.clone();
            let task = running.spawn(async move { runner.work(lease).await });
            active.insert(task.id(), one);
        }
        running.len() >= CONCURRENCY
    }

    async fn take(&self, room: usize) -> Result<Vec<JobRow>, JobError> {
        let now = self.queue.clock.now();
        if !any_waiting(&self.queue.db, now).await? {
            return Ok(Vec::new());
        }
        Ok(claim(&self.queue.db, &self.token, now, i64::try_from(room).unwrap_or(1)).await?)
    }

    async fn work(&self, lease: Lease) {
        let (row, handle) = (lease.row().clone(), lease.progress_handle());
        let ended = match self.works.get(row.kind.as_str()) {
            None => Err(JobFailure::GiveUp { code: "no-such-work" }),
            Some(_) if row.cancel_requested && row.step.is_none() => Err(JobFailure::Cancelled),
            Some(_) if row.attempt > DEATHS => Err(JobFailure::GiveUp { code: "died-too-often" }),
            Some(work) => self.guarded(work.as_ref(), lease).await,
        };
        match ended {
            Ok(()) => handle.tell(What::Ended),
            Err(failure) => self.fail(&row, &handle, failure).await,
        }
    }

    /// A panic is a defect of ours, but no reason to lose somebody's work.
    async fn guarded(&self, work: &dyn Work, lease: Lease) -> Result<(), JobFailure> {
        let caught = AssertUnwindSafe(work.run(lease)).catch_unwind().await;
        caught.unwrap_or(Err(JobFailure::Retry {
            code: "panicked",
            after: None,
        }))
    }

    async fn fail(&self, row: &JobRow, handle: &ProgressHandle, failure: JobFailure) {
        let (state, code) = match &failure {
            JobFailure::LeaseLost => return,
            JobFailure::Retry { code, after } if row.failures + 1 < TRIES => {
                self.postpone(row, code, *after).await;
                handle.tell(What::Postponed);
                return;
            }
            JobFailure::Retry { code, .. } | JobFailure::GiveUp { code } => (JobState::Failed, *code),
            JobFailure::OutcomeUnknown { code } => (JobState::Unknown, *code),
            JobFailure::Cancelled => (JobState::Cancelled, "cancelled"),
        };
        if !self.still_held(row, handle).await {
            return;
        }
        if let Some(work) = self.works.get(row.kind.as_str()) {
            self.tell_work(work.as_ref(), row, &failure).await;
        }
        let sql = "UPDATE job SET state = $4, failure = $5, finished_at = $6, lease_token = NULL, lease_until = NULL,
                                  checkpoint = NULL
                   WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";
        let now = self.queue.clock.now();
        let values = values![row.id, self.token, row.attempt, state.name(), code, now];
        if let Err(error) = self.queue.db.run(sql, values).await {
            tracing::warn!(error = %error, job = %row.id, "a job's end could not be written; it will be taken again");
        }
        handle.tell(What::Ended);
    }

    /// Asked before anybody is told that a job is given up: whoever lost the lease has no say in it any more.
    async fn still_held(&self, row: &JobRow, handle: &ProgressHandle) -> bool {
        let beaten = handle.beat(&self.token, row.attempt, self.queue.clock.now()).await;
        if let Err(error) = &beaten {
            tracing::warn!(error = %error, job = %row.id, "a job's end was not ours to write; whoever takes it will");
        }
        beaten.is_ok()
    }

    /// A panic here must not have a job run again whose outcome nobody knows.
    async fn tell_work(&self, work: &dyn Work, row: &JobRow, failure: &JobFailure) {
        let told = AssertUnwindSafe(work.gave_up(row, failure)).catch_unwind().await;
        if told.is_err() {
            tracing::error!(job = %row.id, "being told of a job's end panicked");
        }
    }

    async fn postpone(&self, row: &JobRow, code: &str, after: Option<Span>) {
        let run_at = self.queue.clock.now() + after.unwrap_or_else(|| self.backoff(row.failures));
        let sql = "UPDATE job SET state = 'queued', failures = failures + 1, failure = $4,
                                  run_at = CASE WHEN cancel_requested = 1 THEN 0 ELSE $5 END,
                                  lease_token = NULL, lease_until = NULL
                   WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";
        let values = values![row.id, self.token, row.attempt, code, run_at];
        if let Err(error) = self.queue.db.run(sql, values).await {
            tracing::warn!(error = %error, job = %row.id, "a retry could not be written; the lease will run out");
        }
    }

    /// One second, doubling, up to a minute, with up to half of it by chance, so that many do not return at once.
    fn backoff(&self, failures: i64) -> Span {
        let base = 1_000_i64 << failures.clamp(0, 6);
        let jitter = i64::try_from(self.queue.chance.seed() % 500).unwrap_or(0);
        Span::millis(base.min(60_000) * (1_000 + jitter) / 1_000)
    }

    async fn beat(&self, active: &HashMap<Id, Active>) {
        let now = self.queue.clock.now();
        for job in active.values() {
            match job.handle.beat(&self.token, job.attempt, now).await {
                Ok(()) => {}
                Err(JobError::LeaseLost) => job.handle.cancel(),
                Err(JobError::Database(error)) => tracing::warn!(error = %error, "a lease could not be extended"),
            }
        }
    }

    async fn give_back(&self) {
        let sql = "UPDATE job SET state = 'queued', lease_token = NULL, lease_until = NULL
                   WHERE lease_token = $1 AND state = 'running'";
        if let Err(error) = self.queue.db.run(sql, values![self.token]).await {
            tracing::warn!(error = %error, "leases could not be given back; they will run out");
        }
    }
}

fn forget(active: &mut HashMap<Id, Active>, ended: &Result<(Id, ()), JoinError>) {
    active.remove(&match ended {
        Ok((task, ())) => *task,
        Err(error) => error.id(),
    });
}
