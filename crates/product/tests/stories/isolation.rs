//! What is somebody else's looks as if it were not there (P-OPS-01).

use testkit::{TestApp, on_both_databases};

use crate::pictures::make;

on_both_databases! {
    async fn other_peoples_things_are_not_found(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, "a secret garden").await;
        let generation: String = app.app.db.first("SELECT id FROM generation", vec![]).await.unwrap().unwrap().get("id").unwrap();
        let eve = app.person("eve@example.org").await;
        for path in [asset.clone(), format!("{asset}/file"), format!("{asset}/thumbnail")] {
            assert_eq!(eve.get(&path).await.status, 404, "{path}");
            assert_eq!(ada.get(&path).await.status, 200, "{path}");
        }
        for path in [format!("{asset}/erase"), format!("/generations/{generation}/cancel"), format!("/generations/{generation}/erase")] {
            assert_eq!(eve.post(&path, &[]).await.status, 404, "{path}");
        }
        assert!(!eve.get("/library").await.text().contains(&asset));
        assert!(!eve.get("/library?q=secret").await.text().contains(&asset));
        assert_eq!(ada.get(&asset).await.status, 200);
    }

    async fn strangers_are_led_to_the_door(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, "a secret garden").await;
        for path in ["/library".to_owned(), "/you".to_owned(), asset.clone(), format!("{asset}/file"), "/events".to_owned()] {
            let answer = app.stranger().get(&path).await;
            assert!(answer.location().is_some_and(|place| place.starts_with("/sign-in?next=")), "{path}: {}", answer.status);
        }
        for path in [format!("{asset}/erase"), "/generations".to_owned(), "/you/keys".to_owned()] {
            assert!(app.stranger().post(&path, &[("prompt", "x")]).await.location().is_some_and(|place| place.starts_with("/sign-in")), "{path}");
        }
    }

    async fn ids_that_are_none_are_not_found(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for id in ["x", "..%2f..%2fetc", "00000000-0000-0000-0000-000000000000", "%00"] {
            assert_eq!(ada.get(&format!("/library/{id}")).await.status, 404, "{id}");
        }
    }
}
