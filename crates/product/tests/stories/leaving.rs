//! A person leaves (P-RET-01, P-RET-04, P-RET-06, P-RGT-03): hidden at once, unreadable, removed, certified; and never
//! back, whatever is late or restored.

use std::{collections::BTreeMap, path::Path};

use basics::Span;
use product::erasures::{Certificate, GRACE};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Db, DbAddress};
use testkit::{
    Client, Database, PASSWORD, TRACER, TestApp, Tracer, copy_folder, files_below, find_in, occurs_below,
    on_both_databases, sign_up, sweep_raw,
};
use vault::{Vault, read_statement};

use crate::{
    erasure::{rows_in_clear, sweep_opened},
    pictures::make,
};

/// Asks for the erasure; the receipt's address.
async fn leave(person: &Client, password: &str, when: &str) -> String {
    let answer = person
        .post("/you/erase", &[("when", when), ("password", password)])
        .await;
    answer.location().unwrap_or_else(|| panic!("{}", answer.text()))
}

async fn certificate(app: &TestApp, receipt: &str) -> Certificate {
    let file = app.stranger().get(&format!("{receipt}/certificate")).await;
    assert_eq!(file.status, 200, "{}", file.text());
    let statement = read_statement(&file.text()).unwrap();
    let published = app.stranger().get("/.well-known/jwks.json").await.json();
    assert_eq!(published["keys"][0]["kid"], json!(statement.signer));
    serde_json::from_slice(&statement.payload).unwrap()
}

/// How many rows each table has.
async fn rows(app: &TestApp) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    for (table, sql) in [
        ("account", "SELECT COUNT(*) AS count FROM account"),
        ("acceptance", "SELECT COUNT(*) AS count FROM acceptance"),
        ("workspace", "SELECT COUNT(*) AS count FROM workspace"),
        ("session", "SELECT COUNT(*) AS count FROM session"),
        ("api_key", "SELECT COUNT(*) AS count FROM api_key"),
        ("generation", "SELECT COUNT(*) AS count FROM generation"),
        ("asset", "SELECT COUNT(*) AS count FROM asset"),
        ("job", "SELECT COUNT(*) AS count FROM job WHERE kind <> 'erase_account'"),
    ] {
        counts.insert(table, app.count(sql).await);
    }
    counts
}

/// The ids by which the person is known inside.
async fn ids(app: &TestApp, email: &str) -> (basics::AccountId, basics::WorkspaceId) {
    let account = product::accounts::find_by_email(&app.app, email)
        .await
        .unwrap()
        .unwrap();
    (
        account,
        product::accounts::lookup(&app.app, account).await.unwrap().workspace,
    )
}

