//! A picture's way: ordered, made, found, downloaded.

use basics::Span;
use testkit::{Client, TestApp, Upstream, files_below, on_both_databases};

/// Orders a small picture and gives the asset's page.
pub async fn make(app: &TestApp, person: &Client, words: &str) -> String {
    // Time passes between two pictures, as it does, so that the later one is the newer one.
    app.clock.advance(Span::millis(5));
    let answer = person
        .post("/generations", &[("prompt", words), ("size", "96x64"), ("seed", "7")])
        .await;
    assert_eq!(answer.location().as_deref(), Some("/"), "{}", answer.text());
    app.settle().await;
    person.get("/").await.link("/library/").unwrap()
}

on_both_databases! {
    async fn a_picture_is_made_found_and_downloaded(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, "a lighthouse on a cliff at dusk").await;
        let file = ada.get(&format!("{asset}/file?download")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "image/png"));
        assert!(file.header("content-disposition").starts_with("attachment"), "{:?}", file.headers);
        assert_eq!(&file.body[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(ada.get("/library?q=LIGHTHOUSE+dusk").await.link("/library/"), Some(asset.clone()));
        assert_eq!(ada.get("/library?q=lighthouse+zebra").await.link("/library/0"), None);
        assert!(ada.get(&asset).await.text().contains("a lighthouse on a cliff at dusk"));
    }

    async fn a_file_on_the_disk_is_no_picture(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        make(&app, &ada, "a calm sea").await;
        let files = files_below(&app.objects());
        assert_eq!(files.len(), 2);
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            // Three bytes stand somewhere in every hundredth sealed file by chance; a picture begins with them.
            assert!(!bytes.starts_with(b"\xff\xd8\xff"), "{}", file.display());
            for start in [&b"\x89PNG"[..], b"IHDR", b"IDAT", b"JFIF"] {
                assert!(!bytes.windows(start.len()).any(|window| window == start), "{}", file.display());
            }
            assert!(atelier::decode(&bytes).is_err());
        }
    }

    async fn any_range_of_a_file_is_that_slice(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let asset = make(&app, &ada, "a calm sea").await;
        let address = format!("{asset}/file");
        let whole = ada.get(&address).await.body;
        for (range, slice) in [("bytes=0-0", &whole[..1]), ("bytes=10-99", &whole[10..100]), ("bytes=-5", &whole[whole.len() - 5..])] {
            let part = ada.get_with(&address, &[("range", range)]).await;
            assert_eq!((part.status.as_u16(), &part.body[..]), (206, slice), "{range}");
        }
        assert_eq!(ada.get_with(&address, &[("range", "bytes=99999999-")]).await.status, 416);
    }

    async fn bad_orders_say_what_is_wrong_and_keep_the_words(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let long = "a".repeat(4_001);
        for (fields, said) in [
            (vec![("prompt", "  ")], "Say what it shall show"),
            (vec![("prompt", long.as_str())], "at most 4000 characters"),
            (vec![("prompt", "sea \u{202e}dne eht")], "hidden characters"),
            (vec![("prompt", "bell \u{7}")], "hidden characters"),
            (vec![("prompt", "sea"), ("size", "0x0")], "cannot make that size"),
            (vec![("prompt", "sea"), ("size", "99999x2")], "cannot make that size"),
            (vec![("prompt", "sea"), ("count", "9")], "from 1 to 4"),
            (vec![("prompt", "sea"), ("seed", "-1")], "whole number"),
            (vec![("prompt", "sea"), ("model", "nobody")], "no such model"),
            (vec![("prompt", "sea"), ("format", "tiff")], "png, jpeg or webp"),
        ] {
            let answer = ada.post("/generations", &fields).await;
            assert_eq!(answer.status, 422, "{fields:?}");
            assert!(answer.text().contains(said), "{fields:?}: {}", answer.text());
            let kept = fields[0].1.trim();
            assert!(kept.is_empty() || answer.text().contains(kept), "the words are lost: {fields:?}");
        }
        assert!(app.app.db.all("SELECT id FROM generation", vec![]).await.unwrap().is_empty());
    }

    async fn a_stranger_paints_and_nothing_is_stored(database: Database) {
        let app = TestApp::start(database).await;
        let answer = app.stranger().post("/try", &[("prompt", "misty mountains"), ("size", "1024x1024")]).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("data:image/jpeg;base64,"));
        assert!(answer.headers.get("set-cookie").is_none());
        for table in ["SELECT id FROM generation", "SELECT id FROM asset", "SELECT id FROM job", "SELECT id FROM session"] {
            assert!(app.app.db.all(table, vec![]).await.unwrap().is_empty(), "{table}");
        }
        assert!(testkit::files_below(&app.objects()).is_empty());
    }

    /// P-AIA-01: of every kind, in memory alone.
    async fn what_is_made_privately_is_the_answer_and_nothing_else(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let kinds: [(&[(&str, &str)], &str); 4] = [
            (&[("prompt", "MARKER-77 a calm sea"), ("size", "96x64")], "image/png"),
            (&[("kind", "video"), ("prompt", "MARKER-77 waves"), ("video_size", "640x360"), ("seconds", "1")], "video/mp4"),
            (&[("kind", "text"), ("prompt", "keywords: MARKER-77 came to the harbour. The harbour was empty.")], "text/plain"),
            (&[("kind", "prompt"), ("prompt", "MARKER-77 in winter")], "text/plain"),
        ];
        for (order, media_type) in kinds {
            let answer = ada.post("/generations/private", order).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, media_type), "{}", answer.text());
            assert!(answer.header("cache-control").contains("no-store") && !answer.body.is_empty());
        }
        for table in ["SELECT id FROM generation", "SELECT id FROM asset", "SELECT id FROM job"] {
            assert!(app.app.db.all(table, vec![]).await.unwrap().is_empty(), "{table}");
        }
        assert!(testkit::files_below(&app.objects()).is_empty());
        let rows = crate::erasure::rows_in_clear(&app.app.db).await;
        assert!(testkit::find_in(&rows, "MARKER-77", "rows").is_empty());
        let long = ada.post("/generations/private", &[("kind", "video"), ("prompt", "waves"), ("video_size", "640x360"), ("seconds", "30")]).await;
        assert!(long.status == 422 && long.text().contains("at most 10"), "{}", long.text());
    }

    async fn what_would_leave_is_not_made_privately(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let order = [("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "64x64")];
        let answer = ada.post("/generations/private", &order).await;
        assert!(answer.status == 422 && answer.text().contains(">a red barn</textarea>"), "{} {}", answer.status, answer.text());
        assert_eq!((record.departures().len(), upstream.requests().len()), (0, 0));
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 0);
    }

    async fn the_same_again_leaves_out_the_same(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let order = [("prompt", "a {calm} sea"), ("plain", "yes"), ("negative", "boats"), ("size", "96x64"), ("format", "webp"), ("seed", "7")];
        ada.post("/generations", &order).await;
        app.settle().await;
        let first = ada.get("/").await.link("/library/").unwrap();
        let page = ada.get(&first).await.text();
        assert!(page.contains("Not to be shown") && page.contains("boats"), "{page}");
        let again = format!("/generations/{}/again", page.split("/generations/").nth(1).unwrap().split('/').next().unwrap());
        app.clock.advance(Span::millis(5));
        assert_eq!(ada.post(&again, &[]).await.location().as_deref(), Some("/"));
        app.settle().await;
        let list = app.program("ada@example.org").await.get("/api/v1/generations").await.json();
        let told = |at: usize| ["prompt", "negative", "width", "format", "model"].map(|name| list["data"][at][name].clone());
        assert_eq!((list["data"].as_array().unwrap().len(), told(0)), (2, told(1)), "{list}");
        assert_eq!((list["data"][1]["negative"].as_str(), list["data"][0]["seed"].as_i64()), (Some("boats"), None));
        let bob = app.person("bob@example.org").await;
        assert_eq!(bob.post(&again, &[]).await.status, 404);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 2);
    }

    async fn other_types_of_bodies_are_refused(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let body = bytes::Bytes::from_static(b"{\"prompt\":\"sea\"}");
        let own = [("sec-fetch-site", "same-origin")];
        let answer = ada.send(http::Method::POST, "/generations", Some("application/json"), body, &own).await;
        assert_eq!(answer.status, 415);
        let huge = bytes::Bytes::from(vec![b'a'; 3_000_000]);
        let form = Some("application/x-www-form-urlencoded");
        assert_eq!(ada.send(http::Method::POST, "/generations", form, huge, &own).await.status, 413);
    }

    async fn what_is_made_of_flat_shapes_is_had_as_svg_and_nothing_of_it_is_kept(database: Database) {
        let app = TestApp::start(database).await;
        let (ada, program) = (app.person("ada@example.org").await, app.program("ada@example.org").await);
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "96x64")]).await;
        ada.post("/generations", &[("prompt", "a calm sea, low poly"), ("negative", "boats"), ("size", "96x64")]).await;
        app.settle().await;
        let (mut flat, mut other) = (None, None);
        for page in ada.get("/").await.links("/library/") {
            let text = ada.get(&page).await.text();
            if text.contains("/drawing") { flat = Some(page) } else { other = Some(page) }
        }
        let (flat, other) = (flat.unwrap(), other.unwrap());
        let before = files_below(&app.objects()).len();
        let drawing = ada.get(&format!("{flat}/drawing")).await;
        assert_eq!((drawing.status.as_u16(), drawing.header("content-type")), (200, "image/svg+xml"));
        assert!(drawing.header("content-disposition").starts_with("attachment") && drawing.header("content-disposition").contains(".svg"));
        assert!(drawing.header("content-security-policy").contains("default-src 'none'"), "{}", drawing.header("content-security-policy"));
        let svg = drawing.text();
        assert!(svg.starts_with("<svg ") && svg.contains("algorithmicMedia") && svg.matches("<path").count() > 20, "{svg}");
        let id = flat.trim_start_matches("/library/");
        assert_eq!(program.get(&format!("/api/v1/assets/{id}/drawing")).await.text(), svg, "the same shapes at any time");
        assert_eq!(files_below(&app.objects()).len(), before, "nothing is kept");
        assert_eq!(ada.get(&format!("{other}/drawing")).await.status, 404);
        let ben = app.person("ben@example.org").await;
        assert_eq!(ben.get(&format!("{flat}/drawing")).await.status, 404);
        ada.post(&format!("{flat}/erase"), &[]).await;
        assert_eq!(ada.get(&format!("{flat}/drawing")).await.status, 404);
    }
}
