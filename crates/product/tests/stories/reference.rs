//! The page that tells people what programs can ask, against the document that it is made from.

use std::collections::BTreeSet;

use http::Method;
use product::Settings;
use serde_json::Value;
use testkit::{Answer, Client, TestApp, Upstream, on_both_databases};

fn document() -> Value {
    serde_json::to_value(product::description()).unwrap()
}

/// Every operation: its method, its path, and what is said of it.
fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let asked = item.as_object().unwrap();
        asked.iter().map(move |(method, said)| (method, path, said))
    })
}

/// Every stretch of the page between two marks.
fn between<'a>(page: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(before)
        .skip(1)
        .filter_map(move |rest| rest.split(after).next())
}

/// What the page says of one operation.
fn section<'a>(page: &'a str, id: &'a str) -> &'a str {
    let start = format!("<section class=\"operation\" id=\"{id}\">");
    let rest = page
        .split_once(start.as_str())
        .unwrap_or_else(|| panic!("nothing of {id}"));
    rest.1.split("</section>").next().unwrap()
}

/// The names of all fields that a schema leads to.
fn fields(document: &Value, schema: &Value, seen: &mut BTreeSet<String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if schema.is_null() {
        return names;
    }
    if let Some(name) = schema["$ref"].as_str()
        && seen.insert(name.to_owned())
    {
        let found = document.pointer(&name[1..]).unwrap();
        names.extend(fields(document, found, seen));
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        names.insert(name.clone());
        names.extend(fields(document, schema, seen));
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        for schema in schema[key].as_array().into_iter().flatten() {
            names.extend(fields(document, schema, seen));
        }
    }
    for key in ["items", "additionalProperties"] {
        names.extend(fields(document, &schema[key], seen));
    }
    names
}

fn is_named(said: &str, name: &str) -> bool {
    said.contains(&format!("<strong>{name}</strong>"))
}

/// The lines for a terminal, as they are copied.
fn listings(said: &str) -> impl Iterator<Item = String> {
    let code = between(said, "<pre dir=\"ltr\" translate=\"no\"><code>", "</code></pre>");
    code.map(|code| {
        let plain = code.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        plain.replace("&#39;", "'").replace("&amp;", "&")
    })
}

/// The address of a listing, below the service's own.
fn address(line: &str) -> String {
    let whole = between(line, "curl \"", "\"").next().unwrap();
    format!("/{}", whole.trim_start_matches("http://").split_once('/').unwrap().1)
}

/// Sends what a listing sends, with an id of nothing for whatever only the reader knows.
async fn run(program: &Client, line: &str) -> Answer {
    let path = address(line);
    let path = match path.split_once('$') {
        Some((before, rest)) => {
            let after = rest.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
            format!("{before}018f0000-0000-7000-8000-000000000000{after}")
        }
        None => path,
    };
    let body = line
        .split_once("-d '")
        .map(|(_, rest)| rest.rsplit_once('\'').unwrap().0.replace("'\\''", "'"));
    let usual = if body.is_some() { Method::POST } else { Method::GET };
    let method = between(line, "-X ", " ")
        .next()
        .map_or(usual, |method| method.trim().parse().unwrap());
    let media_type = body.as_ref().map(|_| "application/json");
    program
        .send(method, &path, media_type, body.unwrap_or_default().into(), &[])
        .await
}

