//! What somebody waits for: the program's start, and a picture in the browser; and what it takes when it does nothing.
//! Prints figures, asserts none. `cargo bench -p nanoprompt --bench house`; the browser needs `NANOPROMPT_TEST_BROWSER`.

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]

use std::time::{Duration, Instant};

use testkit::{Browser, Client, Installed};

const WORDS: &str = "a lighthouse on a cliff at dusk, heavy sea";

#[tokio::main]
async fn main() {
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"));
    drop(home.serve());
    say(
        "process start to first answer, existing folder, ms",
        &starts(&home).await,
    );
    let server = home.serve();
    Client::new(&server.url).get("/healthz").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    say("memory when idle, MB", &[server.resident()]);
    let Some(browser) = Browser::open().await else {
        println!("no browser here: the picture is left out");
        return;
    };
    browser.sign_up(&server).await;
    say(
        "a 1024 x 1024 picture, from pressing the button to seeing it, ms",
        &pictures(&browser).await,
    );
    say("memory after that, MB", &[server.resident()]);
}

async fn starts(home: &Installed) -> Vec<f64> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        let server = home.serve();
        assert_eq!(Client::new(&server.url).get("/").await.status, 200);
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        server.kill();
    }
    times
}

async fn pictures(browser: &Browser) -> Vec<f64> {
    let mut times = Vec::new();
    for number in 0..10 {
        browser.fill("#prompt", &format!("{WORDS} {number}")).await;
        // The picture is seen when the browser has loaded it, not when its place is there.
        let press = "window.seen = 0; window.pressed = performance.now();
            document.addEventListener('load', event => {
                if (event.target.matches?.('.results img') && !window.seen) window.seen = performance.now();
            }, { capture: true });
            document.querySelector('.bar .primary').click(); return true";
        browser.run(press).await;
        browser.wait_for("return window.seen > 0").await;
        times.push(
            browser
                .run("return window.seen - window.pressed")
                .await
                .as_f64()
                .unwrap(),
        );
    }
    times
}

fn say(what: &str, figures: &[f64]) {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = sorted[sorted.len() / 2];
    println!(
        "{what}: median {median:.1} (least {:.1}, most {:.1}, {} times)",
        sorted[0],
        sorted[sorted.len() - 1],
        sorted.len()
    );
}
