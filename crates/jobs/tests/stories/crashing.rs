//! What is left when a program dies, wherever it was.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use basics::Span;
use jobs::{JobFailure, JobState, Lease};
use testkit::on_both_databases;
use tokio::sync::mpsc;

use crate::setting::{Setting, done};

/// A vendor that wants to be paid for every order, and a worker that dies after some step on the way.
struct Order {
    paid: AtomicUsize,
    dies_after: usize,
    reached: mpsc::UnboundedSender<usize>,
}

impl Order {
    async fn step(&self, number: usize) {
        if number == self.dies_after {
            self.reached.send(number).unwrap();
            std::future::pending::<()>().await;
        }
    }

    async fn place(&self, lease: &Lease) -> Result<(), JobFailure> {
        match (lease.step(), lease.checkpoint()) {
            (Some("ticket"), Some(b"ticket 7")) => return Ok(()),
            (Some("intent"), _) => return Err(JobFailure::OutcomeUnknown { code: "unknown" }),
            _ => {}
        }
        self.step(0).await;
        lease.checkpoint_step("intent", &[]).await?;
        self.step(1).await;
        self.paid.fetch_add(1, Ordering::SeqCst);
        self.step(2).await;
        lease.checkpoint_step("ticket", b"ticket 7").await?;
        self.step(3).await;
        Ok(())
    }
}

on_both_databases! {
    async fn wherever_the_program_dies_the_vendor_is_paid_at_most_once(database: Database) {
        let mut setting = Setting::new(database).await;
        let endings = [(JobState::Done, 1), (JobState::Unknown, 0), (JobState::Unknown, 1), (JobState::Done, 1)];
        for (dies_after, ending) in endings.into_iter().enumerate() {
            let (reached, mut deaths) = mpsc::unbounded_channel();
            let paid = AtomicUsize::new(0);
            let order = Arc::new(Order { paid, dies_after, reached });
            let placed = order.clone();
            let job = setting.enqueued("ordered").await;
            let first = setting.start(move |lease| {
                let order = placed.clone();
                Box::pin(async move { order.place(&lease).await })
            });
            deaths.recv().await.unwrap();
            first.die().await;
            setting.clock.advance(Span::seconds(16));
            let immortal = Arc::new(Order {
                paid: AtomicUsize::new(order.paid.load(Ordering::SeqCst)),
                dies_after: usize::MAX,
                reached: order.reached.clone(),
            });
            let placed = immortal.clone();
            let second = setting.start(move |lease| {
                let order = placed.clone();
                Box::pin(async move {
                    order.place(&lease).await?;
                    done(&lease).await
                })
            });
            setting.ended(job).await;
            second.stop().await;
            let row = setting.row(job).await;
            assert_eq!(row.attempt, 2, "died after step {dies_after}");
            assert_eq!((row.state, immortal.paid.load(Ordering::SeqCst)), ending, "died after step {dies_after}");
        }
    }

    async fn programs_that_die_at_any_moment_leave_nothing_that_blocks_others(database: Database) {
        let mut setting = Setting::new(database).await;
        let mut jobs = Vec::new();
        for moment in 0..30 {
            let runner = setting.start(|lease| Box::pin(async move { done(&lease).await }));
            jobs.push(setting.enqueued("short").await);
            setting.clock.advance(Span::seconds(1));
            for _ in 0..moment * 20 {
                tokio::task::yield_now().await;
            }
            runner.die().await;
        }
        setting.clock.advance(Span::seconds(16));
        let runner = setting.start(|lease| Box::pin(async move { done(&lease).await }));
        let last = setting.enqueued("last").await;
        setting.ended_some_day(last).await;
        for job in jobs {
            // What a dead runner was about to take may have reached the database after it.
            while setting.state(job).await != JobState::Done {
                setting.clock.advance(Span::seconds(16));
                setting.look().await;
            }
        }
        runner.stop().await;
    }
}
