//! `kill -9` at any moment: nothing is lost, nothing is made twice, nothing is paid twice.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{thread, time::Duration};

use store::{Db, DbAddress};
use testkit::{Client, Installed, Mode, PASSWORD, Upstream, files_below, sign_up};

async fn open(home: &Installed) -> Db {
    Db::open(&DbAddress::Sqlite(home.data().join("nanoprompt.db")))
        .await
        .unwrap()
}

async fn count(home: &Installed, sql: &'static str) -> i64 {
    let db = open(home).await;
    let count = db.first(sql, vec![]).await.unwrap().unwrap().get("count").unwrap();
    db.close().await;
    count
}

const OPEN: &str = "SELECT COUNT(*) AS count FROM generation WHERE state IN ('queued', 'running')";
const DONE: &str = "SELECT COUNT(*) AS count FROM generation WHERE state = 'done'";
const UNKNOWN: &str = "SELECT COUNT(*) AS count FROM generation WHERE state = 'unknown'";

/// Orders so many pictures at a fresh server; somebody's browser.
async fn order(home: &Installed, many: usize, fields: &[(&str, &str)]) {
    let server = home.serve();
    let client = Client::new(&server.url);
    assert!(sign_up(&client, "ada@example.org", PASSWORD).await.location().is_some());
    for _ in 0..many {
        assert!(client.post("/generations", fields).await.location().is_some());
    }
    server.kill();
}

/// Starts the server and kills it again until no work is left. A life in which nothing was done, on a slow machine, is
/// followed by a longer one; one in which something was, by the shortest.
async fn kill_until_done(home: &Installed, shortest: Duration) -> usize {
    let (mut alive, mut left) = (shortest, i64::MAX);
    for kills in 0..500 {
        let open = count(home, OPEN).await;
        if open == 0 {
            return kills;
        }
        alive = if open < left { shortest } else { alive * 3 / 2 };
        left = open;
        let server = home.serve();
        thread::sleep(alive);
        server.kill();
    }
    panic!("work does not end");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_pictures_survive_being_killed_all_the_time() {
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"));
    order(&home, 200, &[("prompt", "a calm sea"), ("size", "320x320")]).await;
    let kills = kill_until_done(&home, Duration::from_millis(150)).await;
    assert!(kills > 2, "killed only {kills} times");
    assert_eq!(count(&home, DONE).await, 200);
    assert_eq!(count(&home, "SELECT COUNT(*) AS count FROM asset").await, 200);
    assert_eq!(
        count(&home, "SELECT COUNT(DISTINCT generation_id) AS count FROM asset").await,
        200
    );
    // What a write that was cut off has left goes when the next server starts.
    home.serve().kill();
    assert_eq!(files_below(&home.data().join("objects")).len(), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_survives_being_killed_all_the_time() {
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"));
    order(
        &home,
        60,
        &[("prompt", "a calm sea"), ("size", "64x64"), ("count", "4")],
    )
    .await;
    kill_until_done(&home, Duration::from_secs(2)).await;
    let keys = std::fs::metadata(home.data().join("keys/keys.db")).unwrap().len();
    let server = home.serve();
    let client = Client::new(&server.url);
    client
        .post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)])
        .await;
    let receipt = client
        .post("/you/erase", &[("when", "now"), ("password", PASSWORD)])
        .await
        .location()
        .unwrap();
    server.kill();
    let mut kills = 0;
    while count(&home, "SELECT COUNT(*) AS count FROM erasure WHERE finished_at IS NULL").await > 0 {
        let server = home.serve();
        thread::sleep(Duration::from_millis(15 + 10 * kills));
        server.kill();
        kills += 1;
        assert!(kills < 200, "the erasure does not end");
    }
    let server = home.serve();
    let certificate = Client::new(&server.url)
        .get(&format!("{receipt}/certificate"))
        .await
        .text();
    let said = vault::read_statement(&certificate).unwrap().payload;
    let said: serde_json::Value = serde_json::from_slice(&said).unwrap();
    assert_eq!(
        (
            said["removed"]["asset"].as_u64(),
            said["removed"]["generation"].as_u64()
        ),
        (Some(240), Some(60)),
        "killed {kills} times, key store of {keys} bytes: {said}"
    );
    assert_eq!(
        files_below(&home.data().join("objects")),
        Vec::<std::path::PathBuf>::new()
    );
    assert_eq!(
        count(&home, "SELECT COUNT(*) AS count FROM asset").await
            + count(&home, "SELECT COUNT(*) AS count FROM account").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_been_paid_is_never_sent_again() {
    let upstream = Upstream::start().await;
    upstream.behave(Mode::Slow);
    let home =
        Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&format!("[[provider]]\n{}", upstream.table()));
    order(
        &home,
        200,
        &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")],
    )
    .await;
    kill_until_done(&home, Duration::from_millis(500)).await;
    let (done, unknown) = (count(&home, DONE).await, count(&home, UNKNOWN).await);
    assert_eq!(done + unknown, 200, "done {done}, unknown {unknown}");
    assert!(unknown > 0, "no kill met an order on its way");
    assert!(
        upstream.submits() <= 200,
        "{} submits for 200 orders",
        upstream.submits()
    );
    let server = home.serve();
    let client = Client::new(&server.url);
    client
        .post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)])
        .await;
    assert!(
        client
            .get("/")
            .await
            .text()
            .contains("nobody knows whether this was made and paid for")
    );
}
