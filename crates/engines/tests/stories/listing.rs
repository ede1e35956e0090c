//! Which models a provider has, asked of itself: for free, with its key and without a word of anybody's.

use std::sync::Arc;

use basics::Time;
use egress::{InMemory, PurposeKind};
use engines::{Engine, Failure, Listing};
use serde_json::{Value, json};

use crate::peer::{KEY, Peer, Reply};

/// A kind of provider, and how it is asked.
struct Vendor {
    kind: &'static str,
    base_path: &'static str,
    models: &'static str,
    /// What it is asked first.
    asked: &'static str,
    /// The header with the key, and what it says.
    key: (&'static str, &'static str),
}

const VENDORS: [Vendor; 12] = [
    openai("openai"),
    openai("openai-compatible"),
    openai("nanoprompt"),
    Vendor {
        base_path: "/v1beta",
        asked: "/v1beta/models?pageSize=1000",
        key: ("x-goog-api-key", KEY),
        ..openai("gemini")
    },
    Vendor {
        models: r#"models = [{ id = "a/b", kind = "image" }, { id = "a/c:v1", kind = "image" }]"#,
        ..painter("replicate", "/v1", "/v1/account")
    },
    painter("runway", "/v1", "/v1/organization"),
    painter("luma", "/dream-machine/v1", "/dream-machine/v1/credits"),
    painter("stability", "/v2beta", "/v1/user/balance"),
    Vendor {
        key: ("x-key", KEY),
        ..painter("bfl", "/v1", "/v1/credits")
    },
    Vendor {
        base_path: "",
        asked: "/api/tags",
        ..openai("ollama")
    },
    Vendor {
        models: "[[models]]\nid = \"painter\"\nkind = \"image\"\nworkflow = '{\"1\":{\"text\":\"{prompt}\"}}'",
        ..painter("comfyui", "", "/system_stats")
    },
    Vendor {
        key: ("authorization", "Basic a2V5LW9mLXRoZS1sYWI="),
        ..painter("a1111", "", "/sdapi/v1/sd-models")
    },
];

const BEARER: (&str, &str) = ("authorization", "Bearer key-of-the-lab");

const fn openai(kind: &'static str) -> Vendor {
    Vendor {
        kind,
        base_path: "/v1",
        models: r#"models = [{ id = "writer", kind = "text" }]"#,
        asked: "/v1/models",
        key: BEARER,
    }
}

const fn painter(kind: &'static str, base_path: &'static str, asked: &'static str) -> Vendor {
    Vendor {
        kind,
        base_path,
        models: r#"models = [{ id = "a/b", kind = "image" }]"#,
        asked,
        key: BEARER,
    }
}

impl Vendor {
    fn of(name: &str) -> &'static Self {
        VENDORS.iter().find(|vendor| vendor.kind == name).unwrap()
    }

    async fn start(&self, replies: impl IntoIterator<Item = Reply>) -> (Arc<dyn Engine>, Peer, Arc<InMemory>) {
        let peer = Peer::start(replies).await;
        let (engine, record) = peer.engine(self.kind, self.base_path, self.models);
        (engine, peer, record)
    }

    async fn listed(&self, replies: impl IntoIterator<Item = Reply>) -> Result<Listing, Failure> {
        self.start(replies).await.0.listed().await
    }
}

/// The names of a list.
fn names(listing: Result<Listing, Failure>) -> Vec<String> {
    match listing {
        Ok(Listing::Models(models)) => models.into_iter().map(|model| model.name).collect(),
        other => panic!("{other:?}"),
    }
}

fn list(models: &Value) -> Reply {
    Reply::json(200, &json!({ "object": "list", "data": models }))
}

#[tokio::test]
async fn an_openai_server_names_its_models_and_the_day_on_which_one_goes() {
    let models = json!([
        { "id": "writer", "object": "model", "created": 1, "owned_by": "x", "shutdown_date": "2026-10-23" },
        { "id": "meta/painter", "shutdown_date": null },
        { "id": "odd", "shutdown_date": 7 },
    ]);
    for kind in ["openai", "openai-compatible", "nanoprompt"] {
        let Ok(Listing::Models(listed)) = Vendor::of(kind).listed([list(&models)]).await else {
            panic!("{kind}")
        };
        let told: Vec<_> = listed
            .iter()
            .map(|model| (model.name.as_str(), model.shutdown))
            .collect();
        let day = Time::of_day("2026-10-23");
        assert_eq!(told, [("writer", day), ("meta/painter", None), ("odd", None)], "{kind}");
    }
    let bare = Reply::json(200, &json!([{ "id": "writer" }]));
    assert_eq!(names(Vendor::of("openai-compatible").listed([bare]).await), ["writer"]);
}

