//! Stories of signing in and out.

use basics::Span;
use http::StatusCode;

use crate::harness::{House, PASSWORD, form};

const WRONG: &str = "rain on the old tin roof";

/// P-COL-02: an answer does not tell whether an address has an account.
#[tokio::test]
async fn wrong_password_and_unknown_address_get_the_same_answer() {
    let house = House::new().await;
    house.person("ada@example.org").await;
    let stranger = house.browser("198.51.100.7");
    let wrong = stranger.sign_in("ada@example.org", WRONG).await;
    let unknown = stranger.sign_in("eve@example.org", WRONG).await;
    assert!(wrong.status.is_client_error());
    assert_eq!(wrong.status, unknown.status);
    assert_eq!(wrong.text.replace("ada@", "eve@"), unknown.text);
    assert_eq!(stranger.cookie("session"), None);
}

/// P-SEC-01: only a fresh, genuine secret opens, and the disk does not hold it.
#[tokio::test]
async fn forged_and_ended_sessions_are_nobody() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let token = ada.cookie("session").unwrap();
    assert_eq!(ada.get("/you").await.status, StatusCode::OK);
    assert!(!house.holds(&token));
    let thief = house.browser("192.0.2.1");
    for forged in ["", "0", &"0".repeat(64), &token[1..], &token.to_uppercase()] {
        thief.put_cookie("session", forged);
        assert_ne!(thief.get("/you").await.status, StatusCode::OK, "{forged}");
    }
    ada.post("/sign-out", &[]).await;
    assert_eq!(ada.cookie("session"), None);
    thief.put_cookie("session", &token);
    assert_ne!(thief.get("/you").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_last_in_any_case() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    for _ in 0..6 {
        house.pass(Span::days(13));
        assert_eq!(ada.get("/you").await.status, StatusCode::OK);
    }
    house.pass(Span::days(13));
    assert_ne!(ada.get("/you").await.status, StatusCode::OK, "91 days");
    assert_eq!(
        ada.sign_in("ada@example.org", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    super::sweep(&house.app).await.unwrap();
    assert_eq!(
        house.count("SELECT COUNT(*) AS count FROM session").await,
        1,
        "the ended one is gone"
    );
    house.pass(Span::days(15));
    assert_ne!(ada.get("/you").await.status, StatusCode::OK, "idle");
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let house = House::new().await;
    let browser = house.browser("192.0.2.1");
    let answer = browser.sign_up("ada@example.org", PASSWORD).await;
    let lines: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        let line = line.to_str().unwrap();
        assert!(
            line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    let foreign = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
    ];
    let refused = ada.send("POST", "/sign-out", &foreign, "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.get("/you").await.status, StatusCode::OK, "still signed in");
    let body = form(&[("email", "ada@example.org"), ("password", PASSWORD)]);
    let planted = house.browser("192.0.2.1");
    let refused = planted.send("POST", "/sign-in", &foreign, &body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(planted.cookie("session"), None);
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    for (next, expected) in [
        ("/library?page=2", "/library?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("/\r\n/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ] {
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
        let answer = ada.post("/sign-in", &fields).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, expected),
            "{next:?}"
        );
    }
}

/// P-COL-02: strangers who guess are slowed down; the browser that was here before is not.
#[tokio::test]
async fn guessing_strangers_do_not_lock_the_owners_browser_out() {
    let house = House::new().await;
    let ada = house.person("ada@example.org").await;
    ada.drop_cookie("session");
    let stranger = house.browser("192.0.2.9");
    for _ in 0..10 {
        assert_ne!(
            stranger.sign_in("ada@example.org", WRONG).await.status,
            StatusCode::TOO_MANY_REQUESTS
        );
    }
    let slowed = stranger.sign_in("ada@example.org", PASSWORD).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stranger.cookie("session"), None, "not even with the right password");
    assert_eq!(
        ada.sign_in("ada@example.org", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    stranger.put_cookie("device", &"0".repeat(64));
    assert_eq!(
        stranger.sign_in("ada@example.org", PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    house.pass(Span::minutes(16));
    assert_eq!(
        stranger.sign_in("ada@example.org", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn sessions_are_ended_by_their_own_person_only() {
    let house = House::new().await;
    let laptop = house.person("ada@example.org").await;
    let phone = house.browser("192.0.2.2");
    phone.sign_in("ada@example.org", PASSWORD).await;
    let bob = house.person("bob@example.org").await;
    let end = laptop
        .get("/you")
        .await
        .between("action=\"/you/sessions/", "\"")
        .unwrap();
    let path = format!("/you/sessions/{end}");
    assert_eq!(bob.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(phone.get("/you").await.status, StatusCode::OK);
    assert!(laptop.post(&path, &[]).await.status.is_redirection());
    assert_ne!(phone.get("/you").await.status, StatusCode::OK);
    assert_eq!(laptop.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
}
