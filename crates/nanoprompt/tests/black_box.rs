//! The program as a black box: its commands, its files, its signals.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::{fs, path::Path};

use testkit::{Client, Installed, PASSWORD, files_below};

fn installed() -> Installed {
    Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
}

#[test]
fn generating_twice_gives_the_same_bytes_and_leaves_nothing_else() {
    let home = installed();
    let make = |file: &str| {
        let words = "a lighthouse on a cliff at dusk";
        let ended = home.run(&[
            "generate",
            "image",
            words,
            "--size",
            "1024x1024",
            "--seed",
            "7",
            "-o",
            file,
        ]);
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    make("a.png");
    make("b.png");
    let picture = fs::read(home.folder().join("a.png")).unwrap();
    assert_eq!(picture, fs::read(home.folder().join("b.png")).unwrap());
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(
        (&picture[16..20], &picture[20..24]),
        (&1024_u32.to_be_bytes()[..], &1024_u32.to_be_bytes()[..])
    );
    let left: Vec<_> = files_below(home.folder()).iter().map(|file| name(file)).collect();
    assert_eq!(left, ["a.png", "b.png"]);
}

#[test]
fn bad_orders_say_which_field_and_write_nothing() {
    let home = installed();
    for (arguments, word) in [
        (["generate", "image", "sea", "--size", "0x10", "-o", "a.png"], "size"),
        (
            ["generate", "image", "sea", "--size", "99999x99999", "-o", "a.png"],
            "size",
        ),
        (["generate", "image", "sea", "--size", "64x64", "-o", "a.gif"], "gif"),
        (["generate", "image", "  ", "--size", "64x64", "-o", "a.png"], "prompt"),
        (
            ["generate", "image", "sea", "--model", "nobody/has", "-o", "a.png"],
            "nobody/has",
        ),
    ] {
        let ended = home.run(&arguments);
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains(word), "{arguments:?}: {said}");
    }
    assert!(files_below(home.folder()).is_empty());
}

