//! The dark child: what opens foreign bytes and paints can do nothing else, and whatever becomes of it, the program stands
//! (P-AIA-02).

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at real processes, which live by the real clock"
)]

use std::{
    fs,
    io::{Read, Write},
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use darkroom::{FrameError, MOST_REPLY_BYTES, Reply, Sealing, Strength, Task, read_frame};
use testkit::{Answer, Client, Installed, PASSWORD, Program, children_of, files, is_alive, sign_up, signal};

const PROGRAM: &str = env!("CARGO_BIN_EXE_nanoprompt");
const ROOMY: u32 = 1_024;

/// A sealed-off process of the test's own.
struct DarkChild {
    child: Child,
    sealing: Sealing,
}

impl DarkChild {
    /// With the guard that this run takes away, and more.
    fn without(guards: &[&str], memory_mb: u32) -> Self {
        let away = privacy::guard_switch().map(|(_, name)| name).into_iter();
        let away: Vec<_> = away.chain(guards.iter().copied()).collect();
        Self::start(&away.join(","), memory_mb)
    }

    fn start(away: &str, memory_mb: u32) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["darkroom", "--seconds", "60", "--memory-mb", &memory_mb.to_string()])
            .env_clear()
            .env("NANOPROMPT_SABOTAGE", away)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let Ok(Reply::Ready(sealing)) = reply(&mut child) else {
            panic!("it does not say that it is ready")
        };
        Self { child, sealing }
    }

    /// What comes of a wish; nothing when it dies of it.
    fn wish(&mut self, wish: &str) -> Option<String> {
        let (start, _) = Task::Probe(wish.to_owned()).write().unwrap();
        self.child.stdin.as_mut().unwrap().write_all(&start).unwrap();
        match reply(&mut self.child) {
            Ok(Reply::Finished(darkroom::Finished::Probed(answer))) => Some(answer),
            _ => None,
        }
    }

    fn last_words(mut self) -> String {
        let mut words = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        words
    }
}

impl Drop for DarkChild {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn reply(child: &mut Child) -> Result<Reply, FrameError> {
    let (header, body) = read_frame(child.stdout.as_mut().unwrap(), MOST_REPLY_BYTES)?;
    Reply::read(&header, body)
}

/// Everything that reaches out: the wish with a place that is there, and that whoever runs the test may reach.
fn wishes(folder: &std::path::Path, port: u16) -> Vec<String> {
    let file = folder.join("secret");
    fs::write(&file, "of somebody").unwrap();
    let parent = std::process::id();
    vec![
        format!("read {}", file.display()),
        "read /etc/hostname".to_owned(),
        format!("read /proc/{parent}/environ"),
        "read /proc/self/maps".to_owned(),
        format!("list {}", folder.display()),
        format!("write {}", folder.join("new").display()),
        format!("remove {}", file.display()),
        format!("connect 127.0.0.1:{port}"),
        "listen 127.0.0.1:0".to_owned(),
        "run /bin/true".to_owned(),
    ]
}

fn reaches_nothing(child: &mut DarkChild) {
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    for wish in wishes(folder.path(), listener.local_addr().unwrap().port()) {
        let answer = child.wish(&wish).unwrap();
        assert_eq!(answer, "refused: PermissionDenied", "{wish}");
    }
    assert!(folder.path().join("secret").exists() && !folder.path().join("new").exists());
}

/// Whether this kernel has it at all, asked of a process from which nothing is taken away.
fn kernel_has_landlock() -> bool {
    DarkChild::start("", ROOMY).sealing.landlock != Strength::None
}

#[test]
fn without_any_layer_the_same_wishes_come_true() {
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut child = DarkChild::start("P-AIA-02/landlock,P-AIA-02/seccomp", ROOMY);
    assert_eq!(child.sealing.landlock, Strength::None);
    for wish in wishes(folder.path(), listener.local_addr().unwrap().port()) {
        if !wish.starts_with("write") {
            assert_eq!(child.wish(&wish).unwrap(), "done", "{wish}");
        }
    }
}

#[test]
fn landlock_alone_leaves_no_file_and_no_socket_within_reach() {
    if !kernel_has_landlock() {
        println!("LEFT OUT: this kernel has no Landlock");
        return;
    }
    reaches_nothing(&mut DarkChild::without(&["P-AIA-02/seccomp"], ROOMY));
}

#[test]
fn seccomp_alone_leaves_no_file_no_socket_and_no_new_thread_within_reach() {
    let mut child = DarkChild::without(&["P-AIA-02/landlock"], ROOMY);
    reaches_nothing(&mut child);
    assert_eq!(child.wish("thread").unwrap(), "refused: PermissionDenied");
}

#[test]
fn a_sealed_off_process_is_told_nothing_of_the_environment() {
    let mut child = DarkChild::start("", ROOMY);
    assert_eq!(child.wish("environment").unwrap(), "1", "the switch of the tests alone");
}

#[test]
fn memory_beyond_the_limit_ends_the_process_and_is_told_apart() {
    let mut child = DarkChild::without(&[], 128);
    assert_eq!(child.wish("allocate 400"), None);
    assert!(child.last_words().contains("memory allocation of"));
    let mut roomy = DarkChild::without(&[], ROOMY);
    assert_eq!(roomy.wish("allocate 400").as_deref(), Some("done: 400"));
}

#[test]
fn what_is_no_task_ends_the_process() {
    for garbage in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0xff; 64], b"\0\0\0\x02\0\0\0\0{}"] {
        let mut child = DarkChild::start("", ROOMY);
        child.child.stdin.as_mut().unwrap().write_all(garbage).unwrap();
        drop(child.child.stdin.take());
        assert!(reply(&mut child.child).is_err());
        assert!(!child.child.wait().unwrap().success());
    }
}

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
    // Long enough that the second try, and the one after it, are killed as well.
    while begun.elapsed() < Duration::from_millis(1_500) {
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
