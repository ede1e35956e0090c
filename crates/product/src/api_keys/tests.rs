//! Stories of keys for programs.

use basics::Span;
use http::StatusCode;

use super::{create, list};
use crate::{
    accounts::find_by_email,
    harness::{Answer, Browser, House},
};

async fn call(browser: &Browser, authorization: &str) -> Answer {
    browser
        .send("GET", "/v1/models", &[("authorization", authorization)], "")
        .await
}

async fn make_key(person: &Browser) -> String {
    let page = person.post("/you/keys", &[("name", "Tracer's script")]).await;
    let secret = page.between("np_", "<").unwrap();
    format!("np_{secret}")
}

/// P-SEC-01: a key is shown once, stored as a hash, and its name is sealed.
#[tokio::test]
async fn a_key_works_is_shown_once_and_rests_on_no_disk() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let key = make_key(&ada).await;
    let program = house.browser("192.0.2.1");
    assert_eq!(call(&program, &format!("Bearer {key}")).await.status, StatusCode::OK);
    assert_eq!(call(&program, &format!("bearer {key}")).await.status, StatusCode::OK);
    let later = ada.get("/you").await.text;
    assert!(later.contains("Tracer&#39;s script") || later.contains("Tracer's script"));
    assert!(!later.contains(&key));
    assert!(later.contains(&key[key.len() - 4..]));
    assert!(!house.holds(&key) && !house.holds("Tracer's script"));
}

#[tokio::test]
async fn what_is_no_key_is_refused_as_openai_refuses() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let key = make_key(&ada).await;
    let program = house.browser("192.0.2.1");
    let long = format!("Bearer np_{}", "a".repeat(5_000));
    for authorization in [
        "",
        "Bearer",
        "Bearer np_",
        "Bearer sk-1",
        &key,
        &long,
        &format!("Basic {key}"),
    ] {
        let refused = call(&program, authorization).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{authorization}");
        let body: serde_json::Value = serde_json::from_str(&refused.text).unwrap();
        assert!(body["error"]["message"].is_string(), "{}", refused.text);
    }
}

