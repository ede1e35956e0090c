//! Objects that no row tells of: removed once nobody can give them one any more, and never before (P-RET-03).

use basics::{AssetId, GenerationId};
use store::ObjectName;
use testkit::{Mode, TestApp, Upstream, files, on_both_databases};

use crate::{
    pictures::make,
    uploads::{kept, upload},
};

const ORDER: &[(&str, &str)] = &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")];

fn objects_of(id: AssetId) -> [ObjectName; 3] {
    ["asset", "thumbnail", "as-sent"].map(|class| ObjectName::new(class, id))
}

/// Stores what a result's work stores before it writes the row.
async fn leave(app: &TestApp, id: AssetId, person: &str) {
    let account = product::accounts::find_by_email(&app.app, person)
        .await
        .unwrap()
        .unwrap();
    app.app.vault.create_unit(id.into(), account.into()).await.unwrap();
    for name in objects_of(id) {
        app.app.objects.put(&name, "sealed".into()).await.unwrap();
    }
}

async fn only_generation(app: &TestApp) -> GenerationId {
    let rows = app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap();
    rows.last().unwrap().get("id").unwrap()
}

on_both_databases! {
    async fn what_dead_work_left_behind_is_removed(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let page = make(&app, &ada, "a calm sea").await;
        let photo = kept(&ada, &files::photo()).await;
        let before = app.app.objects.list().await.unwrap().len();
        let orphan = AssetId::of(only_generation(&app).await, 7);
        leave(&app, orphan, "ada@example.org").await;
        let foreign = ObjectName::listed("asset/00/somebody-elses");
        app.app.objects.put(&foreign, "not ours".into()).await.unwrap();

        assert_eq!(product::assets::sweep_orphans(&app.app).await.unwrap(), 1);
        assert_eq!(product::assets::sweep_orphans(&app.app).await.unwrap(), 0);
        let left = app.app.objects.list().await.unwrap();
        assert_eq!(left.len(), before + 1);
        assert!(left.contains(&foreign), "what is not ours is not ours to remove");
        assert!(app.app.vault.wrapped_bytes(orphan.into()).await.unwrap().is_empty(), "nor is a key left");
        for page in [page, photo] {
            assert_eq!(ada.get(&format!("{page}/file")).await.status, 200);
        }
    }

    async fn what_running_work_needs_stays(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        upstream.behave(Mode::Slow);
        ada.post("/generations", ORDER).await;
        // Its work has begun, and stores its results before it writes about them.
        let result = AssetId::of(only_generation(&app).await, 0);
        leave(&app, result, "ada@example.org").await;
        assert_eq!(product::assets::sweep_orphans(&app.app).await.unwrap(), 0);
        assert!(app.app.objects.length(&objects_of(result)[0]).await.is_ok());

        upstream.behave(Mode::Well);
        app.settle().await;
        assert_eq!(product::assets::sweep_orphans(&app.app).await.unwrap(), 0);
        let page = ada.get("/").await.link("/library/").unwrap();
        assert_eq!(ada.get(&format!("{page}/file")).await.status, 200);
    }

    async fn the_installation_looks_for_orphans_by_itself(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        assert_eq!(upload(&ada, "a.png", b"no picture").await.status, 422);
        let orphan = AssetId::of(only_generation(&app).await, 7);
        leave(&app, orphan, "ada@example.org").await;
        let gone = async {
            while app.app.objects.length(&objects_of(orphan)[1]).await.is_ok() {
                app.clock.advance(basics::Span::minutes(10));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), gone).await.unwrap();
    }
}
