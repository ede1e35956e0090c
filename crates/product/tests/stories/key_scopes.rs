//! Keys for less than everything: for some kinds of things, and from some addresses.

use basics::Span;
use http::Method;
use product::{
    Settings,
    api_keys::{self, RawScope},
};
use serde_json::{Value, json};
use testkit::{Answer, Client, FilmVendor, TestApp, Upstream, files, on_both_databases};

const CHAT: &str = "/v1/chat/completions";
const IMAGES: &str = "/v1/images/generations";
const VIDEOS: &str = "/v1/videos";
const GENERATIONS: &str = "/api/v1/generations";

/// A program with a key of somebody's for less than everything.
async fn program(app: &TestApp, email: &str, scope: RawScope<'_>) -> Client {
    let account = product::accounts::find_by_email(&app.app, email)
        .await
        .unwrap()
        .unwrap();
    let (_, secret) = api_keys::create_for(&app.app, account, "limited", &scope)
        .await
        .unwrap();
    app.stranger().with_key(&secret)
}

async fn making(app: &TestApp, kinds: &str) -> Client {
    let scope = RawScope {
        kinds,
        ..RawScope::default()
    };
    program(app, "ada@example.org", scope).await
}

async fn from(app: &TestApp, addresses: &str) -> Client {
    let scope = RawScope {
        addresses,
        ..RawScope::default()
    };
    program(app, "ada@example.org", scope).await
}

fn picture() -> Value {
    json!({ "model": "lab/fake-image", "prompt": "a calm sea", "size": "64x64" })
}

fn film() -> Value {
    json!({ "model": "cinema/fake-film", "prompt": "waves", "seconds": "8", "size": "1280x720" })
}

fn chat() -> Value {
    json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": "hello" }] })
}

/// The status, and the stable name of what went wrong.
fn told(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    let code = body["error"]["code"].as_str().or(body["type"].as_str());
    (answer.status.as_u16(), code.unwrap_or_default().to_owned())
}

fn refused(code: &str) -> (u16, String) {
    (403, code.to_owned())
}

async fn rows(app: &TestApp, sql: &'static str) -> usize {
    app.app.db.all(sql, vec![]).await.unwrap().len()
}

/// The lab makes text and pictures, the cinema films.
async fn start(database: testkit::Database, upstream: &Upstream, vendor: &FilmVendor) -> TestApp {
    let tables = [upstream.table(), vendor.table()];
    let (app, _) = TestApp::start_with_providers(database, &tables, Settings::default()).await;
    app.person("ada@example.org").await;
    app
}

