//! Routes: another model is asked where the first cannot, and never where that breaks a rule or pays twice.

use basics::{Budget, Credits, Period, Span};
use product::{Settings, budgets::Budgets};
use serde_json::{Value, json};
use testkit::{Answer, Client, Mode, PASSWORD, TestApp, Upstream, on_both_databases};

const CHAT: &str = "/v1/chat/completions";
const IMAGES: &str = "/v1/images/generations";

/// Two vendors with the same models, `first` and `second`.
struct Two {
    first: Upstream,
    second: Upstream,
    tables: Vec<String>,
}

impl Two {
    async fn start() -> Self {
        let (first, second) = (Upstream::start().await, Upstream::start().await);
        let tables = vec![
            first.table().replace("\"lab\"", "\"first\""),
            second.table().replace("\"lab\"", "\"second\""),
        ];
        Self { first, second, tables }
    }

    /// The same, of whom both want to be paid for everything.
    async fn paid() -> Self {
        let two = Self::start().await;
        let price = |table: &String| {
            table
                .replace(
                    "kind = \"text\"",
                    "kind = \"text\", input_price = \"1000\", output_price = \"10000\"",
                )
                .replace("kind = \"image\"", "kind = \"image\", price = \"0.30\"")
        };
        let tables = two.tables.iter().map(price).collect();
        Self { tables, ..two }
    }

    fn asked(&self) -> (usize, usize) {
        (self.first.requests().len(), self.second.requests().len())
    }
}

fn route(name: &str, model: &str, more: &str) -> String {
    format!("name = \"{name}\"\nmodels = [\"first/{model}\", \"second/{model}\"]\n{more}")
}

async fn start(database: testkit::Database, two: &Two, more: &str) -> (TestApp, Client) {
    start_with(database, two, more, Settings::default()).await
}

async fn start_with(database: testkit::Database, two: &Two, more: &str, settings: Settings) -> (TestApp, Client) {
    let routes = [route("chat", "fake-chat", more), route("pictures", "fake-image", more)];
    let routes = routes.each_ref().map(String::as_str);
    let (app, _) = TestApp::start_with_routes(database, &two.tables, &routes, settings).await;
    app.person("ada@example.org").await;
    let program = app.program("ada@example.org").await;
    (app, program)
}

async fn chat(program: &Client) -> Answer {
    let body = json!({ "model": "chat", "messages": [{ "role": "user", "content": "hello" }] });
    program.post_json(CHAT, &body).await
}

fn picture() -> Value {
    json!({ "model": "pictures", "prompt": "a red barn", "size": "64x64" })
}

fn code(answer: &Answer) -> String {
    answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
}

