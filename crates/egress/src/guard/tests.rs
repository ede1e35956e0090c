use proptest::prelude::*;
use url::Url;

use super::{allow, allow_redirect};
use crate::{EgressError, Refusal, Rule, Target, lookup::Sight};

fn public(text: &str) -> Result<String, Refusal> {
    allow(&Rule::public("images"), &Target::Url(text.to_owned())).map(|allowed| allowed.url.to_string())
}

fn lab() -> Rule {
    Rule::operator("lab", "http://127.0.0.1:9999/v1").unwrap()
}

fn below_lab(path: &str) -> Result<String, Refusal> {
    allow(&lab(), &Target::Path(path.to_owned().into())).map(|allowed| allowed.url.to_string())
}

#[test]
fn every_spelling_of_an_inner_address_is_refused() {
    let hosts = [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "0xa9fea9fe",
        "10.1.2.3",
        "[fd00:ec2::254]",
        "[64:ff9b::a9fe:a9fe]",
        "localhost",
        "localhost.",
        "a.localhost",
        "LOCALHOST",
        "printer",
        "nas.local",
        "metadata.google.internal",
        "metadata.google.internal.",
        "１２７.0.0.1",
        "127。0。0。1",
    ];
    for host in hosts {
        assert_eq!(public(&format!("https://{host}/x")), Err(Refusal::NotPublic), "{host}");
    }
}

#[test]
fn a_public_rule_takes_https_without_credentials_only() {
    assert_eq!(
        public("https://images.example.com/a?b=c"),
        Ok("https://images.example.com/a?b=c".to_owned())
    );
    assert_eq!(public("http://images.example.com/"), Err(Refusal::Scheme));
    assert_eq!(public("ftp://images.example.com/"), Err(Refusal::Scheme));
    assert_eq!(
        public("https://me:secret@images.example.com/"),
        Err(Refusal::Credentials)
    );
    assert_eq!(
        public("https://images.example.com@127.0.0.1/"),
        Err(Refusal::Credentials)
    );
    for text in ["", "/x", "file:///etc/passwd", "data:,x", "https://"] {
        assert_eq!(public(text), Err(Refusal::NotAnAddress), "{text}");
    }
}

#[test]
fn an_operators_rule_stays_with_its_origin() {
    assert_eq!(
        below_lab("chat/completions"),
        Ok("http://127.0.0.1:9999/v1/chat/completions".to_owned())
    );
    assert_eq!(
        below_lab("models?limit=3"),
        Ok("http://127.0.0.1:9999/v1/models?limit=3".to_owned())
    );
    for path in [
        "/admin",
        "../admin",
        "a/../../b",
        "a/%2e%2E/b",
        "..\\x",
        "//evil.example/",
    ] {
        assert_eq!(below_lab(path), Err(Refusal::NotAnAddress), "{path}");
    }
    let others = [
        "http://127.0.0.1:9998/v1/",
        "https://127.0.0.1:9999/v1/",
        "http://127.0.0.2:9999/",
        "https://example.com/",
    ];
    for text in others {
        let target = Target::Url(text.to_owned());
        assert_eq!(allow(&lab(), &target).err(), Some(Refusal::OtherOrigin), "{text}");
    }
}

