//! The queue as its callers see it.

use std::sync::Arc;

use basics::{Chance, Clock, JobId, Time};
use privacy::guard;
use store::{Db, DbError, Transaction, values};
use tokio::sync::{Notify, broadcast};

use crate::{Event, JobError, JobRow, Listener, NewJob, News, data::KEPT, outbox::Outbox};

/// The durable queue. Cheap to clone.
#[derive(Clone)]
pub struct Queue {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<Chance>,
    pub(crate) work_waits: Arc<Notify>,
    pub(crate) cancel_waits: Arc<Notify>,
    pub(crate) outbox: Arc<Outbox>,
    /// This process, among those over one database.
    pub(crate) origin: Arc<str>,
    events: broadcast::Sender<News>,
}

/// How many events a slow listener may fall behind before it misses some.
const EVENTS_HELD: usize = 1_024;

impl Queue {
    /// The queue in a database.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, chance: Arc<Chance>) -> Self {
        let events = broadcast::Sender::new(EVENTS_HELD);
        let origin = JobId::fresh(clock.now(), &chance).to_string().into();
        Self {
            db,
            clock,
            chance,
            work_waits: Arc::default(),
            cancel_waits: Arc::default(),
            outbox: Arc::default(),
            origin,
            events,
        }
    }

    /// Enqueues a job in the caller's transaction; it happens with the rest or not at all. Call [`Queue::wake`] after
    /// the commit, so that a worker looks at once.
    pub async fn enqueue(&self, transaction: &mut Transaction, job: &NewJob) -> Result<(), DbError> {
        let sql = "INSERT INTO job (id, kind, person, subject, state, priority, run_at, attempt, failures,
                                    cancel_requested, progress, created_at)
                   VALUES ($1, $2, $3, $4, 'queued', $5, $6, 0, 0, 0, 0, $7)";
        let now = self.clock.now();
        // Whose turn it is goes by persons: all in one line, the busiest would come first.
        let person = if guard!("P-OPS-02/fair") {
            job.person.as_str()
        } else {
            "everybody"
        };
        let values = values![job.id, job.kind, person, job.subject, job.priority, job.run_at, now];
        transaction.run(sql, values).await.map(|_| ())
    }

    /// Tells the workers to look, here and, where the processes keep in touch, everywhere.
    pub fn wake(&self) {
        self.work_waits.notify_one();
        self.outbox.work();
    }

    /// Asks for a job to be stopped. One that waits is ended by a worker without being run; one that runs is told.
    pub async fn request_cancel(&self, job: JobId) -> Result<(), JobError> {
        let sql = "UPDATE job SET cancel_requested = 1, run_at = CASE WHEN state = 'queued' THEN 0 ELSE run_at END
                   WHERE id = $1 AND state IN ('queued', 'running')";
        self.db.run(sql, values![job]).await?;
        self.wake();
        self.tell_cancel();
        Ok(())
    }

    /// Asks for everything of a person to be stopped.
    pub async fn request_cancel_of(&self, person: &str) -> Result<(), DbError> {
        let sql = "UPDATE job SET cancel_requested = 1, run_at = CASE WHEN state = 'queued' THEN 0 ELSE run_at END
                   WHERE person = $1 AND state IN ('queued', 'running')";
        self.db.run(sql, values![person]).await?;
        self.wake();
        self.tell_cancel();
        Ok(())
    }

    /// Whether something of a person is being worked on.
    pub async fn is_busy_for(&self, person: &str) -> Result<bool, DbError> {
        let sql = "SELECT id FROM job WHERE person = $1 AND state = 'running' LIMIT 1";
        Ok(self.db.first(sql, values![person]).await?.is_some())
    }

    /// Whether any work about the subjects from `first` to `last` is still to be done.
    pub async fn is_any_open(&self, first: &str, last: &str) -> Result<bool, DbError> {
        let sql = "SELECT id FROM job WHERE subject BETWEEN $1 AND $2 AND state IN ('queued', 'running') LIMIT 1";
        Ok(self.db.first(sql, values![first, last]).await?.is_some())
    }

    /// Told of everything that happens to jobs in this process and those that it keeps in touch with.
    #[must_use]
    pub fn subscribe(&self) -> Listener {
        Listener::new(self.events.subscribe())
    }

    /// A job as it is stored.
    pub async fn lookup(&self, job: JobId) -> Result<Option<JobRow>, DbError> {
        let row = self.db.first("SELECT * FROM job WHERE id = $1", values![job]).await?;
        row.map(|row| JobRow::read(&row)).transpose()
    }

    /// Takes every lease back, for a process that knows it is the only one: what was being worked on when the last one
    /// died is there to be taken at once.
    pub async fn release_all(&self) -> Result<u64, DbError> {
        let sql = "UPDATE job SET state = 'queued', lease_token = NULL, lease_until = NULL WHERE state = 'running'";
        self.db.run(sql, values![]).await
    }

    /// Removes jobs that ended long ago.
    pub async fn sweep(&self) -> Result<u64, DbError> {
        let before = Time::from_millis(self.clock.now().millis() - KEPT.as_millis());
        let sql = "DELETE FROM job WHERE finished_at IS NOT NULL AND finished_at < $1";
        self.db.run(sql, values![before]).await
    }

    fn tell_cancel(&self) {
        self.cancel_waits.notify_waiters();
        self.outbox.cancel();
    }

    pub(crate) fn tell(&self, event: Event) {
        self.outbox.event(&event);
        self.pass_on(News::Happened(event));
    }

    pub(crate) fn pass_on(&self, news: News) {
        // Nobody listening is no error.
        let _ = self.events.send(news);
    }
}
