//! What the stories are played on: a queue, a clock that stands still, and work that does what its story says.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use basics::{Chance, Clock, JobId, Span};
use futures::future::BoxFuture;
use jobs::{JobFailure, JobRow, JobState, Lease, Listener, NewJob, Queue, Runner, What, Work};
use store::Migration;
use testkit::{Database, VirtualClock};
use tokio::{sync::mpsc, task::JoinHandle};
use tokio_util::sync::CancellationToken;

pub const KIND: &str = "story";

pub struct Setting {
    pub queue: Queue,
    pub clock: VirtualClock,
    pub database: Database,
    /// Who was told that a job was given up, and why.
    pub told: mpsc::UnboundedReceiver<(JobId, JobFailure)>,
    tell: mpsc::UnboundedSender<(JobId, JobFailure)>,
    news: Listener,
    chance: Arc<Chance>,
    at_work: Arc<AtomicUsize>,
}

/// A runner at work.
pub struct Workers {
    stop: CancellationToken,
    pub task: JoinHandle<()>,
    at_work: Arc<AtomicUsize>,
}

struct Script<Run> {
    run: Run,
    tell: mpsc::UnboundedSender<(JobId, JobFailure)>,
}

impl Setting {
    pub async fn new(database: Database) -> Self {
        let schema = Migration {
            number: 1,
            name: "jobs",
            sql: jobs::SCHEMA,
            content: &[],
            open_to_scope: &[],
        };
        database.db.migrate(&[schema]).await.unwrap();
        let (clock, chance) = (VirtualClock::default(), Arc::new(Chance::system()));
        let queue = Queue::new(database.db.clone(), Arc::new(clock.clone()), chance.clone());
        let (tell, told) = mpsc::unbounded_channel();
        let news = queue.subscribe();
        Self {
            queue,
            clock,
            database,
            told,
            tell,
            news,
            chance,
            at_work: Arc::default(),
        }
    }

    /// A job that is due now.
    pub fn job(&self, person: &str, subject: &str) -> NewJob {
        let now = self.clock.now();
        NewJob {
            id: JobId::fresh(now, &self.chance),
            kind: KIND,
            person: person.to_owned(),
            subject: subject.to_owned(),
            priority: 0,
            run_at: now,
        }
    }

    pub async fn enqueue(&self, job: &NewJob) {
        let mut transaction = self.database.db.begin().await.unwrap();
        self.queue.enqueue(&mut transaction, job).await.unwrap();
        transaction.commit().await.unwrap();
        // A runner looks when it begins. A wake kept for it would have it look twice, and one that died in the second
        // look could leave a claim on its way to the database.
        if self.at_work.load(Ordering::Relaxed) > 0 {
            self.queue.wake();
        }
    }

    pub async fn enqueued(&self, subject: &str) -> JobId {
        let job = self.job("ada", subject);
        self.enqueue(&job).await;
        job.id
    }

    /// A runner whose work this is, on four jobs at once.
    pub fn start<Run>(&self, run: Run) -> Workers
    where
        Run: Fn(Lease) -> BoxFuture<'static, Result<(), JobFailure>> + Send + Sync + 'static,
    {
        self.start_at_once(4, run)
    }

    /// The same on so many.
    pub fn start_at_once<Run>(&self, jobs: usize, run: Run) -> Workers
    where
        Run: Fn(Lease) -> BoxFuture<'static, Result<(), JobFailure>> + Send + Sync + 'static,
    {
        let script = Script {
            run,
            tell: self.tell.clone(),
        };
        self.at_work.fetch_add(1, Ordering::Relaxed);
        let stop = CancellationToken::new();
        let runner = Runner::new(self.queue.clone(), vec![Arc::new(script)]).at_once(jobs);
        let task = tokio::spawn(runner.run(stop.clone()));
        Workers {
            stop,
            task,
            at_work: self.at_work.clone(),
        }
    }

    /// A runner whose leases the story takes into its own hands; the work itself never ends.
    pub fn start_handing_over(&self) -> (Workers, mpsc::UnboundedReceiver<Lease>) {
        let (hand, leases) = mpsc::unbounded_channel();
        let workers = self.start(move |lease| {
            hand.send(lease).unwrap();
            Box::pin(std::future::pending())
        });
        (workers, leases)
    }

    pub async fn row(&self, job: JobId) -> JobRow {
        self.queue.lookup(job).await.unwrap().unwrap()
    }

    pub async fn state(&self, job: JobId) -> JobState {
        self.row(job).await.state
    }

    /// Waits until the job's end is told.
    pub async fn ended(&mut self, job: JobId) {
        self.heard(job, &What::Ended).await;
    }

    /// Lets second after second pass until the job's end is told.
    pub async fn ended_some_day(&mut self, job: JobId) {
        let clock = self.clock.clone();
        let time_passes = async {
            loop {
                clock.advance(Span::seconds(1));
                // A database has a clock of its own.
                let _ = tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>()).await;
            }
        };
        tokio::select! { () = self.ended(job) => {}, () = time_passes => {} }
    }

    /// Waits until it is told that the job will be tried again.
    pub async fn postponed(&mut self, job: JobId) {
        self.heard(job, &What::Postponed).await;
    }

    /// Waits until the ends of that many jobs are told.
    pub async fn ended_in_all(&mut self, mut count: usize) {
        while count > 0 {
            count -= usize::from(self.news.next().await.unwrap().event().unwrap().is_end());
        }
    }

    /// Has the runner look once more, and waits until it has.
    pub async fn look(&mut self) {
        let marker = self.enqueued("instant").await;
        self.ended(marker).await;
    }

    async fn heard(&mut self, job: JobId, what: &What) {
        loop {
            let event = self.news.next().await.unwrap().event();
            if event.is_some_and(|event| event.job == job && event.what == *what) {
                return;
            }
        }
    }
}

impl Workers {
    /// Ends in an orderly way: running jobs end first.
    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
        self.at_work.fetch_sub(1, Ordering::Relaxed);
    }

    /// Only asks to end.
    pub fn ask_to_stop(&self) {
        self.stop.cancel();
    }

    /// Dies on the spot, as in a power cut.
    pub async fn die(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
        self.at_work.fetch_sub(1, Ordering::Relaxed);
    }
}

#[async_trait]
impl<Run> Work for Script<Run>
where
    Run: Fn(Lease) -> BoxFuture<'static, Result<(), JobFailure>> + Send + Sync,
{
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        if lease.subject() == "instant" {
            return done(&lease).await;
        }
        (self.run)(lease).await
    }

    async fn gave_up(&self, job: &JobRow, failure: &JobFailure) -> Result<(), store::DbError> {
        self.tell.send((job.id, failure.clone())).unwrap();
        assert!(job.subject != "panics-when-told", "as the story wants it");
        Ok(())
    }
}

/// Ends the job as done.
pub async fn done(lease: &Lease) -> Result<(), JobFailure> {
    lease.finish().await.map_err(|_| JobFailure::LeaseLost)
}
