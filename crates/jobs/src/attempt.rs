//! One attempt at a job, and what follows from how it ended.

use std::{collections::HashMap, future::Future, panic::AssertUnwindSafe, sync::Arc};

use basics::{Span, Time};
use futures::FutureExt;
use store::values;

use crate::{JobError, JobFailure, JobRow, JobState, Lease, ProgressHandle, Queue, What, Work};

/// How often a failing job is tried: over about three minutes, in which a database can be started anew.
const TRIES: i64 = 8;
/// How often a job may be taken and lost again by workers that died.
const DEATHS: i64 = 100;

/// What an attempt needs.
#[derive(Clone)]
pub(crate) struct Workshop {
    pub(crate) queue: Queue,
    pub(crate) works: Arc<HashMap<&'static str, Arc<dyn Work>>>,
    pub(crate) token: Arc<str>,
}

impl Workshop {
    pub(crate) async fn attempt(self, lease: Lease) {
        let (row, handle) = (lease.row().clone(), lease.progress_handle());
        let ended = match self.works.get(row.kind.as_str()) {
            None => Err(JobFailure::GiveUp { code: "no-such-work" }),
            Some(_) if row.cancel_requested && row.step.is_none() => Err(JobFailure::Cancelled),
            Some(_) if row.attempt > DEATHS => Err(JobFailure::GiveUp { code: "died-too-often" }),
            Some(work) => guarded(work.run(lease)).await.unwrap_or(Err(retry("panicked"))),
        };
        match ended {
            Ok(()) if handle.ended() => handle.tell(What::Ended),
            Ok(()) => self.fail(&row, &handle, retry("not-finished")).await,
            Err(failure) => self.fail(&row, &handle, failure).await,
        }
    }

    async fn fail(&self, row: &JobRow, handle: &ProgressHandle, failure: JobFailure) {
        let (state, code) = match &failure {
            JobFailure::LeaseLost => return,
            JobFailure::Retry { code, after } if row.failures + 1 < TRIES => {
                return self.postpone(row, handle, code, *after).await;
            }
            JobFailure::Retry { code, .. } | JobFailure::GiveUp { code } => (JobState::Failed, *code),
            JobFailure::OutcomeUnknown { code } => (JobState::Unknown, *code),
            JobFailure::Cancelled => (JobState::Cancelled, "cancelled"),
        };
        if !self.tell_work(row, handle, &failure).await {
            return;
        }
        let sql = "UPDATE job SET state = $4, failure = $5, finished_at = $6, lease_token = NULL, lease_until = NULL,
                                  checkpoint = NULL
                   WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";
        let now = self.queue.clock.now();
        let values = values![row.id, *self.token, row.attempt, state.name(), code, now];
        match self.queue.db.run(sql, values).await {
            Ok(0) => {}
            Ok(_) => handle.tell(What::Ended),
            Err(error) => {
                tracing::warn!(error = %error, job = %row.id, "a job's end could not be written; it will be taken again");
            }
        }
    }

    /// Tells the work that its job ends. Whoever has lost the lease has nothing to say about the job any more, least of
    /// all that it was stopped; whether it was told.
    async fn tell_work(&self, row: &JobRow, handle: &ProgressHandle, failure: &JobFailure) -> bool {
        match handle.beat(&self.token, row.attempt).await {
            Ok(()) => {}
            Err(JobError::LeaseLost) => return false,
            Err(JobError::Database(error)) => {
                tracing::warn!(error = %error, job = %row.id, "a job could not be ended; it will be taken again");
                return false;
            }
        }
        let Some(work) = self.works.get(row.kind.as_str()) else {
            return true;
        };
        match guarded(work.gave_up(row, failure)).await {
            Some(Ok(())) => true,
            Some(Err(error)) => {
                tracing::warn!(error = %error, job = %row.id, "what follows from a job's end could not be written; it will be taken again");
                false
            }
            None => {
                tracing::error!(job = %row.id, "a work panicked when it was told of a job's end");
                true
            }
        }
    }

    async fn postpone(&self, row: &JobRow, handle: &ProgressHandle, code: &str, after: Option<Span>) {
        let run_at = self.queue.clock.now() + after.unwrap_or_else(|| self.backoff(row.failures));
        match self.put_back(row, code, run_at).await {
            Ok(0) => {}
            Ok(_) => {
                handle.tell(What::Postponed);
                // One that is wanted no more is due at once, so that it ends.
                if handle.cancelled() {
                    self.queue.wake();
                }
            }
            Err(error) => {
                tracing::warn!(error = %error, job = %row.id, "a retry could not be written; the lease will run out");
            }
        }
    }

    async fn put_back(&self, row: &JobRow, code: &str, run_at: Time) -> Result<u64, store::DbError> {
        let sql = "UPDATE job SET state = 'queued', failures = failures + 1, failure = $4,
                                  run_at = CASE WHEN cancel_requested = 1 THEN 0 ELSE $5 END,
                                  lease_token = NULL, lease_until = NULL
                   WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";
        let values = values![row.id, *self.token, row.attempt, code, run_at];
        self.queue.db.run(sql, values).await
    }

    /// One second, doubling, up to a minute, with up to half of it by chance, so that many do not return at once.
    fn backoff(&self, failures: i64) -> Span {
        let base = 1_000_i64 << failures.clamp(0, 6);
        let jitter = i64::try_from(self.queue.chance.seed() % 500).unwrap_or(0);
        Span::millis(base.min(60_000) * (1_000 + jitter) / 1_000)
    }
}

/// A panic is a defect of ours, but no reason to lose somebody's work.
async fn guarded<T>(work: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(work).catch_unwind().await.ok()
}

const fn retry(code: &'static str) -> JobFailure {
    JobFailure::Retry { code, after: None }
}
