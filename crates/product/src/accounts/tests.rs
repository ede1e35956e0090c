//! Stories of signing up.

use basics::Span;
use http::StatusCode;

use super::{Role, create, find_by_email, lookup, owner_link};
use crate::harness::{House, PASSWORD};

const ACCOUNTS: &str = "SELECT COUNT(*) AS count FROM account";

/// P-CHD-01: nothing of a child is stored, and the way back does not lead around the answer.
#[tokio::test]
async fn a_child_is_refused_leaves_no_row_and_cannot_try_again_at_once() {
    let house = House::new().await;
    let child = house.browser("192.0.2.1");
    let refused = child.post("/sign-up", &[("born", "2013-11-25")]).await;
    assert!(refused.text.contains("This is not for you yet"), "{}", refused.text);
    assert!(child.cookie("age").is_some());
    assert!(
        !refused.header("set-cookie").contains("Max-Age"),
        "the mark ends with the browser's session"
    );
    let again = child.get("/sign-up").await;
    assert_eq!(again.header("cache-control"), "no-store");
    assert!(again.text.contains("This is not for you yet"));
    let older = child.post("/sign-up", &[("born", "1990-05-31")]).await;
    assert_eq!(older.hidden("age"), "");
    assert_eq!(house.count(ACCOUNTS).await, 0);
    for trace in ["2013-11-25", "20131125", "2013"] {
        assert!(!house.holds(trace), "{trace}");
    }
}

/// P-CHD-01: the first page asks neutrally: neither a limit nor an account's fields.
#[tokio::test]
async fn the_first_page_asks_for_nothing_but_a_birth_date() {
    let house = House::new().await;
    let page = house.browser("192.0.2.1").get("/sign-up").await.text;
    assert!(page.contains("name=\"born\""));
    // Addresses of files hold sixteen digits of what is in them, any two of which may be those of a limit.
    let (head, files) = page.split_once("/static/").unwrap();
    let words: Vec<&str> = files.split("/static/").map(|rest| &rest[16..]).collect();
    let words = format!("{head}{}", words.concat());
    for absent in ["13", "years old", "name=\"email\"", "name=\"password\""] {
        assert!(!words.contains(absent), "{absent}: {words}");
    }
}

/// P-CHD-01: without a genuine, fresh mark the second page is not to be had.
#[tokio::test]
async fn forged_and_expired_age_marks_make_no_account() {
    let house = House::new().await;
    let somebody = house.browser("192.0.2.1");
    let genuine = somebody.post("/sign-up", &[("born", "1990-05-31")]).await.hidden("age");
    assert!(!genuine.is_empty());
    let (_, proof) = genuine.split_once('.').unwrap();
    let later = format!("9999999999999.{proof}");
    let last = if genuine.ends_with('0') { '1' } else { '0' };
    let forged = format!("{}{last}", &genuine[..genuine.len() - 1]);
    let try_with = async |mark: &str| {
        let fields = [
            ("age", mark),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("agree", "yes"),
        ];
        somebody.post("/sign-up", &fields).await
    };
    for mark in ["", ".", "x.y", &later, &forged] {
        try_with(mark).await;
        assert_eq!(house.count(ACCOUNTS).await, 0, "{mark}");
    }
    house.pass(Span::minutes(61));
    try_with(&genuine).await;
    assert_eq!(house.count(ACCOUNTS).await, 0);
    house.pass(Span::minutes(-61));
    assert_eq!(try_with(&genuine).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(ACCOUNTS).await, 1);
}

/// P-INT-04: agreement is asked for, and what exactly was agreed to is known.
#[tokio::test]
async fn an_account_needs_agreement_and_keeps_what_was_agreed_to() {
    let house = House::new().await;
    let somebody = house.browser("192.0.2.1");
    let mark = somebody.post("/sign-up", &[("born", "1990-05-31")]).await.hidden("age");
    let fields = [
        ("age", mark.as_str()),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
    ];
    let refused = somebody.post("/sign-up", &fields).await;
    assert!(refused.status.is_client_error());
    assert_eq!(house.count(ACCOUNTS).await, 0);
    house.person("ada@example.org").await;
    let complete = "SELECT COUNT(*) AS count FROM acceptance
                    WHERE version <> '' AND length(content_hash) >= 64 AND language = 'en' AND accepted_at > 0";
    assert_eq!(house.count(complete).await, 2);
}

