//! What people complain about in other gateways (`docs/complaints.md`), where the whole program is needed to see it.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use serde_json::{Value, json};
use testkit::{Client, Installed, PASSWORD, Program, Upstream};

/// A picture in base64, as long as those that people send.
const LENGTH: usize = 4_000_000;
/// What the allocator may keep at hand, in megabytes: the bodies that are under way at once, twice.
const SLACK: f64 = 2.0 * 4.0 * 4.0;

fn installed_with_a_key(upstream: &Upstream) -> (Installed, String) {
    let settings = format!(
        "[limits]\naddress_per_minute = 1000000\naccount_per_minute = 1000000\nkey_per_minute = 1000000\n[[provider]]\n{}",
        upstream.table()
    );
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings);
    let arguments = ["account", "create", "--email", "ada@example.org", "--password-stdin"];
    assert!(home.run_with_input(&arguments, PASSWORD).status.success());
    let made = home.run(&["key", "create", "--email", "ada@example.org", "--name", "client"]);
    (home, String::from_utf8(made.stdout).unwrap().trim().to_owned())
}

fn with_a_picture() -> Value {
    let url = format!("data:image/png;base64,{}", "A".repeat(LENGTH));
    let part = json!({ "type": "image_url", "image_url": { "url": url } });
    json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": [part] }] })
}

async fn ask(program: &Client, server: &Program, rounds: usize) -> f64 {
    let body = with_a_picture();
    for _ in 0..rounds {
        let call = || program.post_json("/v1/chat/completions", &body);
        let four = tokio::join!(call(), call(), call(), call());
        for answer in [four.0, four.1, four.2, four.3] {
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }
    server.resident()
}

/// Complaints 1 and 2: memory grows with every request, and pictures in base64 are copied again and again.
#[tokio::test(flavor = "multi_thread")]
async fn memory_does_not_grow_with_long_bodies() {
    let upstream = Upstream::start().await;
    let (home, key) = installed_with_a_key(&upstream);
    let server = home.serve();
    let program = Client::new(&server.url).with_key(&key);
    let idle = server.resident();
    let warm = ask(&program, &server, 4).await;
    let after = ask(&program, &server, 12).await;
    eprintln!("{idle:.0} MB before, {warm:.0} MB after 16 bodies of 4 MB, {after:.0} MB after 64");
    assert!(
        after < warm + SLACK,
        "{warm:.0} MB after 16 bodies, {after:.0} MB after 64"
    );
    assert!(after < idle + 4.0 * SLACK, "{idle:.0} MB before, {after:.0} MB after");
}
