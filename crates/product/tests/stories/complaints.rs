//! What people complain about in other gateways (`docs/complaints.md`), where no other story shows it.

use std::{fs, path::Path};

use serde_json::json;
use testkit::{TestApp, Upstream, files_below, on_both_databases};

const PAGE: &str = include_str!("../../../../docs/complaints.md");

/// What stands in every file of tests.
fn tests() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let is_test = |file: &&std::path::PathBuf| {
        file.extension().is_some_and(|end| end == "rs") && file.components().any(|part| part.as_os_str() == "tests")
    };
    let files = files_below(&crates);
    let texts = files
        .iter()
        .filter(is_test)
        .map(|file| fs::read_to_string(file).unwrap());
    texts.collect()
}

#[test]
fn every_test_that_the_page_of_complaints_names_is_there_and_says_so() {
    let tests = tests();
    let rows: Vec<_> = PAGE.lines().filter_map(|line| line.strip_prefix("| ")).collect();
    for number in 1..=15 {
        let row = rows
            .iter()
            .find(|row| row.starts_with(&format!("{number} | ")))
            .unwrap();
        let names: Vec<_> = row
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.contains('_'))
            .collect();
        assert_eq!(names.is_empty(), number == 13, "{row}");
        for name in names {
            let (before, _) = tests
                .split_once(&format!("fn {name}("))
                .unwrap_or_else(|| panic!("no test {name}"));
            let above: Vec<_> = before.lines().rev().take(6).collect();
            let says = |line: &&&str| {
                line.contains("Complaint")
                    && line
                        .split(|mark: char| !mark.is_ascii_digit())
                        .any(|word| word == number.to_string())
            };
            assert!(
                above.iter().any(|line| says(&line)),
                "{name} does not say that it is about complaint {number}"
            );
        }
    }
}

on_both_databases! {
    /// Complaint 15: a size is offered that the model refuses, and the refusal is shown raw.
    async fn what_a_model_cannot_make_is_not_offered_and_refused_in_words(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let page = ada.get("/models").await.text();
        assert!(page.contains("64x64") || page.contains("64 × 64"), "its sizes stand on the page of models: {page}");
        let answer = ada.post("/generations", &[("prompt", "a red barn"), ("model", "lab/fake-image"), ("size", "512x512")]).await;
        assert_eq!(answer.status.as_u16(), 422);
        let said = answer.text();
        assert!(said.contains("a red barn") && !said.contains("invalid-size") && !said.contains("{\""), "words, and nothing is lost: {said}");
        let order = json!({ "model": "lab/fake-image", "prompt": "a red barn", "size": "512x512", "response_format": "url" });
        let answer = program.post_json("/v1/images/generations", &order).await;
        let error = answer.json()["error"].clone();
        assert_eq!((answer.status.as_u16(), error["param"].as_str()), (400, Some("size")), "{error}");
        assert!(error["message"].as_str().unwrap().contains(' '), "{error}");
        assert!(record.departures().is_empty(), "nothing was sent to be refused");
        let order = json!({ "model": "lab/fake-image", "prompt": "a red barn", "response_format": "url" });
        let answer = program.post_json("/v1/images/generations", &order).await;
        assert_eq!(answer.status, 200, "what a model has no word for is ignored, not refused: {}", answer.text());
    }

    /// Complaint 12: something is fetched to start, so that it cannot be used offline.
    async fn starting_and_painting_opens_no_connection(database: Database) {
        let upstream = Upstream::start().await;
        let (app, record) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("prompt", "a calm sea"), ("size", "64x64")]).await;
        app.settle().await;
        assert!(ada.get("/").await.link("/library/").is_some());
        for page in ["/library", "/models", "/you", "/privacy-policy"] {
            assert_eq!(ada.get(page).await.status, 200, "{page}");
        }
        assert_eq!((record.departures().len(), upstream.requests().len()), (0, 0));
    }
}
