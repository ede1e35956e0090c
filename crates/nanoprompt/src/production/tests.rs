//! With which settings a server starts in public, and with which it does not.

use std::{fs, os::unix::fs::PermissionsExt};

use super::*;

const GOOD: &str = r#"
public_url = "https://studio.example"
trusted_proxies = ["10.0.0.0/8"]
metrics_token = "a token that nobody can guess"
[operator]
name = "A"
address = "B 1, C"
contact = "privacy@studio.example"
"#;

fn verdict_of(listen: &str, toml: &str, database_url: Option<&str>) -> Result<(), Weakness> {
    let settings: SettingsFile = toml::from_str(toml).unwrap();
    check(&Standing {
        listen: listen.parse().unwrap(),
        settings: &settings,
        tls: settings.tls.as_ref(),
        secrets: &[],
        database_url,
        objects_url: None,
        keys_url: None,
    })
}

fn verdict(toml: &str) -> Result<(), Weakness> {
    verdict_of("0.0.0.0:443", toml, None)
}

#[test]
fn on_this_machine_nothing_is_asked_for() {
    assert_eq!(verdict_of("127.0.0.1:4280", "", None), Ok(()));
    assert_eq!(verdict_of("[::1]:4280", "", None), Ok(()));
}

#[test]
fn with_everything_in_place_it_starts() {
    assert_eq!(verdict(GOOD), Ok(()));
    assert_eq!(verdict_of("127.0.0.1:4280", GOOD, None), Ok(()));
}

/// P-STO-02: in public only with encryption, on every way.
#[test]
fn what_others_could_listen_to_does_not_start() {
    assert_eq!(verdict(""), Err(Weakness::NoPublicUrl));
    let plain = GOOD.replace("trusted_proxies = [\"10.0.0.0/8\"]", "");
    assert_eq!(verdict(&plain), Err(Weakness::Plain));
    assert_eq!(
        verdict_of("127.0.0.1:4280", &plain, None),
        Err(Weakness::Plain),
        "a public_url makes it public"
    );
    let keeper =
        |address: &str| format!("{GOOD}[keys.transit]\naddress = \"{address}\"\nkey = \"root\"\ntoken_env = \"T\"\n");
    assert_eq!(verdict(&keeper("http://vault.example:8200")), Err(Weakness::Keeper));
    assert_eq!(verdict(&keeper("http://127.0.0.1:8200")), Ok(()));
    assert_eq!(verdict(&keeper("https://vault.example:8200")), Ok(()));
    for url in [
        "http://studio.example",
        "https://",
        "https://studio.example/path",
        "studio.example",
    ] {
        let wrong = GOOD.replace("https://studio.example", url);
        assert_eq!(verdict(&wrong), Err(Weakness::PublicUrl(url.to_owned())), "{url}");
    }
    let far = |parameters: &str| format!("postgres://user:password@db.example:5432/studio{parameters}");
    assert_eq!(verdict_of("0.0.0.0:443", GOOD, Some(&far(""))), Err(Weakness::Database));
    assert_eq!(
        verdict_of("0.0.0.0:443", GOOD, Some(&far("?sslmode=require"))),
        Err(Weakness::Database)
    );
    assert_eq!(
        verdict_of("0.0.0.0:443", GOOD, Some(&far("?sslmode=verify-full"))),
        Ok(())
    );
    let near = "postgres://user@127.0.0.1:5432/studio";
    assert_eq!(verdict_of("0.0.0.0:443", GOOD, Some(near)), Ok(()));
    let provider = |url: &str| {
        format!(
            "{GOOD}[[provider]]\nid = \"lab\"\nkind = \"openai-compatible\"\nbase_url = \"{url}\"\nregion = \"eu\"\n\
             passport = {{ retention = \"0d\", training = \"never\", operator = \"us\" }}\nmodels = []\n"
        )
    };
    assert_eq!(
        verdict(&provider("http://models.example/v1")),
        Err(Weakness::Provider("lab".to_owned()))
    );
    assert_eq!(verdict(&provider("http://127.0.0.1:11434/v1")), Ok(()));
    assert_eq!(verdict(&provider("https://models.example/v1")), Ok(()));
}

/// P-STO-01: in public only with settings that hold.
#[test]
fn weak_settings_do_not_start() {
    let without_operator = GOOD.split("[operator]").next().unwrap();
    assert_eq!(
        verdict(without_operator),
        Err(Weakness::Operator("name, address and contact"))
    );
    assert_eq!(
        verdict(&GOOD.replace("B 1, C", " ")),
        Err(Weakness::Operator("address"))
    );
    assert_eq!(
        verdict(&GOOD.replace("a token that nobody can guess", "hunter2")),
        Err(Weakness::ShortToken)
    );
    for everybody in ["0.0.0.0/0", "::/0", "128.0.0.0/1"] {
        assert_eq!(
            verdict(&GOOD.replace("10.0.0.0/8", everybody)),
            Err(Weakness::EverybodyTrusted),
            "{everybody}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.pem");
    fs::write(&file, "secret").unwrap();
    let settings: SettingsFile = toml::from_str(GOOD).unwrap();
    let verdict = |mode: u32| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        check(&Standing {
            listen: "0.0.0.0:443".parse().unwrap(),
            settings: &settings,
            tls: None,
            secrets: std::slice::from_ref(&file),
            database_url: None,
            objects_url: None,
            keys_url: None,
        })
    };
    assert_eq!(verdict(0o644), Err(Weakness::Readable(file.display().to_string())));
    assert_eq!(verdict(0o640), Ok(()), "a group may be there for it");
    assert_eq!(verdict(0o600), Ok(()));
}

#[test]
fn every_weakness_says_what_to_put_where() {
    for weakness in [
        Weakness::NoPublicUrl,
        Weakness::PublicUrl("x".to_owned()),
        Weakness::Plain,
        Weakness::EverybodyTrusted,
        Weakness::Operator("name"),
        Weakness::ShortToken,
        Weakness::Provider("lab".to_owned()),
    ] {
        assert!(weakness.to_string().contains("nanoprompt.toml"), "{weakness}");
    }
    assert!(Weakness::Readable("f".to_owned()).to_string().contains("chmod"));
    assert!(Weakness::Database.to_string().contains("NANOPROMPT_DATABASE_URL"));
}

/// P-STO-02: sealed bytes, but who reads when they go where can still tell something.
#[test]
fn a_bucket_elsewhere_has_to_be_reached_encrypted() {
    let settings: SettingsFile = toml::from_str(GOOD).unwrap();
    let verdict = |url| {
        check(&Standing {
            listen: "0.0.0.0:443".parse().unwrap(),
            settings: &settings,
            tls: None,
            secrets: &[],
            database_url: None,
            objects_url: Some(url),
            keys_url: None,
        })
    };
    assert_eq!(
        verdict("s3://pictures?endpoint=http://10.0.0.7:9000"),
        Err(Weakness::Objects)
    );
    assert_eq!(verdict("s3://pictures?endpoint=https://10.0.0.7:9000"), Ok(()));
    assert_eq!(verdict("s3://pictures?endpoint=http://127.0.0.1:9000"), Ok(()));
    assert_eq!(verdict("s3://pictures"), Ok(()));
}
