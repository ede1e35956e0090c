//! A sealed-off process is asked to escape, one layer at a time.

use std::{
    fs,
    io::{Read, Write},
    process::{Child, Command, Stdio},
};

use darkroom::{FrameError, MOST_REPLY_BYTES, Reply, Sealing, Strength, Task, read_frame};

use crate::PROGRAM;

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
