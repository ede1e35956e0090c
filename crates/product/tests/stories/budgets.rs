//! Nobody spends more than a budget has, however many call at once and in however many processes (P-OPS-02).

use basics::{Budget, Credits, Period, Span};
use product::{
    App, Settings, api_keys,
    budgets::{self, Budgets, Purse, Spender},
};
use serde_json::{Value, json};
use testkit::{Answer, Client, Mode, TestApp, Upstream, on_both_databases};

const IMAGES: &str = "/v1/images/generations";
const CHAT: &str = "/v1/chat/completions";

fn credits(text: &str) -> Credits {
    text.parse().unwrap()
}

fn a_month(text: &str) -> Budget {
    Budget {
        credits: credits(text),
        per: Period::Month,
    }
}

/// A picture costs 0.30; a token that is sent 0.001, one that is said 0.01, and no answer is longer than ten.
fn priced(upstream: &Upstream) -> String {
    let table = upstream.table();
    let chat = "kind = \"text\", input_price = \"1000\", output_price = \"10000\", most_output_tokens = 10";
    table
        .replace("kind = \"text\"", chat)
        .replace("kind = \"image\"", "kind = \"image\", price = \"0.30\"")
}

async fn start(database: testkit::Database, upstream: &Upstream, budgets: Budgets) -> TestApp {
    let settings = Settings {
        budgets,
        ..Settings::default()
    };
    TestApp::start_with_providers(database, &[priced(upstream)], settings)
        .await
        .0
}

/// Another process over the same database: it shares the rows and no memory.
fn another(app: &App) -> App {
    app.changed(|other| other.purse = Purse::new(&app.chance))
}

/// A program whose key may spend so much.
async fn program(app: &TestApp, email: &str, credits: &str, per: &str) -> Client {
    let account = product::accounts::find_by_email(&app.app, email)
        .await
        .unwrap()
        .unwrap();
    let scope = api_keys::RawScope {
        credits,
        per,
        ..api_keys::RawScope::default()
    };
    let (_, secret) = api_keys::create_for(&app.app, account, "a program", &scope)
        .await
        .unwrap();
    app.stranger().with_key(&secret)
}

fn picture(count: u32) -> Value {
    json!({ "model": "lab/fake-image", "prompt": "a calm sea", "size": "64x64", "n": count })
}

fn chat(streamed: bool) -> Value {
    json!({ "model": "lab/fake-chat", "stream": streamed, "messages": [] })
}

/// What is spent and what is held of the only budget.
async fn left(program: &Client) -> (i64, i64) {
    let budget = program.get("/api/v1/budgets").await.json()["data"][0].clone();
    (
        budget["spent_millionths"].as_i64().unwrap(),
        budget["held_millionths"].as_i64().unwrap(),
    )
}

fn assert_refused(answer: &Answer, said: &str) {
    let body = answer.json();
    assert_eq!(
        (answer.status.as_u16(), body["error"]["code"].as_str()),
        (429, Some("insufficient_quota")),
        "{body}"
    );
    assert_eq!(answer.header("x-should-retry"), "false");
    assert!(body["error"]["message"].as_str().unwrap().contains(said), "{body}");
}