#[test]
fn words_and_films_are_made_here_and_flags_that_say_nothing_about_them_are_told() {
    let home = installed();
    let make = |arguments: &[&str]| {
        let ended = home.run(&[&["generate"], arguments].concat());
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{arguments:?}: {said}");
        ended.stdout
    };
    let prompt = make(&["prompt", "a harbour in winter", "--seed", "7", "-o", "-"]);
    assert!(String::from_utf8_lossy(&prompt).contains("harbour"));
    assert_eq!(
        make(&["prompt", "a harbour in winter", "--seed", "7", "-o", "-"]),
        prompt
    );
    let words = make(&["text", "keywords: The harbour was empty. The harbour slept.", "-o", "-"]);
    assert!(String::from_utf8_lossy(&words).contains("harbour"));
    make(&[
        "video",
        "waves",
        "--size",
        "640x360",
        "--seconds",
        "1",
        "-o",
        "waves.mp4",
    ]);
    let film = fs::read(home.folder().join("waves.mp4")).unwrap();
    assert_eq!(&film[4..8], b"ftyp");
    make(&[
        "image",
        "a {calm|wild} sea",
        "-n",
        "2",
        "--size",
        "96x64",
        "-o",
        "sea.png",
    ]);
    assert_eq!(files_below(home.folder()).len(), 3, "the film and both pictures");
    for (arguments, flag) in [
        (&["text", "a harbour", "--style", "oil"][..], "--style"),
        (&["prompt", "a harbour", "--negative", "boats"], "--negative"),
        (&["prompt", "a harbour", "-n", "2"], "--count"),
        (&["video", "waves", "-n", "2"], "--count"),
        (&["image", "a harbour", "--seconds", "2"], "--seconds"),
    ] {
        let ended = home.run(&[&["generate"], arguments, &["-o", "-"]].concat());
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(
            !ended.status.success() && said.contains(&format!("{flag} is for")),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_file_that_ends_in_svg_holds_a_drawing() {
    let home = installed();
    let order = [
        "generate",
        "image",
        "a calm sea, pixel art",
        "--size",
        "96x64",
        "--seed",
        "7",
        "-o",
        "sea.svg",
    ];
    assert!(home.run(&order).status.success());
    let drawing = fs::read_to_string(home.folder().join("sea.svg")).unwrap();
    assert!(drawing.starts_with("<svg ") && drawing.contains("algorithmicMedia"));
    let refused = home.run(&["generate", "image", "a calm sea", "-o", "other.svg"]);
    assert!(
        !refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("only low poly and pixel art")
    );
    let refused = home.run(&[
        "generate",
        "image",
        "a sea, low poly",
        "--size",
        "8x8",
        "-o",
        "other.svg",
    ]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("size: "));
    assert_eq!(files_below(home.folder()).len(), 1, "the drawing");
}

#[test]
fn the_promises_are_printed_each_with_its_state() {
    let home = installed();
    let table = String::from_utf8(home.run(&["promises"]).stdout).unwrap();
    let rows = || table.lines().filter(|line| line.starts_with("P-"));
    assert_eq!(rows().count(), 128, "{table}");
    assert!(
        rows().all(|row| ["proven", "partly", "not yet"]
            .iter()
            .any(|state| row[10..].starts_with(state))),
        "{table}"
    );
    let json: serde_json::Value = serde_json::from_slice(&home.run(&["promises", "--json"]).stdout).unwrap();
    let erasure = json
        .as_array()
        .unwrap()
        .iter()
        .find(|promise| promise["id"] == "P-SET-05")
        .unwrap();
    assert_eq!(erasure["guards"][0]["name"], "P-SET-05/key");
    assert!(files_below(home.folder()).is_empty(), "asking writes nothing");
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let home = installed();
    let _first = home.serve();
    let second = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(
        !second.status.success() && said.contains("another nanoprompt process"),
        "{said}"
    );
}

#[test]
fn other_commands_run_beside_a_server() {
    let home = installed();
    let server = home.serve();
    let key = make_account_and_key(&home);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answer = runtime.block_on(Client::new(&server.url).with_key(&key).get("/v1/models"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|model| model["id"] == "atelier")
    );
}

#[test]
fn a_listener_for_other_machines_is_refused_without_encryption() {
    let ended = installed().run(&["serve", "--listen", "0.0.0.0:0"]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success() && said.contains("public_url"), "{said}");
    let named = installed().with_settings("public_url = \"https://studio.example\"\n");
    let ended = named.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        !ended.status.success() && said.contains("--tls-certificate") && said.contains("trusted_proxies"),
        "{said}"
    );
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let home = installed();
    drop(home.serve());
    let key = home.data().join("keys/root.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let ended = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success() && said.contains("chmod"), "{said}");
}

/// Whoever may do everything may also write to a folder that is read-only; so this runs as somebody who may not.
#[test]
fn a_folder_that_cannot_be_written_is_refused_with_what_to_do() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let program = folder.path().join("nanoprompt");
    fs::create_dir(&data).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_nanoprompt"), &program).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o555)).unwrap();
    let run = || {
        let mut command = std::process::Command::new(&program);
        command
            .current_dir(folder.path())
            .env_clear()
            .env("NANOPROMPT_DATA", &data);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command
    };
    let ended = match run().uid(NOBODY).gid(NOBODY).output() {
        Ok(ended) => ended,
        // Only root may become somebody else; who is not root is somebody who may not write, already.
        Err(_) => run().output().unwrap(),
    };
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success(), "it started");
    assert!(said.contains("cannot be written") && said.contains("--data"), "{said}");
    assert!(files_below(&data).is_empty());
}

#[test]
fn a_damaged_key_store_is_refused_and_left_as_it_is() {
    let home = installed();
    drop(home.serve());
    let store = home.data().join("keys/keys.db");
    let mut bytes = fs::read(&store).unwrap();
    let half = bytes.len() / 2;
    bytes[..half].fill(0x5a);
    fs::write(&store, &bytes).unwrap();
    let ended = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success() && said.contains("key"), "{said}");
    assert_eq!(fs::read(&store).unwrap(), bytes);
}

#[test]
fn a_wrong_settings_file_is_refused_with_its_line() {
    let home = installed().with_settings("[[provider]]\nid = \"lab\"\nkind = \"telepathy\"\n");
    let ended = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        !ended.status.success() && said.contains("nanoprompt.toml") || said.contains("telepathy"),
        "{said}"
    );
}

#[test]
fn an_account_is_erased_from_the_command_line_and_the_certificate_checks_elsewhere() {
    let home = installed();
    make_account_and_key(&home);
    let unknown = home.run(&["erase", "--email", "bob@example.org", "--now"]);
    assert!(!unknown.status.success() && String::from_utf8_lossy(&unknown.stderr).contains("no account"));
    let later = home.run(&["erase", "--email", "ada@example.org"]);
    assert!(later.status.success() && String::from_utf8_lossy(&later.stdout).contains("7 days"));
    // Beside a server, which does the work, and without one.
    for beside_a_server in [true, false] {
        let server = beside_a_server.then(|| home.serve());
        let erased = home.run(&["erase", "--email", "ada@example.org", "--now", "-o", "certificate.jws"]);
        assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
        drop(server);
        let elsewhere = installed();
        let file = home.folder().join("certificate.jws");
        let check = |more: &[&str]| elsewhere.run(&[&["verify", file.to_str().unwrap()], more].concat());
        let checked = check(&[]);
        let said = String::from_utf8(checked.stdout).unwrap();
        assert!(checked.status.success() && said.contains("\"account\": 1"), "{said}");
        let signer = said.split("by the key ").nth(1).unwrap().lines().next().unwrap();
        assert!(check(&["--signer", signer]).status.success());
        assert!(!check(&["--signer", "somebody-else"]).status.success());
        let text = fs::read_to_string(&file).unwrap();
        let (head, tail) = text.split_at(text.len() / 2);
        let other = if tail.starts_with('A') { "B" } else { "A" };
        fs::write(&file, format!("{head}{other}{}", &tail[1..])).unwrap();
        assert!(
            String::from_utf8_lossy(&check(&[]).stderr).contains("changed after it was signed")
                || !check(&[]).status.success()
        );
        assert_eq!(files_below(elsewhere.folder()), Vec::<std::path::PathBuf>::new());
        make_account_and_key(&home);
    }
}

