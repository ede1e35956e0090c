//! The data map and the world agree, in both directions (P-INT-02).

use std::collections::BTreeSet;

use privacy::{Erasure, Place};
use serde_json::json;
use store::Flavour;
use testkit::{Client, PASSWORD, TestApp, Upstream, files, files_below, on_both_databases, sign_up};
use web_kit::Cookie;

fn columns_in_map() -> BTreeSet<(String, String)> {
    let columns = product::data_map().into_iter().filter_map(|row| match row.place {
        Place::Column(table, column) => Some((table.to_owned(), column.to_owned())),
        _ => None,
    });
    columns.collect()
}

on_both_databases! {
    async fn every_column_is_in_the_data_map_and_the_other_way_round(database: Database) {
        let app = TestApp::start(database).await;
        let sql = match app.app.db.flavour() {
            Flavour::Sqlite => "SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'migration'",
            Flavour::Postgres => "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration'",
        };
        let rows = app.app.db.all(sql, vec![]).await.unwrap();
        let live: BTreeSet<_> = rows.iter().map(|row| (row.get::<String>("table_name").unwrap(), row.get::<String>("column_name").unwrap())).collect();
        assert_eq!(live, columns_in_map());
    }

    async fn every_cookie_that_is_set_is_in_the_data_map(database: Database) {
        let app = TestApp::start(database).await;
        let declared: BTreeSet<_> = product::data_map().into_iter().filter_map(|row| match row.place { Place::Cookie(name) => Some(name.to_owned()), _ => None }).collect();
        let all: BTreeSet<_> = Cookie::ALL.into_iter().map(|cookie| cookie.name().to_owned()).collect();
        assert_eq!(declared, all);
        let client: Client = app.stranger();
        sign_up(&client, "ada@example.org", PASSWORD).await;
        client.post("/preferences", &[("language", "de"), ("theme", "dark")]).await;
        app.stranger().post("/sign-up", &[("born", "2020-01-01")]).await;
        assert!(client.cookie_names().into_iter().all(|name| declared.contains(&name)));
        assert_eq!(client.cookie_names(), ["device", "language", "session", "theme"]);
    }

    async fn every_field_that_leaves_is_in_the_data_map_and_the_other_way_round(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let order = [("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64"), ("seed", "7")];
        ada.post("/generations", &order).await;
        app.settle().await;
        let program = app.program("ada@example.org").await;
        let chat = json!({ "model": "lab/fake-chat", "messages": [], "user": "ada", "safety_identifier": "ada", "metadata": { "who": "ada" }, "store": true });
        program.post_json("/v1/chat/completions", &chat).await;
        let requests = upstream.requests();
        assert_eq!(requests.len(), 2);
        let left: BTreeSet<String> = requests.iter().flat_map(|(_, body)| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>()).collect();
        let declared: BTreeSet<String> = product::data_map().into_iter().filter_map(|row| match row.place { Place::Outbound(field) => Some(field.to_owned()), _ => None }).collect();
        assert!(left.is_subset(&declared), "{left:?}");
        // What an engine has not named it cannot send, and each adapter's stories say what it does.
        let named = engines::CONTENT.iter().chain(engines::PARAMETERS).chain(&product::webhooks::OUTBOUND).map(|name| (*name).to_owned()).collect();
        assert_eq!(declared, named);
    }

    async fn every_object_is_of_a_declared_class(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        crate::pictures::make(&app, &ada, "a calm sea").await;
        // What a model sent is kept apart where something was put back in it.
        upstream.edit_into(files::plain(96, 64, atelier::ImageFormat::Jpeg));
        let program = app.program("ada@example.org").await;
        assert_eq!(crate::masked_edits::edit(&program).await.status, 200);
        let declared: BTreeSet<_> = product::data_map().into_iter().filter_map(|row| match row.place { Place::Object(class) => Some(class.to_owned()), _ => None }).collect();
        let live: BTreeSet<_> = app.app.objects.list().await.unwrap().iter().map(|name| name.class().to_owned()).collect();
        assert_eq!(live, declared);
    }
}

#[test]
fn every_sealed_column_has_a_sweep() {
    let sealed: BTreeSet<String> = product::data_map()
        .into_iter()
        .filter(|row| row.erasure == Erasure::KeyDestroyed)
        .filter_map(|row| match row.place {
            Place::Column(table, column) => Some(format!("{table}.{column}")),
            _ => None,
        })
        .collect();
    assert_eq!(sealed, crate::erasure::SEALED.iter().map(ToString::to_string).collect());
}

#[test]
fn what_is_a_persons_has_a_purpose_and_an_end() {
    for row in product::data_map() {
        let personal = row.whose == privacy::Whose::Person;
        assert_eq!(personal, !row.purposes.is_empty(), "{:?}", row.place);
        assert!(
            !personal || row.retention != privacy::Retention::Always,
            "{:?}",
            row.place
        );
    }
}

/// P-COO-01: no script of ours writes to any of the browser's other places.
#[test]
fn nothing_is_kept_in_the_browser_but_cookies() {
    assert!(
        !product::data_map()
            .iter()
            .any(|row| matches!(row.place, Place::BrowserStorage(_)))
    );
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let scripts: Vec<_> = files_below(&crates.join("product/src"))
        .into_iter()
        .chain(files_below(&crates.join("web_kit/src")))
        .filter(|file| file.extension().is_some_and(|end| end == "js"))
        .collect();
    assert!(scripts.len() > 2, "{scripts:?}");
    for script in scripts {
        let text = std::fs::read_to_string(&script).unwrap();
        for place in [
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
            "cookieStore",
            "caches",
            "serviceWorker",
        ] {
            assert!(!text.contains(place), "{} uses {place}", script.display());
        }
    }
}

#[test]
fn every_message_is_there_in_every_language() {
    if let Err(problems) = product::catalogue() {
        panic!("{problems:?}");
    }
}
