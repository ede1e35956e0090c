//! Backups (P-STO-04, P-STO-05): made while everything goes on, sealed and signed, checked, restored, rehearsed; and what
//! was erased since stays erased in them (P-RET-06).

use std::{fs, path::Path};

use basics::Span;
use product::{
    App,
    backups::{self, BackupError, BackupPlan, Health},
};
use store::{Db, DbAddress, Objects};
use testkit::{Database, TRACER, TestApp, Tracer, files_below, on_both_databases, sweep_raw};

use crate::{erasure::sweep_opened, pictures::make};

/// A folder for backups.
struct Place {
    folder: tempfile::TempDir,
    objects: Objects,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::folder(&folder.path().join("backups")).unwrap();
        Self { folder, objects }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file_with(&self, part: &str) -> std::path::PathBuf {
        let mut files = files_below(self.path()).into_iter();
        files.find(|file| file.display().to_string().contains(part)).unwrap()
    }
}

/// The same installation over an empty database and no objects.
async fn empty(app: &App, folder: &Path) -> App {
    let db = Db::open(&DbAddress::Sqlite(folder.join("nanoprompt.db")))
        .await
        .unwrap();
    app.changed(|other| {
        other.jobs = jobs::Queue::new(db.clone(), app.clock.clone(), app.chance.clone());
        other.objects = Objects::folder(&folder.join("objects")).unwrap();
        other.db = db;
    })
}

/// Every row of the tables that people fill, in one order.
async fn content(db: &Db) -> Vec<String> {
    let mut all = Vec::new();
    for sql in [
        "SELECT * FROM account ORDER BY id",
        "SELECT * FROM acceptance ORDER BY account_id, document",
        "SELECT * FROM workspace ORDER BY id",
        "SELECT * FROM api_key ORDER BY id",
        "SELECT * FROM generation ORDER BY id",
        "SELECT * FROM asset ORDER BY id",
    ] {
        for row in db.all(sql, vec![]).await.unwrap() {
            let values: Vec<_> = row
                .columns()
                .map(|(name, value)| match value {
                    store::Value::Text(None) | store::Value::Int(None) | store::Value::Blob(None) => {
                        format!("{name}: nothing")
                    }
                    value => format!("{name}: {value:?}"),
                })
                .collect();
            all.push(values.join(", "));
        }
    }
    all
}