on_both_databases! {
    async fn erasing_a_person_leaves_no_trace(database: Database) {
        let app = TestApp::start(database).await;
        let bob = app.person("bob@example.org").await;
        let kept = make(&app, &bob, "misty mountains").await;
        let before = (rows(&app).await, files_below(&app.objects()).len());
        let ada = TRACER.arrive(&app).await;
        let asset = make(&app, &ada, TRACER.prompt).await;
        make(&app, &ada, "a red desert").await;
        let program = app.program(TRACER.email).await;
        assert_eq!(program.get("/v1/models").await.status, 200);
        let (account, workspace) = ids(&app, TRACER.email).await;
        let wrapped = app.app.vault.wrapped_bytes(account.into()).await.unwrap();
        assert!(wrapped.iter().all(|bytes| occurs_below(&app.keys(), bytes)) && !wrapped.is_empty());
        let question = ada.get("/you/erase").await.text();
        assert!(question.contains("Pictures") && question.contains("<dd>2</dd>"), "{question}");

        let receipt = leave(&ada, TRACER.password, "now").await;
        // From the answer on, before any work was done, nothing opens.
        let opened = app.app.vault.wrapped_bytes(account.into()).await.unwrap();
        assert!(app.app.vault.create_unit(basics::UnitId::from(account), account.into()).await.is_err(), "{opened:?}");
        assert_eq!(program.get("/v1/models").await.status, 401);
        app.settle().await;

        assert_eq!((rows(&app).await, files_below(&app.objects()).len()), before);
        let clear = rows_in_clear(&app.app.db).await;
        for id in [account.to_string(), workspace.to_string()] {
            assert_eq!(find_in(&clear, &id, "rows"), [], "an id of the person is left");
        }
        for marker in TRACER.markers() {
            assert_eq!(find_in(&clear, marker, "rows"), []);
            assert_eq!(sweep_raw(&[&app.folder()], marker), []);
        }
        assert!(wrapped.iter().all(|bytes| !occurs_below(&app.keys(), bytes)));
        assert_eq!(ada.get(&asset).await.location().as_deref().map(|to| to.starts_with("/sign-in")), Some(true));
        let again = app.stranger().post("/sign-in", &[("email", TRACER.email), ("password", TRACER.password)]).await;
        assert_eq!(again.status, 422);
        assert_eq!(bob.get(&kept).await.status, 200);

        let certificate = certificate(&app, &receipt).await;
        let secret = receipt.strip_prefix("/erasures/").unwrap();
        let subject: Vec<String> = Sha256::digest(format!("{secret}\0{}", TRACER.email)).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(certificate.subject, subject.concat());
        let counted = |name: &str| certificate.removed.get(name).copied();
        assert_eq!((counted("asset"), counted("objects/asset"), counted("account"), counted("api_key")), (Some(2), Some(2), Some(1), Some(2)));
        assert!(certificate.unreadable_at <= certificate.finished_at && certificate.kept.is_empty());
        assert!(app.stranger().get(&receipt).await.text().contains("has been erased"));
    }

    async fn who_leaves_can_come_back_for_seven_days(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let elsewhere = app.stranger();
        elsewhere.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        let asset = make(&app, &ada, "a calm sea").await;
        let program = app.program("ada@example.org").await;
        let receipt = leave(&ada, PASSWORD, "later").await;
        assert!(app.stranger().get(&receipt).await.text().contains("will be erased"));
        assert_eq!(app.stranger().get(&format!("{receipt}/certificate")).await.status, 404);
        // Hidden: for the person but for the way back, for their programs, and for their other browsers.
        for path in ["/", "/library", &asset, "/you", &format!("{asset}/file")] {
            assert_eq!(ada.get(path).await.location().as_deref(), Some("/leaving"), "{path}");
        }
        assert_eq!(program.get("/v1/models").await.status, 401);
        assert!(elsewhere.get("/library").await.location().unwrap().starts_with("/sign-in"));
        assert_eq!(ada.post("/generations", &[("prompt", "more")]).await.location().as_deref(), Some("/leaving"));
        app.clock.advance(Span::minutes(7 * 24 * 60 - 1));
        assert!(ada.get("/leaving").await.text().contains("Keep my account"));

        assert_eq!(ada.post("/leaving/undo", &[]).await.location().as_deref(), Some("/you"));
        assert_eq!((ada.get(&asset).await.status.as_u16(), program.get("/v1/models").await.status.as_u16()), (200, 200));
        assert_eq!(ada.post("/leaving/undo", &[]).await.status, 404);
        assert_eq!(app.stranger().get(&receipt).await.status, 404, "what was taken back has no receipt");
        app.clock.advance(Span::days(2));
        app.settle().await;
        assert_eq!(app.stranger().post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await.location().as_deref(), Some("/"));
    }

    async fn after_seven_days_who_left_is_gone(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let receipt = leave(&ada, PASSWORD, "later").await;
        app.clock.advance(GRACE);
        app.clock.advance(Span::seconds(1));
        app.settle_moving(Span::seconds(1)).await;
        assert_eq!(rows(&app).await.values().sum::<i64>(), 0);
        assert_eq!(files_below(&app.objects()), Vec::<std::path::PathBuf>::new());
        assert_eq!(ada.post("/leaving/undo", &[]).await.location().map(|to| to.starts_with("/sign-in")), Some(true));
        assert_eq!(certificate(&app, &receipt).await.removed.get("asset"), Some(&1));
        // Whoever comes again is somebody new.
        let again = app.stranger();
        assert_eq!(sign_up(&again, "ada@example.org", PASSWORD).await.location().as_deref(), Some("/"));
        assert!(!again.get("/library").await.text().contains("calm"));
    }

    async fn only_who_knows_the_password_can_end_an_account(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for password in ["", "not the password at all", &PASSWORD.to_uppercase()] {
            let refused = ada.post("/you/erase", &[("when", "now"), ("password", password)]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text().contains("not your password"), "{}", refused.text());
        }
        let mut last = 422;
        for _ in 0..10 {
            last = ada.post("/you/erase", &[("when", "now"), ("password", "guess")]).await.status.as_u16();
        }
        assert_eq!(last, 429, "guessing is slowed down");
        assert_eq!(ada.get("/library").await.status, 200);
        assert_eq!(app.stranger().post("/you/erase", &[("when", "now"), ("password", PASSWORD)]).await.location().map(|to| to.starts_with("/sign-in")), Some(true));
        assert_eq!(app.stranger().get("/erasures/0000").await.status, 404);
        let bob = app.person("bob@example.org").await;
        assert_eq!(bob.get("/leaving").await.status, 404);
        assert_eq!(bob.post("/leaving/now", &[("password", PASSWORD)]).await.status, 404);
    }

    async fn work_that_runs_while_its_person_goes_leaves_nothing(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for _ in 0..6 {
            ada.post("/generations", &[("prompt", "a lighthouse on a cliff"), ("size", "1536x1024")]).await;
        }
        leave(&ada, PASSWORD, "now").await;
        app.settle_moving(Span::millis(200)).await;
        assert_eq!(rows(&app).await.values().sum::<i64>(), 0, "{:?}", rows(&app).await);
        assert_eq!(files_below(&app.objects()), Vec::<std::path::PathBuf>::new());
    }

    async fn an_erasure_that_was_given_up_is_started_anew(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        // Something in the way of the objects: the place of one is a folder that is not empty.
        let object = files_below(&app.objects()).remove(0);
        let aside = app.folder().join("aside");
        std::fs::rename(&object, &aside).unwrap();
        std::fs::create_dir_all(object.join("in the way")).unwrap();
        let receipt = leave(&ada, PASSWORD, "now").await;
        app.settle_moving(Span::minutes(5)).await;
        assert_eq!(app.stranger().get(&format!("{receipt}/certificate")).await.status, 404, "never said to be done before it is");
        assert!(app.stranger().get(&receipt).await.text().contains("Nothing of this account opens any more"));
        std::fs::remove_dir_all(&object).unwrap();
        std::fs::rename(&aside, &object).unwrap();
        // The installation's own sweeper may have had the turn; within two hours somebody has had it and is through.
        for _ in 0..4 {
            app.clock.advance(Span::minutes(31));
            product::retention::sweep(&app.app).await.unwrap();
            app.settle_moving(Span::seconds(1)).await;
        }
        let certificate = certificate(&app, &receipt).await;
        assert_eq!(certificate.removed.get("asset"), Some(&1), "{certificate:?}");
        assert_eq!(files_below(&app.objects()), Vec::<std::path::PathBuf>::new());
    }
}

