//! Jobs a second from enqueueing to done, with work that does nothing and 64 clients that each wait for theirs:
//! `cargo run --release -p jobs --example throughput` measures SQLite with every commit on the disk, and with a
//! `postgres://` URL of an empty database as its argument that as well.

#![expect(clippy::unwrap_used, reason = "a measurement that fails shall stop at once")]
#![expect(clippy::print_stdout, reason = "its whole purpose")]

use std::{pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use basics::{Chance, Clock, JobId, Sleep, Span, SystemClock, Time};
use jobs::{JobFailure, Lease, NewJob, Queue, Runner, SCHEMA, Work};
use store::{Db, DbAddress, Migration};
use tokio_util::sync::CancellationToken;

const CLIENTS: usize = 64;
const SPAN: Span = Span::seconds(5);
/// As the system calls them.
const PROCESSES: [&str; 2] = ["throughput", "postgres"];

struct Nothing;

#[async_trait]
impl Work for Nothing {
    fn kind(&self) -> &'static str {
        "nothing"
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        Ok(lease.finish().await?)
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir_in(".").unwrap();
    measure(
        "SQLite, every commit on the disk",
        DbAddress::Sqlite(folder.path().join("jobs.db")),
    )
    .await;
    if let Some(url) = std::env::args().nth(1) {
        measure("PostgreSQL", DbAddress::Postgres(url)).await;
    }
}

async fn measure(name: &str, address: DbAddress) {
    let db = Db::open(&address).await.unwrap();
    let schema = Migration {
        number: 1,
        name: "jobs",
        sql: SCHEMA,
        content: &[],
        open_to_scope: &[],
    };
    db.migrate(&[schema]).await.unwrap();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new(sleep));
    let queue = Queue::new(db.clone(), clock.clone(), Arc::new(Chance::system()));
    let stop = CancellationToken::new();
    let runner = Runner::new(queue.clone(), vec![Arc::new(Nothing)]).at_once(CLIENTS);
    let workers = tokio::spawn(runner.run(stop.clone()));
    let before = PROCESSES.map(processor);
    let begin = clock.now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| tokio::spawn(client(queue.clone(), db.clone(), clock.clone(), begin + SPAN, number)))
        .collect();
    let mut done = 0;
    for client in clients {
        done += client.await.unwrap();
    }
    let millis = clock.now().since(begin).as_millis();
    println!(
        "jobs from enqueueing to done, {name}: {} jobs/s ({done} in {millis} ms)",
        done * 1_000 / millis
    );
    let after = PROCESSES.map(processor);
    let each = |at: usize| (after[at] - before[at]) * 1e6 / f64::from(i32::try_from(done).unwrap());
    println!(
        "processor time of each job, {name}: {:.0} µs here, {:.0} µs in the database's own processes",
        each(0),
        each(1)
    );
    stop.cancel();
    workers.await.unwrap();
}

/// Seconds of processor time that all processes of a name have used so far (`stat`, Linux, in hundredths).
fn processor(name: &str) -> f64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let stats = processes.filter_map(|process| std::fs::read_to_string(process.path().join("stat")).ok());
    let spent = stats.filter_map(|stat| {
        let (start, fields) = stat.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(2);
        let seconds = ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0;
        start.ends_with(&format!("({name}")).then_some(seconds)
    });
    spent.sum()
}

/// Enqueues one job after another, each when the one before is done; how many.
async fn client(queue: Queue, db: Db, clock: Arc<dyn Clock>, end: Time, number: usize) -> i64 {
    let chance = Chance::system();
    let mut done = 0;
    while clock.now() < end {
        let mut events = queue.subscribe();
        let job = NewJob {
            id: JobId::fresh(clock.now(), &chance),
            kind: "nothing",
            person: format!("person {}", number % 8),
            subject: "nothing".to_owned(),
            priority: 0,
            run_at: clock.now(),
        };
        enqueue(&queue, &db, &job).await;
        while let Some(news) = events.next().await {
            if news.event().is_some_and(|event| event.job == job.id && event.is_end()) {
                done += 1;
                break;
            }
        }
    }
    done
}

async fn enqueue(queue: &Queue, db: &Db, job: &NewJob) {
    let mut transaction = db.begin().await.unwrap();
    queue.enqueue(&mut transaction, job).await.unwrap();
    transaction.commit().await.unwrap();
    queue.wake();
}

#[expect(clippy::disallowed_methods, reason = "this is the whole program")]
fn sleep(wait: Duration) -> Sleep {
    Box::pin(tokio::time::sleep(wait)) as Pin<Box<_>>
}
