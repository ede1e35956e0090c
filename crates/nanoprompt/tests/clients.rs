//! The official clients, unchanged, against the program.

use std::{path::Path, process::Command};

use testkit::{Installed, PASSWORD, Upstream, python};

#[tokio::test(flavor = "multi_thread")]
async fn openais_python_client_lists_chats_and_paints() {
    let Some(python) = python() else { return };
    let upstream = Upstream::start().await;
    let home =
        Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&format!("[[provider]]\n{}", upstream.table()));
    let server = home.serve();
    let arguments = ["account", "create", "--email", "ada@example.org", "--password-stdin"];
    assert!(home.run_with_input(&arguments, PASSWORD).status.success());
    let key = home
        .run(&["key", "create", "--email", "ada@example.org", "--name", "client"])
        .stdout;
    let key = String::from_utf8(key).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../checks/peers/openai_client.py");
    let base = format!("{}/v1", server.url);
    let ended = Command::new(python)
        .arg(script)
        .args([base.as_str(), key.trim()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
}
