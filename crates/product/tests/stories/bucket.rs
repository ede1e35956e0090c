//! The whole way with objects in a bucket: made, uploaded, looked at, backed up, restored, erased; and when it fails.

use testkit::{Bucket, TestApp, Trouble, files, files_below, on_both_databases};

use crate::{pictures::make, uploads::kept};

on_both_databases! {
    async fn pictures_live_in_a_bucket_and_go_from_it(database: Database) {
        let bucket = Bucket::start().await;
        let app = TestApp::start_with_bucket(database, &bucket).await;
        let ada = app.person("ada@example.org").await;
        let made = make(&app, &ada, "a calm sea").await;
        let photo = kept(&ada, &files::photo()).await;
        assert_eq!(app.app.objects.list().await.unwrap().len(), 4);
        let whole = ada.get(&format!("{made}/file")).await.body;
        let part = ada.get_with(&format!("{made}/file"), &[("range", "bytes=10-99")]).await;
        assert_eq!((part.status.as_u16(), &part.body[..]), (206, &whole[10..100]));
        assert_eq!(ada.get(&format!("{photo}/thumbnail")).await.status, 200);

        for page in [made, photo] {
            ada.post(&format!("{page}/erase"), &[]).await;
        }
        app.settle().await;
        assert!(app.app.objects.list().await.unwrap().is_empty());
        let left = files_below(&bucket.file(""));
        assert!(left.is_empty(), "{left:?}");
    }

    async fn a_bucket_that_hangs_up_costs_time_and_nothing_else(database: Database) {
        let bucket = Bucket::start().await;
        let app = TestApp::start_with_bucket(database, &bucket).await;
        let ada = app.person("ada@example.org").await;
        for trouble in [Trouble::Busy, Trouble::CutBefore, Trouble::CutAfter] {
            bucket.trouble(trouble, 3);
            let page = make(&app, &ada, &format!("a calm sea, {trouble:?}")).await;
            assert_eq!(ada.get(&format!("{page}/file")).await.status, 200, "{trouble:?}");
        }
        assert_eq!(app.app.objects.list().await.unwrap().len(), 6);
    }

    async fn while_a_bucket_is_full_work_waits_and_an_upload_is_told(database: Database) {
        let bucket = Bucket::start().await;
        let app = TestApp::start_with_bucket(database, &bucket).await;
        let ada = app.person("ada@example.org").await;
        bucket.trouble(Trouble::Full, 3);
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "96x64")]).await;
        app.settle_moving(basics::Span::seconds(1)).await;
        let page = ada.get("/").await.link("/library/").unwrap();
        assert_eq!(ada.get(&format!("{page}/file")).await.status, 200);

        bucket.trouble(Trouble::Full, 1);
        let refused = crate::uploads::upload(&ada, "a.png", &files::photo()).await;
        assert_eq!(refused.status, 503, "{}", refused.text());
        // What the refused upload left is hidden, and goes by itself within the hour.
        app.clock.advance(basics::Span::hours(2));
        app.settle().await;
        assert_eq!(app.app.objects.list().await.unwrap().len(), 2);
    }
}
