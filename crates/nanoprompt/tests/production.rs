//! The program as it is served in public: TLS with the operator's certificate, or behind the operator's proxy.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use std::fs;

use testkit::{Client, Installed};

const OPERATOR: &str = "[operator]\nname = \"A\"\naddress = \"B 1, C\"\ncontact = \"privacy@studio.example\"\n";

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// P-STO-02: over TLS people are given cookies for TLS only, and their browsers are told to come back by TLS only.
#[tokio::test(flavor = "multi_thread")]
async fn over_its_own_certificate_it_serves_tls_alone() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let port = free_port();
    let settings = format!(
        "public_url = \"https://localhost:{port}\"\n{OPERATOR}[tls]\ncertificate = \"cert.pem\"\nkey = \"key.pem\"\n"
    );
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings);
    fs::write(home.folder().join("cert.pem"), made.cert.pem()).unwrap();
    fs::write(home.folder().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let listen = format!("127.0.0.1:{port}");
    let refused = home.run(&["serve", "--listen", &listen]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("key.pem") && said.contains("chmod"),
        "a key that others can read: {said}"
    );
    private(&home.folder().join("key.pem"));
    let _server = home.serve_at(&listen);
    let client = Client::trusting(&format!("https://localhost:{port}"), made.cert.der());
    let page = client.get("/").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.header("strict-transport-security"), "max-age=63072000");
    let entered = testkit::sign_up(&client, "ada@example.org", testkit::PASSWORD).await;
    assert!(entered.location().is_some());
    assert_eq!(client.cookie_names(), ["__Host-device", "__Host-session"]);
    let by_address = Client::new(&format!("http://{listen}"));
    assert!(by_address.try_get("/").await.is_none(), "nothing in the clear");
}

/// P-AUT-04: behind a proxy the client is whom the proxy names.
#[tokio::test(flavor = "multi_thread")]
async fn behind_a_declared_proxy_only_its_own_name_is_answered_to() {
    let settings = format!("public_url = \"https://studio.example\"\ntrusted_proxies = [\"127.0.0.1\"]\n{OPERATOR}");
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt")).with_settings(&settings);
    let port = free_port();
    let server = home.serve_at(&format!("127.0.0.1:{port}"));
    let base = format!("http://127.0.0.1:{port}");
    let through = Client::new(&base).with_host("studio.example");
    assert_eq!(through.get("/").await.status, 200);
    assert_eq!(Client::new(&base).get("/").await.status, 421);
    assert_eq!(Client::new(&base).get("/healthz").await.status, 200);
    assert_eq!(
        through.get("/metrics").await.status,
        403,
        "who comes by a proxy is not on this machine"
    );
    assert!(
        through
            .get_with("/", &[("x-forwarded-proto", "http")])
            .await
            .location()
            .is_some()
    );
    assert!(server.stop(), "it ends well, with its last lines written");
    let log = fs::read_to_string(home.log()).unwrap();
    let line = log.lines().find(|line| line.contains("answered")).unwrap();
    for field in [
        "request=",
        "method=\"GET\"",
        "route=\"/\"",
        "status=200",
        "milliseconds=",
    ] {
        assert!(line.contains(field), "{field} in {line}");
    }
}

fn private(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
}
