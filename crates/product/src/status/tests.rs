//! Stories of those who watch over the machine.

use std::collections::BTreeSet;

use basics::Span;
use http::StatusCode;
use privacy::Place;

use super::{data::DATA, exposition::Exposition};
use crate::{
    Settings, accounts,
    harness::{Answer, Browser, House, PASSWORD},
};

const SECRET: &str = "a secret for the watchers 4711";

async fn scrape(browser: &Browser) -> Answer {
    browser.get("/metrics").await
}

/// The names of the labels in a text of figures.
fn labels(text: &str) -> BTreeSet<String> {
    let sets = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('{'));
    let pairs = sets.flat_map(|(_, rest)| rest.split_once('}').unwrap().0.split(','));
    pairs.map(|pair| pair.split_once('=').unwrap().0.to_owned()).collect()
}

/// Every line of figures with its labels, without its value.
fn series(text: &str) -> BTreeSet<String> {
    let values = text.lines().filter(|line| !line.starts_with('#'));
    values.map(|line| line.rsplit_once(' ').unwrap().0.to_owned()).collect()
}

/// P-AUT-06: figures are for who watches over the machine, and for nobody else.
#[tokio::test]
async fn only_watchers_have_the_figures() {
    let house = House::with(Settings::default().with_metrics_token(SECRET)).await;
    let local = house.browser("127.0.0.1");
    assert_eq!(scrape(&local).await.status, StatusCode::OK);
    let far = house.browser("192.0.2.1");
    assert_eq!(scrape(&far).await.status, StatusCode::FORBIDDEN);
    for (bearer, status) in [
        (format!("Bearer {SECRET}"), StatusCode::OK),
        (format!("Bearer {SECRET}x"), StatusCode::FORBIDDEN),
        ("Bearer ".to_owned(), StatusCode::FORBIDDEN),
        (SECRET.to_owned(), StatusCode::FORBIDDEN),
    ] {
        let answer = far.send("GET", "/metrics", &[("authorization", &bearer)], "").await;
        assert_eq!(answer.status, status, "{bearer}");
    }
    let ada = house.person("ada@example.org").await;
    assert_eq!(
        scrape(&ada).await.status,
        StatusCode::FORBIDDEN,
        "a person is no watcher"
    );
    let language = web_kit::Language::English;
    let made = accounts::create(
        &house.app,
        "olga@example.org",
        PASSWORD,
        accounts::Role::Owner,
        language,
    )
    .await;
    made.unwrap();
    let olga = house.browser("192.0.2.9");
    let asked = olga.sign_in("olga@example.org", PASSWORD).await;
    let mark = asked.hidden("mark");
    olga.post("/sign-in/agree", &[("mark", &mark), ("agree", "yes")]).await;
    assert_eq!(scrape(&olga).await.status, StatusCode::OK, "an owner is");
}

#[tokio::test]
async fn a_page_that_had_its_name_pointed_here_gets_no_figures() {
    let house = House::new().await;
    let local = house.browser("127.0.0.1");
    let rebound = local
        .send("GET", "/metrics", &[("host", "pages.evil.example")], "")
        .await;
    assert_ne!(rebound.status, StatusCode::OK);
}

