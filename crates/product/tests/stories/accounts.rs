//! Accounts and sessions: the age question, passwords, cookies, strangers (P-CHD-01, P-COL-01, P-COL-02, P-INT-04).

use basics::Span;
use product::{Settings, sign_up::LeastAge};
use testkit::{PASSWORD, TRACER, TestApp, find_in, on_both_databases, sign_up};

use crate::erasure::rows_in_clear;

on_both_databases! {
    async fn a_child_leaves_nothing_and_cannot_try_again_at_once(database: Database) {
        let app = TestApp::start(database).await;
        let child = app.stranger();
        let answer = child.post("/sign-up", &[("born", "2014-01-01")]).await;
        assert!(answer.text().contains("not for you yet"));
        assert_eq!(child.cookie_names(), ["age"]);
        assert!(sign_up(&child, "kid@example.org", PASSWORD).await.text().contains("not for you yet"));
        assert!(child.get("/sign-up").await.text().contains("not for you yet"));
        for table in ["SELECT id FROM account", "SELECT id FROM session", "SELECT account_id FROM acceptance"] {
            assert!(app.app.db.all(table, vec![]).await.unwrap().is_empty(), "{table}");
        }
    }

    async fn where_the_law_sets_a_higher_age_that_age_counts(database: Database) {
        let settings = Settings { least_age: LeastAge::years(16), ..Settings::default() };
        let app = TestApp::start_with(database, Vec::new(), settings).await;
        let (year, month, day) = app.app.now().date();
        let born = |years: i32| format!("{:04}-{month:02}-{day:02}", year - years);
        let child = app.stranger();
        let refused = child.post("/sign-up", &[("born", &born(15))]).await;
        assert!(refused.hidden_field("age").is_none(), "{}", refused.text());
        assert!(!refused.text().contains("16"), "nobody is told what to say");
        assert_eq!(child.cookie_names(), ["age"]);
        assert!(app.app.db.all("SELECT id FROM account", vec![]).await.unwrap().is_empty());
        let grown = app.stranger().post("/sign-up", &[("born", &born(16))]).await;
        assert!(grown.hidden_field("age").is_some(), "{}", grown.text());
    }

    async fn the_account_page_needs_a_fresh_answer_to_the_age_question(database: Database) {
        let app = TestApp::start(database).await;
        let person = app.stranger();
        let age = person.post("/sign-up", &[("born", "1990-05-31")]).await.hidden_field("age").unwrap();
        let fields = |age: &'static str| [("age", age), ("email", "a@example.org"), ("password", PASSWORD), ("agree", "yes")];
        for forged in ["", "1.2", "99999999999999.00", "9999999999999"] {
            let answer = person.post("/sign-up", &fields(forged)).await;
            assert!(answer.location().is_none() && answer.text().contains("Date of birth"), "{forged}");
        }
        app.clock.advance(Span::hours(2));
        let late = [("age", age.as_str()), ("email", "a@example.org"), ("password", PASSWORD), ("agree", "yes")];
        assert!(person.post("/sign-up", &late).await.location().is_none());
        assert!(app.app.db.all("SELECT id FROM account", vec![]).await.unwrap().is_empty());
    }

    async fn agreeing_is_noted_with_version_hash_time_and_language(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let rows = app.app.db.all("SELECT * FROM acceptance ORDER BY document", vec![]).await.unwrap();
        assert_eq!(rows.len(), 2);
        for (row, document) in rows.iter().zip([product::policy::current(), product::policy::terms()]) {
            assert_eq!(row.get::<String>("document").unwrap(), document.name);
            assert_eq!(row.get::<String>("content_hash").unwrap(), document.content_hash.as_str());
            assert_eq!(row.get::<String>("language").unwrap(), "en");
        }
    }

    async fn without_agreeing_there_is_no_account(database: Database) {
        let app = TestApp::start(database).await;
        let person = app.stranger();
        let age = person.post("/sign-up", &[("born", "1990-05-31")]).await.hidden_field("age").unwrap();
        let fields = [("age", age.as_str()), ("email", "a@example.org"), ("password", PASSWORD)];
        let answer = person.post("/sign-up", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("nothing is stored yet"));
        assert!(app.app.db.all("SELECT id FROM account", vec![]).await.unwrap().is_empty());
    }

    async fn weak_passwords_are_refused_with_the_reason(database: Database) {
        let app = TestApp::start(database).await;
        for (password, said) in [("short", "at least 15"), ("passwordpassword1", "anybody would try"), (&"long ".repeat(60), "at most 256")] {
            let answer = sign_up(&app.stranger(), "a@example.org", password).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text().contains(said), "{password}");
        }
    }

    async fn known_and_unknown_addresses_get_the_same_answer(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let wrong = |email: &'static str| [("email", email), ("password", "not the right password")];
        let known = app.stranger().post("/sign-in", &wrong("ada@example.org")).await;
        let unknown = app.stranger().post("/sign-in", &wrong("eve@example.org")).await;
        assert_eq!(known.status, 422);
        assert_eq!(known.status, unknown.status);
        assert_eq!(known.text().replace("ada@", "eve@"), unknown.text());
    }

    async fn signing_up_with_a_known_address_changes_nothing(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let answer = sign_up(&app.stranger(), "Ada@Example.org", "another quiet long phrase").await;
        assert!(answer.location().is_none());
        assert_eq!(app.app.db.all("SELECT id FROM account", vec![]).await.unwrap().len(), 1);
        let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(app.stranger().post("/sign-in", &fields).await.location().as_deref(), Some("/"));
    }

    async fn sessions_end_when_signed_out_idle_forged_or_revoked(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let token = ada.cookie("session").unwrap();
        ada.post("/sign-out", &[]).await;
        assert_eq!(ada.cookie("session"), None);
        let thief = app.stranger();
        for stolen in [token.as_str(), "", "x", &"0".repeat(64)] {
            thief.set_cookie("session", stolen);
            assert_eq!(thief.get("/you").await.location().as_deref(), Some("/sign-in?next=/you"), "{stolen}");
        }
        let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
        ada.post("/sign-in", &fields).await;
        assert_ne!(ada.cookie("session").unwrap(), token);
        app.clock.advance(Span::days(13));
        assert_eq!(ada.get("/you").await.status, 200);
        app.clock.advance(Span::days(15));
        assert!(ada.get("/you").await.location().is_some());
    }

    async fn a_browser_can_be_signed_out_from_another(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let phone = app.stranger();
        phone.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        let page = ada.get("/you").await.text();
        let id = page.split("/you/sessions/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        ada.post(&format!("/you/sessions/{id}/revoke"), &[]).await;
        assert!(phone.get("/you").await.location().is_some());
        assert_eq!(ada.get("/you").await.status, 200);
    }

    async fn requests_that_other_sites_cause_change_nothing(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let form = Some("application/x-www-form-urlencoded");
        let host = app.url.trim_start_matches("http://").to_owned();
        for headers in [vec![("sec-fetch-site", "cross-site")], vec![("sec-fetch-site", "same-site")], vec![("origin", "https://evil.example"), ("host", host.as_str())]] {
            let answer = ada.send(http::Method::POST, "/generations", form, "prompt=sea".into(), &headers).await;
            assert_eq!(answer.status, 403, "{headers:?}");
        }
        assert!(app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().is_empty());
    }

    async fn signing_in_leads_nowhere_else(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
            assert_eq!(app.stranger().post("/sign-in", &fields).await.location().as_deref(), Some("/"), "{next}");
        }
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", "/library?q=sea")];
        assert_eq!(app.stranger().post("/sign-in", &fields).await.location().as_deref(), Some("/library?q=sea"));
    }

    async fn guessing_is_slowed_down_but_the_owner_gets_in(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let wrong = [("email", "ada@example.org"), ("password", "not the right password")];
        let guesser = app.stranger();
        for _ in 0..10 {
            assert_eq!(guesser.post("/sign-in", &wrong).await.status, 422);
        }
        let refused = guesser.post("/sign-in", &wrong).await;
        assert_eq!(refused.status, 429);
        assert!(refused.text().contains("wait"));
        app.clock.advance(Span::minutes(16));
        ada.post("/sign-out", &[]).await;
        let right = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(ada.post("/sign-in", &right).await.location().as_deref(), Some("/"));
    }

    async fn the_owner_link_works_once_and_for_a_day(database: Database) {
        let app = TestApp::start(database).await;
        let link = product::accounts::owner_link(&app.app).await.unwrap().unwrap();
        let owner = app.stranger();
        assert_eq!(app.stranger().get("/owner/0000").await.status, 404);
        assert_eq!(owner.get(&link).await.status, 200);
        let token = link.strip_prefix("/owner/").unwrap();
        let age = owner.post("/sign-up", &[("born", "1990-05-31"), ("owner", token)]).await.hidden_field("age").unwrap();
        let fields = [("age", age.as_str()), ("owner", token), ("email", "ada@example.org"), ("password", PASSWORD), ("agree", "yes")];
        assert_eq!(owner.post("/sign-up", &fields).await.location().as_deref(), Some("/"));
        assert!(owner.get("/you").await.text().contains("Owner of this installation"));
        assert_eq!(app.stranger().get(&link).await.status, 404);
        assert_eq!(product::accounts::owner_link(&app.app).await.unwrap(), None);
    }

    async fn cookies_are_for_this_site_and_out_of_reach_of_scripts(database: Database) {
        let app = TestApp::start(database).await;
        let client = app.stranger();
        let answer = sign_up(&client, "ada@example.org", PASSWORD).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let text = cookie.to_str().unwrap();
            assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax") && text.contains("Path=/"), "{text}");
        }
    }

    async fn cookies_end_and_a_planted_session_is_nobodys(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let browser = app.stranger();
        browser.set_cookie("session", "planted-by-somebody-else");
        let answer = browser.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        let chosen = browser.post("/preferences", &[("language", "de"), ("theme", "dark")]).await;
        for answer in [&answer, &chosen] {
            for set in answer.headers.get_all("set-cookie") {
                let set = set.to_str().unwrap();
                let (_, age) = set.split_once("Max-Age=").unwrap();
                let days = age.split(';').next().unwrap().parse::<u64>().unwrap() / 86_400;
                assert!(days <= if set.starts_with("session") { 90 } else { 365 }, "{set}");
            }
        }
        assert_ne!(browser.cookie("session").unwrap(), "planted-by-somebody-else");
        let thief = app.stranger();
        thief.set_cookie("session", "planted-by-somebody-else");
        assert_ne!(thief.get("/library").await.status, 200);
    }

    async fn over_tls_only_the_protected_cookie_counts(database: Database) {
        let settings = product::Settings { public_url: Some("https://studio.example.org".to_owned()), trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Default::default() };
        let app = TestApp::start_with(database, Vec::new(), settings).await;
        let ada = app.person("ada@example.org").await;
        let token = ada.cookie("__Host-session").unwrap();
        assert_eq!(ada.cookie_names(), ["__Host-device", "__Host-session"]);
        let neighbour = app.stranger();
        neighbour.set_cookie("session", &token);
        assert!(neighbour.get("/you").await.location().is_some(), "a neighbouring host could have planted it");
        neighbour.set_cookie("__Host-session", &token);
        assert_eq!(neighbour.get("/you").await.status, 200);
        let answer = neighbour.post("/sign-out", &[]).await;
        for cookie in answer.headers.get_all("set-cookie") {
            assert!(cookie.to_str().unwrap().contains("; Secure"), "{cookie:?}");
        }
    }

    async fn whom_the_operator_made_an_account_agrees_before_anything(database: Database) {
        let app = TestApp::start(database).await;
        let made = product::accounts::create(&app.app, "ada@example.org", PASSWORD, product::accounts::Role::Member, web_kit::Language::English).await;
        made.unwrap();
        let ada = app.stranger();
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", "/you")];
        let asked = ada.post("/sign-in", &fields).await;
        let mark = asked.hidden_field("mark").unwrap();
        assert!(asked.text().contains("please accept") && ada.cookie("session").is_none());
        assert_eq!(ada.post("/sign-in/agree", &[("mark", &mark)]).await.status, 422);
        for forged in ["", "x.y.z", &mark.replace('.', ".1"), &format!("{mark}0")] {
            assert_eq!(ada.post("/sign-in/agree", &[("mark", forged), ("agree", "yes")]).await.location().as_deref(), Some("/sign-in"), "{forged}");
        }
        let agreed = ada.post("/sign-in/agree", &[("mark", &mark), ("agree", "yes"), ("next", "/you")]).await;
        assert_eq!(agreed.location().as_deref(), Some("/you"));
        assert_eq!(ada.get("/you").await.status, 200);
        assert_eq!(app.app.db.all("SELECT document FROM acceptance", vec![]).await.unwrap().len(), 2);
        // A mark opens once; later the password alone is enough.
        assert_eq!(app.stranger().post("/sign-in/agree", &[("mark", &mark), ("agree", "yes")]).await.location().as_deref(), Some("/sign-in"));
        assert_eq!(app.stranger().post("/sign-in", &fields).await.location().as_deref(), Some("/you"));
    }

    async fn making_many_accounts_from_one_place_is_slowed_down(database: Database) {
        let app = TestApp::start(database).await;
        let crowd = app.stranger();
        let age = crowd.post("/sign-up", &[("born", "1990-05-31")]).await.hidden_field("age").unwrap();
        let fields = [("age", age.as_str()), ("email", "a@example.org"), ("password", "short"), ("agree", "yes")];
        for _ in 0..60 {
            assert_eq!(crowd.post("/sign-up", &fields).await.status, 422);
        }
        let refused = crowd.post("/sign-up", &fields).await;
        assert_eq!(refused.status, 429);
        assert!(refused.text().contains("a@example.org"), "what was typed is lost");
        app.clock.advance(Span::minutes(15));
        assert_eq!(crowd.post("/sign-up", &fields).await.status, 422);
    }

    async fn neither_address_nor_password_rests_in_clear(database: Database) {
        let app = TestApp::start(database).await;
        TRACER.arrive(&app).await;
        let rows = rows_in_clear(&app.app.db).await;
        for marker in TRACER.markers() {
            assert_eq!(find_in(&rows, marker, "rows"), []);
        }
    }
}
