//! Several processes over one PostgreSQL: work is taken at once, stopped at once and heard of, wherever it is done. Less
//! time passes than a worker waits before it looks by itself, so it is a notice that tells it.

use std::{sync::Arc, time::Duration};

use basics::{Chance, Span};
use jobs::{JobFailure, Lease, Listener, News, Queue, What};
use store::Db;
use testkit::Database;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::setting::Setting;

/// Two processes in touch: the one that works, and one that takes no work.
struct Fleet {
    setting: Setting,
    neighbour: Queue,
    /// What the neighbour hears.
    news: Listener,
    stop: CancellationToken,
}

impl Fleet {
    async fn new() -> Option<Self> {
        let setting = Setting::new(Database::postgres().await?).await;
        let stop = CancellationToken::new();
        let db = Db::open(&setting.database.address).await.unwrap();
        let neighbour = Queue::new(db, Arc::new(setting.clock.clone()), Arc::new(Chance::system()));
        let news = in_touch(&neighbour, &stop).await;
        in_touch(&setting.queue, &stop).await;
        Some(Self {
            setting,
            neighbour,
            news,
            stop,
        })
    }

    /// Lets milliseconds pass, which letters wait for, until the story is told.
    async fn meanwhile<T>(&mut self, story: impl AsyncFnOnce(&mut Self) -> T) -> T {
        let clock = self.setting.clock.clone();
        let time_passes = async {
            loop {
                clock.advance(Span::millis(1));
                // A database has a clock of its own.
                let _ = tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>()).await;
            }
        };
        tokio::select! { told = story(self) => told, () = time_passes => unreachable!("time does not end") }
    }

    /// An order at the neighbour's.
    async fn order(&self, subject: &str) -> basics::JobId {
        let job = self.setting.job("ada", subject);
        let mut transaction = self.setting.database.db.begin().await.unwrap();
        self.neighbour.enqueue(&mut transaction, &job).await.unwrap();
        transaction.commit().await.unwrap();
        self.neighbour.wake();
        job.id
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Begins to listen, and waits until it does.
async fn in_touch(queue: &Queue, stop: &CancellationToken) -> Listener {
    let mut news = queue.subscribe();
    tokio::spawn(queue.clone().keep_in_touch(stop.clone()));
    assert!(matches!(news.next().await, Some(News::Missed)));
    news
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbours_order_is_taken_at_once_and_its_end_is_heard_there() {
    let Some(mut fleet) = Fleet::new().await else { return };
    let runner = fleet
        .setting
        .start(|lease| Box::pin(async move { Ok(lease.finish().await?) }));
    fleet.setting.look().await;
    let job = fleet.order("instant").await;
    let told = async |fleet: &mut Fleet| {
        loop {
            if let Some(News::Happened(event)) = fleet.news.next().await
                && event.job == job
            {
                return event;
            }
        }
    };
    let event = fleet.meanwhile(told).await;
    assert_eq!((event.person.as_str(), event.what), ("ada", What::Ended));
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_a_neighbour_wants_no_more_hears_of_it_at_once() {
    let Some(mut fleet) = Fleet::new().await else { return };
    let (tell, mut started) = mpsc::unbounded_channel();
    let runner = fleet.setting.start(move |lease: Lease| {
        tell.send(()).unwrap();
        Box::pin(async move {
            while !lease.cancelled() {
                tokio::task::yield_now().await;
            }
            Err(JobFailure::Cancelled)
        })
    });
    let job = fleet.order("endless").await;
    started.recv().await.unwrap();
    fleet.neighbour.request_cancel(job).await.unwrap();
    fleet.meanwhile(async |fleet| fleet.setting.ended(job).await).await;
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_database_for_a_moment_is_told_that_it_missed_something() {
    let Some(mut fleet) = Fleet::new().await else { return };
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    fleet.setting.database.db.execute_alone(sql).await.unwrap();
    let missed = async |fleet: &mut Fleet| while !matches!(fleet.news.next().await, Some(News::Missed)) {};
    fleet.meanwhile(missed).await;
}
