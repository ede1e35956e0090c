//! Stories of those who ask often.

use basics::Span;
use http::StatusCode;

use super::{Limit, Limits};
use crate::{
    Settings, accounts,
    harness::{Answer, House},
};

async fn house(address: i64, account: i64, key: i64) -> House {
    let limits = Limits {
        address: Limit(address),
        account: Limit(account),
        key: Limit(key),
    };
    let house = House::with(Settings {
        limits,
        ..Settings::default()
    })
    .await;
    house.pass(Span::seconds(20));
    house
}

fn left(answer: &Answer) -> (&str, &str, &str) {
    (
        answer.header("ratelimit-limit"),
        answer.header("ratelimit-remaining"),
        answer.header("ratelimit-reset"),
    )
}

/// P-OPS-02: n are answered, the next is not, and the next minute is another.
#[tokio::test]
async fn an_address_may_ask_n_times_a_minute_and_not_once_more() {
    let house = house(25, 1_000, 1_000).await;
    let browser = house.browser("192.0.2.1");
    for asked in 1..=25 {
        let answer = browser.get("/terms").await;
        assert_eq!(answer.status, StatusCode::OK, "{asked}");
        assert_eq!(
            left(&answer),
            ("25", (25 - asked).to_string().as_str(), "40"),
            "{asked}"
        );
    }
    let refused = browser.get("/terms").await;
    assert_eq!(
        (refused.status, left(&refused)),
        (StatusCode::TOO_MANY_REQUESTS, ("25", "0", "40"))
    );
    assert_eq!(
        (refused.header("retry-after"), refused.header("ratelimit-policy")),
        ("40", "25;w=60")
    );
    assert!(refused.text.contains("40"), "the page says how long: {}", refused.text);
    let json: serde_json::Value = serde_json::from_str(&browser.get("/v1/models").await.text).unwrap();
    assert_eq!(
        (&json["error"]["type"], &json["error"]["code"]),
        (&"rate_limit_error".into(), &"rate_limit_exceeded".into())
    );
    let json: serde_json::Value = serde_json::from_str(&browser.get("/api/v1/nothing").await.text).unwrap();
    assert_eq!(json["status"], 429);
    assert_eq!(
        house.browser("192.0.2.2").get("/terms").await.status,
        StatusCode::OK,
        "a neighbour is another"
    );
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    house.pass(Span::seconds(40));
    assert_eq!(browser.get("/terms").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_ipv6_network_is_one_address() {
    let house = house(2, 1_000, 1_000).await;
    for (peer, status) in [
        ("2001:db8::1", StatusCode::OK),
        ("2001:db8::2", StatusCode::OK),
        ("2001:db8::3", StatusCode::TOO_MANY_REQUESTS),
        ("2001:db8:0:1::1", StatusCode::OK),
    ] {
        assert_eq!(house.browser(peer).get("/terms").await.status, status, "{peer}");
    }
}

#[tokio::test]
async fn a_key_and_an_account_have_limits_of_their_own() {
    let house = house(1_000, 10, 3).await;
    house.person("ada@example.org").await;
    house.pass(Span::minutes(1));
    let account = accounts::find_by_email(&house.app, "ada@example.org")
        .await
        .unwrap()
        .unwrap();
    let mut keys = Vec::new();
    for _ in 0..4 {
        keys.push(crate::api_keys::create(&house.app, account, "tests").await.unwrap().1);
    }
    let program = house.browser("192.0.2.1");
    let ask = async |key: &str| {
        let bearer = format!("Bearer {key}");
        program
            .send("GET", "/v1/models", &[("authorization", &bearer)], "")
            .await
    };
    for (asked, key) in keys.iter().enumerate() {
        for nth in 0..3 {
            let expected = if asked * 3 + nth < 10 {
                StatusCode::OK
            } else {
                StatusCode::TOO_MANY_REQUESTS
            };
            assert_eq!(ask(key).await.status, expected, "key {asked}, {nth}");
        }
        if asked == 0 {
            let refused = ask(key).await;
            assert_eq!(
                (refused.status, refused.header("retry-after")),
                (StatusCode::TOO_MANY_REQUESTS, "40")
            );
            // It was counted for the key, and, being over the key's limit, for nobody else.
        }
    }
}

#[tokio::test]
async fn a_request_is_counted_once_for_a_person() {
    let house = house(1_000, 5, 5).await;
    let ada = house.person("ada@example.org").await;
    house.pass(Span::minutes(1));
    let statuses: Vec<u16> =
        futures::future::join_all((0..6).map(|_| async { ada.get("/library").await.status.as_u16() })).await;
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        5,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|status| **status == 429).count(),
        1,
        "{statuses:?}"
    );
}

/// A request costs no write: a tenth of the limit is taken at once.
#[tokio::test]
async fn rows_are_written_a_slice_at_a_time() {
    let house = house(1_000, 1_000, 1_000).await;
    let browser = house.browser("192.0.2.1");
    for _ in 0..100 {
        browser.get("/terms").await;
    }
    let taken = "SELECT taken AS count FROM allowance";
    assert_eq!(house.count(taken).await, 100);
    browser.get("/terms").await;
    assert_eq!(house.count(taken).await, 200);
}

#[tokio::test]
async fn those_who_come_at_once_share_a_slice_and_none_is_turned_away() {
    let house = house(1_000, 1_000, 1_000).await;
    let browser = house.browser("192.0.2.1");
    let answers = futures::future::join_all((0..50).map(|_| browser.get("/terms"))).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!(house.count("SELECT taken AS count FROM allowance").await, 100);
}

/// P-AUT-04: what is counted is counted under a hash that nobody without the key can find again, and goes.
#[tokio::test]
async fn no_address_rests_anywhere_and_the_count_goes_with_its_time() {
    let house = house(1_000, 1_000, 1_000).await;
    let browser = house.browser("203.0.113.77");
    browser.get("/terms").await;
    let hidden = house
        .app
        .db
        .first("SELECT subject FROM allowance", Vec::new())
        .await
        .unwrap()
        .unwrap();
    let subject: Vec<u8> = hidden.get("subject").unwrap();
    assert_eq!(subject.len(), 32);
    assert!(!house.holds("203.0.113.77") && !house.holds("address 203"));
    let rows = "SELECT COUNT(*) AS count FROM allowance";
    crate::retention::sweep(&house.app).await.unwrap();
    assert_eq!(house.count(rows).await, 1);
    house.pass(Span::minutes(3));
    crate::retention::sweep(&house.app).await.unwrap();
    assert_eq!(house.count(rows).await, 0);
}
