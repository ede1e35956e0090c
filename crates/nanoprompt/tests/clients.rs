//! Other people's clients, unchanged, against the program.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use testkit::{FilmVendor, Installed, PASSWORD, Upstream, clients, python};

/// The program with somebody else's models, and a key of somebody who has an account.
fn installed_with_a_key(upstream: &Upstream, cinema: &FilmVendor) -> (Installed, String) {
    let settings = format!(
        "[limits]\naddress_per_minute = 1000000\naccount_per_minute = 1000000\nkey_per_minute = 1000000\n\
         [[provider]]\n{}[[provider]]\n{}",
        upstream.table(),
        cinema.table().replace("CINEMA_KEY", "LAB_KEY"),
    );
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings);
    make_account(&home, "ada@example.org");
    let key = said(
        &home,
        &["key", "create", "--email", "ada@example.org", "--name", "client"],
    );
    (home, key.trim().to_owned())
}

fn make_account(home: &Installed, email: &str) {
    let arguments = ["account", "create", "--email", email, "--password-stdin"];
    assert!(home.run_with_input(&arguments, PASSWORD).status.success());
}

fn said(home: &Installed, arguments: &[&str]) -> String {
    let ended = home.run(arguments);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).unwrap()
}

/// The receipt of somebody who had an account.
fn receipt(home: &Installed) -> String {
    make_account(home, "eve@example.org");
    let said = said(home, &["erase", "--email", "eve@example.org", "--now"]);
    let rest = said.split("/erasures/").nth(1).unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

fn peer(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../checks/peers")
        .join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn openais_python_client_lists_chats_paints_and_films() {
    of_python("openai_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn litellm_chats_calls_responds_embeds_paints_changes_and_films() {
    of_python("litellm_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn langchain_chats_calls_structures_responds_and_embeds() {
    of_python("langchain_client.py").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openais_node_client_lists_chats_responds_and_paints() {
    of_node("openai_client.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ai_sdk_writes_streams_embeds_and_paints() {
    of_node("ai_sdk_client.mjs").await;
}

/// A proxy that lets everything through would make all of the above say nothing.
#[test]
fn what_holds_the_answers_finds_those_that_are_wrong() {
    let Some(python) = python() else { return };
    let ended = Command::new(python)
        .arg(peer("checked.py"))
        .arg("--self-test")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&ended.stdout).contains("7 wrong answers found"));
}

async fn of_python(client: &str) {
    let Some(python) = python() else { return };
    checked(&python, &[python.clone(), peer(client)]).await;
}

async fn of_node(client: &str) {
    let (Some(clients), Some(python)) = (clients(), python()) else {
        return;
    };
    checked(&python, &["node".into(), peer(client), clients.join("node")]).await;
}

/// Runs a client through the proxy that holds every answer against OpenAI's types (`checks/peers/checked.py`).
async fn checked(python: &Path, client: &[PathBuf]) {
    let upstream = Upstream::start().await;
    let cinema = FilmVendor::start(100_000).await;
    let (home, key) = installed_with_a_key(&upstream, &cinema);
    let server = home.serve();
    let ended = Command::new(python)
        .arg(peer("checked.py"))
        .arg(format!("{}/v1", server.url))
        .args(client)
        .args(["BASE", key.as_str()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let held = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(ended.status.success(), "{held}{said}");
    eprintln!("{held}");
}

/// No server error, no answer that is not described, nothing taken that the description refuses.
#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_nothing_that_is_not_as_described() {
    let Some(python) = python() else { return };
    let upstream = Upstream::start().await;
    let cinema = FilmVendor::start(100_000).await;
    let (home, key) = installed_with_a_key(&upstream, &cinema);
    let receipt = receipt(&home);
    let server = home.serve();
    let ended = Command::new(python.with_file_name("schemathesis"))
        .current_dir(home.folder())
        .env("NANOPROMPT_KEY", key)
        .env("NANOPROMPT_RECEIPT", receipt)
        .arg("--config-file")
        .arg(peer("schemathesis.toml"))
        .args(["--no-color", "run", &format!("{}/api/openapi.json", server.url)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    let problems = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}{problems}");
    println!(
        "{}",
        said.rsplit_once("SUMMARY")
            .map_or(said.as_str(), |(_, figures)| figures)
    );
}
