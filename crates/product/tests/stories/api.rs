//! OpenAI's API, as programs find it.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;
use testkit::{Client, TestApp, Upstream, on_both_databases};

fn stranger(app: &TestApp) -> Client {
    app.stranger()
}

on_both_databases! {
    async fn programs_list_models_and_make_pictures(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let models = program.get("/v1/models").await.json();
        assert_eq!(models["data"][0]["id"], "atelier");
        assert_eq!(program.get("/v1/models/atelier").await.json()["object"], "model");
        let order = json!({ "model": "atelier", "prompt": "a calm sea", "size": "64x64", "n": 2, "user": "ada", "style": "vivid" });
        let answer = program.post_json("/v1/images/generations", &order).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("x-nanoprompt-ignored"), "style, user");
        let data = answer.json()["data"].as_array().unwrap().clone();
        assert_eq!(data.len(), 2);
        let picture = STANDARD.decode(data[0]["b64_json"].as_str().unwrap()).unwrap();
        assert_eq!(&picture[..4], b"\x89PNG");
    }

    async fn a_key_is_only_for_the_models_that_it_names(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let page = ada.post("/you/keys", &[("name", "a script"), ("models", "lab/fake-chat, nobody/*")]).await.text();
        let secret = page.split("<code>np_").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let program = app.stranger().with_key(&format!("np_{secret}"));
        let chat = json!({ "model": "fake-chat", "messages": [] });
        assert_eq!(program.post_json("/v1/chat/completions", &chat).await.status, 200);
        let models = program.get("/v1/models").await.text();
        assert!(models.contains("lab/fake-chat") && !models.contains("atelier"), "{models}");
        let refused = |answer: &testkit::Answer| (answer.status.as_u16(), answer.json()["error"]["code"].as_str().map(str::to_owned));
        for model in ["atelier", "lab/fake-image"] {
            let order = json!({ "model": model, "prompt": "a red barn", "size": "64x64" });
            let answer = program.post_json("/v1/images/generations", &order).await;
            assert_eq!(refused(&answer), (403, Some("key_not_for_model".to_owned())), "{model}");
        }
        assert_eq!(record.departures().len(), 1);
        assert!(app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().is_empty());
    }

    async fn errors_have_the_shape_that_clients_read(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        for (body, status, param) in [
            (json!({ "prompt": "" }), 400, "prompt"),
            (json!({ "prompt": "sea", "size": "1x1" }), 400, "size"),
            (json!({ "prompt": "sea", "n": 99 }), 400, "n"),
            (json!({ "prompt": "sea", "model": "gpt-image-1" }), 404, "model"),
            (json!({ "prompt": 7 }), 400, "body"),
        ] {
            let answer = program.post_json("/v1/images/generations", &body).await;
            assert_eq!(answer.status, status, "{body}");
            assert_eq!(answer.json()["error"]["param"], param, "{body}: {}", answer.text());
            assert!(answer.json()["error"]["message"].is_string() && answer.json()["error"]["type"].is_string());
        }
        assert_eq!(program.get("/v1/nothing").await.json()["error"]["code"], "unknown_url");
        assert!(!program.get("/v1/models").await.header("x-request-id").is_empty());
    }

    async fn without_a_good_key_nothing_is_answered(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for client in [stranger(&app), stranger(&app).with_key("np_wrong"), stranger(&app).with_key("sk-other")] {
            for path in ["/v1/models", "/v1/models/atelier"] {
                let answer = client.get(path).await;
                assert_eq!((answer.status.as_u16(), answer.json()["error"]["code"].as_str()), (401, Some("invalid_api_key")));
            }
        }
        let made = ada.post("/you/keys", &[("name", "laptop")]).await.text();
        let secret = made.split("np_").nth(1).unwrap().split('<').next().unwrap();
        let program = stranger(&app).with_key(&format!("np_{secret}"));
        assert_eq!(program.get("/v1/models").await.status, 200);
        assert!(!ada.get("/you").await.text().contains(secret), "a key is shown once");
        let page = ada.get("/you").await.text();
        let id = page.split("/you/keys/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let eve = app.person("eve@example.org").await;
        assert_eq!(eve.post(&format!("/you/keys/{id}/revoke"), &[]).await.status, 404);
        ada.post(&format!("/you/keys/{id}/revoke"), &[]).await;
        assert_eq!(program.get("/v1/models").await.status, 401);
    }

    async fn health_tells_the_truth(database: Database) {
        let app = TestApp::start(database).await;
        assert_eq!(stranger(&app).get("/healthz").await.text(), "ok\n");
        assert_eq!(stranger(&app).get("/readyz").await.json()["ready"], true);
        app.app.db.close().await;
        let answer = stranger(&app).get("/readyz").await;
        assert_eq!((answer.status.as_u16(), answer.json()["database"].as_bool()), (503, Some(false)));
    }
}