/// P-SEC-01: whoever takes the disk, keys apart, finds neither addresses nor passwords.
#[tokio::test]
async fn no_file_holds_the_address_or_the_password() {
    let house = House::new().await;
    house.person("Tracer.Ada@example.org").await;
    let id = find_by_email(&house.app, "tracer.ada@EXAMPLE.org")
        .await
        .unwrap()
        .unwrap();
    assert!(house.holds(&id.to_string()), "the search itself works");
    for secret in ["Tracer.Ada", "tracer.ada", "example.org", PASSWORD] {
        assert!(!house.holds(secret), "{secret}");
    }
}

/// P-COL-02: signing up with somebody's address neither changes their account nor lets anybody in.
#[tokio::test]
async fn an_address_that_has_an_account_stays_with_its_owner() {
    let house = House::new().await;
    house.person("ada@example.org").await;
    let stranger = house.browser("198.51.100.7");
    let refused = stranger.sign_up("ada@example.org", "rain on the old tin roof").await;
    assert!(refused.status.is_client_error());
    assert_eq!(stranger.cookie("session"), None);
    assert_eq!(house.count(ACCOUNTS).await, 1);
    let owner = house.browser("192.0.2.1");
    assert_eq!(
        owner.sign_in("ada@example.org", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn the_owners_link_makes_one_owner_and_no_second() {
    let house = House::new().await;
    let path = owner_link(&house.app).await.unwrap().unwrap();
    let token = path.rsplit('/').next().unwrap().to_owned();
    assert!(!house.holds(&token), "only the hash is stored");
    let enter = async |email: &str| {
        let browser = house.browser("192.0.2.1");
        let mark = browser
            .post("/sign-up", &[("born", "1990-05-31"), ("owner", &token)])
            .await
            .hidden("age");
        let fields = [
            ("age", mark.as_str()),
            ("owner", &token),
            ("email", email),
            ("password", PASSWORD),
            ("agree", "yes"),
        ];
        browser.post("/sign-up", &fields).await.status
    };
    assert_eq!(house.browser("192.0.2.1").get(&path).await.status, StatusCode::OK);
    let (one, other) = tokio::join!(enter("ada@example.org"), enter("bob@example.org"));
    assert_eq!(
        [one, other].iter().filter(|status| status.is_redirection()).count(),
        1,
        "{one} {other}"
    );
    assert_eq!(house.count(ACCOUNTS).await, 1);
    assert_eq!(
        house
            .count("SELECT COUNT(*) AS count FROM account WHERE role = 'owner'")
            .await,
        1
    );
    assert_eq!(
        house.browser("192.0.2.1").get(&path).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(owner_link(&house.app).await.unwrap(), None);
}

#[tokio::test]
async fn the_owners_link_is_good_for_a_day() {
    let house = House::new().await;
    let path = owner_link(&house.app).await.unwrap().unwrap();
    house.pass(Span::hours(25));
    assert_eq!(
        house.browser("192.0.2.1").get(&path).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_command_line_makes_an_account_once() {
    let house = House::new().await;
    let make = || {
        create(
            &house.app,
            "ada@example.org",
            PASSWORD,
            Role::Owner,
            web_kit::Language::German,
        )
    };
    let id = make().await.unwrap();
    assert_eq!(lookup(&house.app, id).await.unwrap().role, Role::Owner);
    assert!(make().await.is_err());
    assert_eq!(house.count(ACCOUNTS).await, 1);
    assert_eq!(house.count("SELECT COUNT(*) AS count FROM workspace").await, 1);
}
