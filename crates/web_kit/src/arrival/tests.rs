//! Whom to believe about where a request comes from.

use http::Request;

use super::*;

fn front(trusted: &[&str], proxy_header: ProxyHeader) -> Front {
    Front {
        authority: Some("studio.example".to_owned()),
        trusted_proxies: trusted.iter().map(|block| block.parse().unwrap()).collect(),
        proxy_header,
    }
}

fn request(peer: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().uri("/");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    let peer: IpAddr = peer.parse().unwrap();
    parts.extensions.insert(ConnectInfo(SocketAddr::new(peer, 4_000)));
    parts
}

fn client(front: &Front, peer: &str, headers: &[(&str, &str)]) -> String {
    front.arrival(&request(peer, headers)).client.to_string()
}

/// P-AUT-04: a header about the client counts only from a declared proxy.
#[test]
fn a_stranger_cannot_say_that_he_is_somebody_else() {
    let front = front(&["10.0.0.0/8"], ProxyHeader::XForwardedFor);
    let spoofed = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
    assert_eq!(client(&front, "192.0.2.1", &spoofed), "192.0.2.1");
    assert!(!front.arrival(&request("192.0.2.1", &spoofed)).encrypted);
}

#[test]
fn the_last_hop_that_nobody_trusts_is_the_client() {
    let front = front(&["10.0.0.0/8", "2001:db8:f::/48"], ProxyHeader::XForwardedFor);
    let said = |value| client(&front, "10.0.0.1", &[("x-forwarded-for", value)]);
    assert_eq!(said("198.51.100.7"), "198.51.100.7");
    assert_eq!(
        said("198.51.100.7, 192.0.2.9"),
        "192.0.2.9",
        "what stands further left is anybody's word"
    );
    assert_eq!(said("198.51.100.7, 192.0.2.9, 10.1.1.1"), "192.0.2.9");
    assert_eq!(said("10.2.2.2, 10.1.1.1"), "10.2.2.2");
    assert_eq!(said("198.51.100.7, unknown"), "10.0.0.1");
    assert_eq!(said("[2001:db8::7]:443, 2001:db8:f::1"), "2001:db8::7");
    assert_eq!(said(""), "10.0.0.1");
}

#[test]
fn several_lines_are_one_list() {
    let front = front(&["10.0.0.0/8"], ProxyHeader::XForwardedFor);
    let lines = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-for", "192.0.2.9")];
    assert_eq!(client(&front, "10.0.0.1", &lines), "192.0.2.9");
}

#[test]
fn only_the_header_that_the_operator_named_counts() {
    let both = [
        ("x-forwarded-for", "198.51.100.7"),
        ("forwarded", "for=203.0.113.5, for=\"[2001:db8::9]:4711\";proto=https"),
    ];
    let by = |header| client(&front(&["10.0.0.0/8"], header), "10.0.0.1", &both);
    assert_eq!(by(ProxyHeader::XForwardedFor), "198.51.100.7");
    assert_eq!(by(ProxyHeader::Forwarded), "2001:db8::9");
}

#[test]
fn a_proxy_that_was_reached_in_the_clear_says_so() {
    let front = front(&["10.0.0.0/8"], ProxyHeader::XForwardedFor);
    let encrypted = |headers: &[(&str, &str)]| front.arrival(&request("10.0.0.1", headers)).encrypted;
    assert!(encrypted(&[]) && encrypted(&[("x-forwarded-proto", "https")]));
    assert!(!encrypted(&[("x-forwarded-proto", "http")]));
}

#[test]
fn nobody_behind_a_proxy_or_another_name_is_local() {
    let local = |trusted: &[&str], peer, host| {
        front(trusted, ProxyHeader::XForwardedFor)
            .arrival(&request(peer, &[("host", host)]))
            .local
    };
    assert!(local(&[], "127.0.0.1", "127.0.0.1:4280") && local(&[], "::1", "localhost:4280"));
    assert!(!local(&[], "127.0.0.1", "pages.of.somebody.example"), "DNS rebinding");
    assert!(
        !local(&["127.0.0.0/8"], "127.0.0.1", "127.0.0.1:4280"),
        "a proxy on this machine"
    );
    assert!(!local(&[], "192.0.2.1", "127.0.0.1:4280"));
}

#[test]
fn only_our_own_name_is_ours() {
    let with_name = front(&[], ProxyHeader::XForwardedFor);
    let named = |front: &Front, hosts: &[&str]| {
        let headers: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
        front.addressee(&request("192.0.2.1", &headers))
    };
    for host in ["studio.example", "STUDIO.example", "studio.example:443"] {
        assert_eq!(named(&with_name, &[host]), Addressee::Us, "{host}");
    }
    for host in [
        "studio.example.evil",
        "evil.example",
        "127.0.0.1",
        "studio.example:8443",
        "",
    ] {
        assert_eq!(named(&with_name, &[host]), Addressee::SomebodyElse, "{host}");
    }
    assert_eq!(named(&with_name, &[]), Addressee::Unclear);
    assert_eq!(
        named(&with_name, &["studio.example", "evil.example"]),
        Addressee::Unclear
    );
    let without = Front::default();
    for host in [
        "127.0.0.1:4280",
        "localhost",
        "[::1]:4280",
        "studio.localhost:80",
        "192.168.1.5",
    ] {
        assert_eq!(named(&without, &[host]), Addressee::Us, "{host}");
    }
    assert_eq!(named(&without, &["evil.example"]), Addressee::SomebodyElse);
}
