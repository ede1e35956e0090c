//! The workers of one process.

use std::{collections::HashMap, sync::Arc};

use basics::{JobId, Span};
use store::{DbError, values};
use tokio_util::sync::CancellationToken;

use crate::{
    JobError, Lease, Queue, Work,
    attempt::Workshop,
    claim::{any_waiting, claim, recover},
    crew::{Active, Crew},
};

/// How many jobs one process works on at once, unless told otherwise.
const AT_ONCE: usize = 4;
/// How often a worker says that it is alive, and looks by itself.
const TICK: Span = Span::seconds(1);
/// How long running jobs may still take when the process is asked to stop.
const GRACE: Span = Span::seconds(10);

/// The workers of one process.
pub struct Runner {
    workshop: Workshop,
    at_once: usize,
}

impl Runner {
    /// Workers for these kinds of work.
    #[must_use]
    pub fn new(queue: Queue, works: Vec<Arc<dyn Work>>) -> Self {
        let token = JobId::fresh(queue.clock.now(), &queue.chance).to_string().into();
        let works = works
            .into_iter()
            .map(|work| (work.kind(), work))
            .collect::<HashMap<_, _>>();
        Self {
            workshop: Workshop {
                queue,
                works: Arc::new(works),
                token,
            },
            at_once: AT_ONCE,
        }
    }

    /// The same, working on so many jobs at once.
    #[must_use]
    pub const fn at_once(mut self, jobs: usize) -> Self {
        self.at_once = jobs;
        self
    }

    /// Works until told to stop; then lets running jobs end for a while, and gives back those that do not.
    pub async fn run(self, stop: CancellationToken) {
        let queue = self.workshop.queue.clone();
        let mut crew = Crew::default();
        let mut tick = queue.clock.sleep(TICK);
        let mut look = self.recover().await;
        // Armed before looking and armed anew before beating, so that no wish to stop a job is missed in between.
        let mut cancel_waits = std::pin::pin!(queue.cancel_waits.notified());
        while !stop.is_cancelled() {
            if look && crew.len() < self.at_once {
                look = self.fill(&mut crew).await;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                Some(()) = crew.join() => {}
                () = queue.work_waits.notified() => look = true,
                () = &mut cancel_waits => {
                    cancel_waits.set(queue.cancel_waits.notified());
                    self.beat(&crew).await;
                }
                () = &mut tick => {
                    tick = queue.clock.sleep(TICK);
                    self.beat(&crew).await;
                    look = self.recover().await;
                }
            }
        }
        self.leave(crew).await;
    }

    /// Takes as many jobs as there is room for; whether there may be more.
    async fn fill(&self, crew: &mut Crew) -> bool {
        let Workshop { queue, token, .. } = &self.workshop;
        let room = i64::try_from(self.at_once - crew.len()).unwrap_or(i64::MAX);
        let rows = match claim(&queue.db, token, queue.clock.now(), room).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(error = %error, "no work could be taken");
                return false;
            }
        };
        let all = i64::try_from(rows.len()).is_ok_and(|taken| taken == room);
        for row in rows {
            let lease = Lease::new(queue, row, token);
            let (job, attempt, handle) = (lease.job(), lease.attempt(), lease.progress_handle());
            crew.start(job, handle, attempt, self.workshop.clone().attempt(lease));
        }
        all
    }

    /// Puts jobs of silent workers back; whether any job could be taken.
    async fn recover(&self) -> bool {
        let Workshop { queue, .. } = &self.workshop;
        let now = queue.clock.now();
        let looked = async {
            recover(&queue.db, now).await?;
            any_waiting(&queue.db, now).await
        };
        looked.await.unwrap_or_else(|error: DbError| {
            tracing::warn!(error = %error, "the queue could not be looked at");
            false
        })
    }

    /// Says for every job at work that it still is.
    async fn beat(&self, crew: &Crew) {
        if let Err(error) = self.beat_all(crew.active()).await {
            tracing::warn!(error = %error, "leases could not be extended");
        }
    }

    async fn beat_all(&self, active: impl Iterator<Item = &Active>) -> Result<(), DbError> {
        let mut active = active.peekable();
        if active.peek().is_none() {
            return Ok(());
        }
        let mut transaction = self.workshop.queue.db.begin().await?;
        for job in active {
            match job
                .handle
                .beat_in(&mut transaction, &self.workshop.token, job.attempt)
                .await
            {
                Ok(()) => {}
                Err(JobError::LeaseLost) => job.handle.cancel(),
                Err(JobError::Database(error)) => return Err(error),
            }
        }
        transaction.commit().await
    }

    async fn leave(&self, mut crew: Crew) {
        self.beat(&crew).await;
        let end = self.workshop.queue.clock.sleep(GRACE);
        let drain = async { while crew.join().await.is_some() {} };
        tokio::select! { () = drain => {}, () = end => {} }
        crew.stop().await;
        self.give_back().await;
    }

    async fn give_back(&self) {
        let sql = "UPDATE job SET state = 'queued', lease_token = NULL, lease_until = NULL
                   WHERE lease_token = $1 AND state = 'running'";
        let Workshop { queue, token, .. } = &self.workshop;
        if let Err(error) = queue.db.run(sql, values![**token]).await {
            tracing::warn!(error = %error, "leases could not be given back; they will run out");
        }
    }
}
