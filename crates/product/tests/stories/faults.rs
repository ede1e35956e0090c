//! The database goes away in the middle of work, and comes back.

use basics::Span;
use store::{Db, DbAddress};
use testkit::{Database, TestApp};

/// The same server's own database, from which others can be closed.
async fn server(address: &DbAddress) -> (Db, String) {
    let DbAddress::Postgres(url) = address else {
        panic!("not PostgreSQL")
    };
    let (base, name) = url.rsplit_once('/').unwrap();
    let server = Db::open(&DbAddress::Postgres(format!("{base}/postgres")))
        .await
        .unwrap();
    (server, name.to_owned())
}

async fn close(server: &Db, name: &str) {
    server
        .execute_alone(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        .await
        .unwrap();
    let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    server.execute_alone(&sql).await.unwrap();
}

async fn open(server: &Db, name: &str) {
    server
        .execute_alone(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn work_survives_a_database_that_goes_away() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let app = TestApp::start(database).await;
    let (server, name) = server(&app.database.address).await;
    let ada = app.person("ada@example.org").await;
    let order = [("prompt", "a calm sea"), ("size", "512x512"), ("count", "4")];
    for _ in 0..3 {
        assert_eq!(ada.post("/generations", &order).await.location().as_deref(), Some("/"));
    }
    close(&server, &name).await;

    // Whoever looks is told, and the watchers are told the truth; what was not taken is said not to be.
    let ready = ada.get("/readyz").await;
    assert_eq!(
        (ready.status.as_u16(), ready.json()["database"].as_bool()),
        (503, Some(false))
    );
    assert_eq!(ada.get("/healthz").await.status, 200);
    let page = ada.get("/library").await;
    assert_eq!(page.status, 503, "{}", page.text());
    let refused = ada.post("/generations", &order).await;
    assert_eq!(refused.status, 503);

    open(&server, &name).await;
    // Leases that could not be extended run out, and what failed is tried again.
    app.settle_moving(Span::seconds(10)).await;
    let db = &app.app.db;
    let count = |sql| async move { db.all(sql, vec![]).await.unwrap().len() };
    assert_eq!(count("SELECT id FROM generation WHERE state = 'done'").await, 3);
    assert_eq!(count("SELECT id FROM asset").await, 12, "each once");
    assert_eq!(testkit::files_below(&app.objects()).len(), 24);
    assert_eq!(ada.get("/readyz").await.status, 200);
}