async fn models(program: &Client) -> Vec<String> {
    let list = program.get("/v1/models").await.json();
    let models = list["data"].as_array().unwrap().iter();
    models.map(|model| model["id"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn a_key_for_pictures_orders_nothing_else_and_nothing_else_leaves(database: Database) {
        let (upstream, vendor) = (Upstream::start().await, FilmVendor::start(1_000).await);
        let app = start(database, &upstream, &vendor).await;
        let program = making(&app, "image").await;
        let input = json!({ "model": "lab/fake-chat", "input": "hello" });
        for (path, body) in [(CHAT, chat()), ("/v1/responses", input.clone()), ("/v1/embeddings", input.clone()), ("/v1/moderations", input), (VIDEOS, film())] {
            assert_eq!(told(&program.post_json(path, &body).await), refused("key_not_for_kind"), "{path}");
        }
        let own = json!({ "kind": "video", "model": "cinema/fake-film", "prompt": "waves", "seconds": 8, "size": "1280x720" });
        let answer = program.post_json(GENERATIONS, &own).await;
        assert_eq!(told(&answer), refused("about:blank#key-not-for-kind"));
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(upstream.requests().is_empty() && vendor.orders().is_empty());
        assert_eq!(rows(&app, "SELECT id FROM generation").await, 0);
        assert_eq!(program.post_json(IMAGES, &picture()).await.status, 200);
        assert_eq!(program.post_json(GENERATIONS, &picture()).await.status, 202);
        app.settle().await;
        assert_eq!(models(&program).await, ["atelier", "atelier/retoucher", "lab/fake-image"]);
    }

    async fn a_key_for_films_keeps_no_picture_that_it_cannot_use(database: Database) {
        let (upstream, vendor) = (Upstream::start().await, FilmVendor::start(1_000).await);
        let app = start(database, &upstream, &vendor).await;
        let (films, pictures) = (making(&app, "video").await, making(&app, "image").await);
        let photo = files::photo();
        for path in ["/v1/images/edits", "/v1/images/variations"] {
            let fields = [("prompt", "a boat"), ("model", "lab/fake-image"), ("size", "64x64")];
            let (body, media_type) = files::form_of(&[("image", "image/jpeg", &photo)], &fields);
            let answer = films.send(Method::POST, path, Some(media_type), body.into(), &[]).await;
            assert_eq!(told(&answer), refused("key_not_for_kind"), "{path}");
        }
        assert_eq!(rows(&app, "SELECT id FROM asset").await, 0, "nothing was kept of what was refused");
        let made = films.post_json(VIDEOS, &film()).await;
        assert_eq!(made.status, 200, "{}", made.text());
        app.settle_moving(Span::seconds(5)).await;
        let remix = format!("{VIDEOS}/{}/remix", made.json()["id"].as_str().unwrap());
        let words = json!({ "prompt": "waves under the sun" });
        assert_eq!(told(&pictures.post_json(&remix, &words).await), refused("key_not_for_kind"));
        assert_eq!(films.post_json(&remix, &words).await.status, 200);
        assert_eq!(pictures.get(VIDEOS).await.status, 200, "what there is may be read with every key");
        app.settle_moving(Span::seconds(5)).await;
        assert_eq!((vendor.orders().len(), upstream.requests().len()), (2, 0));
    }

    async fn a_key_for_text_talks_and_its_kinds_narrow_its_models(database: Database) {
        let (upstream, vendor) = (Upstream::start().await, FilmVendor::start(1_000).await);
        let app = start(database, &upstream, &vendor).await;
        let program = making(&app, "text").await;
        assert_eq!(program.post_json(CHAT, &chat()).await.status, 200);
        assert_eq!(told(&program.post_json(IMAGES, &picture()).await), refused("key_not_for_kind"));
        assert_eq!(models(&program).await, ["atelier/writer", "lab/fake-chat"]);
        let scope = RawScope { models: "lab/*", kinds: "image, video", ..RawScope::default() };
        let both = self::program(&app, "ada@example.org", scope).await;
        assert_eq!(told(&both.post_json(CHAT, &chat()).await), refused("key_not_for_kind"));
        assert_eq!(told(&both.post_json(VIDEOS, &film()).await), refused("key_not_for_model"));
        assert_eq!(models(&both).await, ["lab/fake-image"]);
    }

    async fn a_key_is_refused_from_elsewhere_on_every_route_and_does_not_say_from_where_it_works(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let (here, elsewhere) = (from(&app, "127.0.0.0/8, ::1").await, from(&app, "192.0.2.7, 2001:db8::/32").await);
        assert_eq!(here.get("/v1/models").await.status, 200);
        let document = serde_json::to_value(product::description()).unwrap();
        let mut tried = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, said) in item.as_object().unwrap() {
                if said["security"] != json!([{ "key": [] }]) {
                    continue;
                }
                let method: Method = method.to_uppercase().parse().unwrap();
                let path = path.replace("{id}", "018f0000-0000-7000-8000-000000000000");
                let answer = elsewhere.send(method.clone(), &path, Some("application/json"), "{}".into(), &[]).await;
                let (code, media_type) = if path.starts_with("/v1/") {
                    ("key_not_for_address", "application/json")
                } else {
                    ("about:blank#key-not-for-address", "application/problem+json")
                };
                assert_eq!(told(&answer), refused(code), "{method} {path}");
                assert_eq!(answer.header("content-type"), media_type, "{method} {path}");
                assert!(!answer.text().contains("192.0.2") && !answer.text().contains("2001:db8"), "{}", answer.text());
                tried += 1;
            }
        }
        assert!(tried > 25, "{tried}");
        assert_eq!(rows(&app, "SELECT id FROM api_key WHERE used_at IS NOT NULL").await, 1, "what was refused was no use");
    }

    async fn nobody_says_by_a_header_where_they_are_unless_a_trusted_proxy_does(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        let program = from(&app, "192.0.2.7").await;
        for header in ["x-forwarded-for", "forwarded", "x-real-ip", "true-client-ip"] {
            for value in ["192.0.2.7", "for=192.0.2.7"] {
                let answer = program.get_with("/v1/models", &[(header, value)]).await;
                assert_eq!(told(&answer), refused("key_not_for_address"), "{header}: {value}");
            }
        }
    }

    async fn behind_a_trusted_proxy_the_last_hop_that_it_names_counts(database: Database) {
        let trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let settings = Settings { trusted_proxies, ..Settings::default() };
        let app = TestApp::start_with(database, Vec::new(), settings).await;
        app.person("ada@example.org").await;
        let program = from(&app, "192.0.2.0/24").await;
        for (hops, status) in [
            ("192.0.2.7", 200),
            ("198.51.100.9", 403),
            // What stands further left is anybody's word.
            ("192.0.2.7, 198.51.100.9", 403),
            ("198.51.100.9, 192.0.2.8", 200),
            ("unknown", 403),
        ] {
            let answer = program.get_with("/v1/models", &[("x-forwarded-for", hops)]).await;
            assert_eq!(answer.status.as_u16(), status, "{hops}");
        }
        assert_eq!(program.get("/v1/models").await.status, 403, "the proxy itself is not in the list");
    }

    async fn the_limits_of_ones_key_are_nobody_elses(database: Database) {
        let app = TestApp::start(database).await;
        app.person("ada@example.org").await;
        app.person("eve@example.org").await;
        let adas = from(&app, "192.0.2.7").await;
        let scope = RawScope { kinds: "text", ..RawScope::default() };
        let eves = program(&app, "eve@example.org", scope).await;
        let order = json!({ "prompt": "a calm sea", "size": "64x64" });
        assert_eq!(told(&adas.post_json(IMAGES, &order).await), refused("key_not_for_address"));
        assert_eq!(told(&eves.post_json(IMAGES, &order).await), refused("key_not_for_kind"));
        for email in ["ada@example.org", "eve@example.org"] {
            assert_eq!(app.program(email).await.post_json(IMAGES, &order).await.status, 200, "{email}");
        }
        assert_eq!(rows(&app, "SELECT id FROM generation").await, 2);
    }
}
