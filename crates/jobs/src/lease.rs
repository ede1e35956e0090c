//! A lease: the right to work on a job and to write about it.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use basics::JobId;
use store::{Transaction, Value, values};
use tokio_util::sync::CancellationToken;

use crate::{Event, JobError, JobRow, Queue, What, claim::LEASE};

const FINISH: &str = "UPDATE job SET state = 'done', finished_at = $4, lease_token = NULL, lease_until = NULL,
                                     checkpoint = NULL
                      WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";

const CHECKPOINT: &str = "UPDATE job SET step = $4, checkpoint = $5
                          WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'";

/// The right to work on one job.
pub struct Lease {
    row: JobRow,
    token: String,
    shared: ProgressHandle,
}

/// What a worker tells of its progress, and how it hears that it should stop. Cheap to clone.
#[derive(Clone)]
pub struct ProgressHandle(Arc<Shared>);

struct Shared {
    queue: Queue,
    about: Event,
    cancelled: CancellationToken,
    ended: AtomicBool,
    latest: Mutex<(f32, String)>,
}

impl Lease {
    pub(crate) fn new(queue: &Queue, row: JobRow, token: &str) -> Self {
        let about = Event {
            job: row.id,
            kind: row.kind.clone(),
            person: row.person.clone(),
            subject: row.subject.clone(),
            what: What::Postponed,
        };
        let cancelled = CancellationToken::new();
        if row.cancel_requested {
            cancelled.cancel();
        }
        let shared = Shared {
            queue: queue.clone(),
            about,
            cancelled,
            ended: AtomicBool::new(false),
            latest: Mutex::default(),
        };
        Self {
            row,
            token: token.to_owned(),
            shared: ProgressHandle(Arc::new(shared)),
        }
    }

    /// The job's id.
    #[must_use]
    pub const fn job(&self) -> JobId {
        self.row.id
    }

    /// The id of what the job is about.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.row.subject
    }

    /// How often the job was taken, this time included.
    #[must_use]
    pub const fn attempt(&self) -> i64 {
        self.row.attempt
    }

    /// How often it has failed before.
    #[must_use]
    pub const fn failures(&self) -> i64 {
        self.row.failures
    }

    /// The last step that an earlier attempt wrote down.
    #[must_use]
    pub fn step(&self) -> Option<&str> {
        self.row.step.as_deref()
    }

    /// What was written down with that step.
    #[must_use]
    pub fn checkpoint(&self) -> Option<&[u8]> {
        self.row.checkpoint.as_deref()
    }

    /// Whether whoever wanted the job wants it no more.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.shared.cancelled()
    }

    /// For passing to whoever does the work.
    #[must_use]
    pub fn progress_handle(&self) -> ProgressHandle {
        self.shared.clone()
    }

    /// Writes a step down; on the disk when this returns.
    pub async fn checkpoint_step(&self, step: &str, checkpoint: &[u8]) -> Result<(), JobError> {
        let values = self.checkpoint_values(step, checkpoint);
        held(self.queue().db.run(CHECKPOINT, values).await?)
    }

    /// Writes a step down together with what the caller writes.
    pub async fn checkpoint_in(
        &self,
        transaction: &mut Transaction,
        step: &str,
        checkpoint: &[u8],
    ) -> Result<(), JobError> {
        held(
            transaction
                .run(CHECKPOINT, self.checkpoint_values(step, checkpoint))
                .await?,
        )
    }

    /// Ends the job as done, in a transaction of its own.
    pub async fn finish(&self) -> Result<(), JobError> {
        self.ended(self.queue().db.run(FINISH, self.finish_values()).await?)
    }

    /// Ends the job as done together with what the caller writes.
    pub async fn finish_in(&self, transaction: &mut Transaction) -> Result<(), JobError> {
        self.ended(transaction.run(FINISH, self.finish_values()).await?)
    }

    pub(crate) const fn row(&self) -> &JobRow {
        &self.row
    }

    fn checkpoint_values(&self, step: &str, checkpoint: &[u8]) -> Vec<Value> {
        values![self.row.id, self.token, self.row.attempt, step, checkpoint]
    }

    fn finish_values(&self) -> Vec<Value> {
        values![self.row.id, self.token, self.row.attempt, self.queue().clock.now()]
    }

    fn ended(&self, changed: u64) -> Result<(), JobError> {
        held(changed)?;
        self.shared.0.ended.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn queue(&self) -> &Queue {
        &self.shared.0.queue
    }
}

impl ProgressHandle {
    /// Tells whoever waits: `done` from 0 to 1, and a short fixed word.
    pub fn progress(&self, done: f32, stage: &str) {
        let done = done.clamp(0.0, 1.0);
        *self.latest() = (done, stage.to_owned());
        let what = What::Progress {
            done,
            stage: stage.to_owned(),
        };
        self.0.queue.tell(Event {
            what,
            ..self.0.about.clone()
        });
    }

    /// Whether whoever wanted the job wants it no more.
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.0.cancelled.is_cancelled()
    }

    /// Ready once whoever wanted the job wants it no more.
    pub async fn until_cancelled(&self) {
        self.0.cancelled.cancelled().await;
    }

    pub(crate) fn cancel(&self) {
        self.0.cancelled.cancel();
    }

    pub(crate) fn tell(&self, what: What) {
        self.0.queue.tell(Event {
            what,
            ..self.0.about.clone()
        });
    }

    /// Whether the work said that the job is done.
    pub(crate) fn ended(&self) -> bool {
        self.0.ended.load(Ordering::Relaxed)
    }

    /// Extends the lease, writes the latest progress, and hears of a wish to stop.
    pub(crate) async fn beat(&self, token: &str, attempt: i64) -> Result<(), JobError> {
        let mut transaction = self.0.queue.db.begin().await?;
        self.beat_in(&mut transaction, token, attempt).await?;
        Ok(transaction.commit().await?)
    }

    /// The same in a transaction with others.
    pub(crate) async fn beat_in(
        &self,
        transaction: &mut Transaction,
        token: &str,
        attempt: i64,
    ) -> Result<(), JobError> {
        let (done, stage) = self.latest().clone();
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1000")]
        let progress = (done * 1_000.0) as i64;
        let sql = "UPDATE job SET lease_until = $4, progress = $5, stage = $6
                   WHERE id = $1 AND lease_token = $2 AND attempt = $3 AND state = 'running'
                   RETURNING cancel_requested";
        let until = self.0.queue.clock.now() + LEASE;
        let values = values![self.0.about.job, token, attempt, until, progress, stage];
        let row = transaction.first(sql, values).await?.ok_or(JobError::LeaseLost)?;
        if row.get("cancel_requested")? {
            self.cancel();
        }
        Ok(())
    }

    fn latest(&self) -> std::sync::MutexGuard<'_, (f32, String)> {
        self.0.latest.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

const fn held(changed: u64) -> Result<(), JobError> {
    if changed == 1 { Ok(()) } else { Err(JobError::LeaseLost) }
}
