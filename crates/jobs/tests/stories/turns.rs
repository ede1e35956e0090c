//! Whose turn it is, and that everybody gets theirs once.

use std::{collections::HashMap, sync::Arc};

use basics::Span;
use jobs::JobState;
use testkit::on_both_databases;
use tokio::sync::{Semaphore, mpsc};

use crate::setting::{Setting, done};

on_both_databases! {
    async fn three_runners_do_a_hundred_jobs_once_each(database: Database) {
        let mut setting = Setting::new(database).await;
        let mut jobs = Vec::new();
        for number in 0..100 {
            let job = setting.job(&format!("person {}", number % 7), "counted");
            setting.enqueue(&job).await;
            jobs.push(job.id);
        }
        let (count, mut counted) = mpsc::unbounded_channel();
        let runners = [0, 1, 2].map(|_| {
            let count = count.clone();
            setting.start(move |lease| {
                count.send(lease.job()).unwrap();
                Box::pin(async move { done(&lease).await })
            })
        });
        setting.ended_in_all(100).await;
        for runner in runners {
            runner.stop().await;
        }
        drop(count);
        let mut runs = HashMap::new();
        while let Some(job) = counted.recv().await {
            *runs.entry(job).or_insert(0) += 1;
        }
        for job in jobs {
            assert_eq!(runs.remove(&job), Some(1));
            let row = setting.row(job).await;
            assert_eq!((row.state, row.attempt), (JobState::Done, 1));
        }
        assert!(runs.is_empty());
    }

    async fn a_crowd_of_jobs_of_one_person_keeps_nobody_waiting(database: Database) {
        let mut setting = Setting::new(database).await;
        for _ in 0..20 {
            setting.enqueue(&setting.job("crowd", "of the crowd")).await;
        }
        setting.clock.advance(Span::millis(1));
        setting.enqueue(&setting.job("alone", "alone")).await;
        let (tell, mut started) = mpsc::unbounded_channel();
        let may_end = Arc::new(Semaphore::new(0));
        let gate = may_end.clone();
        let runner = setting.start(move |lease| {
            let gate = gate.clone();
            tell.send(lease.subject().to_owned()).unwrap();
            Box::pin(async move {
                gate.acquire().await.unwrap().forget();
                done(&lease).await
            })
        });
        let mut first = Vec::new();
        for _ in 0..4 {
            first.push(started.recv().await.unwrap());
        }
        assert!(first.contains(&"alone".to_owned()), "people take turns within a batch too: {first:?}");
        may_end.add_permits(21);
        setting.ended_in_all(21).await;
        runner.stop().await;
    }

    async fn a_job_enqueued_in_a_transaction_that_did_not_happen_does_not_exist(database: Database) {
        let setting = Setting::new(database).await;
        let job = setting.job("ada", "never");
        let mut transaction = setting.database.db.begin().await.unwrap();
        setting.queue.enqueue(&mut transaction, &job).await.unwrap();
        drop(transaction);
        assert!(setting.queue.lookup(job.id).await.unwrap().is_none());
    }

    async fn among_equals_the_urgent_goes_first_then_the_older(database: Database) {
        let mut setting = Setting::new(database).await;
        for (subject, priority) in [("first", 0), ("second", 0), ("third", 0), ("urgent", 9)] {
            let mut job = setting.job("ada", subject);
            job.priority = priority;
            setting.enqueue(&job).await;
            setting.clock.advance(Span::millis(1));
        }
        let (tell, mut started) = mpsc::unbounded_channel();
        let runner = setting.start_at_once(1, move |lease| {
            tell.send(lease.subject().to_owned()).unwrap();
            Box::pin(async move { done(&lease).await })
        });
        setting.ended_in_all(4).await;
        for subject in ["urgent", "first", "second", "third"] {
            assert_eq!(started.recv().await.unwrap(), subject);
        }
        runner.stop().await;
    }

    async fn whoever_has_fewer_running_goes_first(database: Database) {
        let setting = Setting::new(database).await;
        for _ in 0..6 {
            setting.enqueue(&setting.job("busy", "of the busy")).await;
        }
        let (busy, mut leases) = setting.start_handing_over();
        for _ in 0..4 {
            leases.recv().await.unwrap();
        }
        for _ in 0..4 {
            setting.enqueue(&setting.job("idle", "of the idle")).await;
        }
        let (other, mut leases) = setting.start_handing_over();
        for _ in 0..4 {
            assert_eq!(leases.recv().await.unwrap().subject(), "of the idle");
        }
        busy.die().await;
        other.die().await;
    }

    async fn people_whose_jobs_wait_for_their_time_hide_nobody(database: Database) {
        let mut setting = Setting::new(database).await;
        for number in 0..40 {
            let mut job = setting.job(&format!("a patient person {number:02}"), "later");
            (job.priority, job.run_at) = (9, job.run_at + Span::days(1));
            setting.enqueue(&job).await;
        }
        let now = setting.job("zoe", "now");
        setting.enqueue(&now).await;
        let runner = setting.start_at_once(1, |lease| Box::pin(async move { done(&lease).await }));
        setting.ended(now.id).await;
        runner.stop().await;
    }
}
