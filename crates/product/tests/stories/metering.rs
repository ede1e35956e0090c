//! What is used is counted, once, on every outcome, and only for whoever used it.

use basics::Span;
use serde_json::{Value, json};
use testkit::{Client, Mode, TestApp, Upstream, on_both_databases};

const CHAT: &str = "/v1/chat/completions";

async fn used(program: &Client) -> Vec<Value> {
    let answer = program.get("/api/v1/usage").await;
    answer.json()["data"]
        .as_array()
        .cloned()
        .unwrap_or_else(|| panic!("{}", answer.text()))
}

fn numbers(row: &Value) -> [i64; 5] {
    ["calls", "failed", "input_tokens", "output_tokens", "pictures"].map(|name| row[name].as_i64().unwrap())
}

on_both_databases! {
    async fn every_call_is_counted_whatever_came_of_it(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let chat = |streamed: bool| json!({ "model": "lab/fake-chat", "stream": streamed, "messages": [] });
        program.post_json(CHAT, &chat(false)).await;
        program.post_json(CHAT, &chat(true)).await;
        assert_eq!(used(&program).await.iter().map(numbers).collect::<Vec<_>>(), [[2, 0, 6, 4, 0]]);
        for mode in [Mode::EndsEarly, Mode::Cut] {
            upstream.behave(mode);
            program.post_json(CHAT, &chat(true)).await;
        }
        upstream.behave(Mode::RateLimited);
        program.post_json(CHAT, &chat(false)).await;
        let rows = used(&program).await;
        assert_eq!(rows.iter().map(numbers).collect::<Vec<_>>(), [[5, 3, 34, 6, 0]], "of what was cut off, what came is counted as answers usually are");
        assert_eq!((rows[0]["model"].as_str(), rows[0]["day"].as_str()), (Some("lab/fake-chat"), Some("2026-11-24")));
        assert!(rows[0]["key"].is_string());
    }

    async fn pictures_are_counted_with_their_result_and_shown(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "64x64"), ("count", "3")]).await;
        app.settle().await;
        let rows = used(&app.program("ada@example.org").await).await;
        assert_eq!(rows.iter().map(numbers).collect::<Vec<_>>(), [[1, 0, 0, 0, 3]]);
        let page = ada.get("/you").await.text();
        assert!(page.contains("1 call · 3 pictures"), "{page}");
    }

    async fn use_is_ones_own_and_goes_with_its_time(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        app.person("bob@example.org").await;
        let (ada, bob) = (app.program("ada@example.org").await, app.program("bob@example.org").await);
        ada.post_json(CHAT, &json!({ "model": "lab/fake-chat", "messages": [] })).await;
        assert_eq!((used(&ada).await.len(), used(&bob).await.len()), (1, 0));
        app.clock.advance(Span::days(401));
        product::retention::sweep(&app.app).await.unwrap();
        assert!(app.app.db.all("SELECT model FROM usage_day", vec![]).await.unwrap().is_empty());
    }

    async fn what_is_counted_late_for_somebody_who_has_left_is_not_kept(database: Database) {
        let app = TestApp::start(database).await;
        let payer = product::metering::Payer { account: "00000000-0000-7000-8000-000000000000".parse().unwrap(), key: None };
        let counted = product::metering::Counted::now(payer, "lab/fake-chat".to_owned(), app.app.now());
        app.app.meter.note(counted, product::metering::Usage { calls: 1, ..Default::default() });
        product::metering::settle(&app.app).await.unwrap();
        assert!(app.app.db.all("SELECT model FROM usage_day", vec![]).await.unwrap().is_empty());
    }
}
