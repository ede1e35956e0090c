//! Films that the built-in animator makes: ordered in the studio and by programs, with a poster, served in ranges.

use basics::Span;
use serde_json::json;
use testkit::{TestApp, find_in, on_both_databases};

use crate::uploads::kept;

on_both_databases! {
    async fn a_film_is_made_here_of_words_alone(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let order = [("kind", "video"), ("prompt", "waves under a full moon"), ("video_size", "640x360"), ("seconds", "1"), ("video_seed", "7")];
        let answer = ada.post("/generations", &order).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{} {}", answer.status, answer.text());
        app.settle().await;
        let page = ada.get("/").await.link("/library/").unwrap();
        let file = ada.get(&format!("{page}/file")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "video/mp4"));
        assert_eq!(&file.body[4..8], b"ftyp");
        assert!(!find_in(&file.body, "algorithmicMedia", "film").is_empty(), "it says that it is procedural");
        let part = ada.get_with(&format!("{page}/file"), &[("range", "bytes=4-7")]).await;
        assert_eq!((part.status.as_u16(), &part.body[..]), (206, &b"ftyp"[..]));
        let poster = ada.get(&format!("{page}/thumbnail")).await;
        let (rgb, width, height) = atelier::decode(&poster.body).unwrap();
        assert_eq!((width, height), (640, 360));
        assert!(rgb.iter().any(|light| *light > 90), "it is not black");
        let text = ada.get(&page).await.text();
        assert!(text.contains("<video") && text.contains("poster=") && text.contains("1 s"), "{text}");
    }

    async fn programs_have_films_made_here_without_a_vendor(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let answer = program.post_json("/v1/videos", &json!({ "prompt": "snowfall in the mountains", "seconds": "1", "size": "640x360" })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        app.settle().await;
        let film = program.get(&format!("/v1/videos/{id}")).await.json();
        assert_eq!((film["status"].as_str(), film["model"].as_str()), (Some("completed"), Some("atelier/animator")), "{film}");
        let content = program.get(&format!("/v1/videos/{id}/content")).await;
        assert_eq!((content.status.as_u16(), content.header("content-type")), (200, "video/mp4"));
    }

    async fn a_film_begins_with_a_picture_of_ones_own(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let picture = kept(&ada, &testkit::files::plain(640, 360, atelier::ImageFormat::Png)).await;
        app.clock.advance(Span::millis(5));
        let id = picture.replace("/library/", "");
        let order = json!({ "kind": "video", "prompt": "slowly closer", "seconds": 1, "size": "640x360", "inputs": [{ "asset": id }] });
        let answer = program.post_json("/api/v1/generations", &order).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        app.settle().await;
        let page = ada.get("/").await.link("/library/").unwrap();
        assert_ne!(page, picture);
        let (rgb, width, _) = atelier::decode(&ada.get(&format!("{page}/thumbnail")).await.body).unwrap();
        let pixel = |x: u32| { let at = ((180 * width + x) * 3) as usize; [rgb[at], rgb[at + 2]] };
        let ([left_red, left_blue], [right_red, right_blue]) = (pixel(40), pixel(600));
        assert!(left_red > left_blue && right_blue > right_red, "red on the left and blue on the right");
    }
}
