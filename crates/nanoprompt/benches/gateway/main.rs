//! What the gateway costs, beside the same calls sent straight to the upstream, and beside what a bare relay costs in its
//! place: `cargo bench -p nanoprompt --bench gateway`. The program and the relay are held on one core, this bench and its
//! upstream, which answers at once, on the other. Keys, limits, rules, prices, a budget and metering are on. Prints figures,
//! asserts none.

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]

mod client;
mod relay;
mod upstream;

use std::{
    fmt, fs,
    net::SocketAddr,
    ops::Sub,
    process::Command,
    time::{Duration, Instant},
};

use client::Caller;
use relay::Relay;
use testkit::{Installed, Program};

const SPAN: Duration = Duration::from_secs(10);
const ALONE: usize = 5_000;
const CHAT: &str = r#"{"model":"MODEL","messages":[{"role":"user","content":"Say one word."}]}"#;
const STREAMED: &str = r#"{"model":"MODEL","stream":true,"messages":[{"role":"user","content":"Say one word."}]}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if let Some(upstream) = relay::asked_for() {
        return relay::relay(upstream).await;
    }
    let upstream = upstream::start().await;
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings(upstream));
    let key = key(&home);
    // Started on its core, so that it has as many threads as it would have on a machine with one.
    hold("0", std::process::id());
    let server = home.serve();
    let relay = Relay::start(upstream);
    hold("1", std::process::id());
    let gateway: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let straight = Caller::new(upstream, "secret-of-the-lab");
    let through = Caller::new(gateway, &key);
    through
        .together(1, &CHAT.replace("MODEL", "lab/writer"), Duration::from_secs(1))
        .await;
    println!("memory when idle: {:.1} MB", server.resident());

    let relayed = Caller::new(relay.address, "secret-of-the-lab");
    let ways = [(&straight, "writer"), (&relayed, "writer"), (&through, "lab/writer")];
    compare("chat, one connection", ways, CHAT).await;
    compare("first piece of a stream, one connection", ways, STREAMED).await;
    for connections in [16, 64] {
        load("a bare relay", relay.id(), connections, &relayed, "writer").await;
        load("the gateway", server.id(), connections, &through, "lab/writer").await;
    }
    drop(relay);
    let rate = straight.together(16, &CHAT.replace("MODEL", "writer"), SPAN).await;
    println!("chat straight to the upstream, 16 connections: {rate:.0} requests/s");
    memory(&server, &through).await;
}

fn settings(upstream: SocketAddr) -> String {
    let models =
        r#"[{ id = "writer", kind = "text", input_price = "0.15", output_price = "0.60", most_output_tokens = 100 }]"#;
    format!(
        "[limits]\nkey_per_minute = 4000000000\naccount_per_minute = 4000000000\n\
         [rules]\nno_training = true\nregions = [\"eu\"]\n\
         [budgets]\naccount = {{ credits = \"1000000\", per = \"month\" }}\n\
         [[provider]]\nid = \"lab\"\nkind = \"openai-compatible\"\nbase_url = \"http://{upstream}/v1\"\napi_key_env = \"LAB_KEY\"\n\
         region = \"eu\"\npassport = {{ retention = \"0d\", training = \"never\", operator = \"de\" }}\nmodels = {models}\n"
    )
}

fn key(home: &Installed) -> String {
    let password = testkit::PASSWORD;
    let made = home.run_with_input(
        &["account", "create", "--email", "ada@example.org", "--password-stdin"],
        password,
    );
    assert!(made.status.success());
    let key = home.run(&[
        "key",
        "create",
        "--email",
        "ada@example.org",
        "--name",
        "bench",
        "--credits",
        "1000000",
    ]);
    String::from_utf8(key.stdout).unwrap().trim().to_owned()
}

/// Keeps every thread of a process on one core.
fn hold(core: &str, process: u32) {
    let held = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", core, &process.to_string()])
        .output();
    if !held.is_ok_and(|held| held.status.success()) {
        println!("the processes could not be held on one core each: the figures are of both cores");
    }
}

/// One call after another, turn by turn on all ways, so that they have the same weather.
async fn compare(name: &str, ways: [(&Caller, &str); 3], body: &str) {
    let mut lanes = Vec::new();
    for (caller, model) in ways {
        lanes.push((caller.connect().await, body.replace("MODEL", model), Vec::new()));
    }
    for _ in 0..ALONE {
        for (connection, body, times) in &mut lanes {
            times.push(connection.call(body).await);
        }
    }
    let mut percentiles = lanes.into_iter().map(|(_, _, times)| percentiles(times));
    let mut next = || percentiles.next().unwrap();
    let (straight, relayed, through) = (next(), next(), next());
    println!("{name}: straight {straight}, through a bare relay {relayed}, through the gateway {through}");
    println!(
        "{name}: the relay adds {}, the gateway {}",
        relayed - straight,
        through - straight
    );
}

/// The median, and what one in a hundred exceeds, in microseconds.
#[derive(Clone, Copy)]
struct Percentiles(f64, f64);

impl Sub for Percentiles {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0, self.1 - other.1)
    }
}

impl fmt::Display for Percentiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p50 {:.0} µs, p99 {:.0} µs", self.0, self.1)
    }
}

fn percentiles(mut times: Vec<Duration>) -> Percentiles {
    times.sort_unstable();
    let micros = |at: usize| times[at].as_secs_f64() * 1e6;
    Percentiles(micros(times.len() / 2), micros(times.len() * 99 / 100))
}

async fn load(name: &str, process: u32, connections: usize, caller: &Caller, model: &str) {
    let before = processor(process);
    let begun = Instant::now();
    let rate = caller.together(connections, &CHAT.replace("MODEL", model), SPAN).await;
    let spent = processor(process) - before;
    println!(
        "chat through {name}, {connections} connections: {rate:.0} requests/s, {:.0} µs of processor time each",
        spent * 1e6 / (rate * begun.elapsed().as_secs_f64())
    );
}

/// Two hundred bodies of 10 MB, eight at a time, and how much memory is left taken a minute later.
async fn memory(server: &Program, through: &Caller) {
    let before = server.resident();
    let long = CHAT
        .replace("MODEL", "lab/writer")
        .replace("Say one word.", &"a word ".repeat(10 * 1024 * 1024 / 7));
    through.many(8, 25, &long).await;
    println!("memory right after 200 bodies of 10 MB: {:.1} MB", server.resident());
    tokio::time::sleep(Duration::from_mins(1)).await;
    let after = server.resident();
    println!(
        "memory a minute later: {after:.1} MB, {:.2} times what it was before ({before:.1} MB)",
        after / before
    );
}

/// Seconds of processor time that a process has used so far (`stat`, Linux, in hundredths).
fn processor(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
