//! The server's own sealed-off processes: killed, stopped, out of memory, out of time; and what they are started with.

use std::{
    fs,
    process::{Child, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use testkit::{Answer, Client, Installed, PASSWORD, Program, children_of, files, is_alive, sign_up, signal};

use crate::PROGRAM;

fn installed() -> Installed {
    Installed::new(PROGRAM)
}

fn with_limits(table: &str) -> Installed {
    installed().with_settings(&format!("[darkroom]\n{table}\n"))
}

async fn ada(server: &Program) -> Client {
    let client = Client::new(&server.url);
    assert!(sign_up(&client, "ada@example.org", PASSWORD).await.location().is_some());
    client
}

async fn order(client: &Client, words: &str, size: &str) {
    let answer = client.post("/generations", &[("prompt", words), ("size", size)]).await;
    assert!(answer.location().is_some(), "{}", answer.text());
}

/// Looks at the studio until it says so.
async fn seen(client: &Client, said: impl Fn(&Answer) -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(90) {
        if said(&client.get("/").await) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

fn has_picture(answer: &Answer) -> bool {
    answer.link("/library/").is_some()
}

/// The processes that the server has started, once there are some.
fn started_by(server: &Program) -> Vec<u32> {
    for _ in 0..400 {
        let children = children_of(server.id());
        if !children.is_empty() {
            return children;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("the server started no process");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_process_has_three_pipes_no_environment_and_a_filter() {
    let held = tempfile::NamedTempFile::new().unwrap();
    let home = installed().holding(held.path());
    let server = home.serve();
    let client = ada(&server).await;
    order(&client, "a calm sea", "320x320").await;
    assert!(seen(&client, has_picture).await);
    for child in started_by(&server) {
        let of = |what: &str| format!("/proc/{child}/{what}");
        let open: Vec<_> = fs::read_dir(of("fd"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(open.len(), 3, "{open:?}");
        for file in open {
            assert!(fs::read_link(file).unwrap().to_string_lossy().starts_with("pipe:"));
        }
        let environment = fs::read_to_string(of("environ")).unwrap();
        for name in ["HOME", "LAB_KEY", "NANOPROMPT_DATA"] {
            assert!(!environment.contains(name), "{environment}");
        }
        let status = fs::read_to_string(of("status")).unwrap();
        assert!(
            status.contains("Seccomp:\t2") && status.contains("NoNewPrivs:\t1"),
            "{status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_takes_too_much_memory_is_refused_and_the_next_one_is_painted() {
    let home = with_limits("memory_mb = 96");
    let server = home.serve();
    let client = ada(&server).await;
    order(&client, "a calm sea", "4096x4096").await;
    let said = |answer: &Answer| answer.text().contains("takes more memory than is given");
    assert!(seen(&client, said).await, "no such failure");
    order(&client, "misty mountains", "320x320").await;
    assert!(seen(&client, has_picture).await);
}

/// Waits for a command, not for ever.
fn ended(mut child: Child) -> Option<Output> {
    for _ in 0..200 {
        if child.try_wait().unwrap().is_some() {
            return Some(child.wait_with_output().unwrap());
        }
        thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
fn a_process_that_hangs_is_ended_by_the_time_limit() {
    let home = with_limits("seconds = 3");
    let mut command = home.command();
    command
        .args(["generate", "image", "a calm sea", "--size", "4096x4096", "-o", "a.png"])
        .stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let program = child.id();
    thread::sleep(Duration::from_millis(300));
    for painter in children_of(program) {
        signal(painter, "STOP");
    }
    let stopped = children_of(program);
    let ended = ended(child).expect("the program waits for ever");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        !ended.status.success() && said.contains("did not answer in time"),
        "{said}"
    );
    assert!(!home.folder().join("a.png").exists());
    for painter in stopped {
        // Killed, and a moment later gone.
        let gone = (0..40).any(|_| {
            thread::sleep(Duration::from_millis(50));
            !is_alive(painter)
        });
        assert!(gone, "it is still there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_process_in_the_middle_of_a_picture_loses_nothing() {
    let home = installed();
    let server = home.serve();
    let client = ada(&server).await;
    order(&client, "a calm sea", "2048x2048").await;
    let begun = Instant::now();
    let mut killed = 0;
    // The second try, and the one after it, are killed as well.
    while killed < 3 && begun.elapsed() < Duration::from_secs(30) {
        for child in children_of(server.id()) {
            signal(child, "KILL");
            killed += 1;
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    assert!(killed > 2, "killed only {killed}");
    assert_eq!(client.get("/healthz").await.status, 200);
    assert!(seen(&client, has_picture).await, "the picture never came");
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_a_picture_ends_its_process() {
    let home = installed();
    let server = home.serve();
    let client = ada(&server).await;
    order(&client, "a calm sea", "4096x4096").await;
    let painters = started_by(&server);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let page = client.get("/").await.text();
    let id = page
        .split("/generations/")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    client.post(&format!("/generations/{}/cancel", id.unwrap()), &[]).await;
    assert!(seen(&client, |answer| answer.text().contains("You stopped this one")).await);
    // The one that painted is gone; one that never was given anything may wait.
    let left = children_of(server.id());
    assert!(
        painters.iter().any(|painter| !left.contains(painter)),
        "{painters:?} {left:?}"
    );
}

async fn upload(client: &Client, file: &[u8]) -> Answer {
    let (body, media_type) = files::form("file", "holiday.png", "image/png", file);
    let own = [("sec-fetch-site", "same-origin")];
    client
        .send(http::Method::POST, "/uploads", Some(media_type), body.into(), &own)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_has_opened_a_file_is_never_used_again() {
    let server = installed();
    let server = server.serve();
    let client = ada(&server).await;
    let mut seen: Vec<u32> = Vec::new();
    for _ in 0..3 {
        let page = upload(&client, &files::photo()).await.location().unwrap();
        assert_eq!(client.get(&format!("{page}/file")).await.status, 200);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let waiting = children_of(server.id());
        assert_eq!(waiting.len(), 1, "one waits, untouched: {waiting:?}");
        assert!(!seen.contains(&waiting[0]), "it was there before the last file");
        seen.extend(waiting);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_too_much_memory_is_refused_and_nothing_of_it_is_kept() {
    let home = with_limits("memory_mb = 96");
    let server = home.serve();
    let client = ada(&server).await;
    let vast = files::vast();
    assert!(vast.len() < 100_000, "{}", vast.len());
    let answer = upload(&client, &vast).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(
        answer.text().contains("more time or memory than is given"),
        "{}",
        answer.text()
    );
    assert_eq!(testkit::files_below(&home.data().join("objects")).len(), 0);
    assert!(upload(&client, &files::photo()).await.location().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_megapixels_fit_into_the_usual_memory() {
    let server = installed();
    let server = server.serve();
    let client = ada(&server).await;
    let answer = upload(&client, &files::vast()).await;
    assert!(answer.location().is_some(), "{} {}", answer.status, answer.text());
}
