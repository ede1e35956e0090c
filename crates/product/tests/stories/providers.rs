//! Other people's models: what leaves, what comes back, and what goes wrong on the way (P-TPA-01, P-XFR-01).

use basics::Span;
use futures::StreamExt;
use serde_json::json;
use testkit::{Mode, TestApp, Upstream, on_both_databases};

const ORDER: &[(&str, &str)] = &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")];

on_both_databases! {
    async fn a_picture_comes_from_another_model_and_the_receipt_says_so(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        assert!(ada.get("/").await.text().contains("goes to lab · EU, US · kept 30 days"));
        ada.post("/generations", ORDER).await;
        app.settle().await;
        let asset = ada.get("/").await.link("/library/").unwrap();
        let page = ada.get(&asset).await.text();
        assert!(page.contains("to lab") && page.contains("made by a trained model"), "{page}");
        let (headers, body) = upstream.requests().remove(0);
        assert_eq!(body, json!({ "model": "fake-image", "prompt": "a red barn", "n": 1, "size": "64x64", "response_format": "b64_json" }));
        assert_eq!(headers["authorization"], "Bearer secret-of-the-lab");
        let sent = format!("{headers:?}{body}");
        assert!(!sent.contains("ada") && !sent.contains("cookie"), "{sent}");
        let departure = record.departures().remove(0);
        assert_eq!((&*departure.rule, departure.status, upstream.submits()), ("lab", Some(200), 1));
    }

    async fn each_failure_is_told_and_what_may_have_been_paid_is_not_sent_twice(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        for (mode, said) in [
            (Mode::Refusing, "refused this prompt"),
            (Mode::RefusingWith200, "refused this prompt"),
            (Mode::WrongType, "was not a picture"),
            (Mode::NotJson, "was not a picture"),
            (Mode::Cut, "nobody knows"),
            (Mode::Hang, "nobody knows"),
            (Mode::RedirectInwards, "nobody knows"),
            (Mode::Huge, "larger than is accepted"),
        ] {
            upstream.behave(mode);
            let before = upstream.submits();
            app.clock.advance(Span::millis(5));
            ada.post("/generations", ORDER).await;
            app.settle().await;
            let page = ada.get("/").await.text();
            assert!(page.contains(said), "{mode:?}: {page}");
            assert_eq!(upstream.submits() - before, 1, "{mode:?} was sent again");
            let row = app.app.db.first("SELECT id FROM generation", vec![]).await.unwrap().unwrap();
            let id: String = row.get("id").unwrap();
            ada.post(&format!("/generations/{id}/erase"), &[]).await;
            assert!(!ada.get("/").await.text().contains(said), "{mode:?} stays after it was removed");
        }
    }

    async fn what_surely_cost_nothing_is_tried_again(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        upstream.behave(Mode::RateLimited);
        ada.post("/generations", ORDER).await;
        while upstream.submits() == 0 {
            tokio::task::yield_now().await;
        }
        upstream.behave(Mode::Well);
        while app.app.db.first("SELECT id FROM job WHERE failures = 1 AND state = 'queued'", vec![]).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        app.clock.advance(Span::seconds(8));
        app.settle().await;
        assert!(ada.get("/").await.link("/library/").is_some());
        assert_eq!(upstream.submits(), 2);
    }

    async fn a_chat_passes_through_without_its_author(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let ask = json!({ "model": "lab/fake-chat", "user": "ada", "messages": [{ "role": "user", "content": "hi" }], "store": true, "x_new": 1.50 });
        let answer = program.post_json("/v1/chat/completions", &ask).await;
        assert_eq!(answer.json()["choices"][0]["message"]["content"], "hello there");
        assert_eq!(answer.header("x-nanoprompt-ignored"), "user");
        let sent = upstream.requests().remove(0).1;
        assert_eq!(sent, json!({ "model": "fake-chat", "messages": [{ "role": "user", "content": "hi" }], "store": false, "x_new": 1.5 }));
        let streamed = json!({ "model": "fake-chat", "stream": true, "messages": [] });
        let answer = program.post_json("/v1/chat/completions", &streamed).await;
        assert_eq!(answer.header("content-type"), "text/event-stream");
        assert!(answer.text().ends_with("data: [DONE]\n\n"), "{}", answer.text());
        for sql in ["SELECT id FROM generation", "SELECT id FROM job"] {
            assert!(app.app.db.all(sql, vec![]).await.unwrap().is_empty(), "{sql}");
        }
    }

    /// Complaint 10: a stream that was cut ends as if it were whole.
    async fn a_broken_stream_ends_with_an_error_and_never_clean(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        upstream.behave(Mode::Cut);
        let answer = program.post_json("/v1/chat/completions", &json!({ "model": "fake-chat", "stream": true, "messages": [] })).await;
        assert!(answer.text().contains("half") && answer.text().contains("\"error\""), "{}", answer.text());
        assert!(!answer.text().contains("[DONE]"));
        upstream.behave(Mode::RateLimited);
        let answer = program.post_json("/v1/chat/completions", &json!({ "model": "fake-chat", "messages": [] })).await;
        assert_eq!((answer.status.as_u16(), answer.json()["error"]["code"].as_str()), (429, Some("rate_limit_exceeded")));
        for body in [json!([]), json!({ "messages": [] }), json!({ "model": "atelier", "messages": [] })] {
            assert!(program.post_json("/v1/chat/completions", &body).await.status.is_client_error(), "{body}");
        }
    }

    /// Complaints 3 and 5: what is said piece by piece arrives piece by piece; and a model does not go on speaking, and costing, to somebody
    /// who has left.
    async fn a_stream_is_not_held_back_and_ends_with_its_listener(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        upstream.behave(Mode::Endless);
        let chat = json!({ "model": "fake-chat", "stream": true, "messages": [] });
        let mut stream = program.stream_json("/v1/chat/completions", &chat).await;
        for _ in 0..3 {
            assert!(stream.next().await.unwrap().is_some(), "a stream without an end begins to arrive");
        }
        assert_eq!(upstream.left(), 0);
        drop(stream);
        while upstream.left() == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// A connection that is closed in good order half-way looks like an end, and is none.
    async fn a_stream_that_stops_before_its_end_says_so(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let chat = json!({ "model": "fake-chat", "stream": true, "messages": [] });
        let response = json!({ "model": "fake-chat", "stream": true, "input": "hi" });
        for (path, body) in [("/v1/chat/completions", &chat), ("/v1/responses", &response)] {
            upstream.behave(Mode::Well);
            let said = program.post_json(path, body).await.text();
            assert!(said.contains("there") && !said.contains("ended early"), "{path}: {said}");
            upstream.behave(Mode::EndsEarly);
            let said = program.post_json(path, body).await.text();
            assert!(said.contains("hello") && said.contains("error") && said.contains("ended early"), "{path}: {said}");
        }
    }

    async fn what_would_be_kept_elsewhere_is_asked_not_to_be(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let ask = json!({ "model": "fake-chat", "input": "hi", "user": "ada", "metadata": { "who": "ada" } });
        let answer = program.post_json("/v1/responses", &ask).await;
        assert_eq!(answer.json()["output"][0]["content"][0]["text"], "hello there");
        assert_eq!(answer.header("x-nanoprompt-ignored"), "metadata, user");
        let embedding = program.post_json("/v1/embeddings", &json!({ "model": "fake-chat", "input": "hi" })).await;
        assert_eq!(embedding.json()["data"][0]["embedding"][0], 0.25);
        let sent: Vec<_> = upstream.requests().into_iter().map(|(_, body)| body).collect();
        assert_eq!(sent[0], json!({ "model": "fake-chat", "input": "hi", "store": false }));
        assert_eq!(sent[1], json!({ "model": "fake-chat", "input": "hi" }));
        for field in ["previous_response_id", "conversation", "background"] {
            let mut body = ask.clone();
            body[field] = "resp_1".into();
            let answer = program.post_json("/v1/responses", &body).await;
            assert_eq!((answer.status.as_u16(), answer.json()["error"]["param"].as_str()), (400, Some(field)));
        }
        assert_eq!(record.departures().len(), 2, "what cannot work is not sent");
    }

    /// Complaint 11: pictures that are streamed cannot be read by clients.
    async fn a_picture_comes_as_an_event_where_a_stream_is_asked_for(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let order = json!({ "model": "lab/fake-image", "prompt": "a red barn", "size": "64x64", "stream": true });
        upstream.behave(Mode::Slow);
        let mut stream = program.stream_json("/v1/images/generations", &order).await;
        app.clock.advance(Span::seconds(11));
        let mut said = String::new();
        while let Some(Some(piece)) = stream.next().await {
            said.push_str(&String::from_utf8_lossy(&piece));
        }
        let event = said.split("event: image_generation.completed\ndata: ").nth(1).unwrap_or_else(|| panic!("{said}"));
        let data: serde_json::Value = serde_json::from_str(event.trim()).unwrap();
        assert_eq!((data["size"].as_str(), data["output_format"].as_str()), (Some("64x64"), Some("png")));
        assert!(data["b64_json"].as_str().unwrap().len() > 100);
        upstream.behave(Mode::Refusing);
        let answer = program.post_json("/v1/images/generations", &order).await;
        assert_eq!(answer.header("content-type"), "text/event-stream");
        assert!(answer.text().starts_with("event: error\n") && answer.text().contains("content_policy_violation"), "{}", answer.text());
    }

    async fn programs_get_pictures_and_errors_of_other_models(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let order = json!({ "model": "lab/fake-image", "prompt": "a red barn", "size": "64x64" });
        assert!(program.post_json("/v1/images/generations", &order).await.json()["data"][0]["b64_json"].is_string());
        upstream.behave(Mode::Refusing);
        let answer = program.post_json("/v1/images/generations", &order).await;
        assert_eq!((answer.status.as_u16(), answer.json()["error"]["code"].as_str()), (400, Some("content_policy_violation")));
        upstream.behave(Mode::Cut);
        let answer = program.post_json("/v1/images/generations", &order).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-should-retry")), (502, "false"));
    }

    /// P-TPA-01, P-RGT-01: whatever becomes of the machine meanwhile, it is known who may have had the order.
    async fn who_is_about_to_be_asked_is_named_before_anything_comes_back(database: Database) {
        let upstream = Upstream::start().await;
        upstream.behave(Mode::Hang);
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")]).await;
        while upstream.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        let row = app.app.db.first("SELECT * FROM disclosure", vec![]).await.unwrap().unwrap();
        let (calls, operator, fields): (i64, String, String) = (row.get("calls").unwrap(), row.get("operator").unwrap(), row.get("fields").unwrap());
        assert_eq!((calls, operator.as_str()), (0, "lab"), "nobody knows yet what became of it");
        assert!(fields.split(',').any(|field| field == "prompt") && !fields.contains("barn"), "{fields}");
        let account = product::accounts::find_by_email(&app.app, "ada@example.org").await.unwrap().unwrap();
        let workspace = product::accounts::lookup(&app.app, account).await.unwrap().workspace;
        assert_eq!(product::generations::recipients(&app.app, &store::Scope::workspace(workspace)).await.unwrap(), ["lab"]);
    }
}
