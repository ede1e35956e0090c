//! Rules of people and of the installation: what they forbid is not sent (P-TPA-01, P-TPA-03, P-XFR-01).

use basics::Span;
use engines::Rules;
use product::Settings;
use serde_json::json;
use testkit::{Client, Mode, TestApp, Upstream, on_both_databases};

const ORDER: &[(&str, &str)] = &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")];
const HERE: &[(&str, &str)] = &[("prompt", "a red barn"), ("model", "atelier"), ("size", "64x64")];

/// The three ways in which somebody's words could leave; the codes of the two programs' refusals.
async fn refused_everywhere(person: &Client, program: &Client, said: &str) {
    let answer = person.post("/generations", ORDER).await;
    assert_eq!(answer.status.as_u16(), 422, "{}", answer.text());
    assert!(
        answer.text().contains(said) && answer.text().contains("a red barn"),
        "{}",
        answer.text()
    );
    let picture = json!({ "model": "lab/fake-image", "prompt": "a red barn", "size": "64x64" });
    let chat = json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": "hi" }] });
    for (path, body) in [("/v1/images/generations", picture), ("/v1/chat/completions", chat)] {
        let answer = program.post_json(path, &body).await;
        let code = answer.json()["error"]["code"].as_str().map(str::to_owned);
        assert_eq!(
            (answer.status.as_u16(), code.as_deref()),
            (403, Some("forbidden_by_rule")),
            "{path}"
        );
    }
}

on_both_databases! {
    async fn who_lets_nothing_leave_has_nothing_sent_and_goes_on_working(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let answer = ada.post("/models/rules", &[("local_only", "yes")]).await;
        assert_eq!(answer.location().as_deref(), Some("/models"), "{}", answer.text());
        refused_everywhere(&ada, &program, "nothing leaves this installation").await;
        let page = ada.get("/models").await.text();
        assert!(page.contains("goes to lab · EU, US · kept 30 days"), "who, where and how long, side by side: {page}");
        assert!(page.contains("name=\"local_only\" value=\"yes\" checked") && page.contains("nothing leaves this installation"), "{page}");
        let models = program.get("/v1/models").await.text();
        assert!(models.contains("atelier") && !models.contains("lab/"), "{models}");
        ada.post("/generations", HERE).await;
        app.settle().await;
        assert!(ada.get("/").await.link("/library/").is_some());
        assert_eq!((record.departures().len(), upstream.requests().len()), (0, 0));
    }

    async fn rules_are_ones_own_and_can_be_taken_back(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let (ada, bob) = (app.person("ada@example.org").await, app.person("bob@example.org").await);
        ada.post("/models/rules", &[("local_only", "yes"), ("longest_kept", "30"), ("region-eu", "yes")]).await;
        bob.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!(upstream.submits(), 1, "another person's rules are not bob's");
        ada.post("/models/rules", &[("longest_kept", "30"), ("region-eu", "yes")]).await;
        ada.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!(upstream.submits(), 2, "kept 30 days, in the EU, as ada demands");
        for wrong in ["-1", "soon", "99999"] {
            let answer = ada.post("/models/rules", &[("longest_kept", wrong)]).await;
            assert_eq!(answer.status.as_u16(), 422, "{wrong}");
        }
        let page = ada.get("/models").await.text();
        assert!(page.contains("value=\"30\" selected"), "what was refused changes nothing: {page}");
    }

    async fn each_demand_of_a_person_is_kept(database: Database) {
        let upstream = Upstream::start().await;
        let table = upstream.table().replace("never", "opt-out").replace("\"eu\"", "\"us\"");
        let other = table.replace("\"lab\"", "\"other\"").replace("\"us\"", "\"eu\"");
        let (app, record) = TestApp::start_with_providers(database, &[table, other], Settings::default()).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        for (rule, said) in [
            (("no_training", "yes"), "never train with what they get"),
            (("region-eu", "yes"), "names other regions"),
            (("longest_kept", "7"), "a shorter time of keeping"),
        ] {
            ada.post("/models/rules", &[rule]).await;
            refused_everywhere(&ada, &program, said).await;
        }
        assert_eq!((record.departures().len(), upstream.requests().len()), (0, 0));
    }

    /// The operator's own server may keep things, and train with them, like anybody else's.
    async fn a_server_that_is_near_is_held_to_the_same_demands(database: Database) {
        let upstream = Upstream::start().await;
        let table = upstream.table().replace("\"eu\"", "\"local\"").replace("never", "unknown");
        let (app, record) = TestApp::start_with_providers(database, &[table], Settings::default()).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        for (rule, said) in [(("no_training", "yes"), "never train with what they get"), (("longest_kept", "7"), "a shorter time of keeping")] {
            ada.post("/models/rules", &[rule]).await;
            refused_everywhere(&ada, &program, said).await;
        }
        assert!(record.departures().is_empty());
        ada.post("/models/rules", &[("local_only", "yes")]).await;
        ada.post("/generations", ORDER).await;
        app.settle().await;
        assert_eq!(upstream.submits(), 1, "what is near stays here");
    }

    async fn a_rule_made_while_an_order_waits_still_binds_it(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        upstream.behave(Mode::RateLimited);
        ada.post("/generations", ORDER).await;
        while app.app.db.first("SELECT id FROM job WHERE failures = 1 AND state = 'queued'", vec![]).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        let sent = record.departures().len();
        ada.post("/models/rules", &[("local_only", "yes")]).await;
        upstream.behave(Mode::Well);
        app.settle_moving(Span::seconds(10)).await;
        let page = ada.get("/").await.text();
        assert!(page.contains("nothing leaves this installation") && ada.get("/").await.link("/library/").is_none(), "{page}");
        assert_eq!(record.departures().len(), sent, "the next try is bound by the new rule");
    }

    async fn the_rules_of_the_installation_bind_everybody(database: Database) {
        let upstream = Upstream::start().await;
        let rules = Rules { regions: vec!["us".parse().unwrap()], ..Rules::default() };
        let settings = Settings { rules, ..Settings::default() };
        let (app, record) = TestApp::start_with_providers(database, &[upstream.table()], settings).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        refused_everywhere(&ada, &program, "names other regions").await;
        ada.post("/models/rules", &[("region-eu", "yes")]).await;
        refused_everywhere(&ada, &program, "names other regions").await;
        assert!(record.departures().is_empty());
    }

    async fn a_passport_that_has_expired_gets_nothing(database: Database) {
        let upstream = Upstream::start().await;
        let table = upstream.table().replace("operator = \"us\"", "operator = \"us\", valid_until = \"2026-11-24\"");
        let (app, record) = TestApp::start_with_providers(database, &[table], Settings::default()).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        ada.post("/generations", ORDER).await;
        app.settle().await;
        let sent = record.departures().len();
        assert_eq!(sent, 1, "the last day counts, which is the clock's first");
        app.clock.advance(Span::hours(15));
        refused_everywhere(&ada, &program, "last checked too long ago").await;
        assert_eq!(record.departures().len(), sent);
    }
}
