//! Uploads: only pixels come in, upright and sealed; what is refused is told why and leaves nothing (P-AIA-02, P-COL-12).

use bytes::Bytes;
use http::Method;
use testkit::{Answer, Client, TestApp, files, find_in, on_both_databases};

use crate::pictures::make;

const OWN: [(&str, &str); 1] = [("sec-fetch-site", "same-origin")];

/// Sends a file as the library's form does.
pub async fn upload(person: &Client, name: &str, file: &[u8]) -> Answer {
    let (body, media_type) = files::form("file", name, "image/png", file);
    person
        .send(Method::POST, "/uploads", Some(media_type), body.into(), &OWN)
        .await
}

/// The same, kept; the picture's page.
pub async fn kept(person: &Client, file: &[u8]) -> String {
    let answer = upload(person, "a.png", file).await;
    answer
        .location()
        .unwrap_or_else(|| panic!("{} {}", answer.status, answer.text()))
}

/// Nothing came of it: no row that anybody sees, no object, no work, and no key of a picture.
async fn nothing_is_kept(app: &TestApp) {
    for sql in ["SELECT id FROM asset", "SELECT id FROM job"] {
        assert!(app.app.db.all(sql, vec![]).await.unwrap().is_empty(), "{sql}");
    }
    assert!(testkit::files_below(&app.objects()).is_empty());
}

fn pixel((rgb, width, _): &(Vec<u8>, u32, u32), x: u32, y: u32) -> [u8; 3] {
    let at = ((y * width + x) * 3) as usize;
    [rgb[at], rgb[at + 1], rgb[at + 2]]
}

fn is_red([red, green, blue]: [u8; 3]) -> bool {
    red > 150 && green < 90 && blue < 90
}

fn is_blue([red, green, blue]: [u8; 3]) -> bool {
    blue > 150 && green < 90 && red < 90
}

