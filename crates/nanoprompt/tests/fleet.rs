//! Several servers over one database and one bucket.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use testkit::{Balancer, Bucket, Client, Database, Installed, PASSWORD, sign_up};

const ORDER: &[(&str, &str)] = &[("prompt", "a calm sea"), ("size", "64x64")];

async fn fleet() -> Option<(Installed, Database, Bucket)> {
    let database = Database::postgres().await?;
    let bucket = Bucket::start().await;
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
        .over(&database)
        .in_bucket(&bucket);
    Some((home, database, bucket))
}

async fn count(database: &Database, sql: &'static str) -> i64 {
    database
        .db
        .first(sql, vec![])
        .await
        .unwrap()
        .unwrap()
        .get("count")
        .unwrap()
}

/// What people do all day, one thing after another; each answer that was none, or none that they wanted.
struct Visitors {
    stop: AtomicBool,
    asked: AtomicUsize,
    failed: Mutex<Vec<String>>,
}

impl Visitors {
    async fn visit(self: Arc<Self>, url: String, email: String) {
        let client = Client::new(&url);
        client
            .post("/sign-in", &[("email", &email), ("password", PASSWORD)])
            .await;
        while !self.stop.load(Ordering::Relaxed) {
            for (path, wanted) in [("/", 200), ("/library", 200), ("/you", 200), ("/nowhere", 404)] {
                self.note(path, &client.try_send(path, None).await, wanted);
            }
            self.note("an order", &client.try_send("/generations", Some(ORDER)).await, 303);
        }
    }

    fn note(&self, what: &str, answer: &Result<u16, String>, wanted: u16) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if *answer != Ok(wanted) {
            self.failed.lock().unwrap().push(format!("{what}: {answer:?}"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_may_be_restarted_and_nobody_notices() {
    let Some((home, database, bucket)) = fleet().await else {
        return;
    };
    let home = home.with("NANOPROMPT_DRAIN", "1");
    let balancer = Balancer::start().await;
    let mut servers = vec![home.serve(), home.serve()];
    for server in &servers {
        balancer.add(&server.url).await;
    }
    let visitors = Arc::new(Visitors {
        stop: AtomicBool::new(false),
        asked: AtomicUsize::new(0),
        failed: Mutex::default(),
    });
    let mut tasks = Vec::new();
    for number in 0..4 {
        let email = format!("visitor{number}@example.org");
        assert!(
            sign_up(&Client::new(&servers[0].url), &email, PASSWORD)
                .await
                .location()
                .is_some()
        );
        tasks.push(tokio::spawn(visitors.clone().visit(balancer.url.clone(), email)));
    }
    for _ in 0..4 {
        let old = servers.remove(0);
        let new = home.serve();
        balancer.add(&new.url).await;
        let url = old.url.clone();
        assert!(
            tokio::task::spawn_blocking(move || old.stop()).await.unwrap(),
            "it ends well"
        );
        balancer.remove(&url);
        servers.push(new);
    }
    visitors.stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    let (asked, failed) = (
        visitors.asked.load(Ordering::Relaxed),
        visitors.failed.lock().unwrap().clone(),
    );
    assert!(failed.is_empty(), "{} of {asked}: {failed:#?}", failed.len());
    assert!(asked > 100, "only {asked} requests in four restarts");

    // Whatever was ordered is made, once, by whoever was there.
    let open = "SELECT COUNT(*) AS count FROM generation WHERE state IN ('queued', 'running')";
    while count(&database, open).await > 0 {
        std::thread::sleep(Duration::from_millis(100));
    }
    let ordered = count(&database, "SELECT COUNT(*) AS count FROM generation").await;
    assert_eq!(
        count(
            &database,
            "SELECT COUNT(*) AS count FROM generation WHERE state = 'done'"
        )
        .await,
        ordered
    );
    assert_eq!(count(&database, "SELECT COUNT(*) AS count FROM asset").await, ordered);
    assert_eq!(
        i64::try_from(bucket.objects().list().await.unwrap().len()).unwrap(),
        2 * ordered
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_server_does_the_others_show() {
    let Some((home, _database, _bucket)) = fleet().await else {
        return;
    };
    let servers = [home.serve(), home.serve()];
    let [one, other] = &servers;
    let client = Client::new(&one.url);
    assert!(sign_up(&client, "ada@example.org", PASSWORD).await.location().is_some());
    let there = Client::new(&other.url);
    there
        .post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)])
        .await;
    client.post("/generations", ORDER).await;
    let page = loop {
        if let Some(page) = there.get("/").await.link("/library/") {
            break page;
        }
    };
    assert_eq!(there.get(&format!("{page}/file")).await.status, 200);
    client.post(&format!("{page}/erase"), &[]).await;
    assert_eq!(
        there.get(&format!("{page}/file")).await.status,
        404,
        "at once, not when a cache runs out"
    );
    client.post("/sign-out", &[]).await;
    assert_eq!(there.get("/library").await.status, 200, "only that browser has left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_keeps_the_program_from_starting_and_says_why() {
    let bucket = Bucket::start().await;
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"));
    let said = |variables: &[(&'static str, &str)]| {
        let mut command = home.command();
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied());
        let ended = command.output().unwrap();
        assert!(!ended.status.success());
        String::from_utf8_lossy(&ended.stderr).into_owned()
    };
    let url = bucket.url();
    let no_key = said(&[("NANOPROMPT_OBJECTS_URL", &url)]);
    assert!(no_key.contains("AWS_ACCESS_KEY_ID"), "{no_key}");
    let wrong = [
        ("AWS_ACCESS_KEY_ID", "bucket-key"),
        ("AWS_SECRET_ACCESS_KEY", "wrong-secret"),
    ];
    let wrong = said(&[&[("NANOPROMPT_OBJECTS_URL", url.as_str())], &wrong[..]].concat());
    assert!(wrong.contains("the bucket does not answer as it should"), "{wrong}");
    assert!(!wrong.contains("wrong-secret"), "{wrong}");
    let no_bucket = said(&[("NANOPROMPT_OBJECTS_URL", "pictures")]);
    assert!(no_bucket.contains("s3://bucket/prefix"), "{no_bucket}");
}
