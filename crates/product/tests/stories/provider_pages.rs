//! Owners add, test, pause and remove providers on a page; their keys rest sealed.

use product::providers;
use serde_json::json;
use store::values;
use testkit::{Client, Mode, TestApp, Upstream, find_in, on_both_databases};

use crate::erasure::rows_in_clear;

const SECRET: &str = "secret-of-the-lab";
const ORDER: &[(&str, &str)] = &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")];

/// The form for an upstream; `changes` take the place of fields.
async fn send(owner: &Client, path: &str, upstream: &Upstream, changes: &[(&str, &str)]) -> testkit::Answer {
    let address = upstream.base_url();
    let fields = [
        ("name", "lab"),
        ("kind", "openai-compatible"),
        ("base_url", address.as_str()),
        ("secret", SECRET),
        ("models", "fake-chat text\n\nfake-image image sizes = [\"64x64\"]"),
        ("region", "EU"),
        ("operator", "us"),
        ("retention", "30d"),
        ("training", "never"),
    ];
    let mut sent: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| !changes.iter().any(|(other, _)| other == name))
        .collect();
    sent.extend_from_slice(changes);
    owner.post(path, &sent).await
}

on_both_databases! {
    async fn an_owner_adds_a_provider_and_people_ask_it_at_once(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        assert!(olga.get("/you").await.text().contains("href=\"/providers\""));
        assert!(olga.get("/providers").await.text().contains("stays on this installation"));
        let answer = send(&olga, "/providers", &upstream, &[]).await;
        assert_eq!(answer.location().as_deref(), Some("/providers#lab"), "{}", answer.text());
        let page = olga.get("/providers").await.text();
        assert!(page.contains("named 3 models") && page.contains("fake-chat, fake-image") && !page.contains(SECRET), "{page}");
        let ada = app.person("ada@example.org").await;
        assert!(ada.get("/models").await.text().contains("goes to lab · EU, US · kept 30 days"));
        assert!(!ada.get("/you").await.text().contains("/providers"), "the page is no business of hers");
        ada.post("/generations", ORDER).await;
        app.settle().await;
        assert!(ada.get("/").await.link("/library/").is_some());
        let (headers, _) = upstream.requests().remove(0);
        assert_eq!(headers["authorization"], format!("Bearer {SECRET}"));
        let program = app.program("ada@example.org").await;
        let chat = json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": "hi" }] });
        assert_eq!(program.post_json("/v1/chat/completions", &chat).await.status, 200);
    }

    async fn a_key_rests_sealed_is_never_shown_and_goes_with_its_provider(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        send(&olga, "/providers", &upstream, &[]).await;
        let found = find_in(&rows_in_clear(&app.app.db).await, SECRET, "the database");
        assert!(found.is_empty(), "{:?}", found.first().map(|found| &found.place));
        for path in ["/providers", "/providers/lab"] {
            assert!(!olga.get(path).await.text().contains(SECRET), "{path}");
        }
        let row = app.app.db.first("SELECT id FROM provider", vec![]).await.unwrap().unwrap();
        let id: basics::ProviderId = row.get("id").unwrap();
        assert_eq!(app.app.vault.wrapped_bytes(id.into()).await.unwrap().len(), 1);
        let answer = olga.post("/providers/lab/remove", &[]).await;
        assert_eq!(answer.location().as_deref(), Some("/providers"), "{}", answer.text());
        assert!(app.app.vault.wrapped_bytes(id.into()).await.unwrap().is_empty());
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM provider").await, 0);
        assert_eq!(olga.post("/generations", ORDER).await.status, 422, "there is no such model any more");
    }

    async fn a_paused_provider_is_asked_for_nothing_new_until_it_is_used_again(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let olga = app.owner("olga@example.org").await;
        let page = olga.get("/providers").await.text();
        assert!(page.contains("from the settings file") && !page.contains("/providers/lab/remove"), "{page}");
        assert_eq!(olga.get("/providers/lab").await.status, 404, "it is changed where it is written");
        assert_eq!(olga.post("/providers/lab/pause", &[]).await.location().as_deref(), Some("/providers#lab"));
        assert!(olga.get("/providers").await.text().contains("paused"));
        let answer = olga.post("/generations", ORDER).await;
        assert!(answer.status == 422 && answer.text().contains("has paused this provider"), "{}", answer.text());
        let program = app.program("olga@example.org").await;
        let chat = json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": "hi" }] });
        let refused = program.post_json("/v1/chat/completions", &chat).await;
        assert_eq!((refused.status.as_u16(), refused.json()["error"]["code"].as_str()), (403, Some("forbidden_by_rule")));
        assert!(upstream.requests().is_empty());
        providers::load(&app.app).await.unwrap();
        assert_eq!(olga.post("/generations", ORDER).await.status, 422, "also after a start anew");
        olga.post("/providers/lab/resume", &[]).await;
        olga.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!(upstream.submits(), 1);
        assert_eq!(olga.post("/providers/lab/remove", &[]).await.status, 404, "what the file says stays");
        assert_eq!(olga.post("/providers/atelier/pause", &[]).await.status, 404, "our own model is nobody's to stop");
    }

    async fn each_test_says_what_is_wrong_and_what_is_gone(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        send(&olga, "/providers", &upstream, &[("models", "fake-image image\nretired-chat text")]).await;
        let page = olga.get("/providers").await.text();
        assert!(page.contains("Not among them:") && page.contains("retired-chat</span>"), "{page}");
        let models = olga.get("/models").await.text();
        assert_eq!(models.matches("did not name this model").count(), 1, "{models}");
        for (mode, said) in [
            (Mode::NotAllowed, "does not take the key"),
            (Mode::RateLimited, "asked too often"),
            (Mode::NotJson, "nobody answers at its address"),
            (Mode::ServerError, "nobody answers at its address"),
            (Mode::Well, "named 3 models"),
        ] {
            upstream.behave(mode);
            assert_eq!(olga.post("/providers/lab/test", &[]).await.location().as_deref(), Some("/providers#lab"));
            let page = olga.get("/providers").await.text();
            assert!(page.contains(said), "{mode:?}: {page}");
        }
        assert!(upstream.requests().is_empty(), "no test orders anything");
    }

    async fn what_cannot_be_used_is_refused_by_its_field_and_nothing_is_lost(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        for (field, value, said) in [
            ("name", "Lab 1", "begins with a letter"),
            ("name", "atelier", "begins with a letter"),
            ("kind", "nobody", "no such kind"),
            ("base_url", "", "say where the server is"),
            ("base_url", "ftp://x", "address cannot be used"),
            ("base_url", "http://api.example.org/v1", "is not encrypted"),
            ("secret", "a\u{7}b", "cannot be sent"),
            ("models", " ", "at least one model"),
            ("models", "fake-image image\nfake-chat poem", "Line 2"),
            ("models", "fake-image image colour = 1", "Line 1"),
            ("region", "the moon", "short name"),
            ("operator", "Germany", "two letters"),
            ("retention", "long", "Write days"),
            ("training", "maybe", "one of these"),
            ("valid_until", "tomorrow", "2027-05-31"),
        ] {
            let answer = send(&olga, "/providers", &upstream, &[(field, value)]).await;
            let page = answer.text();
            assert_eq!(answer.status, 422, "{field}: {page}");
            assert!(page.contains(said) && page.contains("Nothing was saved yet"), "{field}: {page}");
            assert!(!page.contains(SECRET) && (field == "models" || page.contains("fake-image image")), "{field}: {page}");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM provider").await, 0);
        send(&olga, "/providers", &upstream, &[]).await;
        let twice = send(&olga, "/providers", &upstream, &[]).await;
        assert!(twice.status == 422 && twice.text().contains("has this name"), "{}", twice.text());
    }

    async fn a_changed_provider_keeps_its_key_but_never_takes_it_elsewhere(database: Database) {
        let (upstream, other) = (Upstream::start().await, Upstream::start().await);
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        send(&olga, "/providers", &upstream, &[]).await;
        let page = olga.get("/providers/lab").await.text();
        assert!(page.contains("stays as it is") && page.contains("fake-image image"), "{page}");
        let kept = [("secret", ""), ("retention", "0d")];
        assert_eq!(send(&olga, "/providers/lab", &upstream, &kept).await.location().as_deref(), Some("/providers#lab"));
        assert!(olga.get("/models").await.text().contains("not kept"));
        let moved = send(&olga, "/providers/lab", &other, &kept).await;
        assert!(moved.status == 422 && moved.text().contains("Paste the key again"), "{}", moved.text());
        olga.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!((upstream.submits(), other.submits()), (1, 0));
        assert_eq!(upstream.requests()[0].0["authorization"], format!("Bearer {SECRET}"));
        send(&olga, "/providers/lab", &other, &[]).await;
        olga.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!((upstream.submits(), other.submits()), (1, 1));
    }

    async fn a_provider_with_work_under_way_stays_until_it_is_done(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        send(&olga, "/providers", &upstream, &[]).await;
        olga.post("/generations", ORDER).await;
        app.settle().await;
        let again = "UPDATE job SET state = 'queued', run_at = 9999999999999 WHERE kind = 'render'";
        app.app.db.run(again, values![]).await.unwrap();
        let answer = olga.post("/providers/lab/remove", &[]).await;
        assert!(answer.status == 422 && answer.text().contains("One order is still under way"), "{}", answer.text());
        assert!(app.app.engines().provider("lab").is_some());
        app.app.db.run("UPDATE job SET state = 'done' WHERE kind = 'render'", values![]).await.unwrap();
        assert_eq!(olga.post("/providers/lab/remove", &[]).await.location().as_deref(), Some("/providers"));
    }

    async fn another_process_follows_what_an_owner_changes_here(database: Database) {
        let upstream = Upstream::start().await;
        let app = TestApp::start(database).await;
        let olga = app.owner("olga@example.org").await;
        let other = app.app.changed(|other| other.engines = providers::EnginesInUse::new(app.app.engines.fixed().clone()));
        assert!(other.engines().provider("lab").is_none());
        if app.app.db.flavour() == store::Flavour::Sqlite {
            // Whatever else is started on the folder later reads it then.
            send(&olga, "/providers", &upstream, &[]).await;
            providers::load(&other).await.unwrap();
            assert!(other.engines().provider("lab").is_some());
            return;
        }
        let stop = tokio_util::sync::CancellationToken::new();
        let following = tokio::spawn(providers::keep_in_step(other.clone(), stop.clone()));
        let mut seen = other.engines.subscribe();
        send(&olga, "/providers", &upstream, &[]).await;
        seen.wait_for(|engines| engines.provider("lab").is_some()).await.unwrap();
        olga.post("/providers/lab/pause", &[]).await;
        seen.wait_for(|engines| engines.is_paused("lab")).await.unwrap();
        olga.post("/providers/lab/remove", &[]).await;
        seen.wait_for(|engines| engines.provider("lab").is_none()).await.unwrap();
        stop.cancel();
        following.await.unwrap();
    }
}