on_both_databases! {
    async fn a_backup_brings_everything_back(database: Database) {
        let app = TestApp::start(database).await;
        let ada = TRACER.arrive(&app).await;
        make(&app, &ada, TRACER.prompt).await;
        make(&app, &ada, "misty mountains").await;
        let place = Place::new();
        let manifest = backups::create(&app.app, &place.objects).await.unwrap();
        assert_eq!(backups::verify(&app.app, &place.objects, &manifest.id).await.unwrap(), []);
        for marker in TRACER.markers().into_iter().chain([ "account_id", "workspace_id"]) {
            assert_eq!(sweep_raw(&[place.path()], marker), [], "a backup shows nothing in clear");
        }
        let scratch = tempfile::tempdir().unwrap();
        let other = empty(&app.app, scratch.path()).await;
        let restored = backups::restore(&other, &place.objects, &manifest.id).await.unwrap();
        assert_eq!(content(&other.db).await, content(&app.app.db).await);
        assert_eq!(restored.objects, 4);
        for name in app.app.objects.list().await.unwrap() {
            assert_eq!(other.objects.get(&name).await.unwrap(), app.app.objects.get(&name).await.unwrap());
        }
        let sessions = other.db.all("SELECT id FROM session", vec![]).await.unwrap();
        assert!(sessions.is_empty(), "a session that was ended since must not come back");
        assert!(!sweep_opened(&other.db, &other.vault, Tracer::marker(TRACER.prompt)).await.is_empty(), "it opens with the keys");
    }

    async fn work_that_was_on_its_way_is_not_done_again(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let place = Place::new();
        for sql in ["UPDATE generation SET state = 'running'", "UPDATE job SET state = 'queued', finished_at = NULL"] {
            app.app.db.run(sql, vec![]).await.unwrap();
        }
        let manifest = backups::create(&app.app, &place.objects).await.unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let other = empty(&app.app, scratch.path()).await;
        backups::restore(&other, &place.objects, &manifest.id).await.unwrap();
        let open = other.db.all("SELECT id FROM job WHERE state IN ('queued', 'running')", vec![]).await.unwrap();
        assert!(open.is_empty());
        let state: String = other.db.first("SELECT state FROM generation", vec![]).await.unwrap().unwrap().get("state").unwrap();
        assert_eq!(state, "unknown");
    }

    async fn who_was_erased_after_the_backup_does_not_come_back(database: Database) {
        let app = TestApp::start(database).await;
        let ada = TRACER.arrive(&app).await;
        make(&app, &ada, TRACER.prompt).await;
        let bob = app.person("bob@example.org").await;
        let gone = make(&app, &bob, "a red desert").await;
        make(&app, &bob, "misty mountains").await;
        let place = Place::new();
        let manifest = backups::create(&app.app, &place.objects).await.unwrap();
        ada.post("/you/erase", &[("when", "now"), ("password", TRACER.password)]).await;
        bob.post(&format!("{gone}/erase"), &[]).await;
        app.settle().await;
        let scratch = tempfile::tempdir().unwrap();
        let other = empty(&app.app, scratch.path()).await;
        let restored = backups::restore(&other, &place.objects, &manifest.id).await.unwrap();
        assert!(restored.erased > 8, "{restored:?}");
        assert_eq!(content(&other.db).await, content(&app.app.db).await, "only what is still there came back");
        assert_eq!(files_below(&scratch.path().join("objects")).len(), 2);
        for marker in [TRACER.prompt, TRACER.email, TRACER.key_name].map(Tracer::marker) {
            assert_eq!(sweep_opened(&other.db, &other.vault, marker).await, Vec::<String>::new());
        }
    }

    async fn the_drill_finds_a_canary_that_would_come_back(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let place = Place::new();
        backups::create(&app.app, &place.objects).await.unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let drilled = backups::drill(&app.app, &place.objects, scratch.path()).await.unwrap();
        assert!(drilled.is_good(), "{drilled:?}");
        assert!(drilled.restored.erased > 0, "the canary was in the backup: {drilled:?}");
    }

    async fn whatever_is_damaged_is_found_and_not_restored(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        for (part, at) in [("account-000000", 40), ("objects-000000", 3), ("/pool/asset/", 1_000), ("/manifest", 700)] {
            let place = Place::new();
            let manifest = backups::create(&app.app, &place.objects).await.unwrap();
            let file = place.file_with(part);
            let mut bytes = fs::read(&file).unwrap();
            bytes[at] ^= 1;
            fs::write(&file, bytes).unwrap();
            let verified = backups::verify(&app.app, &place.objects, &manifest.id).await;
            assert!(verified.as_ref().map_or(true, |damages| !damages.is_empty()), "{part}: {verified:?}");
            let scratch = tempfile::tempdir().unwrap();
            let other = empty(&app.app, scratch.path()).await;
            let restored = backups::restore(&other, &place.objects, &manifest.id).await;
            assert!(matches!(restored, Err(BackupError::Damaged { .. } | BackupError::Unsigned { .. })), "{part}: {restored:?}");
        }
    }

    async fn nothing_is_restored_over_somebodys_work(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let place = Place::new();
        let none = backups::newest(&place.objects).await;
        assert!(matches!(none, Err(BackupError::None)));
        let manifest = backups::create(&app.app, &place.objects).await.unwrap();
        let restored = backups::restore(&app.app, &place.objects, &manifest.id).await;
        assert!(matches!(restored, Err(BackupError::NotEmpty)), "{restored:?}");
        // The keys of another installation.
        let stranger = TestApp::start(Database::sqlite().await.unwrap()).await;
        let restored = backups::restore(&stranger.app, &place.objects, &manifest.id).await;
        assert!(matches!(restored, Err(BackupError::Unsigned { .. })), "{restored:?}");
    }

    async fn nothing_is_pruned_while_another_backup_is_being_made(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, "a calm sea").await;
        let place = Place::new();
        backups::create(&app.app, &place.objects).await.unwrap();
        ada.post(&format!("{asset}/erase"), &[]).await;
        app.settle().await;
        app.clock.advance(Span::hours(1));
        let newest = backups::create(&app.app, &place.objects).await.unwrap();
        // Somebody else is at it, and counts on what is in the pool.
        let begun = store::ObjectName::listed(&format!("backups/{:015}-00000000/asset-000000", newest.shows));
        place.objects.put(&begun, "a part".into()).await.unwrap();
        let pooled = || files_below(&place.path().join("backups/pool")).len();
        assert_eq!((backups::prune(&app.app, &place.objects, 1).await.unwrap(), pooled()), (0, 2));
        app.clock.advance(Span::hours(25));
        assert_eq!((backups::prune(&app.app, &place.objects, 1).await.unwrap(), pooled()), (2, 0));
        assert!(place.objects.length(&begun).await.is_err(), "what was cut off goes too");
        assert_eq!(backups::verify(&app.app, &place.objects, &newest.id).await.unwrap(), []);
    }

    async fn a_month_has_all_its_backups_and_a_missed_one_is_told(database: Database) {
        let mut app = TestApp::start(database).await;
        let place = Place::new();
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let plan = BackupPlan {
            target: place.objects.clone(),
            every: Span::hours(24),
            keep: 14,
            keys: Some(place.path().join("keys")),
            scratch: place.path().join("scratch"),
        };
        app.app = app.app.changed(|app| app.backups = Some(plan));
        assert_eq!(backups::health(&app.app).await.unwrap(), Health::Missed);
        for _ in 0..30 * 4 {
            backups::tend(&app.app).await.unwrap();
            assert_eq!(backups::health(&app.app).await.unwrap(), Health::Good);
            app.clock.advance(Span::hours(6));
        }
        let runs = |kind: &'static str| {
            let db = app.app.db.clone();
            async move { db.all("SELECT id FROM backup_run WHERE kind = $1 AND failure IS NULL", store::values![kind]).await.unwrap().len() }
        };
        assert_eq!((runs("backup").await, runs("restore-drill").await), (30, 5));
        let manifests = files_below(&place.path().join("backups/backups")).iter().filter(|file| file.ends_with("manifest")).count();
        assert_eq!((manifests, files_below(&place.path().join("keys")).len()), (14, 3));
        // Nobody tends them for three days; then the place is gone.
        app.clock.advance(Span::days(3));
        assert_eq!(backups::health(&app.app).await.unwrap(), Health::Missed);
        fs::remove_dir_all(place.path().join("backups")).unwrap();
        fs::write(place.path().join("backups"), "in the way").unwrap();
        backups::tend(&app.app).await.unwrap();
        assert_eq!(backups::health(&app.app).await.unwrap(), Health::Failed);
        fs::remove_file(place.path().join("backups")).unwrap();
        app.clock.advance(Span::hours(1));
        backups::tend(&app.app).await.unwrap();
        assert_eq!(backups::health(&app.app).await.unwrap(), Health::Good, "it is tried again before the next day");
    }
}
