//! The siege: work on two servers while both are killed again and again, the database is stopped at once, and the disk is
//! full for a while. In the end every order has one outcome, and nothing is left over.
//!
//! `./check` lays a short one. The long one: `NANOPROMPT_SIEGE_JOBS=10000 cargo nextest run --workspace -E 'test(siege)'`,
//! and with `NANOPROMPT_SIEGE_DISK` naming a folder on a small disk, which is filled to the last byte in place of the
//! bucket's saying so.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, SystemTime},
};

use basics::Chance;
use store::{Db, DbAddress, ObjectName, Objects};
use testkit::{Bucket, Client, Database, Installed, PASSWORD, Trouble, sign_up};

const ORDER: &[(&str, &str)] = &[("prompt", "a calm sea"), ("size", "64x64")];
const PORT: &str = "54339";
const SIGNING_UP: usize = 8;

/// The database's own server, which may be stopped.
struct Server(String);

impl Server {
    fn start() -> Self {
        Self(Self::script("start"))
    }

    fn script(command: &str) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
        let ran = Command::new("bash")
            .arg(script)
            .arg(command)
            .env("NANOPROMPT_TEST_POSTGRES_PORT", PORT)
            .env("NANOPROMPT_TEST_POSTGRES_SAFE", "yes")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    }

    /// Stopped in the middle of whatever it does, and started.
    fn restart() {
        Self::script("stop");
        Self::script("start");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        Self::script("stop");
    }
}

/// Where the objects are, and how they run out of room.
enum Place {
    Bucket(Bucket),
    Disk(PathBuf),
}

impl Place {
    fn objects(&self) -> Objects {
        match self {
            Self::Bucket(bucket) => bucket.objects(),
            Self::Disk(folder) => Objects::folder(&folder.join("objects")).unwrap(),
        }
    }

    fn be_full_for(&self, span: Duration) {
        match self {
            Self::Bucket(bucket) => {
                bucket.trouble(Trouble::Full, usize::MAX);
                thread::sleep(span);
                bucket.trouble_after(0, Trouble::Busy, 1);
            }
            Self::Disk(folder) => {
                let balloon = folder.join("balloon");
                let mut file = File::create(&balloon).unwrap();
                let filled = std::io::copy(&mut std::io::repeat(1), &mut file).unwrap_err();
                assert_eq!(filled.kind(), std::io::ErrorKind::StorageFull);
                thread::sleep(span);
                fs::remove_file(balloon).unwrap();
            }
        }
    }