#[tokio::test]
async fn a_name_that_no_table_could_write_is_left_out_and_so_is_what_comes_after_five_thousand() {
    let long = "x".repeat(201);
    let odd = ["", "a b", "a\n", "a\"b", "<b>", "\u{e9}", "a//b", &long, "kept"];
    let odd: Vec<_> = odd.iter().map(|name| json!({ "id": name })).collect();
    let vendor = Vendor::of("openai");
    assert_eq!(names(vendor.listed([list(&odd.into())]).await), ["kept"]);
    let many: Vec<_> = (0..6_000).map(|number| json!({ "id": number.to_string() })).collect();
    assert_eq!(names(vendor.listed([list(&many.into())]).await).len(), 5_000);
}

#[tokio::test]
async fn the_question_bears_the_key_and_nothing_of_any_order() {
    for vendor in &VENDORS {
        let (engine, peer, record) = vendor.start([]).await;
        assert!(engine.listed().await.is_err(), "{}", vendor.kind);
        let asked = &peer.asked()[0];
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("GET", vendor.asked),
            "{}",
            vendor.kind
        );
        let (header, key) = vendor.key;
        assert_eq!(asked.header(header), Some(key), "{}", vendor.kind);
        let usual = ["accept", "host", "user-agent", "x-runway-version", header];
        let only_usual = asked.headers.keys().all(|name| usual.contains(&name.as_str()));
        assert!(asked.body.is_empty() && only_usual, "{:?}", asked.headers);
        let departure = &record.departures()[0];
        assert_eq!(
            (departure.purpose, departure.fields.len(), departure.sent_bytes),
            (PurposeKind::Operate, 0, 0)
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_address_or_a_key_is_told_apart() {
    for vendor in &VENDORS {
        for (reply, expected) in [
            (Reply::json(401, &json!({})), "unauthorised"),
            (Reply::json(402, &json!({})), "out_of_credit"),
            (Reply::json(404, &json!({})), "unavailable"),
            (Reply::json(429, &json!({})), "rate_limited"),
            (Reply::json(503, &json!({})), "unavailable"),
            (Reply::json(504, &json!({})), "timed_out"),
            (Reply::typed(200, "text/html", "<html>"), "unavailable"),
            (Reply::json(200, &json!({})), "unavailable"),
            (Reply::json(200, &json!("x")), "unavailable"),
            (Reply::Huge, "too_large"),
            (Reply::Cut, "timed_out"),
            (Reply::Hang, "timed_out"),
        ] {
            let failure = vendor.listed([reply]).await.err().map(|failure| failure.as_str());
            assert_eq!(failure, Some(expected), "{}", vendor.kind);
        }
    }
}

#[tokio::test]
async fn gemini_names_its_models_page_by_page_and_no_more_than_five() {
    let page = |name: &str, next: &Value| {
        let models = json!([{ "name": format!("models/{name}"), "version": "1" }]);
        Reply::json(200, &json!({ "models": models, "nextPageToken": next }))
    };
    let pages = [page("writer", &json!("a b&c=")), page("painter", &json!(null))];
    let (engine, peer, _) = Vendor::of("gemini").start(pages).await;
    assert_eq!(names(engine.listed().await), ["writer", "painter"]);
    assert_eq!(
        peer.asked()[1].path,
        "/v1beta/models?pageSize=1000&pageToken=a+b%26c%3D"
    );
    let (engine, peer, _) = Vendor::of("gemini").start(vec![page("x", &json!("more")); 9]).await;
    assert_eq!(names(engine.listed().await), ["x"; 5]);
    assert_eq!(peer.asked().len(), 5);
    let details = json!([{ "reason": "API_KEY_INVALID" }]);
    let wrong = Reply::json(400, &json!({ "error": { "code": 400, "details": details } }));
    assert_eq!(Vendor::of("gemini").listed([wrong]).await, Err(Failure::Unauthorised));
}

#[tokio::test]
async fn ollama_names_what_was_pulled_as_the_table_writes_it() {
    let held = || {
        let models = ["llama3.3:latest", "gemma:2b", "writer:latest"].map(|name| json!({ "name": name, "size": 1 }));
        Reply::json(200, &json!({ "models": models }))
    };
    let listed = Vendor::of("ollama").listed([held()]).await;
    assert_eq!(names(listed), ["llama3.3", "gemma:2b", "writer"]);
    let tagged = Vendor {
        base_path: "",
        models: r#"models = [{ id = "writer:latest", kind = "text" }]"#,
        ..openai("ollama")
    };
    assert_eq!(
        names(tagged.listed([held()]).await),
        ["llama3.3", "gemma:2b", "writer:latest"]
    );
}

#[tokio::test]
async fn a1111_names_its_checkpoints_as_the_table_writes_them() {
    let checkpoints = json!([
        { "title": "xl/base.safetensors [31e35c80fc]", "model_name": "xl_base", "hash": "31e35c80fc", "filename": "/m/x" },
        { "title": "a/b [0123456789]", "model_name": "a_b", "hash": null },
    ]);
    let listed = Vendor::of("a1111").listed([Reply::json(200, &checkpoints)]).await;
    assert_eq!(names(listed), ["xl_base", "a/b"]);
}

#[tokio::test]
async fn replicate_is_asked_for_each_model_of_the_table() {
    let account = || Reply::json(200, &json!({ "type": "user", "username": "lab" }));
    let here = || Reply::json(200, &json!({ "owner": "a", "name": "b" }));
    let gone = || Reply::json(404, &json!({ "detail": "Not found" }));
    let (engine, peer, _) = Vendor::of("replicate").start([account(), here(), gone()]).await;
    assert_eq!(names(engine.listed().await), ["a/b"]);
    let paths: Vec<_> = peer.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths, ["/v1/account", "/v1/models/a/b", "/v1/models/a/c/versions/v1"]);
    let (engine, peer, _) = Vendor::of("replicate")
        .start([account(), Reply::json(429, &json!({}))])
        .await;
    let limited = engine.listed().await.err().map(|failure| failure.as_str());
    assert_eq!(
        (limited, peer.asked().len()),
        (Some("rate_limited"), 2),
        "a model in doubt is not one that is gone"
    );
}

#[tokio::test]
async fn runway_names_the_models_that_the_organization_may_use() {
    let limits = json!({ "maxConcurrentGenerations": 1, "maxDailyGenerations": 50 });
    let models = json!({ "gen4.5": limits, "gen4_image": limits });
    let organization = json!({ "creditBalance": 7, "tier": { "maxMonthlyCreditSpend": 1, "models": models } });
    let (engine, peer, _) = Vendor::of("runway").start([Reply::json(200, &organization)]).await;
    assert_eq!(names(engine.listed().await), ["gen4.5", "gen4_image"]);
    assert_eq!(peer.asked()[0].header("x-runway-version"), Some("2024-11-06"));
}

#[tokio::test]
async fn a_vendor_without_a_list_is_reached_by_another_call_that_is_free() {
    for (kind, body) in [
        ("luma", json!({ "credit_balance": 0 })),
        ("stability", json!({ "credits": 0.6 })),
        ("bfl", json!({ "credits": 12 })),
        ("comfyui", json!({ "system": { "os": "posix" }, "devices": [] })),
    ] {
        let listed = Vendor::of(kind).listed([Reply::json(200, &body)]).await;
        assert_eq!(listed, Ok(Listing::Reached), "{kind}");
    }
}

#[tokio::test]
async fn a_vendor_without_any_such_call_is_not_asked() {
    for vendor in [painter("fal", "", ""), painter("stability", "/proxied", "")] {
        let (engine, peer, _) = vendor.start([]).await;
        assert_eq!(engine.listed().await, Ok(Listing::NotAsked), "{}", vendor.kind);
        assert!(peer.asked().is_empty(), "{}", vendor.kind);
    }
}
