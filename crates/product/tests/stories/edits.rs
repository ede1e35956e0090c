//! Pictures from pictures: what goes along is opened, sent, and gone within a day (P-AIA-02, P-TPA-02).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Span;
use http::Method;
use serde_json::json;
use testkit::{Answer, Client, TestApp, Upstream, files, find_in, on_both_databases};

const PATH: &str = "/v1/images/edits";
const FIELDS: &[(&str, &str)] = &[
    ("prompt", "a boat at night"),
    ("model", "lab/fake-image"),
    ("size", "64x64"),
    ("quality", "high"),
];

type Part<'a> = (&'a str, &'a str, &'a [u8]);
/// Files, fields, and the field at fault.
type Case<'a> = (Vec<Part<'a>>, Vec<(&'a str, &'a str)>, &'a str);

async fn edit(program: &Client, parts: &[Part<'_>], fields: &[(&str, &str)]) -> Answer {
    let (body, media_type) = files::form_of(parts, fields);
    program
        .send(Method::POST, PATH, Some(media_type), body.into(), &[])
        .await
}

async fn count(app: &TestApp, sql: &'static str) -> usize {
    app.app.db.all(sql, vec![]).await.unwrap().len()
}

on_both_databases! {
    async fn an_edit_sends_only_pixels_and_leaves_only_its_result(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let (photo, mask) = (files::photo(), files::mask(files::PHOTO.1, files::PHOTO.0));
        let answer = edit(&program, &[("image", "image/jpeg", &photo), ("mask", "image/png", &mask)], FIELDS).await;
        assert!(answer.json()["data"][0]["b64_json"].is_string(), "{}", answer.text());
        assert_eq!(answer.header("x-nanoprompt-ignored"), "quality");
        let (headers, body) = upstream.requests().remove(0);
        let sent: Vec<u8> = body.as_str().unwrap().chars().map(|character| u8::try_from(character).unwrap()).collect();
        for part in ["name=\"image\"", "name=\"mask\"", "a boat at night", "fake-image"] {
            assert!(!find_in(&sent, part, "sent").is_empty(), "{part}");
        }
        for hidden in files::HIDDEN.iter().copied().chain(["ada"]) {
            assert!(find_in(&sent, hidden, "sent").is_empty(), "{hidden:?}");
        }
        assert!(!format!("{headers:?}").contains("ada"));
        assert!(record.departures()[0].fields.contains(&"mask"));
        assert_eq!(ada.get("/library").await.links("/library/").len(), 1, "what went along is not shown");
        assert_eq!(count(&app, "SELECT id FROM asset").await, 3);
        app.clock.advance(Span::hours(25));
        app.settle().await;
        assert_eq!(count(&app, "SELECT id FROM asset").await, 1);
        assert_eq!(testkit::files_below(&app.objects()).len(), 2, "the result and its preview");
    }

    async fn a_variation_needs_no_words_and_is_asked_of_who_takes_pictures(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let photo = files::photo();
        let vary = async |parts: &[Part<'_>], fields: &[(&str, &str)]| {
            let (body, media_type) = files::form_of(parts, fields);
            program.send(Method::POST, "/v1/images/variations", Some(media_type), body.into(), &[]).await
        };
        let here = vary(&[("image", "image/jpeg", &photo)], &[]).await;
        assert!(here.json()["data"][0]["b64_json"].is_string(), "{}", here.text());
        assert!(upstream.requests().is_empty(), "without a model it is made here");
        let answer = vary(&[("image", "image/jpeg", &photo)], &[("model", "lab/fake-image"), ("size", "64x64"), ("user", "ada")]).await;
        assert!(answer.json()["data"][0]["b64_json"].is_string(), "{}", answer.text());
        assert_eq!(answer.header("x-nanoprompt-ignored"), "user");
        assert_eq!(upstream.requests().len(), 1);
        assert_eq!(ada.get("/library").await.links("/library/").len(), 2);
        for (parts, fields, field) in [
            (vec![], vec![], "image"),
            (vec![("image", "image/jpeg", &photo[..])], vec![("model", "atelier")], "image"),
            (vec![("image", "image/jpeg", &photo[..])], vec![("n", "99")], "n"),
        ] {
            let refused = vary(&parts, &fields).await;
            assert_eq!((refused.status.as_u16(), refused.json()["error"]["param"].as_str()), (400, Some(field)), "{}", refused.text());
        }
        assert_eq!(upstream.requests().len(), 1);
    }

    async fn an_edit_that_is_sent_twice_is_made_once_and_other_pictures_are_another_order(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let (photo, mask) = (files::photo(), files::mask(files::PHOTO.1, files::PHOTO.0));
        let keyed = async |parts: &[Part<'_>]| {
            let (body, media_type) = files::form_of(parts, FIELDS);
            program.send(Method::POST, PATH, Some(media_type), body.into(), &[("idempotency-key", "edit-1")]).await
        };
        let once = keyed(&[("image", "image/jpeg", &photo)]).await;
        let twice = keyed(&[("image", "image/jpeg", &photo)]).await;
        assert_eq!((once.json()["data"][0].clone(), upstream.requests().len()), (twice.json()["data"][0].clone(), 1), "{}", twice.text());
        for other in [vec![("image", "image/png", &mask[..])], vec![("image", "image/jpeg", &photo[..]), ("mask", "image/png", &mask[..])]] {
            let refused = keyed(&other).await;
            assert_eq!((refused.status.as_u16(), refused.json()["error"]["param"].as_str()), (400, Some("Idempotency-Key")), "{}", refused.text());
        }
        assert_eq!(upstream.requests().len(), 1);
    }

    /// Complaint 6: edits fail over how their files are called and sent.
    async fn both_spellings_of_an_edit_are_understood(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let picture = files::plain(32, 32, atelier::ImageFormat::Png);
        let several: [Part<'_>; 2] = [("image[]", "image/png", &picture), ("image[]", "image/png", &picture)];
        assert_eq!(edit(&program, &several, FIELDS).await.status.as_u16(), 200);
        let url = format!("data:image/png;base64,{}", STANDARD.encode(&picture));
        let body = json!({ "prompt": "a boat", "model": "lab/fake-image", "size": "64x64", "images": [{ "image_url": url }], "n": 1 });
        let answer = program.post_json(PATH, &body).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let sent: Vec<_> = upstream.requests().into_iter().map(|(_, body)| body.as_str().unwrap().to_owned()).collect();
        assert_eq!((sent[0].matches("name=\"image[]\"").count(), sent[1].matches("name=\"image\"").count()), (2, 1));
    }

    async fn what_cannot_be_an_edit_is_told_by_its_field_and_keeps_nothing(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let (picture, mask) = (files::plain(32, 32, atelier::ImageFormat::Png), files::mask(32, 32));
        let with = |name: &'static str, value: &'static str| -> Vec<(&str, &str)> {
            FIELDS.iter().copied().filter(|(field, _)| *field != name).chain([(name, value)]).collect()
        };
        let image: Part<'_> = ("image", "image/png", &picture);
        let cases: [Case<'_>; 6] = [
            (vec![], FIELDS.to_vec(), "image"),
            (vec![image], with("prompt", " "), "prompt"),
            (vec![image], with("size", "5x5"), "size"),
            (vec![image], with("model", "atelier"), "image"),
            (vec![("image", "image/png", b"no picture")], FIELDS.to_vec(), "image"),
            (vec![image; 17], FIELDS.to_vec(), "image"),
        ];
        for (index, (parts, fields, param)) in cases.into_iter().enumerate() {
            let answer = edit(&program, &parts, &fields).await;
            let said = answer.json();
            assert_eq!((answer.status.as_u16(), said["error"]["param"].as_str()), (400, Some(param)), "case {index}: {said}");
        }
        for url in ["http://127.0.0.1/a.png", "https://example.org/a.png", "file:///etc/passwd", "data:text/html;base64,AAAA"] {
            let body = json!({ "prompt": "a boat", "model": "lab/fake-image", "size": "64x64", "images": [{ "image_url": url }] });
            assert_eq!(program.post_json(PATH, &body).await.status.as_u16(), 400, "{url}");
        }
        assert_eq!(count(&app, "SELECT id FROM asset").await, 0);
        let small = files::mask(16, 16);
        for (file, why) in [(&small, "size"), (&files::plain(32, 32, atelier::ImageFormat::Jpeg), "format")] {
            let answer = edit(&program, &[image, ("mask", "image/png", file)], FIELDS).await;
            assert_eq!((answer.status.as_u16(), answer.json()["error"]["param"].as_str()), (400, Some("mask")), "{why}");
        }
        assert_eq!(edit(&program, &[image, ("mask", "image/png", &mask)], FIELDS).await.status.as_u16(), 200);
        assert_eq!(record.departures().len(), 1);
    }

    async fn erasing_the_result_of_an_edit_leaves_no_trace_of_its_order(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let picture = files::plain(32, 32, atelier::ImageFormat::Png);
        edit(&program, &[("image", "image/png", &picture)], FIELDS).await;
        let asset = ada.get("/library").await.link("/library/").unwrap();
        ada.post(&format!("{asset}/erase"), &[]).await;
        app.clock.advance(Span::hours(25));
        app.settle().await;
        for sql in ["SELECT generation_id FROM generation_input", "SELECT id FROM generation", "SELECT id FROM asset"] {
            assert_eq!(count(&app, sql).await, 0, "{sql}");
        }
        assert!(testkit::files_below(&app.objects()).is_empty());
    }
}