on_both_databases! {
    async fn a_photograph_comes_back_upright_and_without_its_place(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let photo = files::photo();
        assert!(files::HIDDEN.iter().filter(|hidden| !find_in(&photo, hidden, "photo").is_empty()).count() >= 5);
        let page = kept(&ada, &photo).await;
        let file = ada.get(&format!("{page}/file")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "image/jpeg"));
        // It lay on its side, red on the left: turned to the right, red is above.
        let picture = atelier::decode(&file.body).unwrap();
        assert_eq!((picture.1, picture.2), (files::PHOTO.1, files::PHOTO.0));
        assert!(is_red(pixel(&picture, 16, 4)) && is_blue(pixel(&picture, 16, 44)));
        let thumbnail = ada.get(&format!("{page}/thumbnail")).await;
        let small = atelier::decode(&thumbnail.body).unwrap();
        assert!((small.1, small.2) == (picture.1, picture.2) && is_red(pixel(&small, 16, 4)));
        for bytes in [&file.body, &thumbnail.body] {
            for hidden in files::HIDDEN.iter().chain(&["Exif", "ICC_PROFILE", "http://", "PK"]) {
                assert_eq!(find_in(bytes, hidden, "what came back"), [], "{hidden}");
            }
        }
    }

    async fn words_and_chunks_hidden_in_other_formats_are_gone(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for (file, media_type) in [(files::png_with_words(), "image/png"), (files::webp_with_words(), "image/webp")] {
            let page = kept(&ada, &file).await;
            let back = ada.get(&format!("{page}/file")).await;
            assert_eq!(back.header("content-type"), media_type);
            for hidden in files::HIDDEN.iter().chain(&["tEXt", "zTXt", "iTXt", "eXIf", "EXIF", "XMP ", "prVt", "iCCP"]) {
                assert_eq!(find_in(&back.body, hidden, media_type), [], "{hidden}");
            }
            assert!(atelier::decode(&back.body).is_ok());
        }
    }

    async fn an_upload_is_in_the_library_and_is_erased_like_anything_else(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let made = make(&app, &ada, "a calm sea").await;
        let page = kept(&ada, &files::photo()).await;
        app.settle().await;
        let id = page.replace("/library/", "");
        assert!(ada.get("/library").await.text().contains(&id));
        let shown = ada.get(&page).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text().contains("Uploaded picture") && shown.text().contains("nothing"), "{}", shown.text());
        let row = app.app.db.first("SELECT * FROM asset WHERE id = $1", store::values![id.clone()]).await.unwrap().unwrap();
        assert_eq!((row.get::<String>("kind").unwrap(), row.get::<String>("source_type").unwrap()), ("image".into(), "upload".into()));
        let objects = testkit::files_below(&app.objects()).len();
        assert_eq!(ada.post(&format!("{page}/erase"), &[]).await.location().as_deref(), Some("/library"));
        app.settle().await;
        for path in [page.clone(), format!("{page}/file"), format!("{page}/thumbnail")] {
            assert_eq!(ada.get(&path).await.status, 404, "{path}");
        }
        assert_eq!(testkit::files_below(&app.objects()).len(), objects - 2);
        assert!(app.app.db.first("SELECT id FROM asset WHERE id = $1", store::values![id]).await.unwrap().is_none());
        assert_eq!(ada.get(&format!("{made}/file")).await.status, 200, "the other picture is gone too");
    }

    async fn an_upload_is_nobody_elses(database: Database) {
        let app = TestApp::start(database).await;
        let (ada, eve) = (app.person("ada@example.org").await, app.person("eve@example.org").await);
        let page = kept(&ada, &files::photo()).await;
        for path in [page.clone(), format!("{page}/file"), format!("{page}/thumbnail")] {
            assert_eq!(eve.get(&path).await.status, 404, "{path}");
        }
        assert_eq!(eve.post(&format!("{page}/erase"), &[]).await.status, 404);
        assert_eq!(ada.get(&page).await.status, 200);
        let (body, media_type) = files::form("file", "a.png", "image/png", &files::photo());
        let body = Bytes::from(body);
        let another_site = [("sec-fetch-site", "cross-site")];
        assert_eq!(ada.send(Method::POST, "/uploads", Some(media_type), body.clone(), &another_site).await.status, 403);
        let stranger = app.stranger().send(Method::POST, "/uploads", Some(media_type), body, &OWN).await;
        assert!(stranger.location().is_some_and(|place| place.starts_with("/sign-in")));
    }

    async fn what_is_no_still_picture_of_a_sensible_size_is_refused_and_leaves_nothing(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let truncated = |file: Vec<u8>| file[..file.len() / 2].to_vec();
        let png = files::plain(64, 64, atelier::ImageFormat::Png);
        let refused: Vec<(&str, Vec<u8>, &str)> = vec![
            ("nothing in it", Vec::new(), "no file, or nothing in it"),
            ("a page called a picture", b"<html><script>alert(1)</script>".to_vec(), "not a PNG, JPEG or WebP"),
            ("a GIF with a JPEG inside", [b"GIF89a".to_vec(), files::photo()].concat(), "not a PNG, JPEG or WebP"),
            ("an archive", [b"PK\x03\x04".to_vec(), png.clone()].concat(), "not a PNG, JPEG or WebP"),
            ("a PNG's beginning alone", png[..8].to_vec(), "damaged"),
            ("half a PNG", truncated(png.clone()), "damaged"),
            ("half a WebP", truncated(files::plain(64, 64, atelier::ImageFormat::WebP)), "damaged"),
            ("a PNG's name before a JPEG", [png[..8].to_vec(), files::photo()].concat(), "damaged"),
            ("too wide", files::claiming(50_000, 50_000), "at most 8192 pixels a side"),
            ("beyond all numbers", files::claiming(0x7fff_ffff, 0x7fff_ffff), "at most 8192 pixels a side"),
            ("too many pixels", files::claiming(8_192, 8_192), "at most 50 megapixels"),
            ("no pixels", files::claiming(0, 8), "damaged"),
            ("a lie about the size", files::claiming(4_000, 4_000), "damaged"),
            ("a PNG that moves", files::moving_png(), "This picture moves"),
            ("a WebP that moves", files::moving_webp(), "This picture moves"),
        ];
        for (what, file, said) in refused {
            let answer = upload(&ada, "holiday.png", &file).await;
            assert_eq!(answer.status, 422, "{what}: {}", answer.text());
            assert!(answer.text().contains(said) && answer.text().contains("Nothing was kept"), "{what}: {}", answer.text());
        }
        nothing_is_kept(&app).await;
    }

    async fn too_large_a_file_is_told_the_limit(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let mut large = files::photo();
        large.resize(32_000_001, 0);
        let answer = upload(&ada, "large.jpg", &large).await;
        assert_eq!(answer.status, 413);
        assert!(answer.text().contains("32 MB") || answer.text().contains("32.0"), "{}", answer.text());
        nothing_is_kept(&app).await;
    }

    async fn bombs_do_not_go_off(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        for bomb in [files::overfull(), files::wordy()] {
            let answer = upload(&ada, "small.png", &bomb).await;
            // Whoever reads only as many pixels as there are may keep eight by eight of them.
            if let Some(page) = answer.location() {
                let picture = atelier::decode(&ada.get(&format!("{page}/file")).await.body).unwrap();
                assert_eq!((picture.1, picture.2), (8, 8));
            } else {
                assert_eq!(answer.status, 422, "{}", answer.text());
            }
        }
    }

    async fn names_declared_types_and_other_parts_mean_nothing(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let jpeg = files::plain(48, 32, atelier::ImageFormat::Jpeg);
        for (name, media_type) in [("WORDS-5f1c.png", "image/png"), ("../../etc/WORDS-5f1c", "text/html"), ("WORDS-5f1c.exe", "x")] {
            let (body, form) = files::form("file", name, media_type, &jpeg);
            let answer = ada.send(Method::POST, "/uploads", Some(form), body.into(), &OWN).await;
            let page = answer.location().unwrap();
            assert_eq!(ada.get(&format!("{page}/file")).await.header("content-type"), "image/jpeg");
            assert!(!ada.get(&page).await.text().contains("WORDS-5f1c"));
        }
        let (body, form) = files::form("portrait", "a.jpg", "image/jpeg", &jpeg);
        let answer = ada.send(Method::POST, "/uploads", Some(form), body.into(), &OWN).await;
        assert!(answer.text().contains("no file, or nothing in it"), "{}", answer.text());
        for (media_type, body) in [("image/jpeg", jpeg.clone()), ("multipart/form-data", jpeg), (form, b"--boundary".to_vec())] {
            let answer = ada.send(Method::POST, "/uploads", Some(media_type), body.into(), &OWN).await;
            assert_eq!(answer.status, 415, "{media_type}");
        }
        assert_eq!(app.app.db.all("SELECT id FROM asset", vec![]).await.unwrap().len(), 3);
    }
}