    /// What writes that were cut off have left counts as old.
    fn age(&self) {
        if let Self::Disk(folder) = self {
            let long_ago = SystemTime::UNIX_EPOCH;
            for file in testkit::files_below(&folder.join("objects")) {
                if file.to_string_lossy().contains('#') {
                    File::options()
                        .write(true)
                        .open(file)
                        .unwrap()
                        .set_modified(long_ago)
                        .unwrap();
                }
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the check tells tests how much there is to do by the environment"
)]
fn told(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

async fn count(db: &Db, sql: &'static str) -> Option<i64> {
    db.first(sql, vec![]).await.ok()??.get("count").ok()
}

const OPEN: &str = "SELECT COUNT(*) AS count FROM generation WHERE state IN ('queued', 'running')";
const DONE: &str = "SELECT COUNT(*) AS count FROM generation WHERE state = 'done'";

async fn order(home: &Installed, jobs: usize) {
    let server = home.serve();
    let mut tasks = Vec::new();
    for number in 0..SIGNING_UP {
        let (client, mine) = (Client::new(&server.url), (number..jobs).step_by(SIGNING_UP).len());
        tasks.push(tokio::spawn(async move {
            let email = format!("person{number}@example.org");
            assert!(sign_up(&client, &email, PASSWORD).await.location().is_some());
            for _ in 0..mine {
                let answer = client.post("/generations", ORDER).await;
                assert!(answer.location().is_some(), "{} {}", answer.status, answer.text());
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    server.kill();
}

/// Starts a server and kills it, over and over.
fn torment(home: &Installed, chance: &Chance, over: &AtomicBool, kills: &AtomicUsize) {
    while !over.load(Ordering::Relaxed) {
        // Without the database, or room on the disk, it does not start, and says so.
        let Ok(server) = home.try_serve_at("127.0.0.1:0") else {
            thread::sleep(Duration::from_millis(200));
            continue;
        };
        thread::sleep(Duration::from_millis(300 + chance.seed() % 3_000));
        server.kill();
        kills.fetch_add(1, Ordering::Relaxed);
    }
}

/// Two servers in torment, and trouble below them, until there is no work left.
fn besiege(home: &Installed, place: &Place, db: &Db, jobs: usize) -> usize {
    let (over, kills, chance) = (AtomicBool::new(false), AtomicUsize::new(0), Chance::seeded(7));
    let full = Duration::from_secs(if jobs > 1_000 { 10 } else { 2 });
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| torment(home, &chance, &over, &kills));
        }
        scope.spawn(|| {
            for _ in 0..3 {
                thread::sleep(full / 2);
                Server::restart();
            }
            place.be_full_for(full);
            Server::restart();
        });
        let runtime = tokio::runtime::Handle::current();
        while runtime.block_on(count(db, OPEN)) != Some(0) {
            thread::sleep(Duration::from_millis(200));
        }
        over.store(true, Ordering::Relaxed);
    });
    kills.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn siege() {
    // The siege has a database server of its own; where the check has none, there can be no other.
    if Database::postgres().await.is_none() {
        return;
    }
    let jobs = told("NANOPROMPT_SIEGE_JOBS").map_or(200, |jobs| jobs.parse().unwrap());
    let server = Server::start();
    let db = Db::open(&DbAddress::Postgres(server.0.clone())).await.unwrap();
    db.execute_alone("DROP DATABASE IF EXISTS siege WITH (FORCE)")
        .await
        .unwrap();
    db.execute_alone("CREATE DATABASE siege").await.unwrap();
    let url = format!("{}/siege", server.0.rsplit_once('/').unwrap().0);
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with("NANOPROMPT_DATABASE_URL", url.clone());
    let (home, place) = if let Some(disk) = told("NANOPROMPT_SIEGE_DISK") {
        (home.with_data(Path::new(&disk)), Place::Disk(disk.into()))
    } else {
        let bucket = Bucket::start().await;
        (home.in_bucket(&bucket), Place::Bucket(bucket))
    };
    order(&home, jobs).await;
    let db = Db::open(&DbAddress::Postgres(url)).await.unwrap();
    let kills = tokio::task::block_in_place(|| besiege(&home, &place, &db, jobs));
    assert!(kills >= 2, "killed only {kills} times");

    // A server that is left in peace puts away what the dead ones left.
    place.age();
    db.run("DELETE FROM schedule WHERE name = 'orphans'", vec![])
        .await
        .unwrap();
    let last = home.serve();
    let objects = place.objects();
    let wanted = jobs * 2;
    while count(&db, "SELECT COUNT(*) AS count FROM schedule WHERE name = 'orphans'").await != Some(1)
        || objects.list().await.unwrap().len() > wanted
    {
        thread::sleep(Duration::from_millis(200));
    }
    let jobs_wanted = i64::try_from(jobs).unwrap();
    assert_eq!(count(&db, DONE).await, Some(jobs_wanted), "every order has its outcome");
    let each = "SELECT COUNT(DISTINCT generation_id) AS count FROM asset";
    assert_eq!(count(&db, each).await, Some(jobs_wanted));
    assert_eq!(
        count(&db, "SELECT COUNT(*) AS count FROM asset").await,
        Some(jobs_wanted),
        "each once"
    );
    let jobs_open = "SELECT COUNT(*) AS count FROM job WHERE state <> 'done'";
    assert_eq!(count(&db, jobs_open).await, Some(0));
    agree(&db, &objects, wanted).await;
    everything_opens(&last.url).await;
    println!("{jobs} orders, {kills} kills");
}

/// Every row has its two objects, and there is no other object.
async fn agree(db: &Db, objects: &Objects, wanted: usize) {
    let mut listed = objects.list().await.unwrap();
    listed.sort();
    let rows = db.all("SELECT id FROM asset", vec![]).await.unwrap();
    let ids = rows.iter().map(|row| row.get::<String>("id").unwrap());
    let mut named: Vec<_> = ids
        .flat_map(|id| ["asset", "thumbnail"].map(|class| ObjectName::new(class, &id)))
        .collect();
    named.sort();
    assert_eq!((listed.len(), listed == named), (wanted, true));
}

/// Each person's first page of pictures can be looked at.
async fn everything_opens(url: &str) {
    for number in 0..SIGNING_UP {
        let client = Client::new(url);
        let email = format!("person{number}@example.org");
        client
            .post("/sign-in", &[("email", &email), ("password", PASSWORD)])
            .await;
        let page = client.get("/library").await;
        let links = page.links("/library/");
        assert!(!links.is_empty(), "{}", page.text());
        for link in links {
            assert_eq!(client.get(&format!("{link}/file")).await.status, 200, "{link}");
        }
    }
}