#[tokio::test]
async fn a_session_is_no_key() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    assert_eq!(ada.get("/v1/models").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_only_its_owner_revokes_it() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let bob = house.person("bob@example.org").await;
    let key = make_key(&ada).await;
    let program = house.browser("192.0.2.1");
    let bearer = format!("Bearer {key}");
    let revoke = ada.get("/you").await.between("action=\"/you/keys/", "\"").unwrap();
    let path = format!("/you/keys/{revoke}");
    assert_eq!(bob.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(call(&program, &bearer).await.status, StatusCode::OK);
    assert!(ada.post(&path, &[]).await.status.is_redirection());
    assert_eq!(call(&program, &bearer).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.count("SELECT COUNT(*) AS count FROM api_key").await, 0);
}

/// A key revoked by another process is believed for five seconds at most.
#[tokio::test]
async fn a_key_revoked_elsewhere_stops_within_seconds() {
    let house = House::new().await;
    house.person("ada@example.org").await;
    let account = find_by_email(&house.app, "ada@example.org").await.unwrap().unwrap();
    let (_, key) = create(&house.app, account, "tests").await.unwrap();
    let program = house.browser("192.0.2.1");
    let bearer = format!("Bearer {key}");
    assert_eq!(call(&program, &bearer).await.status, StatusCode::OK);
    house.app.db.run("DELETE FROM api_key", Vec::new()).await.unwrap();
    house.pass(Span::seconds(6));
    assert_eq!(call(&program, &bearer).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_last_use_is_known_to_the_minute() {
    let house = House::new().await;
    house.person("ada@example.org").await;
    let account = find_by_email(&house.app, "ada@example.org").await.unwrap().unwrap();
    let (_, key) = create(&house.app, account, "tests").await.unwrap();
    let program = house.browser("192.0.2.1");
    let used = async || list(&house.app, account).await.unwrap()[0].key.used_at;
    assert_eq!(used().await, None);
    let mut seen = Vec::new();
    for seconds in [0, 30, 40] {
        house.pass(Span::seconds(seconds));
        call(&program, &format!("Bearer {key}")).await;
        seen.push(used().await.unwrap());
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[2].since(seen[0]), Span::seconds(70));
}

async fn make_scoped(person: &Browser, scope: &[(&str, &str)]) -> String {
    let fields = [&[("name", "scoped")], scope].concat();
    let page = person.post("/you/keys", &fields).await;
    format!(
        "Bearer np_{}",
        page.between("np_", "<").unwrap_or_else(|| panic!("{}", page.text))
    )
}

#[tokio::test]
async fn a_key_ends_on_its_day() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let program = house.browser("192.0.2.1");
    let key = make_scoped(&ada, &[("days", "30")]).await;
    house.pass(Span::seconds(30 * 86_400 - 1));
    assert_eq!(call(&program, &key).await.status, StatusCode::OK);
    house.pass(Span::seconds(2));
    assert_eq!(call(&program, &key).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_a_key_cannot_be_for_is_told_and_makes_none() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    for wrong in [
        ("models", "two words"),
        ("days", "0"),
        ("days", "soon"),
        ("days", "99999"),
        ("addresses", "somewhere"),
        ("addresses", "10.0.0.0/33"),
        ("credits", "much"),
    ] {
        let answer = ada.post("/you/keys", &[("name", "scoped"), wrong]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        let (field, typed) = wrong;
        let at = answer.between(&format!("id=\"{field}\""), ">").unwrap();
        assert!(at.contains("aria-invalid=\"true\""), "{field} is not marked: {at}");
        assert!(
            field == "days" || at.contains(&format!("value=\"{typed}\"")),
            "what was typed is gone: {at}"
        );
        assert!(
            answer.text.contains("<details class=\"more\" open"),
            "what is wrong is folded away"
        );
    }
    assert_eq!(house.count("SELECT COUNT(*) AS count FROM api_key").await, 0);
}

#[tokio::test]
async fn what_a_key_is_for_stands_in_the_list_of_keys() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let scope = [
        ("make-image", "yes"),
        ("make-text", "yes"),
        ("addresses", "192.0.2.1,2001:db8::/32"),
    ];
    make_scoped(&ada, &scope).await;
    let page = ada.get("/you").await.text;
    assert!(
        page.contains("never used · text · pictures · from 192.0.2.1, 2001:db8::/32"),
        "{page}"
    );
    let headers = [("accept-language", "de")];
    let german = ada.send("GET", "/you", &headers, "").await.text;
    assert!(
        german.contains("Text · Bilder · von 192.0.2.1, 2001:db8::/32"),
        "{german}"
    );
}

#[tokio::test]
async fn a_key_works_only_from_where_its_owner_said_also_a_moment_after_it_worked() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let key = make_scoped(&ada, &[("addresses", "192.0.2.0/28, 2001:db8::7")]).await;
    for (address, status) in [
        ("192.0.2.1", StatusCode::OK),
        ("192.0.2.16", StatusCode::FORBIDDEN),
        ("2001:db8::7", StatusCode::OK),
        ("2001:db8::8", StatusCode::FORBIDDEN),
        ("::ffff:192.0.2.2", StatusCode::OK),
    ] {
        assert_eq!(call(&house.browser(address), &key).await.status, status, "{address}");
    }
}

/// Somebody with a stolen key does not use up what its owner may ask.
#[tokio::test]
async fn what_is_refused_for_its_address_is_not_counted_against_the_key() {
    let mut settings = crate::Settings::default();
    settings.limits.key = crate::limits::Limit(2);
    let house = House::with(settings).await;
    let ada = house.person("ada@example.org").await;
    let key = make_scoped(&ada, &[("addresses", "192.0.2.1")]).await;
    for _ in 0..4 {
        assert_eq!(
            call(&house.browser("198.51.100.9"), &key).await.status,
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(call(&house.browser("192.0.2.1"), &key).await.status, StatusCode::OK);
}