on_both_databases! {
    async fn the_reference_tells_of_every_operation_with_every_field(database: Database) {
        let app = TestApp::start(database).await;
        let answer = app.stranger().get("/docs/api").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/html; charset=utf-8"));
        let (page, document) = (answer.text(), document());
        let mut told = 0;
        for (method, path, said) in operations(&document) {
            let id = said["operationId"].as_str().unwrap();
            let section = section(&page, id);
            assert!(page.contains(&format!("href=\"#{id}\"")), "{id} is not among the contents");
            assert!(section.contains(&format!("<strong>{}</strong> {path}</code>", method.to_uppercase())), "{id}");
            let summary = said["summary"].as_str().unwrap().trim_end_matches('.');
            assert!(section.contains(&maud::html! { (summary) }.into_string()), "{id}: {summary}");
            for parameter in said["parameters"].as_array().into_iter().flatten() {
                assert!(is_named(section, parameter["name"].as_str().unwrap()), "{id}: {parameter}");
            }
            for (status, said) in said["responses"].as_object().unwrap() {
                assert!(is_named(section, status), "{id}: {status}");
                let told_apart = !status.starts_with('2');
                for schema in said["content"].as_object().into_iter().flatten().map(|(_, content)| &content["schema"]) {
                    let whole = if told_apart { &page } else { section };
                    for name in fields(&document, schema, &mut BTreeSet::new()) {
                        assert!(is_named(whole, &name), "{id}: {status}: {name}");
                        told += 1;
                    }
                }
            }
            for (_, content) in said["requestBody"]["content"].as_object().into_iter().flatten() {
                for name in fields(&document, &content["schema"], &mut BTreeSet::new()) {
                    assert!(is_named(section, &name), "{id}: {name}");
                    told += 1;
                }
            }
        }
        assert!(told > 200, "{told}");
    }

    async fn whatever_the_reference_points_at_is_there_and_nothing_is_anybody_elses(database: Database) {
        let app = TestApp::start(database).await;
        for language in ["en", "de", "ar-XB"] {
            let answer = app.stranger().get_with("/docs/api", &[("accept-language", language)]).await;
            let page = answer.text();
            let ids: Vec<_> = between(&page, " id=\"", "\"").collect();
            let places: BTreeSet<_> = ids.iter().copied().collect();
            assert_eq!(ids.len(), places.len(), "two places of one name");
            for address in between(&page, "href=\"", "\"").chain(between(&page, "src=\"", "\"")) {
                match address.strip_prefix('#') {
                    Some(place) => assert!(places.contains(place), "{address}"),
                    None => assert!(address.starts_with('/') && !address.starts_with("//"), "{address}"),
                }
            }
            assert!(!page.contains(" style=") && !page.contains("<style"), "{language}");
            assert!(!between(&page, " on", " ").any(|word| word.contains("=\"")), "{language}: a script in an attribute");
            assert!(between(&page, "<script", ">").all(|script| script.contains("src=\"/static/")));
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
            assert!(!page.contains("reference-"), "a message without words");
        }
    }

    async fn what_the_document_says_is_marked_as_english_where_the_page_is_not(database: Database) {
        let app = TestApp::start(database).await;
        let page = app.stranger().get_with("/docs/api", &[("accept-language", "de")]).await.text();
        assert!(page.contains("<html lang=\"de\"") && page.contains("ist auf Englisch"));
        let order = section(&page, "create_generation");
        assert!(order.contains("<h3 lang=\"en\" dir=\"ltr\">Orders a picture or a film</h3>"), "{order}");
        assert!(order.contains("<div class=\"said\" lang=\"en\" dir=\"ltr\"><p>What it shall show"), "{order}");
        assert!(order.contains("höchstens 8000 Zeichen") && !order.contains("characters at most"));
        let english = app.stranger().get("/docs/api").await.text();
        assert!(!english.contains("is in English") && english.contains("at most 8000 characters"));
    }

    async fn examples_are_sent_to_where_the_service_is_asked_or_to_its_public_address(database: Database) {
        let app = TestApp::start(database).await;
        let page = app.stranger().get("/docs/api").await.text();
        for example in [format!("curl \"{}/v1/models\"", app.url), format!("base_url=\"{}/v1\"", app.url)] {
            assert!(listings(&page).any(|line| line.contains(&example)), "{example}");
        }
        let reached = [("host", "127.0.0.1:$(id)")];
        let odd = app.stranger().get_with("/docs/api", &reached).await.text();
        assert!(!odd.contains("$(id)") && odd.contains("http://127.0.0.1:4280/v1/models"));
    }

    async fn a_public_service_gives_its_public_address(database: Database) {
        let settings = Settings {
            public_url: Some("https://studio.example.org".to_owned()),
            trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
            ..Settings::default()
        };
        let app = TestApp::start_with(database, Vec::new(), settings).await;
        let page = app.stranger().get_with("/docs/api", &[("x-forwarded-proto", "https")]).await.text();
        assert!(page.contains("https://studio.example.org/v1/models") && !page.contains("127.0.0.1"), "{page}");
    }

    async fn every_example_is_understood(database: Database) {
        let upstream = Upstream::start().await;
        let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
        app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let (page, document) = (app.stranger().get("/docs/api").await.text(), document());
        let mut understood = 0;
        for (method, path, said) in operations(&document) {
            let line = listings(section(&page, said["operationId"].as_str().unwrap())).next().unwrap();
            // A stream is never read to its end, and a form's file is the reader's own.
            // No model here takes pictures by itself or makes films.
            let lacks_model = method == "post" && ["/v1/images/edits", "/v1/videos"].contains(&path.as_str());
            if line.ends_with("--no-buffer") || line.contains(" -F ") || lacks_model {
                continue;
            }
            // Nothing is on its way when a webhook is made, and none is told of what comes later: it is out in the world.
            app.settle().await;
            let answer = run(&program, &line).await;
            app.app.db.run("UPDATE webhook SET ended_at = 1", vec![]).await.unwrap();
            let told = format!("{method} {path}: {}\n{line}\n{}", answer.status, answer.text());
            let is_there = !address(&line).contains('$');
            let expected = [200, 201, 202, 204].contains(&answer.status.as_u16()) || (!is_there && answer.status == 404);
            assert!(expected, "{told}");
            understood += 1;
        }
        assert!(understood > 25, "{understood}");
        app.settle().await;
    }

    async fn the_page_about_oneself_leads_to_the_reference(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        assert!(ada.get("/you").await.text().contains("href=\"/docs/api\""));
        let page = ada.get("/docs/api").await.text();
        assert!(page.contains("href=\"/you#keys\"") && page.contains("class=\"rail\""));
        assert!(app.stranger().get("/sign-in").await.text().contains("href=\"/docs/api\""));
    }
}