on_both_databases! {
    /// Complaint 4: budgets are overrun.
    async fn orders_at_once_never_overrun_a_budget(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets::default()).await;
        app.person("ada@example.org").await;
        let program = program(&app, "ada@example.org", "1", "ever").await;
        let order = picture(1);
        let asking = (0..8).map(|_| program.post_json(IMAGES, &order));
        let answers = futures::future::join_all(asking).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 3, "three of 0.30 and not one more of 1.00");
        assert_eq!((upstream.submits(), left(&program).await), (3, (900_000, 0)));
        let refused = answers.iter().find(|answer| answer.status != 200).unwrap();
        assert_refused(refused, "budget of 1.00 credits");
        assert_refused(&program.post_json(IMAGES, &picture(1)).await, "This key's budget of 1.00 credits has 0.10 left, and this can cost up to 0.30.");
    }

    /// Complaint 8: budgets count per process.
    async fn calls_at_once_in_several_processes_never_overrun_a_budget(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets { account: Some(a_month("1")), workspace: None }).await;
        app.person("ada@example.org").await;
        let account = product::accounts::find_by_email(&app.app, "ada@example.org").await.unwrap().unwrap();
        let workspace = product::accounts::lookup(&app.app, account).await.unwrap().workspace;
        let spender = Spender { account, workspace, key: None };
        let processes: Vec<App> = (0..3).map(|_| another(&app.app)).collect();
        let asking = (0..60).map(|asked| {
            let process = processes[asked % 3].clone();
            async move { budgets::reserve(&process, &spender, credits("0.07")).await }
        });
        let held: Vec<_> = futures::future::join_all(asking).await.into_iter().filter_map(Result::ok).flatten().collect();
        assert!(held.len() <= 14, "{} of 14", held.len());
        assert!(held.len() >= 12, "{} of 14: no more than a piece lies unused in a process", held.len());
        let many = i64::try_from(held.len()).unwrap();
        for reserved in held {
            reserved.settle(credits("0.05"));
        }
        for process in &processes {
            budgets::give_back(process).await.unwrap();
        }
        let left = budgets::remaining(&app.app, &spender).await.unwrap();
        assert_eq!((left[0].spent.millionths(), left[0].held), (many * 50_000, Credits::FREE));
        assert!(budgets::reserve(&processes[0], &spender, credits("1")).await.is_err());
        app.clock.advance(Span::days(31));
        assert!(budgets::reserve(&processes[0], &spender, credits("1")).await.is_ok(), "another month has another budget");
    }

    /// Complaint 4: what is streamed costs nothing.
    async fn a_chat_costs_what_its_answer_says_streamed_or_not(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets::default()).await;
        app.person("ada@example.org").await;
        let program = program(&app, "ada@example.org", "1", "day").await;
        assert_eq!(program.post_json(CHAT, &chat(false)).await.status, 200);
        assert_eq!(left(&program).await, (23_000, 0), "three tokens sent and two said");
        let streamed = program.post_json(CHAT, &chat(true)).await;
        assert!(!streamed.text().contains("usage"), "nobody asked for it: {}", streamed.text());
        assert_eq!(left(&program).await, (46_000, 0), "a stream too");
        let mut asks = chat(true);
        asks["stream_options"] = json!({ "include_usage": true });
        assert!(program.post_json(CHAT, &asks).await.text().contains("usage"));
        assert_eq!(left(&program).await, (69_000, 0));
        let used = program.get("/api/v1/usage").await.json()["data"][0].clone();
        assert_eq!((used["price_millionths"].as_i64(), used["input_tokens"].as_i64()), (Some(69_000), Some(9)));
    }

    async fn what_came_to_nothing_costs_nothing_and_what_was_cut_costs_what_came(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets::default()).await;
        app.person("ada@example.org").await;
        let program = program(&app, "ada@example.org", "1", "ever").await;
        for mode in [Mode::RateLimited, Mode::ServerError, Mode::Refusing, Mode::NotAllowed] {
            upstream.behave(mode);
            assert_ne!(program.post_json(CHAT, &chat(false)).await.status, 200);
            assert_eq!(left(&program).await, (0, 0), "{mode:?}");
        }
        upstream.behave(Mode::Refusing);
        assert_eq!(program.post_json(IMAGES, &picture(2)).await.status, 400);
        assert_eq!(left(&program).await, (0, 0));
        upstream.behave(Mode::Cut);
        program.post_json(CHAT, &chat(true)).await;
        let (spent, held) = left(&program).await;
        assert!(spent > 0 && held == 0, "{spent} {held}");
    }

    async fn what_nobody_knows_the_outcome_of_is_given_back(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets::default()).await;
        app.person("ada@example.org").await;
        let program = program(&app, "ada@example.org", "1", "ever").await;
        upstream.behave(Mode::Cut);
        assert_eq!(program.post_json(IMAGES, &picture(1)).await.status, 502);
        assert_eq!((left(&program).await, upstream.submits()), ((0, 0), 1));
    }

    async fn a_call_that_could_cost_too_much_never_leaves(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets { account: Some(a_month("5")), workspace: Some(a_month("0.25")) }).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        assert_refused(&program.post_json(IMAGES, &picture(1)).await, "This workspace's budget of 0.25 credits a month");
        let mut long = chat(false);
        long["messages"] = json!([{ "role": "user", "content": "x".repeat(400) }]);
        assert_refused(&program.post_json(CHAT, &long).await, "budget");
        let mut shown = chat(false);
        shown["messages"] = json!([{ "role": "user", "content": [{ "type": "image_url", "image_url": { "url": "https://example.org" } }] }]);
        assert_refused(&program.post_json(CHAT, &shown).await, "this can cost up to 1000.10");
        assert!(upstream.requests().is_empty());
        let answer = ada.post("/generations", &[("prompt", "a calm sea"), ("model", "lab/fake-image"), ("size", "64x64")]).await;
        assert!(answer.text().contains("workspace&#39;s budget") || answer.text().contains("workspace's budget"), "{}", answer.text());
        let page = ada.get("/you").await.text();
        assert!(page.contains("0.00 of 5.00 spent this month"), "{page}");
        assert!(app.app.db.all("SELECT id FROM budget_hold", vec![]).await.unwrap().is_empty());
    }

    async fn what_a_process_had_that_is_gone_counts_as_spent(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets { account: Some(a_month("1")), workspace: None }).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let account = product::accounts::find_by_email(&app.app, "ada@example.org").await.unwrap().unwrap();
        let workspace = product::accounts::lookup(&app.app, account).await.unwrap().workspace;
        let spender = Spender { account, workspace, key: None };
        let dead = another(&app.app);
        std::mem::forget(budgets::reserve(&dead, &spender, credits("0.40")).await.unwrap());
        assert_eq!(left(&program).await, (0, 400_000));
        app.clock.advance(Span::minutes(11));
        budgets::sweep(&app.app).await.unwrap();
        assert_eq!(left(&program).await, (400_000, 0));
        budgets::give_back(&dead).await.unwrap();
        assert_eq!(left(&program).await, (400_000, 0), "a process that was only slow counts nothing twice");
    }

    async fn a_budget_begins_with_what_was_spent_before_there_was_one(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets { account: Some(a_month("1")), workspace: None }).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        program.post_json(IMAGES, &picture(1)).await;
        app.app.db.run("DELETE FROM budget", vec![]).await.unwrap();
        assert_refused(&program.post_json(IMAGES, &picture(3)).await, "has 0.70 left");
    }

    async fn what_is_free_is_never_held(database: Database) {
        let upstream = Upstream::start().await;
        let app = start(database, &upstream, Budgets { account: Some(a_month("0")), workspace: Some(a_month("0")) }).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let order = json!({ "model": "atelier", "prompt": "a calm sea", "size": "64x64" });
        assert_eq!(program.post_json(IMAGES, &order).await.status, 200);
    }
}
