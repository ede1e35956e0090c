//! Texts and prompts as durable work: ordered, read, taken along, erased.

use basics::Span;
use product::Settings;
use serde_json::json;
use testkit::{TestApp, Upstream, files_below, find_in, on_both_databases};

const REPORT: &str = "summarise in 1 sentence: The harbour was built in 1850. Storms damaged the harbour wall in 1901 and the harbour was rebuilt with stone. Today fishing boats use the harbour every day.";

on_both_databases! {
    async fn a_text_is_made_here_of_a_persons_own_words(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let answer = ada.post("/generations", &[("kind", "text"), ("prompt", REPORT)]).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{} {}", answer.status, answer.text());
        app.settle().await;
        let page = ada.get("/").await.link("/library/").unwrap();
        let file = ada.get(&format!("{page}/file?download")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "text/plain"));
        let text = file.text();
        assert!(REPORT.contains(text.trim()) && text.contains("harbour"), "every word is the text's own: {text}");
        assert!(file.header("content-disposition").contains(".txt"));
        let shown = ada.get(&page).await.text();
        assert!(shown.contains(text.trim()) && shown.contains("atelier/writer") && !shown.contains("/edit/"), "{shown}");
        assert!(ada.get("/library").await.text().contains("class=\"words\""));
        assert_eq!(ada.get(&format!("{page}/thumbnail")).await.status, 404);
        for file in files_below(&app.objects()) {
            assert!(find_in(&std::fs::read(file).unwrap(), "harbour", "object").is_empty(), "sealed");
        }
        ada.post(&format!("{page}/erase"), &[]).await;
        app.settle().await;
        assert!(files_below(&app.objects()).is_empty(), "no byte is left");
    }

    async fn a_prompt_is_made_of_an_idea_and_painted(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let order = json!({ "kind": "prompt", "prompt": "an old harbour in winter", "seed": 7 });
        let answer = program.post_json("/api/v1/generations", &order).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        app.settle().await;
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let done = program.get(&format!("/api/v1/generations/{id}")).await.json();
        assert_eq!((done["kind"].as_str(), done["state"].as_str(), done["width"].as_i64()), (Some("prompt"), Some("done"), Some(0)), "{done}");
        let asset = done["assets"][0]["id"].as_str().unwrap();
        let prompt = program.get(&format!("/api/v1/assets/{asset}/content")).await.text();
        assert!(prompt.contains("harbour") && prompt.contains("winter") && prompt.len() > 60, "{prompt}");
        let page = ada.get(&format!("/library/{asset}")).await.text();
        assert!(page.contains("name=\"prompt\"") && page.contains("Paint it"), "{page}");
        let edit = json!({ "prompt": "in snow", "model": "atelier/retoucher", "inputs": [{ "asset": asset }] });
        let refused = program.post_json("/api/v1/generations", &edit).await;
        assert!(refused.status == 422 && refused.text().contains("inputs"), "a text is no picture: {}", refused.text());
        app.clock.advance(Span::millis(5));
        let again = program.post_json("/api/v1/generations", &order).await.json();
        app.settle().await;
        let again = program.get(&format!("/api/v1/generations/{}", again["id"].as_str().unwrap())).await.json();
        let asset = again["assets"][0]["id"].as_str().unwrap();
        assert_eq!(program.get(&format!("/api/v1/assets/{asset}/content")).await.text(), prompt, "the same seed, the same words");
    }

    /// The studio's choices stand before the idea, where a program writes them itself.
    async fn how_a_prompt_is_written_is_chosen_and_several_differ(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let bar = ada.get("/").await.text();
        assert!(bar.contains("name=\"dialect\"") && bar.contains("name=\"strength\"") && bar.contains("name=\"prompt_count\""));
        let order = [("kind", "prompt"), ("prompt", "an old harbour"), ("dialect", "json"), ("strength", "strong"), ("prompt_count", "3")];
        assert_eq!(ada.post("/generations", &order).await.location().as_deref(), Some("/"));
        app.settle().await;
        let program = app.program("ada@example.org").await;
        let made = program.get("/api/v1/assets?limit=10").await.json();
        let mut prompts = Vec::new();
        for asset in made["data"].as_array().unwrap() {
            prompts.push(program.get(&format!("/api/v1/assets/{}/content", asset["id"].as_str().unwrap())).await.text());
        }
        assert!(prompts.len() == 3 && prompts.iter().all(|prompt| serde_json::from_str::<serde_json::Value>(prompt).unwrap().to_string().contains("old harbour")), "{prompts:?}");
        assert!(prompts[0] != prompts[1] && prompts[1] != prompts[2] && prompts[0] != prompts[2], "{prompts:?}");
        let refused = ada.post("/generations", &[("kind", "prompt"), ("prompt", "a harbour"), ("prompt_count", "9")]).await;
        assert!(refused.status == 422 && refused.text().contains("value=\"9\""), "{}", refused.text());
        let plain = json!({ "kind": "prompt", "prompt": "as tags, as it is: an old harbour in winter", "seed": 7 });
        let id = program.post_json("/api/v1/generations", &plain).await.json()["id"].as_str().unwrap().to_owned();
        app.settle().await;
        let asset = program.get(&format!("/api/v1/generations/{id}")).await.json()["assets"][0]["id"].as_str().unwrap().to_owned();
        let tags = program.get(&format!("/api/v1/assets/{asset}/content")).await.text();
        assert_eq!(tags.trim(), "(old harbour in winter:1.2)", "a tag, and nothing added");
    }

    /// Decision 0026: what leaves is the request and the words, and the preview shows both.
    async fn a_prompt_is_written_by_a_text_model_where_a_person_chooses_it(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        let order = [("kind", "prompt"), ("prompt", "an old harbour"), ("dialect", "tags"), ("prompt_model", "lab/fake-chat")];
        let preview = ada.post("/generations/preview", &order).await.text();
        assert!(preview.contains("one prompt for a model that makes pictures") && preview.contains("as tags: an old harbour"), "{preview}");
        assert!(upstream.requests().is_empty(), "looking sends nothing");
        assert_eq!(ada.post("/generations", &order).await.location().as_deref(), Some("/"));
        app.settle().await;
        let requests = upstream.requests();
        let asked = requests[0].1["messages"].to_string();
        assert!(requests.len() == 1 && asked.contains("one prompt for a model") && asked.contains("as tags: an old harbour"), "{asked}");
        let page = ada.get("/").await.link("/library/").unwrap();
        let shown = ada.get(&page).await.text();
        assert!(shown.contains("lab/fake-chat") && shown.contains("as tags: an old harbour") && shown.contains("Paint it"), "{shown}");
        assert!(!shown.contains("one prompt for a model"), "the request is not the person's own words");
        assert_eq!(ada.post("/generations", &[("kind", "prompt"), ("prompt", "a harbour"), ("prompt_model", "atelier/writer")]).await.status, 422);
        assert_eq!(upstream.requests().len(), 1);
    }

    async fn what_is_measured_in_a_picture_is_written_as_a_prompt_without_the_picture(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("prompt", "a calm sea at dusk"), ("size", "128x96")]).await;
        app.settle().await;
        let picture = ada.get("/").await.link("/library/").unwrap();
        let page = ada.get(&format!("{picture}/description")).await;
        let text = page.text();
        assert!(text.contains("value=\"lab/fake-chat\"") && text.contains("value=\"atelier/composer\"") && !text.contains("value=\"atelier/writer\""), "{text}");
        let words = page.hidden_field("prompt").unwrap();
        ada.post("/generations", &[("kind", "prompt"), ("prompt", &words), ("prompt_model", "lab/fake-chat")]).await;
        app.settle().await;
        let body = upstream.requests()[0].1.to_string();
        assert!(body.contains("colour") && !body.contains("image_url") && !body.contains("base64") && body.len() < 4_000, "{body}");
    }

    async fn what_the_writer_cannot_do_is_said(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        ada.post("/generations", &[("kind", "text"), ("prompt", "write me a poem about the moon")]).await;
        app.settle().await;
        let page = ada.get("/").await.text();
        assert!(page.contains("works on a text that you give it"), "{page}");
        assert_eq!(app.count("SELECT COUNT(*) AS count FROM asset").await, 0);
    }

    /// Durable work holds what it can cost, which nobody knows of tokens before they are said.
    async fn what_is_paid_by_the_token_is_not_ordered_as_a_text(database: Database) {
        let paid = "id = \"paid\"\nkind = \"openai-compatible\"\nbase_url = \"http://127.0.0.1:9/v1\"\nregion = \"local\"\n\
                    passport = { retention = \"0d\", training = \"never\", operator = \"de\" }\n\
                    models = [{ id = \"chat\", kind = \"text\", input_price = \"1000\", output_price = \"10000\" }]\n";
        let (app, _) = TestApp::start_with_providers(database, &[paid.to_owned()], Settings::default()).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let order = json!({ "kind": "text", "prompt": "hello", "model": "paid/chat" });
        let answer = program.post_json("/api/v1/generations", &order).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
    }
}
