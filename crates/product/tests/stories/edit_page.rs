//! The edit page: a picture, a mask from its brush, and what the built-in retoucher makes of both.

use basics::Span;
use http::Method;
use testkit::{Answer, Client, TestApp, files, on_both_databases};

use crate::{pictures::make, uploads::kept};

const OWN: [(&str, &str); 1] = [("sec-fetch-site", "same-origin")];
/// Red on the left, blue on the right.
const SIZE: (u32, u32) = (96, 64);

/// Sends the page's form for a picture; `fields` and what its brush has marked.
async fn edit(person: &Client, picture: &str, fields: &[(&str, &str)], mask: Option<&[u8]>) -> Answer {
    let parts: Vec<(&str, &str, &[u8])> = mask.iter().map(|mask| ("mask", "image/png", *mask)).collect();
    let (body, media_type) = files::form_of(&parts, fields);
    let page = picture.replace("/library/", "/edit/");
    person
        .send(Method::POST, &page, Some(media_type), body.into(), &OWN)
        .await
}

/// What came of the newest order.
async fn newest(app: &TestApp, person: &Client) -> (String, (Vec<u8>, u32, u32)) {
    app.settle_due().await;
    let page = person.get("/").await.link("/library/").unwrap();
    let file = person.get(&format!("{page}/file")).await;
    let pixels = atelier::decode(&file.body).unwrap();
    (page, pixels)
}

fn original() -> Vec<u8> {
    files::plain(SIZE.0, SIZE.1, atelier::ImageFormat::Png)
}

on_both_databases! {
    async fn what_is_not_marked_stays_to_the_pixel(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = kept(&ada, &original()).await;
        app.clock.advance(Span::millis(5));
        let mask = files::mask(SIZE.0, SIZE.1);
        let answer = edit(&ada, &picture, &[("prompt", "black and white"), ("model", "atelier/retoucher")], Some(&mask)).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{} {}", answer.status, answer.text());
        let (page, (after, width, height)) = newest(&app, &ada).await;
        assert_ne!(page, picture, "a picture of its own");
        assert_eq!((width, height), SIZE);
        let (before, ..) = atelier::decode(&original()).unwrap();
        let pixels = before.chunks_exact(3).zip(after.chunks_exact(3)).enumerate();
        let (mut changed, mut same) = (0, 0);
        for (place, (before, after)) in pixels {
            if place % 96 < 48 { changed += usize::from(before != after) } else { assert_eq!(before, after, "pixel {place}"); same += 1 }
        }
        assert!(changed > 48 * 64 / 2 && same == 48 * 64, "{changed} changed");
        let receipt = ada.get(&page).await.text();
        assert!(receipt.contains("black and white") && receipt.contains("nothing") , "{receipt}");
        assert_eq!(ada.get(&format!("{picture}/file")).await.status, 200, "what it was made from is still there");
    }

    async fn an_edit_once_more_starts_from_the_same_picture_and_from_no_other(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = kept(&ada, &original()).await;
        app.clock.advance(Span::millis(5));
        edit(&ada, &picture, &[("prompt", "black and white"), ("model", "atelier/retoucher")], Some(&files::mask(SIZE.0, SIZE.1))).await;
        let (first, pixels) = newest(&app, &ada).await;
        let page = ada.get(&first).await.text();
        let again = format!("/generations/{}/again", page.split("/generations/").nth(1).unwrap().split('/').next().unwrap());
        app.clock.advance(Span::millis(5));
        assert_eq!(ada.post(&again, &[]).await.location().as_deref(), Some("/"));
        let (second, same) = newest(&app, &ada).await;
        assert!(second != first && same == pixels, "the same edit of the same picture");
        ada.post(&format!("{picture}/erase"), &[]).await;
        app.settle_due().await;
        let refused = ada.post(&again, &[]).await;
        assert!(refused.status == 422 && refused.text().contains("no longer there"), "{} {}", refused.status, refused.text());
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 2, "nothing was ordered");
    }

    async fn a_suggestion_is_made_by_the_retoucher_without_a_word_typed(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = make(&app, &ada, "a calm sea").await;
        app.clock.advance(Span::millis(5));
        let answer = edit(&ada, &picture, &[("prompt", ""), ("model", "elsewhere/model"), ("suggested", "rotate right")], None).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{} {}", answer.status, answer.text());
        let (_, (_, width, height)) = newest(&app, &ada).await;
        assert_eq!((width, height), (64, 96), "what lay stands");
    }

    async fn every_suggestion_of_the_page_is_one_the_retoucher_understands(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = make(&app, &ada, "a lighthouse on a cliff at dusk").await;
        let page = ada.get(&picture.replace("/library/", "/edit/")).await.text();
        let suggestions: Vec<&str> = page.split("name=\"suggested\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(suggestions.len() > 20, "{suggestions:?}");
        let mask = files::mask(96, 64);
        for words in &suggestions {
            app.clock.advance(Span::millis(5));
            let marked = ["fill", "paint a calm sea"].contains(words).then_some(&mask[..]);
            let answer = edit(&ada, &picture, &[("suggested", words)], marked).await;
            assert_eq!(answer.location().as_deref(), Some("/"), "{words}: {} {}", answer.status, answer.text());
            app.settle_due().await;
            let state = "SELECT COUNT(*) AS count FROM generation WHERE state <> 'done'";
            assert_eq!(app.count(state).await, 0, "{words}");
        }
    }

    async fn what_cannot_be_edited_says_why_and_keeps_the_words(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = make(&app, &ada, "a calm sea").await;
        let empty = edit(&ada, &picture, &[("prompt", " ")], None).await;
        assert_eq!(empty.status, 422, "{}", empty.text());
        let small = files::mask(32, 32);
        let wrong = edit(&ada, &picture, &[("prompt", "fill"), ("model", "atelier/retoucher")], Some(&small)).await;
        assert!(wrong.status == 422 && wrong.text().contains("as large as") && wrong.text().contains(">fill</textarea>"), "{}", wrong.text());
        let junk = edit(&ada, &picture, &[("prompt", "fill"), ("model", "atelier/retoucher")], Some(b"GIF89a")).await;
        assert!(junk.status == 422 && junk.text().contains("PNG"), "{}", junk.text());
        let bob = app.person("bob@example.org").await;
        assert_eq!(bob.get(&picture.replace("/library/", "/edit/")).await.status, 404, "somebody else's");
        assert_eq!(edit(&bob, &picture, &[("prompt", "fill")], None).await.status, 404);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 1, "nothing was ordered");
    }
}
