//! What the service says that programs can ask of it, against what they can.

use std::{collections::BTreeSet, path::Path};

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Mode, TestApp, Upstream, on_both_databases};

use crate::matrix::routes_in_code;

/// Whether a file is the column of a slice in which programs are answered: what is routed there is for them, and nothing
/// else is.
fn is_for_programs(file: &Path) -> bool {
    file.ends_with("api.rs") || file.parent().is_some_and(|folder| folder.ends_with("api"))
}

fn described() -> Value {
    serde_json::to_value(product::description()).unwrap()
}

#[test]
fn every_route_for_programs_is_described_and_the_other_way_round() {
    let code: BTreeSet<_> = routes_in_code(is_for_programs)
        .into_iter()
        .map(|(method, path)| (method, path.replace("{*", "{")))
        .collect();
    let document = described();
    let paths = document["paths"].as_object().unwrap();
    let told: BTreeSet<_> = paths
        .iter()
        .flat_map(|(path, asked)| asked.as_object().unwrap().keys().map(move |method| (method, path)))
        .map(|(method, path)| (method.to_uppercase(), path.clone()))
        .collect();
    assert_eq!(told, code);
}

#[test]
fn whatever_is_referred_to_is_there() {
    let document = described();
    let text = document.to_string();
    let names: BTreeSet<_> = text
        .split("#/components/schemas/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert_eq!(names, schemas.keys().map(String::as_str).collect());
    for scheme in ["key", "figures"] {
        assert_eq!(document["components"]["securitySchemes"][scheme]["scheme"], "bearer");
    }
}

fn code_of(answer: &Answer) -> (u16, Value) {
    (answer.status.as_u16(), answer.json()["error"]["code"].clone())
}

on_both_databases! {
    async fn anybody_may_read_what_programs_can_ask(database: Database) {
        let app = TestApp::start(database).await;
        let answer = app.stranger().get("/api/openapi.json").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.json()["openapi"], "3.1.0");
        assert_eq!(answer.json(), described());
    }

    async fn who_asks_in_the_wrong_way_is_told_which_ways_there_are(database: Database) {
        let app = TestApp::start(database).await;
        for (method, path, ways, media_type) in [
            (Method::DELETE, "/v1/models", "GET,HEAD", "application/json"),
            (Method::PUT, "/v1/models/atelier", "GET,HEAD", "application/json"),
            (Method::GET, "/v1/chat/completions", "POST", "application/json"),
            (Method::PATCH, "/readyz", "GET,HEAD", "application/problem+json"),
            (Method::POST, "/api/openapi.json", "GET,HEAD", "application/problem+json"),
            (Method::GET, "/try", "POST", "text/html; charset=utf-8"),
        ] {
            let answer = app.stranger().send(method.clone(), path, None, "".into(), &[]).await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, ways), "{method} {path}");
            assert_eq!(answer.header("content-type"), media_type, "{method} {path}");
        }
    }

    async fn programs_read_what_went_wrong_as_problem_details(database: Database) {
        let app = TestApp::start(database).await;
        for path in ["/erasures/nobody/certificate", "/erasures/%FF/certificate", "/api/nothing"] {
            let answer = app.stranger().get(path).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (404, "application/problem+json"), "{path}");
            assert_eq!((&answer.json()["status"], &answer.json()["type"]), (&json!(404), &json!("about:blank#not-found")), "{path}");
        }
        let answer = app.stranger().get("/erasures/nobody").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (404, "text/html; charset=utf-8"));
    }

    async fn who_has_no_key_is_told_how_to_send_one(database: Database) {
        let app = TestApp::start(database).await;
        let answer = app.stranger().get("/v1/models").await;
        assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"));
    }

    async fn a_body_that_cannot_be_read_is_refused_in_the_shape_that_clients_read(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let long = bytes::Bytes::from(vec![b' '; 33 << 20]);
        for path in ["/v1/chat/completions", "/v1/images/generations"] {
            for (media_type, body, expected) in [
                (Some("application/json"), long.clone(), (413, json!("too_large"))),
                (Some("application/json"), "[".into(), (400, json!("invalid_json"))),
                (Some("application/jsonp"), "{}".into(), (415, json!("wrong_content_type"))),
                (Some("text/plain"), "{}".into(), (415, json!("wrong_content_type"))),
                (None, "{}".into(), (415, json!("wrong_content_type"))),
            ] {
                let answer = program.send(Method::POST, path, media_type, body, &[]).await;
                assert_eq!(code_of(&answer), expected, "{path} {media_type:?}");
            }
        }
        assert_eq!(code_of(&program.get("/v1/models/%FF").await), (404, json!("model_not_found")));
    }

    async fn fields_at_fault_are_named_as_they_were_sent(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        for (field, value, words) in [
            ("n", json!(5), "Take from 1 to 4."),
            ("size", json!("63x64"), "This model cannot make that size."),
            ("size", json!(" 64x64"), "A size is WIDTHxHEIGHT"),
            ("size", json!(""), "A size is WIDTHxHEIGHT"),
            ("seed", json!(9_007_199_254_740_992_u64), "A seed is a whole number"),
            ("prompt", json!(" "), "Say what it shall show."),
            ("model", json!("lab/fake-chat"), "makes text and no pictures"),
        ] {
            let mut order = json!({ "prompt": "sea" });
            order[field] = value;
            let answer = program.post_json("/v1/images/generations", &order).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["error"]["param"]), (400, &json!(field)), "{order}");
            assert!(answer.json()["error"]["message"].as_str().unwrap().contains(words), "{}", answer.text());
        }
        for (field, value) in [("n", json!("2")), ("output_format", json!("gif")), ("seed", json!(-1)), ("response_format", json!(7))] {
            let mut order = json!({ "prompt": "sea" });
            order[field] = value;
            assert_eq!(code_of(&program.post_json("/v1/images/generations", &order).await), (400, json!("invalid_json")), "{order}");
        }
        assert_eq!(upstream.submits(), 0);
    }

    async fn a_chat_that_no_model_could_answer_is_sent_to_none(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        for body in [
            json!({ "model": "lab/fake-chat" }),
            json!({ "model": "lab/fake-chat", "messages": "hello" }),
            json!({ "model": "lab/fake-chat", "messages": [7] }),
            json!({ "model": "lab/fake-chat", "messages": [{ "content": "hello" }] }),
            json!({ "model": "lab/fake-chat", "messages": [], "stream": "yes" }),
            json!({ "model": null, "messages": [] }),
        ] {
            assert_eq!(code_of(&program.post_json("/v1/chat/completions", &body).await), (400, json!("invalid_json")), "{body}");
        }
        let twice = r#"{"model":"lab/fake-chat","messages":[],"seed":1,"seed":2}"#;
        let answer = program.send(Method::POST, "/v1/chat/completions", Some("application/json"), twice.into(), &[]).await;
        assert!(answer.status == 400 && answer.text().contains("written twice"), "{}", answer.text());
        assert!(upstream.requests().is_empty());
    }

    async fn a_server_that_fails_at_a_chat_is_not_taken_for_ours(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let ask = json!({ "model": "lab/fake-chat", "messages": [] });
        for (mode, expected) in [
            (Mode::Refusing, (400, json!("content_policy_violation"))),
            (Mode::NotAllowed, (502, json!("unauthorised"))),
            (Mode::ServerError, (503, json!("provider_unavailable"))),
            (Mode::RateLimited, (429, json!("rate_limit_exceeded"))),
            (Mode::NotJson, (502, json!("unknown"))),
        ] {
            upstream.behave(mode);
            assert_eq!(code_of(&program.post_json("/v1/chat/completions", &ask).await), expected, "{mode:?}");
        }
    }
}
