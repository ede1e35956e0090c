//! Films through `/v1/videos` and in the library.

use basics::{Budget, Credits, Period, Span};
use http::Method;
use product::{Settings, backups, budgets::Budgets};
use serde_json::{Value, json};
use testkit::{Client, FilmVendor, TestApp, film, on_both_databases};

const VIDEOS: &str = "/v1/videos";
/// More than is opened at once.
const LENGTH: usize = 3_000_000;

async fn start(database: testkit::Database, vendor: &FilmVendor) -> (TestApp, Client, Client) {
    let budget = Budget {
        credits: "5".parse::<Credits>().unwrap(),
        per: Period::Month,
    };
    let settings = Settings {
        budgets: Budgets {
            account: Some(budget),
            workspace: None,
        },
        ..Settings::default()
    };
    let (app, _) = TestApp::start_with_providers(database, &[vendor.table()], settings).await;
    let ada = app.person("ada@example.org").await;
    let program = app.program("ada@example.org").await;
    (app, ada, program)
}

fn order() -> Value {
    json!({ "model": "cinema/fake-film", "prompt": "waves under a full moon", "seconds": "8", "size": "1280x720" })
}

async fn ordered(program: &Client, order: &Value) -> String {
    let answer = program.post_json(VIDEOS, order).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn status(program: &Client, id: &str) -> Value {
    program.get(&format!("{VIDEOS}/{id}")).await.json()
}

on_both_databases! {
    /// Complaint 7: the status and the content of a film lose their provider or key, and its cost is nothing.
    async fn a_film_keeps_its_provider_its_key_and_its_cost_until_it_is_fetched(database: Database) {
        let vendor = FilmVendor::start(LENGTH).await;
        let (app, _, program) = start(database, &vendor).await;
        let answer = program.post_json(VIDEOS, &order()).await.json();
        let id = answer["id"].as_str().unwrap().to_owned();
        assert_eq!((answer["object"].as_str(), answer["seconds"].as_str(), answer["size"].as_str()), (Some("video"), Some("8"), Some("1280x720")));
        assert!(["queued", "in_progress"].contains(&answer["status"].as_str().unwrap()), "{answer}");
        app.settle_moving(Span::seconds(5)).await;
        let done = status(&program, &id).await;
        assert_eq!((done["status"].as_str(), done["progress"].as_i64(), done["prompt"].as_str()), (Some("completed"), Some(100), Some("waves under a full moon")));
        assert!(done["error"].is_null() && done["completed_at"].is_i64(), "{done}");
        let content = program.get(&format!("{VIDEOS}/{id}/content")).await;
        assert_eq!((content.status.as_u16(), content.header("content-type"), content.header("content-length")), (200, "video/mp4", "3000000"));
        assert!(content.body == film(LENGTH), "every byte as it came");
        let part = program.get_with(&format!("{VIDEOS}/{id}/content"), &[("range", "bytes=1000000-2999999")]).await;
        assert_eq!((part.status.as_u16(), part.header("content-range")), (206, "bytes 1000000-2999999/3000000"));
        assert!(part.body[..] == film(LENGTH)[1_000_000..], "and so in part");
        assert_eq!((vendor.orders().len(), vendor.asked_without_key(), vendor.deleted()), (1, 0, vec!["video_1".to_owned()]));
        assert!(vendor.orders()[0].contains("waves under a full moon") && !vendor.orders()[0].contains("ada@"));
        let budget = program.get("/api/v1/budgets").await.json()["data"][0].clone();
        assert_eq!((budget["spent_millionths"].as_i64(), budget["held_millionths"].as_i64()), (Some(1_300_000), Some(0)), "0.50, and 0.10 for each of eight seconds");
        let used = program.get("/api/v1/usage").await.json()["data"][0].clone();
        assert_eq!((used["seconds"].as_i64(), used["pictures"].as_i64(), used["price_millionths"].as_i64()), (Some(8), Some(0), Some(1_300_000)));
    }

    /// P-TPA-01: the receipt names every place that was asked, every field that was sent, and the deletion.
    async fn what_left_for_a_film_stands_on_its_receipt_and_goes_with_it(database: Database) {
        let vendor = FilmVendor::start(LENGTH).await;
        let (app, ada, program) = start(database, &vendor).await;
        let id = ordered(&program, &order()).await;
        app.settle_moving(Span::seconds(5)).await;
        let rows = app.app.db.all("SELECT * FROM disclosure ORDER BY first_at, method DESC", vec![]).await.unwrap();
        let told: Vec<(String, String, i64, Option<i64>)> = rows.iter().map(|row| (row.get("method").unwrap(), row.get("fields").unwrap(), row.get("calls").unwrap(), row.get("status").unwrap())).collect();
        assert!(told[0].1.contains("prompt") && told[0].1.contains("seconds"), "{told:?}");
        assert_eq!((told[0].0.as_str(), told[0].2, told[0].3), ("POST", 1, Some(200)), "{told:?}");
        assert!(told.iter().all(|(_, _, calls, _)| *calls > 0), "what was only intended has happened: {told:?}");
        assert!(told.iter().any(|(method, fields, ..)| method == "DELETE" && fields.is_empty()), "{told:?}");
        let sent: i64 = rows[0].get("sent_bytes").unwrap();
        assert_eq!(usize::try_from(sent).unwrap(), vendor.orders()[0].len());
        let page = ada.get(&ada.get("/library").await.link("/library/").unwrap()).await.text();
        let host = vendor.table().split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert!(page.contains("Everything that left") && page.contains(&host) && page.contains("Told to delete"), "{page}");
        program.send(Method::DELETE, &format!("{VIDEOS}/{id}"), None, "".into(), &[]).await;
        app.settle().await;
        assert!(app.app.db.all("SELECT * FROM disclosure", vec![]).await.unwrap().is_empty());
    }

    async fn a_film_is_shown_in_the_library_and_gone_when_it_is_deleted(database: Database) {
        let vendor = FilmVendor::start(LENGTH).await;
        let (app, ada, program) = start(database, &vendor).await;
        let id = ordered(&program, &order()).await;
        app.settle_moving(Span::seconds(5)).await;
        let library = ada.get("/library").await.text();
        assert!(library.contains("<video") && library.contains("preload=\"metadata\""), "{library}");
        let page = ada.get(&ada.get("/library").await.link("/library/").unwrap()).await;
        let text = page.text();
        assert!(text.contains("controls") && text.contains("8 s") && text.contains("the length and any picture it starts from, to cinema"), "{text}");
        assert!(page.header("content-security-policy").contains("media-src 'self'"));
        assert!(text.contains(&format!("action=\"/generations/{id}/again\"")), "another of the kind can be ordered");
        let gone = program.send(Method::DELETE, &format!("{VIDEOS}/{id}"), None, "".into(), &[]).await.json();
        assert_eq!(gone, json!({ "id": id, "object": "video.deleted", "deleted": true }));
        app.settle().await;
        assert_eq!(program.get(&format!("{VIDEOS}/{id}")).await.status, 404);
        assert_eq!(program.get(&format!("{VIDEOS}/{id}/content")).await.status, 404);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM asset").await + app.count("SELECT COUNT(*) AS count FROM generation").await, 0);
        assert!(testkit::files_below(&app.objects()).is_empty(), "no byte is left");
    }

    /// A film of somebody else's has no small picture; nothing that every asset has is missing for that.
    async fn a_backup_with_a_film_comes_back_whole(database: Database) {
        let vendor = FilmVendor::start(LENGTH).await;
        let (app, _, program) = start(database, &vendor).await;
        ordered(&program, &order()).await;
        app.settle_moving(Span::seconds(5)).await;
        let folder = tempfile::tempdir().unwrap();
        let place = store::Objects::folder(&folder.path().join("backups")).unwrap();
        backups::create(&app.app, &place).await.unwrap();
        let drilled = backups::drill(&app.app, &place, tempfile::tempdir().unwrap().path()).await.unwrap();
        assert!(drilled.is_good(), "{drilled:?}");
    }

    async fn films_are_listed_in_pages_and_pictures_are_none(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (app, ada, program) = start(database, &vendor).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(ordered(&program, &order()).await);
            app.clock.advance(Span::millis(2));
        }
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "64x64")]).await;
        app.settle_moving(Span::seconds(5)).await;
        let list = |query: &'static str| { let program = &program; async move { program.get(&format!("{VIDEOS}{query}")).await.json() } };
        let seen = |page: &Value| page["data"].as_array().unwrap().iter().map(|film| film["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let first = list("?limit=2").await;
        assert_eq!((seen(&first), first["has_more"].as_bool()), (vec![ids[2].clone(), ids[1].clone()], Some(true)));
        assert_eq!(first["last_id"].as_str(), Some(ids[1].as_str()));
        let rest = program.get(&format!("{VIDEOS}?limit=2&after={}", ids[1])).await.json();
        assert_eq!((seen(&rest), rest["has_more"].as_bool()), (vec![ids[0].clone()], Some(false)));
        assert_eq!(seen(&list("?order=asc").await), ids);
        for (query, field) in [("?limit=0", "limit"), ("?limit=x", "limit"), ("?order=up", "order"), ("?after=x", "after")] {
            let answer = program.get(&format!("{VIDEOS}{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.json()["error"]["param"].as_str()), (400, Some(field)), "{query}");
        }
        let picture = app.app.db.first("SELECT id FROM generation WHERE kind = 'image'", vec![]).await.unwrap().unwrap();
        assert_eq!(program.get(&format!("{VIDEOS}/{}", picture.get::<String>("id").unwrap())).await.status, 404);
    }

    async fn a_remix_has_other_words_and_says_of_which_film(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (app, ada, program) = start(database, &vendor).await;
        let id = ordered(&program, &order()).await;
        app.settle_moving(Span::seconds(5)).await;
        let answer = program.post_json(&format!("{VIDEOS}/{id}/remix"), &json!({ "prompt": "waves under a rising sun" })).await.json();
        assert_eq!((answer["remixed_from_video_id"].as_str(), answer["seconds"].as_str()), (Some(id.as_str()), Some("8")));
        app.settle_moving(Span::seconds(5)).await;
        assert!(vendor.orders()[1].contains("waves under a rising sun") && vendor.orders()[1].contains("1280x720"));
        let remix = answer["id"].as_str().unwrap();
        assert_eq!(status(&program, remix).await["status"], "completed");
        assert_eq!(program.send(Method::DELETE, &format!("{VIDEOS}/{id}"), None, "".into(), &[]).await.status, 200);
        app.settle().await;
        assert!(status(&program, remix).await["remixed_from_video_id"].is_null(), "nothing names what is gone");
        assert_eq!(ada.post(&format!("/generations/{remix}/again"), &[]).await.location().as_deref(), Some("/"));
        app.settle_moving(Span::seconds(5)).await;
        let fields = |order: &String| order.split("--np-").map(|part| part.split_once("\r\n").map(|(_, field)| field.to_owned())).collect::<Vec<_>>();
        let orders = vendor.orders();
        assert_eq!((orders.len(), fields(&orders[2])), (3, fields(&orders[1])), "from the page it is the same order");
    }

    async fn a_film_that_is_refused_says_so_and_costs_nothing(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (app, _, program) = start(database, &vendor).await;
        vendor.refuse();
        let id = ordered(&program, &order()).await;
        app.settle_moving(Span::seconds(5)).await;
        let failed = status(&program, &id).await;
        assert_eq!((failed["status"].as_str(), failed["error"]["code"].as_str()), (Some("failed"), Some("content_policy_violation")), "{failed}");
        let content = program.get(&format!("{VIDEOS}/{id}/content")).await;
        assert_eq!((content.status.as_u16(), content.json()["error"]["code"].as_str()), (400, Some("content_policy_violation")));
        let budget = program.get("/api/v1/budgets").await.json()["data"][0].clone();
        assert_eq!((budget["spent_millionths"].as_i64(), budget["held_millionths"].as_i64()), (Some(0), Some(0)));
    }

    async fn a_film_that_is_deleted_while_it_is_made_is_stopped_at_its_vendor(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (app, _, program) = start(database, &vendor).await;
        vendor.never_end();
        let id = ordered(&program, &order()).await;
        while status(&program, &id).await["status"] != "in_progress" || vendor.orders().is_empty() {
            tokio::task::yield_now().await;
        }
        let content = program.get(&format!("{VIDEOS}/{id}/content")).await;
        assert_eq!((content.status.as_u16(), content.header("x-should-retry")), (409, "false"));
        assert_eq!(program.send(Method::DELETE, &format!("{VIDEOS}/{id}"), None, "".into(), &[]).await.status, 200);
        app.settle_moving(Span::seconds(5)).await;
        assert_eq!(program.get(&format!("{VIDEOS}/{id}")).await.status, 404);
        assert_eq!(vendor.deleted(), ["video_1"], "it is no longer paid for");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM budget_hold WHERE millionths > 0").await, 0);
    }

    async fn what_no_film_can_be_is_said_before_anything_is_sent(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (_app, _, program) = start(database, &vendor).await;
        let with = |field: &str, value: Value| { let mut order = order(); order[field] = value; order };
        for (field, value) in [("seconds", json!("5")), ("seconds", json!("x")), ("size", json!("64x64")), ("prompt", json!(" ")), ("model", json!("atelier")), ("input_reference", json!("x"))] {
            let answer = program.post_json(VIDEOS, &with(field, value.clone())).await;
            assert_eq!((answer.status.as_u16(), answer.json()["error"]["param"].as_str()), (400, Some(field)), "{field} {value}: {}", answer.text());
        }
        let answer = program.post_json(VIDEOS, &with("model", json!("nobody"))).await;
        assert_eq!((answer.status.as_u16(), answer.json()["error"]["code"].as_str()), (404, Some("model_not_found")));
        let picture = json!({ "model": "cinema/fake-film", "prompt": "a calm sea" });
        assert_eq!(program.post_json("/v1/images/generations", &picture).await.status, 400, "a film is no picture");
        assert!(vendor.orders().is_empty());
    }
}