/// The same picture as here, made by somebody else's installation, and kept in the library there.
#[test]
fn a_picture_is_made_by_another_installation_for_whoever_has_a_key() {
    let home = installed();
    let key = make_account_and_key(&home);
    let server = home.serve();
    let make = |more: &[&str]| {
        let order = [
            "generate",
            "image",
            "a calm sea at dusk",
            "--size",
            "128x96",
            "--seed",
            "7",
        ];
        home.run(&[&order[..], more].concat())
    };
    let said = |ended: &std::process::Output| String::from_utf8_lossy(&ended.stderr).into_owned();
    let ended = make(&["-o", "there.png", "--server", &server.url, "--key", &key]);
    assert!(ended.status.success(), "{}", said(&ended));
    assert!(make(&["-o", "here.png"]).status.success());
    let read = |file: &str| fs::read(home.folder().join(file)).unwrap();
    assert_eq!(read("there.png"), read("here.png"));
    let wrong = make(&["-o", "no.png", "--server", &server.url, "--key", "np_wrong"]);
    assert!(
        !wrong.status.success() && said(&wrong).contains("key"),
        "{}",
        said(&wrong)
    );
    let nobody = make(&["-o", "no.png", "--server", "http://127.0.0.1:9", "--key", &key]);
    assert!(
        !nobody.status.success() && said(&nobody).contains("cannot be reached"),
        "{}",
        said(&nobody)
    );
    let unnamed = make(&["-o", "no.png", "--server", &server.url]);
    assert!(
        !unnamed.status.success() && said(&unnamed).contains("--key"),
        "{}",
        said(&unnamed)
    );
    assert!(!home.folder().join("no.png").exists());
}

/// Nobody listens at that address: what is refused by a rule is refused before anybody is asked.
#[test]
fn a_rule_of_the_installation_binds_the_shell_too() {
    let provider = "[[provider]]\nid = \"lab\"\nkind = \"openai-compatible\"\nbase_url = \"http://127.0.0.1:9/v1\"\nregion = \"eu\"\n\
                    models = [{ id = \"painter\", kind = \"image\" }]\n";
    let passport =
        |more: &str| format!("passport = {{ retention = \"30d\", training = \"never\", operator = \"us\"{more} }}\n");
    let said = |rules: &str, more: &str| {
        let home = installed().with_settings(&format!("{rules}\n{provider}{}", passport(more)));
        let ended = home.run(&["generate", "image", "sea", "--model", "lab/painter", "-o", "a.png"]);
        assert!(!ended.status.success());
        String::from_utf8_lossy(&ended.stderr).into_owned()
    };
    for (rules, more, why) in [
        ("[rules]\nlocal_only = true", "", "rule-leaves"),
        ("[rules]\nregions = [\"us\"]", "", "rule-region"),
        ("", ", valid_until = \"2020-01-01\"", "rule-expired"),
    ] {
        let said = said(rules, more);
        assert!(
            said.contains("nothing was sent") && said.contains(why),
            "{rules}{more}: {said}"
        );
    }
    let allowed = said("[rules]\nregions = [\"eu\"]", "");
    assert!(allowed.contains("cannot be reached"), "{allowed}");
}

#[test]
fn the_models_are_listed_with_what_happens_to_what_they_are_sent() {
    let home = installed().with_settings(
        "[[provider]]\nid = \"lab\"\nkind = \"openai-compatible\"\nbase_url = \"http://127.0.0.1:9/v1\"\nregion = \"eu\"\n\
         passport = { retention = \"30d\", training = \"opt-out\", operator = \"us\" }\n\
         models = [{ id = \"painter\", kind = \"image\" }]",
    );
    let table = String::from_utf8(home.run(&["models"]).stdout).unwrap();
    let row = |model: &str| {
        table
            .lines()
            .find(|line| line.starts_with(model))
            .map(str::to_owned)
            .unwrap_or_default()
    };
    assert!(row("atelier").contains("this installation"), "{table}");
    for fact in ["image", "eu", "30 days", "unless told not to"] {
        assert!(row("lab/painter").contains(fact), "{fact}: {table}");
    }
}

fn make_account_and_key(home: &Installed) -> String {
    let arguments = [
        "account",
        "create",
        "--email",
        "ada@example.org",
        "--owner",
        "--password-stdin",
    ];
    let made = home.run_with_input(&arguments, PASSWORD);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made = home.run(&["key", "create", "--email", "ada@example.org", "--name", "tests"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let key = String::from_utf8(made.stdout).unwrap();
    assert!(
        key.starts_with("np_") && key.ends_with('\n') && key.lines().count() == 1,
        "{key}"
    );
    key.trim().to_owned()
}

fn name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}
