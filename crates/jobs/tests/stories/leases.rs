//! Who may write about a job, and what happens when they die.

use std::sync::Arc;

use basics::Span;
use jobs::{JobError, JobFailure, JobState};
use testkit::on_both_databases;
use tokio::sync::{Notify, mpsc};

use crate::setting::{Setting, done};

fn lost(result: &Result<(), JobError>) -> bool {
    matches!(result, Err(JobError::LeaseLost))
}

on_both_databases! {
    async fn a_stale_owner_can_write_nothing(database: Database) {
        let setting = Setting::new(database).await;
        let job = setting.enqueued("contested").await;
        let (first, mut leases) = setting.start_handing_over();
        let stale = leases.recv().await.unwrap();
        first.die().await;
        setting.clock.advance(Span::millis(15_001));
        let (second, mut leases) = setting.start_handing_over();
        let owner = leases.recv().await.unwrap();
        assert!(lost(&stale.finish().await));
        assert!(lost(&stale.checkpoint_step("late", b"late").await));
        let mut transaction = setting.database.db.begin().await.unwrap();
        assert!(lost(&stale.finish_in(&mut transaction).await));
        drop(transaction);
        assert_eq!(setting.state(job).await, JobState::Running);
        owner.finish().await.unwrap();
        assert_eq!(setting.state(job).await, JobState::Done);
        assert!(lost(&owner.finish().await), "once is enough");
        second.die().await;
    }

    async fn a_lease_is_safe_for_fifteen_seconds(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("held").await;
        let (first, mut leases) = setting.start_handing_over();
        leases.recv().await.unwrap();
        first.die().await;
        setting.clock.advance(Span::seconds(15));
        let second = setting.start(|_| Box::pin(async { Ok(()) }));
        setting.look().await;
        assert_eq!(setting.row(job).await.attempt, 1);
        second.stop().await;
    }

    async fn the_next_attempt_goes_on_where_the_last_one_died(database: Database) {
        let setting = Setting::new(database).await;
        setting.enqueued("long").await;
        let (first, mut leases) = setting.start_handing_over();
        let lease = leases.recv().await.unwrap();
        assert_eq!((lease.attempt(), lease.step(), lease.checkpoint()), (1, None, None));
        lease.checkpoint_step("submitted", b"ticket 7").await.unwrap();
        first.die().await;
        setting.clock.advance(Span::seconds(16));
        let (second, mut leases) = setting.start_handing_over();
        let lease = leases.recv().await.unwrap();
        assert_eq!((lease.attempt(), lease.step()), (2, Some("submitted")));
        assert_eq!(lease.checkpoint(), Some(&b"ticket 7"[..]));
        second.die().await;
    }

    async fn an_end_rolled_back_has_not_happened(database: Database) {
        let setting = Setting::new(database).await;
        let job = setting.enqueued("settled").await;
        let (runner, mut leases) = setting.start_handing_over();
        let lease = leases.recv().await.unwrap();
        let mut transaction = setting.database.db.begin().await.unwrap();
        lease.finish_in(&mut transaction).await.unwrap();
        drop(transaction);
        assert_eq!(setting.state(job).await, JobState::Running);
        lease.finish().await.unwrap();
        assert_eq!(setting.state(job).await, JobState::Done);
        runner.die().await;
    }

    async fn leases_of_a_dead_process_can_be_taken_back_at_once(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("orphan").await;
        let (first, mut leases) = setting.start_handing_over();
        let stale = leases.recv().await.unwrap();
        first.die().await;
        assert_eq!(setting.queue.release_all().await.unwrap(), 1);
        assert_eq!(setting.state(job).await, JobState::Queued);
        assert!(lost(&stale.finish().await));
        let second = setting.start(|lease| Box::pin(async move { done(&lease).await }));
        setting.ended(job).await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt), (JobState::Done, 2));
        second.stop().await;
    }

    async fn a_long_job_keeps_its_lease_while_short_ones_come_and_go(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("long").await;
        let (runner, mut leases) = setting.start_handing_over();
        let lease = leases.recv().await.unwrap();
        for _ in 0..60 {
            setting.look().await;
            setting.clock.advance(Span::millis(500));
        }
        setting.look().await;
        assert_eq!(setting.row(job).await.attempt, 1);
        lease.finish().await.unwrap();
        runner.die().await;
    }

    async fn who_lost_the_lease_has_no_say_in_the_end(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("contested").await;
        let (tell, mut started) = mpsc::unbounded_channel();
        let gates = Arc::new([Notify::new(), Notify::new()]);
        let closed = gates.clone();
        let runner = setting.start(move |lease| {
            let gates = closed.clone();
            tell.send(lease.attempt()).unwrap();
            Box::pin(async move {
                if lease.attempt() == 1 {
                    gates[0].notified().await;
                    return Err(JobFailure::GiveUp { code: "stale" });
                }
                gates[1].notified().await;
                done(&lease).await
            })
        });
        assert_eq!(started.recv().await, Some(1));
        setting.queue.release_all().await.unwrap();
        setting.queue.wake();
        assert_eq!(started.recv().await, Some(2));
        gates[0].notify_one();
        setting.look().await;
        gates[1].notify_one();
        setting.ended(job).await;
        runner.stop().await;
        assert_eq!(setting.state(job).await, JobState::Done);
        assert!(setting.told.try_recv().is_err(), "nobody is told of an end that did not come");
    }

    async fn a_process_that_stops_gives_back_what_does_not_end(database: Database) {
        let setting = Setting::new(database).await;
        let job = setting.enqueued("endless").await;
        let (runner, mut leases) = setting.start_handing_over();
        leases.recv().await.unwrap();
        runner.ask_to_stop();
        while !runner.task.is_finished() {
            setting.clock.advance(Span::seconds(1));
            tokio::task::yield_now().await;
        }
        assert_eq!(setting.state(job).await, JobState::Queued);
    }

    async fn ended_jobs_are_kept_for_a_week(database: Database) {
        let mut setting = Setting::new(database).await;
        let waits = setting.job("ada", "later");
        let ended = setting.enqueued("instant").await;
        let runner = setting.start(|_| Box::pin(std::future::pending()));
        setting.ended(ended).await;
        runner.stop().await;
        setting.enqueue(&waits).await;
        setting.clock.advance(Span::days(7));
        assert_eq!(setting.queue.sweep().await.unwrap(), 0);
        setting.clock.advance(Span::millis(1));
        assert_eq!(setting.queue.sweep().await.unwrap(), 1);
        assert!(setting.queue.lookup(ended).await.unwrap().is_none());
        assert_eq!(setting.state(waits.id).await, JobState::Queued);
    }
}
