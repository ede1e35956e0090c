//! What becomes of a job that fails.

use std::sync::Arc;

use basics::Span;
use futures::future::BoxFuture;
use jobs::{JobFailure, JobState, Lease};
use testkit::on_both_databases;
use tokio::sync::mpsc;

use crate::setting::{Setting, done};

/// Fails the first time and is done the second.
fn failing_once(failure: JobFailure) -> impl Fn(Lease) -> BoxFuture<'static, Result<(), JobFailure>> + Send + Sync {
    let failure = Arc::new(failure);
    move |lease| {
        let failure = failure.clone();
        Box::pin(async move {
            if lease.attempt() == 1 {
                return Err((*failure).clone());
            }
            done(&lease).await
        })
    }
}

async fn ends_for_good(database: testkit::Database, failure: JobFailure, state: JobState, code: &str) {
    let mut setting = Setting::new(database).await;
    let job = setting.enqueued("doomed").await;
    let runner = setting.start(failing_once(failure.clone()));
    setting.ended(job).await;
    assert_eq!(setting.told.recv().await.unwrap(), (job, failure));
    setting.clock.advance(Span::days(1));
    setting.queue.release_all().await.unwrap();
    setting.look().await;
    let row = setting.row(job).await;
    assert_eq!((row.state, row.attempt, row.failure.as_deref()), (state, 1, Some(code)));
    runner.stop().await;
    assert!(setting.told.try_recv().is_err(), "told once");
}

on_both_databases! {
    async fn what_may_work_later_is_tried_later(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("flaky").await;
        let runner = setting.start(failing_once(JobFailure::Retry { code: "busy", after: None }));
        setting.postponed(job).await;
        setting.look().await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt, row.failures), (JobState::Queued, 1, 1), "not at once");
        assert_eq!(row.failure.as_deref(), Some("busy"));
        setting.clock.advance(Span::seconds(2));
        setting.ended(job).await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt), (JobState::Done, 2));
        runner.stop().await;
        assert!(setting.told.try_recv().is_err(), "nobody gave up");
    }

    async fn a_job_waits_as_long_as_it_was_told_to(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("limited").await;
        let after = Some(Span::minutes(10));
        let runner = setting.start(failing_once(JobFailure::Retry { code: "limited", after }));
        setting.postponed(job).await;
        setting.clock.advance(Span::minutes(9));
        setting.look().await;
        assert_eq!(setting.state(job).await, JobState::Queued);
        setting.clock.advance(Span::minutes(1));
        setting.ended(job).await;
        assert_eq!(setting.state(job).await, JobState::Done);
        runner.stop().await;
    }

    async fn what_never_works_is_given_up_after_eight_tries(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("hopeless").await;
        let failure = JobFailure::Retry { code: "broken", after: None };
        let runner = setting.start(move |_| Box::pin(async { Err(JobFailure::Retry { code: "broken", after: None }) }));
        for _ in 0..7 {
            setting.postponed(job).await;
            setting.clock.advance(Span::minutes(2));
        }
        setting.ended(job).await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt), (JobState::Failed, 8));
        assert_eq!(setting.told.recv().await.unwrap(), (job, failure));
        runner.stop().await;
    }

    async fn what_cannot_work_is_given_up_at_once(database: Database) {
        ends_for_good(database, JobFailure::GiveUp { code: "refused" }, JobState::Failed, "refused").await;
    }

    async fn what_may_have_happened_is_never_tried_again(database: Database) {
        ends_for_good(database, JobFailure::OutcomeUnknown { code: "cut-off" }, JobState::Unknown, "cut-off").await;
    }

    async fn what_nobody_wants_any_more_ends(database: Database) {
        ends_for_good(database, JobFailure::Cancelled, JobState::Cancelled, "cancelled").await;
    }

    async fn work_that_panics_is_tried_again(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("defective").await;
        let runner = setting.start(|lease| Box::pin(async move {
            assert!(lease.attempt() > 1, "as the story wants it");
            done(&lease).await
        }));
        setting.postponed(job).await;
        assert_eq!(setting.row(job).await.failure.as_deref(), Some("panicked"));
        setting.clock.advance(Span::seconds(2));
        setting.ended(job).await;
        assert_eq!(setting.state(job).await, JobState::Done);
        runner.stop().await;
    }

    async fn a_panic_of_whoever_is_told_does_not_run_the_job_again(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("panics-when-told").await;
        let runner = setting.start(failing_once(JobFailure::OutcomeUnknown { code: "cut-off" }));
        setting.ended(job).await;
        setting.clock.advance(Span::days(1));
        setting.look().await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt), (JobState::Unknown, 1));
        runner.stop().await;
    }

    async fn work_that_nobody_knows_is_given_up(database: Database) {
        let mut setting = Setting::new(database).await;
        let mut job = setting.job("ada", "odd");
        job.kind = "unheard-of";
        setting.enqueue(&job).await;
        let runner = setting.start(|_| Box::pin(async { unreachable!("it is not of this kind") }));
        setting.ended(job.id).await;
        let row = setting.row(job.id).await;
        assert_eq!((row.state, row.failure.as_deref()), (JobState::Failed, Some("no-such-work")));
        runner.stop().await;
    }

    async fn work_that_forgets_to_end_its_job_is_noticed(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("forgotten").await;
        let runner = setting.start(|_| Box::pin(async { Ok(()) }));
        setting.ended_some_day(job).await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.failure.as_deref()), (JobState::Failed, Some("not-finished")));
        runner.stop().await;
    }

    async fn a_database_that_fails_in_the_middle_loses_nothing(database: Database) {
        let mut setting = Setting::new(database).await;
        let (tell, mut failed) = mpsc::unbounded_channel();
        let db = setting.database.db.clone();
        let runner = setting.start(move |lease| {
            let (tell, db) = (tell.clone(), db.clone());
            Box::pin(async move {
                if lease.attempt() == 1 {
                    // Nobody can write about jobs until somebody mends it.
                    db.run("ALTER TABLE job RENAME TO mislaid", vec![]).await?;
                    let failure = lease.finish().await.unwrap_err();
                    tell.send(()).unwrap();
                    return Err(failure.into());
                }
                done(&lease).await
            })
        });
        let job = setting.enqueued("persistent").await;
        failed.recv().await.unwrap();
        let mend = "ALTER TABLE mislaid RENAME TO job";
        setting.database.db.run(mend, vec![]).await.unwrap();
        setting.ended_some_day(job).await;
        let row = setting.row(job).await;
        assert_eq!((row.state, row.attempt), (JobState::Done, 2));
        assert!(setting.told.try_recv().is_err());
        runner.stop().await;
    }
}
