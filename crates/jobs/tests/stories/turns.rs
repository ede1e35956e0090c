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
        for _ in 0..4 {
            assert_eq!(started.recv().await.unwrap(), "of the crowd");
        }
        may_end.add_permits(1);
        assert_eq!(started.recv().await.unwrap(), "alone", "the first free place is theirs");
        may_end.add_permits(20);
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
}
