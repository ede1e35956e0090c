//! The program itself as a process: started, talked to over HTTP, killed.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use store::DbAddress;

use crate::{Bucket, Database};

/// A running `nanoprompt serve`. Killed when dropped.
pub struct Program {
    child: Child,
    /// `http://127.0.0.1:port`.
    pub url: String,
    /// The one-time owner link's path, when one was printed.
    pub owner_link: Option<String>,
}

/// The program's file and the folder it works in.
pub struct Installed {
    binary: PathBuf,
    folder: tempfile::TempDir,
    settings: Option<String>,
    log: &'static str,
    held: Option<PathBuf>,
    variables: Vec<(&'static str, String)>,
    data: Option<PathBuf>,
}

impl Installed {
    /// The program over an empty folder of its own.
    ///
    /// # Panics
    /// When there is no temporary folder.
    #[must_use]
    pub fn new(binary: impl Into<PathBuf>) -> Self {
        Self {
            binary: binary.into(),
            folder: tempfile::tempdir().unwrap(),
            settings: None,
            log: "info",
            held: None,
            variables: Vec::new(),
            data: None,
        }
    }

    /// The same with a settings file.
    #[must_use]
    pub fn with_settings(mut self, toml: &str) -> Self {
        self.settings = Some(toml.to_owned());
        self
    }

    /// The same, saying all that it can say.
    #[must_use]
    pub const fn talkative(mut self) -> Self {
        self.log = "trace";
        self
    }

    /// The same, started by somebody who has this file open and lets go of nothing.
    #[must_use]
    pub fn holding(mut self, file: &Path) -> Self {
        self.held = Some(file.to_owned());
        self
    }

    /// The same, told one more thing by its environment.
    #[must_use]
    pub fn with(mut self, variable: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((variable, value.into()));
        self
    }

    /// The same over a database that several processes may share.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn over(self, database: &Database) -> Self {
        let DbAddress::Postgres(url) = &database.address else {
            panic!("SQLite is for one process")
        };
        self.with("NANOPROMPT_DATABASE_URL", url)
    }

    /// The same with its objects in a bucket.
    #[must_use]
    pub fn in_bucket(self, bucket: &Bucket) -> Self {
        let key = bucket.key();
        self.with("NANOPROMPT_OBJECTS_URL", bucket.url())
            .with("AWS_ACCESS_KEY_ID", key.id)
            .with("AWS_SECRET_ACCESS_KEY", key.secret)
    }

    /// The same with its data in another folder.
    #[must_use]
    pub fn with_data(mut self, folder: &Path) -> Self {
        self.data = Some(folder.to_owned());
        self
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| self.folder.path().join("data"))
    }

    /// The folder that the program is started in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file that `serve` logs to.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("serve.log")
    }

    /// A command of the program, with nothing of this environment but what it needs.
    ///
    /// # Panics
    /// When the settings file cannot be written.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = if let Some(held) = &self.held {
            let mut shell = Command::new("sh");
            shell
                .args(["-c", "exec 9<\"$0\"; exec \"$@\""])
                .arg(held)
                .arg(&self.binary);
            shell
        } else {
            Command::new(&self.binary)
        };
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .envs(privacy::guard_switch());
        command
            .env("NANOPROMPT_DATA", self.data())
            .env("RUST_LOG", self.log)
            .env("LAB_KEY", "secret-of-the-lab")
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(settings) = &self.settings {
            fs::write(self.folder.path().join("nanoprompt.toml"), settings).unwrap();
        }
        command
    }

    /// Runs a command to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    /// Runs a command that reads from standard input.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        use std::io::Write;
        let mut command = self.command();
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Starts `serve` on a free port and waits until it says where it is.
    ///
    /// # Panics
    /// When it does not start; with what it said.
    #[must_use]
    pub fn serve(&self) -> Program {
        self.serve_at("127.0.0.1:0")
    }

    /// Starts `serve` on an address and waits until it says where it is.
    ///
    /// # Panics
    /// When it does not start; with what it said.
    #[must_use]
    pub fn serve_at(&self, listen: &str) -> Program {
        self.try_serve_at(listen)
            .unwrap_or_else(|said| panic!("serve did not start: {said}"))
    }

    /// The same; what it said when it does not start.
    ///
    /// # Errors
    /// Its whole log.
    ///
    /// # Panics
    /// When there is no such program.
    pub fn try_serve_at(&self, listen: &str) -> Result<Program, String> {
        let log = File::options().create(true).append(true).open(self.log()).unwrap();
        let mut command = self.command();
        command
            .args(["serve", "--listen", listen])
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command.spawn().unwrap();
        let said: Vec<String> = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .take_while(|line| !line.starts_with("Stop it"))
            .collect();
        let last_word = |line: &String| line.split_whitespace().last().unwrap_or_default().to_owned();
        let Some(url) = said.first().map(last_word) else {
            let _ = child.wait();
            return Err(fs::read_to_string(self.log()).unwrap_or_default());
        };
        let owner_link = said
            .get(1)
            .map(last_word)
            .and_then(|link| link.strip_prefix(&url).map(str::to_owned));
        Ok(Program { child, url, owner_link })
    }
}

impl Program {
    /// `kill -9`.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits until it has; whether it ended well.
    ///
    /// # Panics
    /// When it cannot be waited for.
    #[must_use]
    pub fn stop(mut self) -> bool {
        signal(self.child.id(), "TERM");
        self.child.wait().unwrap().success()
    }

    /// Its resident memory in megabytes (`VmRSS`, Linux).
    #[must_use]
    pub fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        kilobytes.unwrap_or(f64::NAN) / 1_024.0
    }

    /// The process' id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

/// The processes that a process has started and that are still there (Linux).
#[must_use]
pub fn children_of(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

/// Whether a process is there and not dead (Linux).
#[must_use]
pub fn is_alive(process: u32) -> bool {
    parent_of(process).is_some()
}

/// The fourth field of `stat`, behind a name that may hold anything but ends with the last bracket; none for who is dead.
fn parent_of(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    if fields.next()? == "Z" {
        return None;
    }
    fields.next()?.parse().ok()
}

/// Sends a signal to one process, by its name: `KILL`, `STOP`.
pub fn signal(process: u32, name: &str) {
    // Who is gone already needs no signal.
    let _ = Command::new("kill")
        .args([format!("-{name}"), process.to_string()])
        .stderr(Stdio::null())
        .status();
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
