//! What is over goes by itself (P-RET-03).

use basics::Span;
use testkit::{TestApp, on_both_databases};

use crate::pictures::make;

on_both_databases! {
    async fn what_is_over_is_removed_within_the_hour(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let db = &app.app.db;
        let left = |sql| async move { db.all(sql, vec![]).await.unwrap().len() };
        let (sessions, jobs) = ("SELECT id FROM session", "SELECT id FROM job");
        app.clock.advance(Span::days(6));
        product::retention::sweep(&app.app).await.unwrap();
        assert_eq!((left(sessions).await, left(jobs).await), (1, 1), "not before their time");
        app.clock.advance(Span::days(85));
        app.clock.advance(Span::hours(1));
        // Nobody comes; the installation's own sweep does it.
        let gone = async {
            while (left(sessions).await, left(jobs).await) != (0, 0) {
                app.clock.advance(Span::minutes(1));
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
    }
}
