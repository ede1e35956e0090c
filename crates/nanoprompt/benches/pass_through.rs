//! What the gateway costs: chat through `/v1` to a server that answers at once, beside the same chat sent there straight:
//! `cargo bench -p nanoprompt --bench pass_through`. Prints figures, asserts none. Both ends share the machine with it.

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::json;
use testkit::{Client, Installed, Upstream};

const SPAN: Duration = Duration::from_secs(10);
const ALONE: usize = 2_000;

#[tokio::main]
async fn main() {
    let upstream = Upstream::start().await;
    let settings = format!(
        "[limits]\nkey_per_minute = 4000000000\naccount_per_minute = 4000000000\n[[provider]]\n{}",
        upstream.table()
    );
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings);
    let password = testkit::PASSWORD;
    let made = home.run_with_input(
        &["account", "create", "--email", "ada@example.org", "--password-stdin"],
        password,
    );
    assert!(made.status.success());
    let key = home.run(&["key", "create", "--email", "ada@example.org", "--name", "bench"]);
    let key = String::from_utf8(key.stdout).unwrap().trim().to_owned();
    let server = home.serve();
    let straight = Arc::new(Client::new(&upstream.base_url()).with_key("secret-of-the-lab"));
    let through = Arc::new(Client::new(&format!("{}/v1", server.url)).with_key(&key));

    alone("chat straight to the upstream, one connection", &straight, "fake-chat").await;
    alone("chat through the gateway, one connection", &through, "lab/fake-chat").await;
    let before = processor(server.id());
    let rate = together(&through).await;
    let spent = processor(server.id()) - before;
    println!("chat through the gateway, 16 connections: {rate:.0} requests/s");
    println!(
        "processor time of the gateway: {:.0} µs a request",
        spent * 1e6 / (rate * SPAN.as_secs_f64())
    );
    let rate = together(&straight).await;
    println!("chat straight to the upstream, 16 connections: {rate:.0} requests/s");
}

fn chat(model: &str) -> serde_json::Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "Say one word." }] })
}

async fn alone(name: &str, client: &Client, model: &str) {
    let body = chat(model);
    let mut times = Vec::with_capacity(ALONE);
    for _ in 0..ALONE {
        let begun = Instant::now();
        let answer = client.post_json("/chat/completions", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{name}: median {:.0} µs, p99 {:.0} µs",
        times[ALONE / 2],
        times[ALONE * 99 / 100]
    );
}

/// Requests a second of sixteen clients, each with one after another.
async fn together(client: &Arc<Client>) -> f64 {
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..16 {
        let client = client.clone();
        tasks.push(tokio::spawn(async move {
            let (body, mut count) = (chat("lab/fake-chat"), 0_u32);
            while begun.elapsed() < SPAN {
                assert_eq!(client.post_json("/chat/completions", &body).await.status, 200);
                count += 1;
            }
            count
        }));
    }
    let mut whole = 0;
    for task in tasks {
        whole += task.await.unwrap();
    }
    f64::from(whole) / begun.elapsed().as_secs_f64()
}

/// Seconds of processor time that a process has used so far (`stat`, Linux, in hundredths).
fn processor(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
