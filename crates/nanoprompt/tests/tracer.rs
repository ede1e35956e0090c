//! TRACER goes through the whole program; then it is killed, and every byte that it left is searched.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use serde_json::json;
use store::{Db, DbAddress};
use testkit::{Client, Installed, Mode, TRACER, Tracer, Upstream, sign_up, sweep_raw};

/// Does everything that a person can do, and some of it wrongly.
async fn live(home: &Installed, url: &str, upstream: &Upstream) {
    let client = Client::new(url);
    let browser = [
        ("user-agent", TRACER.browser),
        ("referer", "http://example.org/?q=tracer-52b0fe"),
    ];
    sign_up(&client, TRACER.email, TRACER.password).await;
    client
        .post("/sign-in", &[("email", TRACER.email), ("password", TRACER.prompt)])
        .await;
    client
        .post("/sign-in", &[("email", TRACER.email), ("password", TRACER.password)])
        .await;
    client
        .get_with(&format!("/library?q={}", TRACER.search), &browser)
        .await;
    client.get_with(&format!("/nowhere/{}", TRACER.search), &browser).await;
    client.get(&format!("/sign-in?next=/library?q={}", TRACER.search)).await;
    client.post("/you/keys", &[("name", TRACER.key_name)]).await;
    client
        .post("/generations", &[("prompt", TRACER.prompt), ("size", "64x64")])
        .await;
    client
        .post("/generations", &[("prompt", TRACER.prompt), ("size", TRACER.search)])
        .await;
    client
        .post("/try", &[("prompt", TRACER.prompt), ("size", "64x64")])
        .await;
    for mode in [Mode::Well, Mode::Echoing, Mode::NotJson] {
        upstream.behave(mode);
        let order = [
            ("prompt", TRACER.prompt),
            ("model", "lab/fake-image"),
            ("size", "64x64"),
        ];
        client.post("/generations", &order).await;
        wait(home).await;
    }
    upstream.behave(Mode::Well);
    let key = home
        .run(&["key", "create", "--email", TRACER.email, "--name", TRACER.key_name])
        .stdout;
    let program = Client::new(url).with_key(String::from_utf8(key).unwrap().trim());
    let question = json!([{ "role": "user", "content": TRACER.question }]);
    for model in ["lab/fake-chat", TRACER.search] {
        program
            .post_json(
                "/v1/chat/completions",
                &json!({ "model": model, "user": TRACER.email, "messages": question }),
            )
            .await;
    }
    program
        .post_json(
            "/v1/images/generations",
            &json!({ "model": "atelier", "prompt": TRACER.prompt, "size": "64x64" }),
        )
        .await;
}

/// Until nothing is on its way.
async fn wait(home: &Installed) {
    let db = Db::open(&DbAddress::Sqlite(home.data().join("nanoprompt.db")))
        .await
        .unwrap();
    let open = "SELECT id FROM generation WHERE state IN ('queued', 'running') LIMIT 1";
    for _ in 0..200_000 {
        if db.first(open, vec![]).await.unwrap().is_none() {
            return db.close().await;
        }
    }
    panic!("work does not end: {}", std::fs::read_to_string(home.log()).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_data_nor_logs_hold_anything_of_a_person_in_clear() {
    let upstream = Upstream::start().await;
    let table = format!("[[provider]]\n{}", upstream.table());
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
        .with_settings(&table)
        .talkative();
    let server = home.serve();
    live(&home, &server.url, &upstream).await;
    server.kill();
    let log = std::fs::read_to_string(home.log()).unwrap();
    assert!(
        log.contains("left"),
        "the log tells nothing, so it proves nothing: {log}"
    );
    for marker in TRACER.markers() {
        assert_eq!(sweep_raw(&[home.folder()], marker), [], "{marker}");
    }
}

/// P-AUT-07: whatever goes wrong, in the answer or in the log, says what and where, and nothing of what was typed.
#[tokio::test(flavor = "multi_thread")]
async fn no_error_tells_what_was_typed() {
    let upstream = Upstream::start().await;
    let table = format!("[[provider]]\n{}", upstream.table());
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
        .with_settings(&table)
        .talkative();
    let server = home.serve();
    let client = Client::new(&server.url);
    sign_up(&client, "ada@example.org", TRACER.password).await;
    let key = home
        .run(&["key", "create", "--email", "ada@example.org", "--name", "x"])
        .stdout;
    let program = Client::new(&server.url).with_key(String::from_utf8(key).unwrap().trim());
    let words = Tracer::marker(TRACER.prompt);
    let mut answers = Vec::new();
    for mode in [
        Mode::Echoing,
        Mode::NotJson,
        Mode::WrongType,
        Mode::Cut,
        Mode::ServerError,
        Mode::RateLimited,
    ] {
        upstream.behave(mode);
        let chat = json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": TRACER.prompt }] });
        answers.push(program.post_json("/v1/chat/completions", &chat).await);
        // A picture that may come later is waited for; one that cannot come is told of at once.
        if matches!(mode, Mode::Echoing | Mode::NotJson | Mode::WrongType | Mode::Cut) {
            let image = json!({ "model": "lab/fake-image", "prompt": TRACER.prompt, "size": "64x64" });
            answers.push(program.post_json("/v1/images/generations", &image).await);
        }
    }
    for body in [
        json!({ "model": 7, "prompt": TRACER.prompt }),
        json!([TRACER.prompt]),
        json!({ "messages": TRACER.prompt }),
    ] {
        answers.push(program.post_json("/v1/images/generations", &body).await);
        answers.push(program.post_json("/v1/chat/completions", &body).await);
    }
    answers.push(client.get(&format!("/library/{}", TRACER.search)).await);
    answers.push(client.post(&format!("/you/keys/{}/revoke", TRACER.search), &[]).await);
    assert!(server.stop(), "it ends well, with its last lines written");
    let errors: Vec<_> = answers.iter().filter(|answer| !answer.status.is_success()).collect();
    assert!(errors.len() > 12, "{}", errors.len());
    for answer in errors {
        assert!(!answer.text().contains(words), "{} {}", answer.status, answer.text());
    }
    let log = std::fs::read_to_string(home.log()).unwrap();
    assert!(
        log.contains("status=500") || log.contains("status=502"),
        "it says what went wrong: {log}"
    );
    for marker in TRACER.markers() {
        assert!(!log.contains(marker), "{marker}");
    }
}