/// P-AUT-06: the labels of the figures and the data map are the same, in both directions.
#[tokio::test]
async fn every_label_is_in_the_data_map_and_the_other_way_round() {
    let house = House::new().await;
    let local = house.browser("127.0.0.1");
    local.get("/").await;
    let text = scrape(&local).await.text;
    let declared: BTreeSet<String> = crate::data_map()
        .into_iter()
        .filter_map(|row| match row.place {
            Place::MetricLabel(label) => Some(label.to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(labels(&text), declared);
    assert_eq!(DATA.len(), declared.len());
}

#[test]
fn a_label_that_nobody_declared_is_left_out() {
    let mut text = Exposition::default();
    text.value("figure", &[("route", "/"), ("email", "tracer@example.org")], 1);
    assert_eq!(text.finish(), "figure{route=\"/\"} 1\n");
}

/// P-AUT-06: whatever clients send, there are no more figures than routes have ways to end.
#[tokio::test]
async fn no_client_can_make_a_figure_of_its_own() {
    let house = House::new().await;
    let local = house.browser("127.0.0.1");
    for method in ["GET", "POST", "BREW"] {
        for path in ["/library/x", "/v1/models/x", "/nowhere", "/static/x"] {
            local.send(method, path, &[], "").await;
        }
    }
    scrape(&local).await;
    let before = series(&scrape(&local).await.text);
    for number in 0..50 {
        for method in ["GET", "POST", &format!("TRACER{number}")] {
            let paths = [
                format!("/library/tracer-{number}"),
                format!("/v1/models/tracer-{number}?q=tracer"),
                format!("/nowhere/tracer-{number}"),
                format!("/static/tracer-{number}"),
            ];
            for path in paths {
                let headers = [("user-agent", "tracer"), ("x-request-id", "tracer")];
                local.send(method, &path, &headers, "").await;
            }
        }
    }
    let text = scrape(&local).await.text;
    assert_eq!(series(&text), before);
    assert!(!text.to_lowercase().contains("tracer"), "{text}");
}

#[tokio::test]
async fn requests_are_counted_by_pattern_class_and_time() {
    let house = House::new().await;
    let local = house.browser("127.0.0.1");
    for _ in 0..3 {
        local.get("/healthz").await;
    }
    local.get("/library/018f0000-0000-7000-8000-000000000000").await;
    let text = scrape(&local).await.text;
    for line in [
        "nanoprompt_requests_total{method=\"GET\",route=\"/healthz\",status=\"2xx\"} 3",
        "nanoprompt_requests_total{method=\"GET\",route=\"/library/{id}\",status=\"3xx\"} 1",
        "nanoprompt_request_seconds_bucket{method=\"GET\",route=\"/healthz\",le=\"0.005\"} 3",
        "nanoprompt_request_seconds_bucket{method=\"GET\",route=\"/healthz\",le=\"+Inf\"} 3",
        "nanoprompt_request_seconds_count{method=\"GET\",route=\"/healthz\"} 3",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
}

#[tokio::test]
async fn the_queue_is_counted_with_the_age_of_what_waits() {
    let house = House::new().await;
    let job = jobs::NewJob {
        id: basics::JobId::fresh(house.app.now(), &house.app.chance),
        kind: "a kind of another version",
        person: "p".to_owned(),
        subject: "s".to_owned(),
        priority: 0,
        run_at: house.app.now(),
    };
    let mut transaction = house.app.db.begin().await.unwrap();
    house.app.jobs.enqueue(&mut transaction, &job).await.unwrap();
    transaction.commit().await.unwrap();
    house.pass(Span::seconds(90));
    let text = scrape(&house.browser("127.0.0.1")).await.text;
    assert!(
        text.contains("nanoprompt_jobs{kind=\"other\",state=\"queued\"} 1"),
        "{text}"
    );
    assert!(
        text.contains("nanoprompt_queue_age_seconds{kind=\"other\"} 90.000"),
        "{text}"
    );
}

/// Requests have ids of our own making, on the answer and in what it says.
#[tokio::test]
async fn a_request_id_is_ours_and_stands_in_the_answer() {
    let house = House::new().await;
    let browser = house.browser("192.0.2.1");
    for path in ["/nowhere", "/v1/models", "/api/v1/nowhere"] {
        let answer = browser.send("GET", path, &[("x-request-id", "forged")], "").await;
        let id = answer.header("x-request-id").to_owned();
        assert!(id.len() == 36 && id != "forged");
        assert!(answer.text.contains(&id), "{path}: {}", answer.text);
        assert_ne!(browser.get(path).await.header("x-request-id"), id);
    }
}

/// P-STO-01: only under its own name does the service answer.
#[tokio::test]
async fn another_name_is_answered_with_misdirected() {
    let settings = Settings {
        public_url: Some("https://studio.example".to_owned()),
        trusted_proxies: vec!["192.0.2.1".parse().unwrap()],
        ..Settings::default()
    };
    let house = House::with(settings).await;
    let browser = house.browser("192.0.2.1");
    let status = async |host: &str| browser.send("GET", "/", &[("host", host)], "").await.status;
    assert_eq!(status("studio.example").await, StatusCode::OK);
    assert_eq!(status("evil.example").await, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(
        browser.get("/healthz").await.status,
        StatusCode::OK,
        "machines ask by address"
    );
}

/// P-STO-02: HSTS over TLS and nowhere else; in the clear a reader is sent on and a writer is refused.
#[tokio::test]
async fn in_public_nothing_goes_in_the_clear() {
    let settings = Settings {
        public_url: Some("https://studio.example".to_owned()),
        trusted_proxies: vec!["192.0.2.1".parse().unwrap()],
        ..Settings::default()
    };
    let house = House::with(settings).await;
    let browser = house.browser("192.0.2.1");
    let ask = async |method: &str, proto: &str| {
        let headers = [
            ("host", "studio.example"),
            ("x-forwarded-proto", proto),
            ("sec-fetch-site", "same-origin"),
        ];
        browser.send(method, "/terms?x=1", &headers, "").await
    };
    let encrypted = ask("GET", "https").await;
    assert_eq!(
        (encrypted.status, encrypted.header("strict-transport-security")),
        (StatusCode::OK, "max-age=63072000")
    );
    let clear = ask("GET", "http").await;
    assert_eq!(clear.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(clear.header("location"), "https://studio.example/terms?x=1");
    assert_eq!(clear.header("strict-transport-security"), "");
    assert_eq!(ask("POST", "http").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn not_ready_without_keys() {
    let house = House::new().await;
    let browser = house.browser("127.0.0.1");
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
    house.app.vault.close().await;
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        answer.text.contains("\"keys\":false") && answer.text.contains("\"database\":true"),
        "{}",
        answer.text
    );
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
}
