//! The API of our own, under `/api/v1`: ordered, followed, fetched, sent in, erased.

use basics::Span;
use futures::StreamExt;
use http::Method;
use serde_json::{Value, json};
use testkit::{Client, FilmVendor, TestApp, files, on_both_databases};

const GENERATIONS: &str = "/api/v1/generations";
const ASSETS: &str = "/api/v1/assets";

fn sea() -> Value {
    json!({ "prompt": "a calm sea at dusk", "size": "96x64", "seed": 7 })
}

async fn people(database: testkit::Database) -> (TestApp, Client, Client) {
    let app = TestApp::start(database).await;
    let ada = app.person("ada@example.org").await;
    let program = app.program("ada@example.org").await;
    (app, ada, program)
}

async fn ordered(program: &Client, order: &Value) -> String {
    let answer = program.post_json(GENERATIONS, order).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn delete(program: &Client, path: &str) -> u16 {
    let answer = program.send(Method::DELETE, path, None, "".into(), &[]).await;
    answer.status.as_u16()
}

async fn with_key(program: &Client, key: &str, order: &Value) -> testkit::Answer {
    let headers = [("idempotency-key", key)];
    let media_type = Some("application/json");
    program
        .send(
            Method::POST,
            GENERATIONS,
            media_type,
            order.to_string().into(),
            &headers,
        )
        .await
}

on_both_databases! {
    async fn a_program_orders_follows_fetches_and_erases_a_picture(database: Database) {
        let (app, ada, program) = people(database).await;
        let id = ordered(&program, &sea()).await;
        app.settle().await;
        let done = program.get(&format!("{GENERATIONS}/{id}")).await.json();
        assert_eq!((&done["state"], &done["progress"], &done["kind"], &done["prompt"]), (&json!("done"), &json!(100), &json!("image"), &json!("a calm sea at dusk")), "{done}");
        assert_eq!((&done["made_by"], &done["failure"], done["assets"].as_array().unwrap().len()), (&Value::Null, &Value::Null, 1));
        let asset = done["assets"][0].clone();
        assert_eq!((&asset["source"], &asset["media_type"], &asset["width"], &asset["generation"]), (&json!("algorithmicMedia"), &json!("image/png"), &json!(96), &json!(id)));
        let content = program.get(asset["content"].as_str().unwrap()).await;
        assert_eq!((content.status.as_u16(), content.body.len()), (200, usize::try_from(asset["bytes"].as_i64().unwrap()).unwrap()));
        let part = program.get_with(asset["content"].as_str().unwrap(), &[("range", "bytes=0-7")]).await;
        assert_eq!((part.status.as_u16(), &part.body[..]), (206, &b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(program.get(&format!("{GENERATIONS}/{id}/disclosures")).await.json(), json!({ "data": [] }), "nothing left the machine");
        assert_eq!(ada.get("/library").await.links("/library/").len(), 1, "its owner has it too");
        assert_eq!(program.get(&format!("{ASSETS}/{}", asset["id"].as_str().unwrap())).await.json(), asset);
        assert_eq!(delete(&program, &format!("{GENERATIONS}/{id}")).await, 204);
        app.settle().await;
        for gone in [format!("{GENERATIONS}/{id}"), asset["content"].as_str().unwrap().to_owned(), format!("{GENERATIONS}/{id}/disclosures")] {
            assert_eq!(program.get(&gone).await.status, 404, "{gone}");
        }
        assert!(testkit::files_below(&app.objects()).is_empty());
    }

    async fn lists_go_back_page_by_page(database: Database) {
        let (app, _, program) = people(database).await;
        let mut made = Vec::new();
        for _ in 0..3 {
            app.clock.advance(Span::millis(5));
            made.push(ordered(&program, &sea()).await);
        }
        app.settle().await;
        made.reverse();
        for path in [GENERATIONS, ASSETS] {
            let first = program.get(&format!("{path}?limit=2")).await.json();
            assert_eq!((first["data"].as_array().unwrap().len(), &first["has_more"]), (2, &json!(true)), "{first}");
            let last = first["data"][1]["id"].as_str().unwrap();
            let second = program.get(&format!("{path}?limit=2&before={last}")).await.json();
            assert_eq!((second["data"].as_array().unwrap().len(), &second["has_more"]), (1, &json!(false)), "{second}");
            for (query, field) in [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("before=x", "before")] {
                let refused = program.get(&format!("{path}?{query}")).await;
                assert_eq!((refused.status.as_u16(), &refused.json()["field"]), (422, &json!(field)), "{query}");
            }
        }
        let listed = program.get(GENERATIONS).await.json();
        let ids: Vec<_> = listed["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, made, "the newest first");
    }

    async fn what_cannot_be_ordered_is_told_by_its_field_and_nothing_is_kept(database: Database) {
        let (app, _, program) = people(database).await;
        for (order, field) in [
            (json!({}), "prompt"),
            (json!({ "prompt": "" }), "prompt"),
            (json!({ "prompt": 7 }), "prompt"),
            (json!({ "prompt": "x", "sise": "1x1" }), "sise"),
            (json!({ "prompt": "x", "size": "huge" }), "size"),
            (json!({ "prompt": "x", "size": "" }), "size"),
            (json!({ "prompt": "x", "seconds": 4 }), "seconds"),
            (json!({ "prompt": "x", "count": 99 }), "count"),
            (json!({ "prompt": "x", "count": -1 }), "count"),
            (json!({ "prompt": "x", "seed": 9_007_199_254_740_992_u64 }), "seed"),
            (json!({ "prompt": "x", "model": "nobody/nothing" }), "model"),
            (json!({ "prompt": "x", "kind": "video", "model": "atelier" }), "model"),
            (json!({ "prompt": "x", "kind": "video", "seconds": 61 }), "seconds"),
            (json!({ "prompt": "x", "kind": "text", "model": "atelier" }), "model"),
            (json!({ "prompt": "x", "kind": "song" }), "kind"),
            (json!({ "prompt": "x", "inputs": [{ "asset": "018f0000-0000-7000-8000-000000000000" }] }), "image"),
            (json!({ "prompt": "x", "inputs": [{}] }), "asset"),
        ] {
            let refused = program.post_json(GENERATIONS, &order).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["field"], refused.header("content-type")), (422, &json!(field), "application/problem+json"), "{order}: {}", refused.text());
        }
        let text = program.send(Method::POST, GENERATIONS, Some("text/plain"), "{}".into(), &[]).await;
        assert_eq!(text.status, 415);
        let long = json!({ "prompt": "x".repeat(1 << 20) });
        assert_eq!(program.post_json(GENERATIONS, &long).await.status, 413);
        assert_eq!(program.get(GENERATIONS).await.json()["data"], json!([]));
        assert!(app.app.db.all("SELECT id FROM job", vec![]).await.unwrap().is_empty());
    }

    async fn an_order_sent_twice_with_one_key_is_made_once(database: Database) {
        let (app, _, program) = people(database).await;
        let mut ids = Vec::new();
        let order = sea();
        let at_once = futures::future::join_all((0..4).map(|_| with_key(&program, "order-1", &order))).await;
        for answer in at_once {
            assert_eq!(answer.status, 202, "{}", answer.text());
            ids.push(answer.json()["id"].as_str().unwrap().to_owned());
        }
        app.settle().await;
        let later = with_key(&program, "order-1", &sea()).await.json();
        assert_eq!(later["state"], "done", "it is answered as it stands");
        ids.push(later["id"].as_str().unwrap().to_owned());
        ids.dedup();
        assert_eq!(ids.len(), 1, "{ids:?}");
        let other = with_key(&program, "order-1", &json!({ "prompt": "a stormy sea", "size": "96x64" })).await;
        assert_eq!((other.status.as_u16(), &other.json()["field"]), (422, &json!("Idempotency-Key")), "{}", other.text());
        let bad = with_key(&program, "two words", &sea()).await;
        assert_eq!((bad.status.as_u16(), &bad.json()["field"]), (422, &json!("Idempotency-Key")));
        app.person("eve@example.org").await;
        let eve = app.program("eve@example.org").await;
        assert_ne!(with_key(&eve, "order-1", &sea()).await.json()["id"], json!(ids[0]), "somebody else's key is another");
        let row = app.app.db.first("SELECT idempotency_key FROM generation", vec![]).await.unwrap().unwrap();
        assert_eq!(row.get::<Vec<u8>>("idempotency_key").unwrap().len(), 32, "the key rests as a hash");
        assert_eq!(delete(&program, &format!("{GENERATIONS}/{}", ids[0])).await, 204);
        let anew = with_key(&program, "order-1", &sea()).await.json();
        assert_ne!(anew["id"], json!(ids[0]), "what was erased is forgotten with its key");
    }

    async fn openai_clients_may_send_an_order_twice_as_well(database: Database) {
        let (app, _, program) = people(database).await;
        let order = json!({ "model": "atelier", "prompt": "a calm sea", "size": "64x64" }).to_string();
        let mut pictures = Vec::new();
        for _ in 0..2 {
            let headers = [("idempotency-key", "picture-1")];
            let answer = program.send(Method::POST, "/v1/images/generations", Some("application/json"), order.clone().into(), &headers).await;
            pictures.push(answer.json()["data"][0]["b64_json"].clone());
        }
        assert!(pictures[0].is_string() && pictures[0] == pictures[1]);
        for path in ["/v1/images/generations", "/v1/images/edits", "/v1/images/variations", "/v1/videos"] {
            let refused = program.send(Method::POST, path, Some("application/json"), "{}".into(), &[("idempotency-key", "two words")]).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["error"]["param"]), (400, &json!("Idempotency-Key")), "{path}");
        }
        assert_eq!(app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().len(), 1);
    }

    async fn a_picture_that_is_sent_in_can_be_ordered_from(database: Database) {
        let (app, ada, program) = people(database).await;
        let photo = files::photo();
        let (body, media_type) = files::form_of(&[("file", "image/jpeg", &photo)], &[]);
        let sent = program.send(Method::POST, ASSETS, Some(media_type), body.into(), &[]).await;
        assert_eq!((sent.status.as_u16(), &sent.json()["source"]), (201, &json!("upload")), "{}", sent.text());
        let id = sent.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(ada.get("/library").await.links("/library/").len(), 1);
        let refused = program.post_json(GENERATIONS, &json!({ "prompt": "x", "inputs": [{ "asset": id }] })).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["field"]), (422, &json!("image")), "the painter takes none");
        let (body, media_type) = files::form_of(&[("file", "image/png", b"no picture")], &[]);
        let nothing = program.send(Method::POST, ASSETS, Some(media_type), body.into(), &[]).await;
        assert_eq!((nothing.status.as_u16(), &nothing.json()["field"]), (422, &json!("file")));
        assert_eq!(delete(&program, &format!("{ASSETS}/{id}")).await, 204);
        app.settle().await;
        assert!(testkit::files_below(&app.objects()).is_empty());
    }

    /// P-TPA-01: who made it and what left for it is told to programs too.
    async fn what_left_for_a_film_is_told_to_programs(database: Database) {
        let vendor = FilmVendor::start(1_000).await;
        let (app, _) = TestApp::start_with_providers(database, &[vendor.table()], product::Settings::default()).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let id = ordered(&program, &json!({ "kind": "video", "model": "cinema/fake-film", "prompt": "waves", "seconds": 8, "size": "1280x720" })).await;
        app.settle_moving(Span::seconds(5)).await;
        let film = program.get(&format!("{GENERATIONS}/{id}")).await.json();
        assert_eq!((&film["state"], &film["made_by"], &film["seconds"]), (&json!("done"), &json!("cinema"), &json!(8)), "{film}");
        let left = program.get(&format!("{GENERATIONS}/{id}/disclosures")).await.json();
        let order = &left["data"][0];
        assert_eq!((&order["operator"], &order["method"], &order["calls"], &order["status"]), (&json!("cinema"), &json!("POST"), &json!(1), &json!(200)), "{left}");
        assert!(order["fields"].as_array().unwrap().contains(&json!("prompt")) && order["sent_bytes"].as_i64() > Some(0));
    }

    async fn whoever_listens_hears_how_it_ended(database: Database) {
        let (app, _, program) = people(database).await;
        let id = ordered(&program, &sea()).await;
        let mut heard = program.stream("/api/v1/events").await;
        app.settle().await;
        let mut text = String::new();
        while !(text.contains("\"state\":\"done\"") && text.contains(&id)) {
            let piece = heard.next().await.flatten().unwrap();
            text.push_str(std::str::from_utf8(&piece).unwrap());
        }
        assert!(text.contains("event: generation"), "{text}");
    }

    async fn a_cancelled_order_says_so(database: Database) {
        let (app, _, program) = people(database).await;
        let id = ordered(&program, &json!({ "prompt": "a stormy sea", "size": "4096x4096" })).await;
        let stopped = program.send(Method::POST, &format!("{GENERATIONS}/{id}/cancel"), None, "".into(), &[]).await;
        assert_eq!(stopped.status, 200, "{}", stopped.text());
        app.settle().await;
        let ended = program.get(&format!("{GENERATIONS}/{id}")).await.json();
        assert_eq!(ended["state"], "cancelled", "{ended}");
    }
}
