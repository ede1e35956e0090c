//! Stopping what is not wanted any more.

use jobs::{JobFailure, JobState, Lease};
use testkit::on_both_databases;
use tokio::sync::mpsc;

use crate::setting::Setting;

/// Goes on until it hears that it should stop.
async fn until_cancelled(lease: &Lease) {
    while !lease.cancelled() {
        tokio::task::yield_now().await;
    }
}

on_both_databases! {
    async fn a_job_cancelled_while_it_waits_is_never_run(database: Database) {
        let mut setting = Setting::new(database).await;
        let mut job = setting.job("ada", "unwanted");
        job.run_at = job.run_at + basics::Span::hours(1);
        setting.enqueue(&job).await;
        setting.queue.request_cancel(job.id).await.unwrap();
        let (ran, mut runs) = mpsc::unbounded_channel();
        let runner = setting.start(move |lease| {
            ran.send(lease.job()).unwrap();
            Box::pin(async { Ok(()) })
        });
        setting.ended(job.id).await;
        assert_eq!(setting.state(job.id).await, JobState::Cancelled);
        assert_eq!(setting.told.recv().await.unwrap(), (job.id, JobFailure::Cancelled));
        runner.stop().await;
        assert!(runs.try_recv().is_err());
    }

    async fn a_job_cancelled_while_it_runs_hears_of_it(database: Database) {
        let mut setting = Setting::new(database).await;
        let (tell, mut started) = mpsc::unbounded_channel();
        let runner = setting.start(move |lease| {
            tell.send(()).unwrap();
            Box::pin(async move {
                until_cancelled(&lease).await;
                Err(JobFailure::Cancelled)
            })
        });
        let job = setting.enqueued("unwanted").await;
        started.recv().await.unwrap();
        setting.queue.request_cancel(job).await.unwrap();
        setting.ended(job).await;
        assert_eq!(setting.state(job).await, JobState::Cancelled);
        assert_eq!(setting.told.recv().await.unwrap(), (job, JobFailure::Cancelled));
        runner.stop().await;
    }

    async fn a_job_cancelled_while_it_runs_is_not_tried_again(database: Database) {
        let mut setting = Setting::new(database).await;
        let (tell, mut started) = mpsc::unbounded_channel();
        let runner = setting.start(move |lease| {
            tell.send(()).unwrap();
            Box::pin(async move {
                until_cancelled(&lease).await;
                Err(JobFailure::Retry { code: "busy", after: Some(basics::Span::days(1)) })
            })
        });
        let job = setting.enqueued("unwanted").await;
        started.recv().await.unwrap();
        setting.queue.request_cancel(job).await.unwrap();
        setting.ended(job).await;
        assert_eq!(setting.state(job).await, JobState::Cancelled);
        runner.stop().await;
        assert!(started.try_recv().is_err(), "it ran once");
    }

    async fn cancelling_what_has_ended_changes_nothing(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("instant").await;
        let runner = setting.start(|_| Box::pin(async { Ok(()) }));
        setting.ended(job).await;
        setting.queue.request_cancel(job).await.unwrap();
        let row = setting.row(job).await;
        assert_eq!((row.state, row.cancel_requested), (JobState::Done, false));
        runner.stop().await;
    }

    async fn a_job_that_left_a_ticket_is_resumed_so_that_the_ticket_can_be_cancelled(database: Database) {
        let mut setting = Setting::new(database).await;
        let job = setting.enqueued("ordered").await;
        let (first, mut leases) = setting.start_handing_over();
        leases.recv().await.unwrap().checkpoint_step("ticket", b"ticket 7").await.unwrap();
        first.die().await;
        setting.queue.request_cancel(job).await.unwrap();
        setting.clock.advance(basics::Span::seconds(16));
        let (tell, mut resumed) = mpsc::unbounded_channel();
        let second = setting.start(move |lease| {
            tell.send((lease.cancelled(), lease.checkpoint().map(<[u8]>::to_vec))).unwrap();
            Box::pin(async { Err(JobFailure::Cancelled) })
        });
        setting.ended(job).await;
        assert_eq!(resumed.recv().await.unwrap(), (true, Some(b"ticket 7".to_vec())));
        assert_eq!(setting.state(job).await, JobState::Cancelled);
        second.stop().await;
    }
}
