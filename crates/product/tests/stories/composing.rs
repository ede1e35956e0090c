//! Wildcards and styles: in the studio, and for programs; and what can be said of a picture.

use serde_json::json;
use testkit::{TestApp, on_both_databases};

use crate::pictures::make;

/// What was ordered, the newest first.
async fn prompts(app: &TestApp) -> Vec<String> {
    let program = app.program("ada@example.org").await;
    let list = program.get("/api/v1/generations?limit=100").await.json();
    let data = list["data"].as_array().unwrap();
    data.iter()
        .map(|one| one["prompt"].as_str().unwrap().to_owned())
        .collect()
}

on_both_databases! {
    async fn each_result_of_a_template_is_an_order_of_its_own(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let order = [("prompt", "a {red|blue|green} sea at __time/day__"), ("size", "96x64"), ("count", "4"), ("seed", "7")];
        let answer = ada.post("/generations", &order).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{} {}", answer.status, answer.text());
        app.settle().await;
        let prompts = prompts(&app).await;
        assert_eq!(prompts.len(), 4, "{prompts:?}");
        assert!(prompts.iter().all(|prompt| !prompt.contains(['{', '|', '_'])), "{prompts:?}");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM asset").await, 4, "one picture each");
    }

    async fn styles_are_laid_over_the_words_and_what_they_do_not_want_goes_along(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let page = ada.get("/").await.text();
        assert!(page.contains("name=\"style\" value=\"watercolour\"") && page.contains(">Watercolour<"));
        let order = [("prompt", "a calm sea"), ("size", "96x64"), ("style", "watercolour"), ("style", "golden-hour"), ("negative", "boats")];
        assert_eq!(ada.post("/generations", &order).await.location().as_deref(), Some("/"));
        app.settle().await;
        let prompts = prompts(&app).await;
        assert!(prompts[0].contains("a calm sea") && prompts[0].contains("watercolour"), "{prompts:?}");
        let rows = app.app.db.all("SELECT negative FROM generation", vec![]).await.unwrap();
        let sealed: Option<Vec<u8>> = rows[0].get("negative").unwrap();
        assert!(sealed.is_some_and(|sealed| !sealed.windows(5).any(|part| part == b"boats")), "kept sealed");
    }

    async fn what_is_wrong_with_a_template_is_said_with_its_place_and_nothing_is_ordered(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let answer = ada.post("/generations", &[("prompt", "a {red|blue sea"), ("size", "96x64")]).await;
        assert!(answer.status == 422 && answer.text().contains("character 3"), "{} {}", answer.status, answer.text());
        assert!(answer.text().contains("a {red|blue sea</textarea>"), "the words stay");
        let answer = ada.post("/generations", &[("prompt", "a sea"), ("size", "96x64"), ("style", "no-style")]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 0);
    }

    async fn programs_expand_prompts_without_ordering_anything(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let styles = program.get("/api/v1/styles").await.json();
        assert!(styles["data"].as_array().unwrap().len() >= 60);
        let order = json!({ "prompt": "a {calm|heavy} sea", "styles": ["oil"], "count": 5, "seed": 3 });
        let first = program.post_json("/api/v1/prompts/expand", &order).await;
        assert_eq!(first.status, 200, "{}", first.text());
        let data = first.json()["data"].as_array().unwrap().clone();
        assert!(data.len() == 5 && data.iter().all(|one| one["prompt"].as_str().unwrap().contains("oil painting")), "{data:?}");
        assert_eq!(program.post_json("/api/v1/prompts/expand", &order).await.json(), first.json(), "the same seed, the same prompts");
        for (wrong, field) in [(json!({ "prompt": "a {b" }), "prompt"), (json!({ "prompt": "a", "styles": ["x"] }), "styles"), (json!({ "prompt": "a", "count": 101 }), "count"), (json!({ "prompt": " " }), "prompt")] {
            let answer = program.post_json("/api/v1/prompts/expand", &wrong).await;
            assert!(answer.status == 422 && answer.text().contains(field), "{wrong}: {}", answer.text());
        }
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM generation").await, 0);
    }

    async fn a_picture_is_described_by_what_can_be_measured_and_by_nothing_else(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let picture = make(&app, &ada, "a red sunset over the sea").await;
        assert!(ada.get(&picture).await.text().contains("/description"));
        let page = ada.get(&format!("{picture}/description")).await.text();
        assert!(page.contains("Nothing in the picture is recognised") && page.contains("<rect") && page.contains("warm"), "{page}");
        let words = page.split("name=\"prompt\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(!words.contains("sunset") && !words.contains("sea"), "{words}");
        assert_eq!(ada.post("/generations", &[("prompt", &words), ("size", "96x64")]).await.location().as_deref(), Some("/"));
        app.settle().await;
        let bob = app.person("bob@example.org").await;
        assert_eq!(bob.get(&format!("{picture}/description")).await.status, 404);
    }
}