#[test]
fn a_vendors_own_domain_is_asked_over_https_where_the_base_is_in_it() {
    let rule = Rule::operator("vendor", "https://api.vendor.example/v1")
        .unwrap()
        .and_below("vendor.example");
    let judged = |text: &str| allow(&rule, &Target::Url(text.to_owned())).map(|allowed| allowed.sight);
    let at_home = judged("https://api.vendor.example/v1/x").ok();
    assert_eq!(at_home, Some(Sight::Everything));
    for text in [
        "https://api.eu1.vendor.example/x?id=1",
        "https://API.US.VENDOR.EXAMPLE/x",
    ] {
        assert_eq!(judged(text).ok(), Some(Sight::PublicOnly), "{text}");
        assert!(rule.reaches(text), "{text}");
    }
    let others = [
        "http://api.eu1.vendor.example/",
        "https://api.eu1.vendor.example:8443/",
        "https://vendor.example/",
        "https://evilvendor.example/",
        "https://vendor.example.evil.example/",
        "https://127.0.0.1/",
    ];
    for text in others {
        assert_eq!(judged(text).err(), Some(Refusal::OtherOrigin), "{text}");
        assert!(!rule.reaches(text), "{text}");
    }
    let secret_in_it = judged("https://me:secret@api.eu1.vendor.example/").err();
    assert_eq!(secret_in_it, Some(Refusal::Credentials));
}

#[test]
fn a_vendors_domain_means_nothing_to_somebody_elses_server_or_to_a_public_rule() {
    let address = Target::Url("https://api.eu1.vendor.example/x".to_owned());
    let proxy = lab().and_below("vendor.example");
    assert_eq!(allow(&proxy, &address).err(), Some(Refusal::OtherOrigin));
    let alike = Rule::operator("x", "https://evilvendor.example/").unwrap();
    assert!(!alike.and_below("vendor.example").reaches("https://api.vendor.example/"));
    assert!(
        !Rule::public("x")
            .and_below("vendor.example")
            .reaches("https://api.vendor.example/")
    );
}

#[test]
fn a_base_url_carries_no_credentials_and_no_query() {
    let refused = |text: &str| match Rule::operator("lab", text) {
        Err(EgressError::Refused(refusal)) => Some(refusal),
        _ => None,
    };
    assert_eq!(refused("http://me:secret@127.0.0.1/v1"), Some(Refusal::Credentials));
    assert_eq!(refused("http://127.0.0.1/v1?key=x"), Some(Refusal::NotAnAddress));
    assert_eq!(refused("ftp://127.0.0.1/"), Some(Refusal::Scheme));
    assert_eq!(refused("127.0.0.1:80"), Some(Refusal::NotAnAddress));
}

#[test]
fn a_redirect_goes_back_home_or_out_to_the_public_never_to_another_inner_host() {
    let from = Url::parse("http://127.0.0.1:9999/v1/x").unwrap();
    let home = allow_redirect(&lab(), &from, "/elsewhere")
        .ok()
        .map(|allowed| allowed.sight);
    assert_eq!(home, Some(Sight::Everything));
    let out = allow_redirect(&lab(), &from, "https://cdn.example.com/x")
        .ok()
        .map(|allowed| allowed.sight);
    assert_eq!(out, Some(Sight::PublicOnly));
    for location in [
        "http://127.0.0.1:9998/",
        "https://127.0.0.1:9999/",
        "http://169.254.169.254/",
        "//10.0.0.1/",
    ] {
        assert!(allow_redirect(&lab(), &from, location).is_err(), "{location}");
    }
}

proptest! {
    #[test]
    fn every_number_for_a_host_is_judged_as_the_address_it_means(bits: u32) {
        let address = std::net::Ipv4Addr::from_bits(bits);
        let plain = public(&format!("https://{address}/"));
        for host in [format!("{bits}"), format!("0x{bits:x}"), format!("0{bits:o}")] {
            prop_assert_eq!(public(&format!("https://{host}/")), plain.clone());
        }
    }

    #[test]
    fn no_path_leaves_the_configured_folder(path in "[a-z0-9./\\\\%2eE:@?#]{0,24}") {
        if let Ok(text) = below_lab(&path) {
            prop_assert!(text.starts_with("http://127.0.0.1:9999/v1/"), "{}", text);
        }
    }

    #[test]
    fn a_made_up_address_is_refused_or_https(text in "(https?:)?/{0,3}[ -~]{0,60}") {
        let judged = public(&text);
        prop_assert!(judged.is_err() || judged.is_ok_and(|url| url.starts_with("https://")));
    }
}
