//! The root key changed from the command line, beside a server, and killed on the way.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{fs, sync::Arc, thread, time::Duration};

use basics::{AccountId, Chance, Clock};
use store::DbAddress;
use testkit::{Client, Database, Installed, PASSWORD, TransitMode, TransitServer, VirtualClock, files_below, sign_up};
use vault::{HolderKind, Vault};

fn installed() -> Installed {
    Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
}

/// Many people with a key, so that changing the root takes a while.
async fn crowd(home: &Installed, many: usize) {
    let (clock, chance) = (VirtualClock::default(), Arc::new(Chance::system()));
    let keys = home.data().join("keys");
    let vault = Vault::open(&keys, Arc::new(clock.clone()), chance.clone())
        .await
        .unwrap();
    for _ in 0..many {
        let person = AccountId::fresh(clock.now(), &chance).into();
        vault.create_holder(person, HolderKind::Person).await.unwrap();
    }
    vault.close().await;
}

/// Somebody signs in and orders a picture, for which their key is needed.
async fn works(url: &str) {
    let client = Client::new(url);
    let ada = [("email", "ada@example.org"), ("password", PASSWORD)];
    assert_eq!(client.post("/sign-in", &ada).await.location().as_deref(), Some("/"));
    let ordered = client
        .post("/generations", &[("prompt", "a calm sea"), ("size", "64x64")])
        .await;
    assert!(ordered.location().is_some(), "{}", ordered.text());
    assert_eq!(client.get("/readyz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_root_key_survives_being_killed_all_the_time() {
    let home = installed();
    let server = home.serve();
    let answer = sign_up(&Client::new(&server.url), "ada@example.org", PASSWORD).await;
    assert!(answer.location().is_some());
    crowd(&home, 300).await;
    let key = || fs::read(home.data().join("keys/root.key")).unwrap();
    let (first, next) = (key(), home.data().join("keys/root.key.next"));
    let mut alive = Duration::from_millis(5);
    let mut halves = 0;
    loop {
        let mut change = home.command().args(["keys", "rotate"]).spawn().unwrap();
        thread::sleep(alive);
        change.kill().unwrap();
        let ended = change.wait().unwrap().success();
        halves += usize::from(next.exists());
        works(&server.url).await;
        if ended {
            break;
        }
        alive += alive / 4 + Duration::from_millis(5);
    }
    assert!(halves > 0, "it was never killed halfway");
    assert!(!next.exists() && key() != first);
    works(&server.url).await;
    server.kill();
    works(&home.serve().url).await;
}

#[test]
fn the_copies_of_the_key_store_follow_the_root_key() {
    let home = installed().with_settings("[backup]\nfolder = \"backups\"\nkeys = \"copies\"\n");
    let copies = home.folder().join("copies");
    assert!(home.run(&["backup", "keys", "--to", "copies"]).status.success());
    let before = files_below(&copies);
    let prepared = home.run(&["keys", "rotate", "--prepare"]);
    assert!(
        prepared.status.success(),
        "{}",
        String::from_utf8_lossy(&prepared.stderr)
    );
    let next = fs::read(home.data().join("keys/root.key.next")).unwrap();
    let changed = home.run(&["keys", "rotate"]);
    assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    assert_eq!(fs::read(home.data().join("keys/root.key")).unwrap(), next);
    let after = files_below(&copies);
    assert!(after.len() == 1 && after != before, "{after:?}");
    // The copy opens with the new root key.
    fs::copy(&after[0], home.data().join("keys/keys.db")).unwrap();
    assert!(home.run(&["backup", "keys", "--to", "elsewhere"]).status.success());
    // One from before, kept elsewhere, does not.
    assert!(home.run(&["keys", "rotate"]).status.success());
    let older = files_below(&home.folder().join("elsewhere"));
    fs::copy(&older[0], home.data().join("keys/keys.db")).unwrap();
    let refused = home.run(&["keys", "rotate"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("root.key"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_root_key_moves_to_a_transit_engine_and_back_beside_a_server() {
    let transit = TransitServer::start("secret-of-the-lab").await;
    let table = format!(
        "[keys.transit]\naddress = \"{}\"\nkey = \"root\"\ntoken_env = \"LAB_KEY\"\n",
        transit.address()
    );
    // It begins in a file, before anybody wrote the table.
    let home = installed();
    let server = home.serve();
    let answer = sign_up(&Client::new(&server.url), "ada@example.org", PASSWORD).await;
    assert!(answer.location().is_some());
    server.kill();
    let home = home.with_settings(&table);
    let file = home.data().join("keys/root.key");
    let server = home.serve();
    works(&server.url).await;
    assert!(transit.asked().is_empty(), "the settings alone move nothing");
    let moved = home.run(&["keys", "rotate"]);
    assert!(moved.status.success(), "{}", String::from_utf8_lossy(&moved.stderr));
    assert!(!file.exists());
    works(&server.url).await;
    // A newer version of its key; then without it.
    transit.rotate();
    assert!(home.run(&["keys", "rotate"]).status.success());
    server.kill();
    transit.behave(TransitMode::Sealed(1_000));
    let refused = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("unseal it"), "{said}");
    assert!(!said.contains("secret-of-the-lab"));
    transit.behave(TransitMode::Well);
    let server = home.serve();
    works(&server.url).await;
    // A keeper that lies gets nothing more, and the way back is open.
    transit.behave(TransitMode::Lying);
    let refused = home.run(&["keys", "rotate"]);
    assert!(!refused.status.success());
    transit.behave(TransitMode::Well);
    let back = home.run(&["keys", "rotate", "--to", "file"]);
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stderr));
    assert!(file.exists());
    works(&server.url).await;
    drop(server);
    let asked = transit.asked().len();
    let home = home.with_settings("");
    works(&home.serve().url).await;
    assert_eq!(transit.asked().len(), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_store_moves_from_the_folder_to_a_database_of_its_own() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let DbAddress::Postgres(url) = &database.address else {
        unreachable!("it is on a server");
    };
    let home = installed();
    let run = |arguments: &[&str], data_url: Option<&str>| {
        let mut command = home.command();
        command.env("NANOPROMPT_KEYS_URL", url).args(arguments);
        if let Some(data_url) = data_url {
            command.env("NANOPROMPT_DATABASE_URL", data_url);
        }
        let ended = command.output().unwrap();
        (
            ended.status.success(),
            String::from_utf8_lossy(&ended.stderr).into_owned(),
        )
    };
    let account = ["account", "create", "--email", "ada@example.org", "--password-stdin"];
    assert!(home.run_with_input(&account, PASSWORD).status.success());
    let key = ["key", "create", "--email", "ada@example.org", "--name", "tests"];
    let (opened, said) = run(&key, None);
    assert!(!opened && said.contains("keys load"), "{said}");
    let file = home.data().join("keys/keys.db");
    let (loaded, said) = run(&["keys", "load", file.to_str().unwrap()], None);
    assert!(loaded, "{said}");
    fs::remove_file(&file).unwrap();
    for arguments in [
        &key[..],
        &["keys", "rotate"],
        &key,
        &["backup", "keys", "--to", "copies"],
    ] {
        let (went, said) = run(arguments, None);
        assert!(went, "{arguments:?}: {said}");
    }
    assert!(!file.exists());
    let (began, said) = run(&key, Some(url));
    assert!(!began && said.contains("must be apart"), "{said}");
    assert!(!said.contains("postgres@"), "{said}");
}
