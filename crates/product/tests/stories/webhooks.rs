//! Webhooks: whoever asked to be told is told, by whom they know to trust, and again where they did not listen.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Span;
use http::Method;
use product::{Settings, webhooks::sign};
use serde_json::{Value, json};
use testkit::{Client, TestApp, on_both_databases};

const WEBHOOKS: &str = "/api/v1/webhooks";

/// Somebody's server: what it was told, and what it is going to answer; 204 where nothing is said.
#[derive(Clone, Default)]
struct Listener {
    heard: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    origin: String,
}

impl Listener {
    async fn start(answers: &[u16]) -> Self {
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listener = Self {
            origin: format!("http://{}", socket.local_addr().unwrap()),
            answers: Arc::new(Mutex::new(answers.iter().copied().collect())),
            ..Self::default()
        };
        let routes = Router::new()
            .route("/hook", post(hear))
            .route("/elsewhere", post(hear))
            .with_state(listener.clone());
        tokio::spawn(async move { axum::serve(socket, routes).await });
        listener
    }

    fn heard(&self) -> Vec<(HeaderMap, String)> {
        self.heard.lock().unwrap().clone()
    }

    /// The installation's owner allows it, since it is no public place.
    fn settings(&self) -> Settings {
        Settings {
            webhook_origins: vec![self.origin.clone()],
            ..Settings::default()
        }
    }
}

async fn hear(State(listener): State<Listener>, headers: HeaderMap, body: String) -> Response {
    listener.heard.lock().unwrap().push((headers, body));
    let answer = listener.answers.lock().unwrap().pop_front().unwrap_or(204);
    let status = StatusCode::from_u16(answer).unwrap();
    if status.is_redirection() {
        return (status, [(LOCATION, "/elsewhere")]).into_response();
    }
    status.into_response()
}

async fn start(database: testkit::Database, listener: &Listener) -> (TestApp, Client, Value) {
    let app = TestApp::start_with(database, Vec::new(), listener.settings()).await;
    app.person("ada@example.org").await;
    let program = app.program("ada@example.org").await;
    let made = program
        .post_json(WEBHOOKS, &json!({ "url": format!("{}/hook?of=ada", listener.origin) }))
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    (app, program, made)
}

async fn order(program: &Client) -> String {
    let order = json!({ "prompt": "a secret garden", "size": "96x64" });
    let answer = program.post_json("/api/v1/generations", &order).await.json();
    answer["id"].as_str().unwrap().to_owned()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

on_both_databases! {
    async fn a_server_is_told_by_name_only_and_can_check_who_tells(database: Database) {
        let listener = Listener::start(&[]).await;
        let (app, program, made) = start(database, &listener).await;
        let secret = STANDARD.decode(made["secret"].as_str().unwrap().strip_prefix("whsec_").unwrap()).unwrap();
        assert_eq!(secret.len(), 32);
        let id = order(&program).await;
        app.settle().await;
        let heard = listener.heard();
        assert_eq!(heard.len(), 1);
        let (headers, body) = &heard[0];
        let told: Value = serde_json::from_str(body).unwrap();
        assert_eq!((&told["type"], &told["data"]), (&json!("generation.done"), &json!({ "id": id, "state": "done" })));
        assert!(!body.contains("garden") && !format!("{headers:?}").contains("ada@"));
        let seconds = header(headers, "webhook-timestamp").parse().unwrap();
        let signature = sign(&secret, header(headers, "webhook-id"), seconds, body);
        assert_eq!(header(headers, "webhook-signature"), signature);
        let listed = program.get(WEBHOOKS).await.json();
        assert_eq!((&listed["data"][0]["last_status"], &listed["data"][0]["secret"]), (&json!(204), &Value::Null), "a secret is told once");
    }

    async fn who_does_not_listen_is_told_again_with_the_same_id_and_then_no_more(database: Database) {
        let listener = Listener::start(&[500, 302, 503, 200]).await;
        let (app, program, made) = start(database, &listener).await;
        order(&program).await;
        app.settle_moving(Span::minutes(10)).await;
        let heard = listener.heard();
        assert_eq!(heard.len(), 4, "told until it listened, and nobody was led elsewhere");
        let ids: Vec<_> = heard.iter().map(|(headers, _)| header(headers, "webhook-id").to_owned()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(program.get(WEBHOOKS).await.json()["data"][0]["last_status"], 200);
        // One that is gone is told nothing more.
        listener.answers.lock().unwrap().push_back(410);
        order(&program).await;
        app.settle_moving(Span::minutes(10)).await;
        order(&program).await;
        app.settle_moving(Span::minutes(10)).await;
        assert_eq!(listener.heard().len(), 5);
        assert!(program.get(WEBHOOKS).await.json()["data"][0]["ended_at"].is_string());
        let path = format!("{WEBHOOKS}/{}", made["id"].as_str().unwrap());
        assert_eq!(program.send(Method::DELETE, &path, None, "".into(), &[]).await.status, 204);
        assert_eq!(program.get(WEBHOOKS).await.json()["data"], json!([]));
    }

    async fn a_server_that_never_listens_is_given_up(database: Database) {
        let listener = Listener::start(&[500; 20]).await;
        let (app, program, _) = start(database, &listener).await;
        order(&program).await;
        app.settle_moving(Span::hours(1)).await;
        assert_eq!(listener.heard().len(), 8);
        let states = app.app.db.all("SELECT state FROM job WHERE kind = 'webhook'", vec![]).await.unwrap();
        assert!(states.iter().all(|row| row.get::<String>("state").unwrap() == "failed"));
    }

    /// P-TPA-02: nobody can make this installation knock inside its own network.
    async fn only_public_places_and_those_that_the_owner_names_are_told(database: Database) {
        let listener = Listener::start(&[]).await;
        let (app, program, _) = start(database, &listener).await;
        for url in ["http://127.0.0.1:1/hook", "https://localhost/", "https://169.254.169.254/latest", "https://10.0.0.1/", "http://example.org/", "ftp://example.org", "x", "https://user:password@example.org/"] {
            let refused = program.post_json(WEBHOOKS, &json!({ "url": url })).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["field"]), (422, &json!("url")), "{url}: {}", refused.text());
        }
        for _ in 1..16 {
            let made = program.post_json(WEBHOOKS, &json!({ "url": "https://example.org/hook" })).await;
            assert_eq!(made.status, 201);
        }
        assert_eq!(program.post_json(WEBHOOKS, &json!({ "url": "https://example.org/hook" })).await.status, 422, "sixteen are the most");
        app.settle().await;
    }

    async fn whose_account_is_erased_is_told_nothing_more_and_nothing_of_it_is_left(database: Database) {
        let listener = Listener::start(&[]).await;
        let app = TestApp::start_with(database, Vec::new(), listener.settings()).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        program.post_json(WEBHOOKS, &json!({ "url": format!("{}/hook", listener.origin) })).await;
        ada.post("/you/erase", &[("when", "now"), ("password", testkit::PASSWORD)]).await;
        app.settle().await;
        assert!(app.app.db.all("SELECT id FROM webhook", vec![]).await.unwrap().is_empty());
        assert!(listener.heard().is_empty());
    }
}