on_both_databases! {
    async fn a_route_is_chosen_in_the_studio_which_says_every_place_it_may_go_to(database: Database) {
        let two = Two::start().await;
        let (app, _) = start(database, &two, "").await;
        let eve = app.person("eve@example.org").await;
        let page = eve.get("/").await.text();
        assert!(page.contains("value=\"pictures\"") && page.contains("value=\"chat\""), "{page}");
        assert!(page.contains("goes to first · EU, US · kept 30 days – or goes to second · EU, US · kept 30 days"), "{page}");
        let order = [("prompt", "a red barn"), ("model", "pictures"), ("size", "64x64")];
        let shown = eve.post("/generations/preview", &order).await.text();
        for vendor in [&two.first, &two.second] {
            assert!(shown.contains(&vendor.base_url()), "{shown}");
        }
        assert_eq!(two.asked(), (0, 0), "what is only shown is not sent");
        two.first.behave(Mode::ServerError);
        assert_eq!(eve.post("/generations", &order).await.location().as_deref(), Some("/"));
        app.settle().await;
        assert!(eve.get("/").await.link("/library/").is_some());
        assert_eq!(two.second.submits(), 1);
    }

    async fn a_route_asks_the_next_model_where_the_first_surely_did_nothing(database: Database) {
        let two = Two::start().await;
        let (_app, program) = start(database, &two, "").await;
        let answer = chat(&program).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-nanoprompt-model")), (200, "first/fake-chat"));
        for (mode, asked) in [(Mode::RateLimited, (2, 1)), (Mode::NotAllowed, (2, 2))] {
            two.first.behave(mode);
            let answer = chat(&program).await;
            assert_eq!((answer.status.as_u16(), answer.header("x-nanoprompt-model")), (200, "second/fake-chat"), "{mode:?}");
            assert_eq!(two.asked(), asked, "who has just refused is asked last: {mode:?}");
        }
        let listed = program.get("/v1/models").await.json();
        let ids: Vec<_> = listed["data"].as_array().unwrap().iter().map(|model| model["id"].as_str().unwrap()).collect();
        assert!(ids.ends_with(&["chat", "pictures"]), "{ids:?}");
        assert_eq!(program.get("/v1/models/chat").await.json()["kind"], "text");
    }

    async fn a_picture_goes_to_the_next_model_and_is_counted_as_its(database: Database) {
        let two = Two::paid().await;
        let budget = Budget { credits: "1".parse::<Credits>().unwrap(), per: Period::Month };
        let settings = Settings { budgets: Budgets { account: Some(budget), workspace: None }, ..Settings::default() };
        let (app, program) = start_with(database, &two, "", settings).await;
        two.first.behave(Mode::RateLimited);
        let answer = program.post_json(IMAGES, &picture()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(two.asked(), (1, 1));
        let row = app.app.db.first("SELECT model, route, went_to FROM generation", vec![]).await.unwrap().unwrap();
        let column = |name| row.get::<String>(name).unwrap();
        assert_eq!((column("model"), column("route"), column("went_to")), ("second/fake-image".into(), "pictures".into(), "second".into()));
        app.settle().await;
        let usage = app.app.db.first("SELECT model, pictures FROM usage_day", vec![]).await.unwrap().unwrap();
        assert_eq!((usage.get::<String>("model").unwrap(), usage.get::<i64>("pictures").unwrap()), ("second/fake-image".into(), 1));
        let budget = program.get("/api/v1/budgets").await.json()["data"][0].clone();
        assert_eq!((budget["spent_millionths"].as_i64(), budget["held_millionths"].as_i64()), (Some(300_000), Some(0)));
    }

    async fn a_model_that_never_can_does_not_end_what_another_may_do_later(database: Database) {
        let mut two = Two::start().await;
        two.tables[1] = two.tables[1].replace("64x64", "512x512");
        let (app, program) = start(database, &two, "").await;
        two.first.behave(Mode::RateLimited);
        let order = picture();
        let (answer, ()) = tokio::join!(program.post_json(IMAGES, &order), async {
            while app.count("SELECT COUNT(*) AS count FROM job WHERE failures > 0").await == 0 {
                tokio::task::yield_now().await;
            }
            two.first.behave(Mode::Well);
            app.settle_moving(Span::seconds(5)).await;
        });
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(two.asked(), (2, 0), "who cannot make it was not asked");
    }

    async fn what_may_have_been_paid_is_asked_of_nobody_else(database: Database) {
        let two = Two::paid().await;
        let (app, program) = start(database, &two, "").await;
        two.first.behave(Mode::Cut);
        let answer = program.post_json(IMAGES, &picture()).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-should-retry")), (502, "false"), "{}", answer.text());
        app.settle().await;
        assert_eq!(two.asked(), (1, 0));
        let row = app.app.db.first("SELECT state FROM generation", vec![]).await.unwrap().unwrap();
        assert_eq!(row.get::<String>("state").unwrap(), "unknown");
        // Whoever may have had it is named, though nothing came of it (P-TPA-01, P-RGT-01).
        let account = product::accounts::find_by_email(&app.app, "ada@example.org").await.unwrap().unwrap();
        let workspace = product::accounts::lookup(&app.app, account).await.unwrap().workspace;
        let recipients = product::generations::recipients(&app.app, &store::Scope::workspace(workspace)).await.unwrap();
        assert_eq!(recipients, ["first"]);
    }

    async fn a_refusal_is_an_answer_and_taken_to_nobody_else(database: Database) {
        let two = Two::start().await;
        let (_app, program) = start(database, &two, "").await;
        two.first.behave(Mode::Refusing);
        assert_eq!(chat(&program).await.status, 400);
        let answer = program.post_json(IMAGES, &picture()).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert_eq!(two.asked(), (2, 0));
    }

    /// P-TPA-01: the next model is bound by the same rules as the first.
    async fn no_fallback_goes_where_a_rule_forbids(database: Database) {
        let mut two = Two::start().await;
        two.tables[1] = two.tables[1].replace("\"eu\"", "\"us\"");
        let (app, program) = start(database, &two, "").await;
        let ada = app.stranger();
        ada.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        ada.post("/models/rules", &[("region-eu", "yes")]).await;
        two.first.behave(Mode::RateLimited);
        let answer = chat(&program).await;
        assert_eq!((answer.status.as_u16(), code(&answer).as_str()), (429, "rate_limit_exceeded"), "{}", answer.text());
        assert_eq!(two.asked(), (1, 0));
        ada.post("/models/rules", &[("local_only", "yes")]).await;
        let answer = chat(&program).await;
        assert_eq!((answer.status.as_u16(), code(&answer).as_str()), (403, "forbidden_by_rule"));
        assert_eq!(two.asked(), (1, 0), "nothing is left of the route");
    }

    async fn who_fails_again_and_again_is_asked_last_until_it_has_rested(database: Database) {
        let two = Two::start().await;
        let (app, program) = start(database, &two, "").await;
        two.first.behave(Mode::NotAllowed);
        assert_eq!(chat(&program).await.status, 200);
        for _ in 0..5 {
            assert_eq!(chat(&program).await.status, 200);
        }
        assert_eq!(two.asked(), (1, 6));
        two.first.behave(Mode::Well);
        app.clock.advance(Span::minutes(5));
        assert_eq!(chat(&program).await.header("x-nanoprompt-model"), "first/fake-chat");
        two.second.behave(Mode::NotAllowed);
        two.first.behave(Mode::RateLimited);
        assert_eq!(chat(&program).await.status, 502, "what the last one says, where no one can");
        assert_eq!(two.asked(), (3, 7));
    }

    /// Complaint 9: the time-out that never fires before the answer's head, so that nobody else is ever asked.
    async fn a_timeout_before_the_head_of_an_answer_starts_the_fallback(database: Database) {
        let two = Two::start().await;
        let (app, program) = start(database, &two, "patience_seconds = 3\neven_if_paid_twice = true").await;
        two.first.behave(Mode::Hang);
        let (answer, ()) = tokio::join!(chat(&program), async {
            while two.first.requests().is_empty() {
                tokio::task::yield_now().await;
            }
            app.clock.advance(Span::seconds(3));
        });
        assert_eq!((answer.status.as_u16(), answer.header("x-nanoprompt-model")), (200, "second/fake-chat"));
        assert_eq!(two.asked(), (1, 1));
    }

    async fn who_may_have_to_be_paid_is_waited_for_and_nobody_else_asked(database: Database) {
        let two = Two::paid().await;
        let (app, program) = start(database, &two, "patience_seconds = 3").await;
        two.first.behave(Mode::Hang);
        let (answer, ()) = tokio::join!(chat(&program), async {
            while two.first.requests().is_empty() {
                tokio::task::yield_now().await;
            }
            app.clock.advance(Span::seconds(3));
        });
        assert_eq!((answer.status.as_u16(), answer.header("x-should-retry")), (502, "false"), "{}", answer.text());
        assert_eq!(two.asked(), (1, 0));
    }

    async fn the_cheapest_is_asked_first_where_a_route_prefers_it(database: Database) {
        let mut two = Two::paid().await;
        two.tables[1] = two.tables[1].replace("0.30", "0.10").replace("\"1000\"", "\"500\"");
        let (_app, program) = start(database, &two, "prefer = \"price\"").await;
        assert_eq!(chat(&program).await.status, 200);
        assert_eq!(program.post_json(IMAGES, &picture()).await.status, 200);
        assert_eq!(two.asked(), (0, 2));
    }

    async fn a_key_for_one_model_does_not_open_a_route(database: Database) {
        let two = Two::start().await;
        let (app, _) = start(database, &two, "").await;
        let account = product::accounts::find_by_email(&app.app, "ada@example.org").await.unwrap().unwrap();
        for (models, status) in [("first/fake-chat", 403), ("chat", 200)] {
            let scope = product::api_keys::RawScope { models, ..product::api_keys::RawScope::default() };
            let (_, secret) = product::api_keys::create_for(&app.app, account, models, &scope).await.unwrap();
            assert_eq!(chat(&app.stranger().with_key(&secret)).await.status.as_u16(), status, "{models}");
        }
    }
}