async fn open_keys(folder: &Path, app: &TestApp) -> Vault {
    let clock = std::sync::Arc::new(app.clock.clone());
    Vault::open(folder, clock, std::sync::Arc::new(basics::Chance::system()))
        .await
        .unwrap()
}

/// The data from before the erasure, as a thief or a backup would have it, against the keys from after; and then against
/// a copy of the keys from before, as after the loss of the newest.
#[tokio::test(flavor = "multi_thread")]
async fn no_copy_brings_an_erased_person_back() {
    let app = TestApp::start(Database::sqlite().await.unwrap()).await;
    let ada = TRACER.arrive(&app).await;
    make(&app, &ada, TRACER.prompt).await;
    let DbAddress::Sqlite(file) = &app.database.address else {
        panic!("not SQLite")
    };
    let copy = tempfile::tempdir().unwrap();
    copy_folder(file.parent().unwrap(), &copy.path().join("rows"));
    copy_folder(&app.keys(), &copy.path().join("keys"));
    let (account, _) = ids(&app, TRACER.email).await;
    leave(&ada, TRACER.password, "now").await;
    app.settle().await;

    let data = Db::open(&DbAddress::Sqlite(copy.path().join("rows/nanoprompt.db")))
        .await
        .unwrap();
    let markers = [TRACER.prompt, TRACER.email, TRACER.key_name].map(Tracer::marker);
    for marker in markers {
        assert_eq!(
            sweep_opened(&data, &app.app.vault, marker).await,
            Vec::<String>::new(),
            "with the newest keys"
        );
    }
    let older = open_keys(&copy.path().join("keys"), &app).await;
    for marker in markers {
        assert!(
            !sweep_opened(&data, &older, marker).await.is_empty(),
            "with the older keys it does open: this is what tombstones are for"
        );
    }
    let tombstones = app.app.vault.tombstones(basics::Time::from_millis(0)).await.unwrap();
    older.replay(&tombstones).await.unwrap();
    let (older, _closed) = (open_keys(&copy.path().join("keys"), &app).await, older);
    for marker in markers {
        assert_eq!(
            sweep_opened(&data, &older, marker).await,
            Vec::<String>::new(),
            "after the tombstones"
        );
    }
    assert!(
        older
            .create_holder(account.into(), vault::HolderKind::Person)
            .await
            .is_err(),
        "nobody comes back under that id"
    );
}
