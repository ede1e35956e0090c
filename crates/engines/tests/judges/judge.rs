//! A vendor made of its own client's types, as a process beside the test.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use basics::{Chance, SystemClock};
use egress::{Egress, InMemory, Limits};
use engines::{Engine, ProviderTable, Secret};
use serde_json::Value;

/// The key of every story's operator, which the vendor's client has as well.
const KEY: &str = "key-of-the-lab";

/// A vendor, and what it found wrong.
pub struct Judge {
    process: Child,
    kind: String,
    /// Where it listens.
    origin: String,
    /// Where its client would go by itself.
    home: String,
    words: Value,
}

impl Judge {
    /// The vendor of this kind; `None` where the check has not brought its client.
    pub fn of(kind: &str) -> Option<Self> {
        let mut process = Command::new(python()?)
            .args([program(), kind.into()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        let judge = Self {
            process,
            kind: kind.to_owned(),
            origin: text("origin"),
            home: text("home"),
            words: said["words"].clone(),
        };
        if judge.origin.is_empty() {
            let (_, said) = judge.verdict();
            panic!("it does not listen: {said}");
        }
        Some(judge)
    }

    /// An engine for it: a provider called `lab`, whose models are these in TOML.
    pub fn engine(&self, models: &str) -> Arc<dyn Engine> {
        self.engine_of(&self.kind, models)
    }

    /// The same, of another kind that speaks this vendor's API.
    pub fn engine_of(&self, kind: &str, models: &str) -> Arc<dyn Engine> {
        let path = self.home.splitn(4, '/').nth(3).unwrap_or_default();
        engine(kind, &format!("base_url = \"{}/{path}\"", self.origin), models)
    }

    /// The same at the address where it goes by itself. For looking at only.
    pub fn engine_at_home(&self, models: &str) -> Arc<dyn Engine> {
        engine(&self.kind, "", models)
    }

    /// Where its client goes by itself.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// Every word that its types have for this.
    pub fn words(&self, about: &str) -> Vec<String> {
        let words = self.words[about].as_array().unwrap().iter();
        words.map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    /// Every request was one that the vendor takes, and there was one.
    pub fn agrees(self) {
        let (agrees, said) = self.verdict();
        assert!(agrees, "{said}");
        eprintln!("{said}");
    }

    /// Whether it found nothing wrong, and what it says.
    pub fn verdict(mut self) -> (bool, String) {
        drop(self.process.stdin.take());
        let mut said = String::new();
        let mut pipes = (self.process.stdout.take().unwrap(), self.process.stderr.take().unwrap());
        pipes.0.read_to_string(&mut said).unwrap();
        pipes.1.read_to_string(&mut said).unwrap();
        (self.process.wait().unwrap().success(), said)
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn engine(kind: &str, base_url: &str, models: &str) -> Arc<dyn Engine> {
    let table = format!(
        "id = \"lab\"\nkind = \"{kind}\"\n{base_url}\nregion = \"eu\"\n\
         passport = {{ retention = \"30d\", training = \"never\", operator = \"us\" }}\n{models}"
    );
    let table: ProviderTable = toml::from_str(&table).unwrap();
    let clock = Arc::new(SystemClock::new(sleep));
    let egress = Egress::new(Limits::default(), clock, Arc::new(InMemory::default())).unwrap();
    let secret = Some(Secret::new(KEY.to_owned()));
    engines::build(&table, secret, Arc::new(egress), Arc::new(Chance::seeded(1))).unwrap()
}

/// The Python that has the vendors' clients, where the check has it.
#[expect(
    clippy::disallowed_methods,
    reason = "the check tells tests about their peers by the environment"
)]
#[expect(clippy::print_stdout, reason = "the test's own word to whoever runs it")]
pub fn python() -> Option<PathBuf> {
    let folder = std::env::var("NANOPROMPT_TEST_CLIENTS").ok();
    if folder.is_none() {
        println!("left out: no official client here; ./check brings one");
    }
    folder.map(|folder| Path::new(&folder).join("python/bin/python"))
}

/// What plays the vendors.
pub fn program() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../checks/peers/vendor.py")
}

#[expect(clippy::disallowed_methods, reason = "what the clock of these stories waits by")]
fn sleep(wait: std::time::Duration) -> basics::Sleep {
    Box::pin(tokio::time::sleep(wait))
}

/// A judge that lets everything through would make all of these stories say nothing.
#[test]
fn every_judge_finds_what_its_vendor_would_refuse() {
    let Some(python) = python() else { return };
    let ended = Command::new(python).arg(program()).arg("--self-test").output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    let counted = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(
        counted.contains("64 wrong requests found, 15 right ones let through, 6 vendors"),
        "{counted}"
    );
}
