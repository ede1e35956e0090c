//! A transit engine that behaves well, and one that does not.

use std::{fs, sync::Arc};

use basics::SystemClock;
use egress::InMemory;
use testkit::{TransitMode, TransitServer};

use super::{table::TransitTable, *};

const TOKEN: &str = "hvs.the-token-of-the-studio";

/// A clock whose waits are over at once.
fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock::new(|_| Box::pin(std::future::ready(()))))
}

/// The engine, a file with the token, and the key that the table names.
struct Stage {
    server: TransitServer,
    token: tempfile::NamedTempFile,
    record: Arc<InMemory>,
    transit: Transit,
}

impl Stage {
    async fn new() -> Self {
        let server = TransitServer::start(TOKEN).await;
        let token = tempfile::NamedTempFile::new().unwrap();
        fs::write(token.path(), format!("{TOKEN}\n")).unwrap();
        let table = table(&server.address(), "", &token);
        let record = Arc::new(InMemory::default());
        let mut transit = table.open(clock(), record.clone()).unwrap();
        transit.patience = Span::millis(300);
        Self {
            server,
            token,
            record,
            transit,
        }
    }

    /// What it says when it is asked in vain.
    async fn said(&self) -> String {
        let wrapped = self.transit.wrap(b"check", &[7; 32]).await;
        let said = wrapped.unwrap_err().to_string();
        assert!(said.contains("root of transit at http://127.0.0.1"), "{said}");
        assert!(!said.contains(TOKEN), "{said}");
        said
    }
}

fn table(address: &str, more: &str, token: &tempfile::NamedTempFile) -> TransitTable {
    let token = token.path().display();
    toml::from_str(&format!(
        "address = \"{address}\"\nkey = \"root\"\ntoken_file = \"{token}\"\n{more}"
    ))
    .unwrap()
}

#[tokio::test]
async fn what_is_wrapped_opens_for_what_it_is_bound_to_only() {
    let stage = Stage::new().await;
    let wrapped = stage.transit.wrap(b"holder 1", &[7; 32]).await.unwrap();
    assert!(wrapped.starts_with(b"vault:v1:"));
    assert_eq!(stage.transit.unwrap(b"holder 1", &wrapped).await.unwrap(), [7; 32]);
    let moved = stage.transit.unwrap(b"holder 2", &wrapped).await;
    assert!(matches!(moved, Err(VaultError::Forged)), "{moved:?}");
    stage.server.rotate();
    assert_eq!(stage.transit.unwrap(b"holder 1", &wrapped).await.unwrap(), [7; 32]);
    assert!(
        stage
            .transit
            .wrap(b"holder 1", &[7; 32])
            .await
            .unwrap()
            .starts_with(b"vault:v2:")
    );
}

#[tokio::test]
async fn it_learns_no_id_and_is_not_asked_for_what_others_wrapped() {
    let stage = Stage::new().await;
    let of_a_file = stage.transit.unwrap(b"holder", &[0xa5; 72]).await;
    assert!(matches!(of_a_file, Err(VaultError::Forged)));
    assert!(stage.server.asked().is_empty());
    stage.transit.wrap(b"holder of an id", &[7; 32]).await.unwrap();
    let (_, body) = stage.server.asked().remove(0);
    let bound_to = BASE64.decode(body["associated_data"].as_str().unwrap()).unwrap();
    assert_eq!(bound_to, Sha256::digest(b"holder of an id").to_vec());
    let departure = stage.record.departures().remove(0);
    assert_eq!((&*departure.rule, departure.status), ("keys", Some(200)));
}

#[tokio::test]
async fn whatever_is_amiss_is_said_with_what_to_do() {
    let stage = Stage::new().await;
    for (mode, word) in [
        (TransitMode::Sealed(9), "unseal it"),
        (TransitMode::Hang, "whether it runs"),
        (TransitMode::NotJson, "look at the address"),
        (TransitMode::StandingBy, "active one"),
    ] {
        stage.server.behave(mode);
        let said = stage.said().await;
        assert!(said.contains(word), "{mode:?}: {said}");
    }
    stage.server.behave(TransitMode::Well);
    stage.server.expect_token("another");
    let said = stage.said().await;
    assert!(said.contains("renew it"), "{said}");
    let nowhere = table("http://127.0.0.1:9", "", &stage.token);
    let said = nowhere.open(clock(), stage.record.clone()).unwrap();
    let said = said.wrap(b"check", &[7; 32]).await.unwrap_err().to_string();
    assert!(said.contains("cannot be reached"), "{said}");
    let elsewhere = table(&stage.server.address(), "mount = \"elsewhere\"", &stage.token);
    let said = elsewhere.open(clock(), stage.record.clone()).unwrap();
    let said = said.wrap(b"check", &[7; 32]).await.unwrap_err().to_string();
    assert!(said.contains("look at address, mount and namespace"), "{said}");
}

#[tokio::test]
async fn a_moment_of_being_sealed_is_not_noticed() {
    let stage = Stage::new().await;
    stage.server.behave(TransitMode::Sealed(2));
    stage.transit.wrap(b"check", &[7; 32]).await.unwrap();
    assert_eq!(stage.server.asked().len(), 3);
    stage.server.expect_token("another");
    stage.said().await;
    assert_eq!(stage.server.asked().len(), 4, "what does not help is not done again");
}

#[tokio::test]
async fn a_renewed_token_is_read_without_a_restart() {
    let stage = Stage::new().await;
    stage.server.expect_token("hvs.renewed");
    assert!(stage.transit.wrap(b"check", &[7; 32]).await.is_err());
    fs::write(stage.token.path(), "hvs.renewed").unwrap();
    stage.transit.wrap(b"check", &[7; 32]).await.unwrap();
    fs::remove_file(stage.token.path()).unwrap();
    let said = stage.said().await;
    assert!(said.contains("token cannot be read"), "{said}");
}

#[test]
fn a_table_that_cannot_be_used_is_refused_with_what_to_write() {
    let record = Arc::new(InMemory::default());
    for (toml, word) in [
        ("address = \"http://a\"\nkey = \"root\"", "token_env"),
        ("address = \"a\"\nkey = \"root\"\ntoken_file = \"t\"", "address"),
        ("address = \"http://a\"\nkey = \"../sys\"\ntoken_file = \"t\"", "names"),
        (
            "address = \"http://a\"\nmount = \"a/../b\"\nkey = \"root\"\ntoken_file = \"t\"",
            "names",
        ),
        (
            "address = \"http://a\"\nkey = \"root\"\ntoken_env = \"NOBODY_SET_THIS\"",
            "NOBODY_SET_THIS",
        ),
    ] {
        let table: TransitTable = toml::from_str(toml).unwrap();
        let refused = table.open(clock(), record.clone()).err().unwrap().to_string();
        assert!(
            refused.contains(word) && refused.contains("[keys.transit]"),
            "{refused}"
        );
    }
}
