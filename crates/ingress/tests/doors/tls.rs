//! TLS: served with the operator's certificate, renewed without a restart, and HTTP/2 within its bounds.

use std::{fs, path::Path, sync::Arc};

use basics::Span;
use ingress::{Certificate, CertificateFiles, Limits};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_util::sync::CancellationToken;
use web_kit::Refusal;

use crate::setting::Door;

/// Writes a fresh certificate for `localhost`, signed by itself; its bytes.
fn write(folder: &Path) -> Vec<u8> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.der().to_vec()
}

fn files(folder: &Path) -> CertificateFiles {
    CertificateFiles {
        certificate: folder.join("cert.pem"),
        key: folder.join("key.pem"),
    }
}

/// Connects, trusting exactly one certificate.
async fn connect(door: &Door, certificate: &[u8], protocol: &[u8]) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate.to_vec().into()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    let name = "localhost".try_into().unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, door.connect().await)
        .await
}

async fn ask(mut stream: TlsStream<TcpStream>) -> String {
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text).await;
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn with_a_certificate_only_tls_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = write(folder.path());
    let opened = Certificate::open(files(folder.path())).unwrap();
    let door = Door::open_with(Limits::default(), Some(opened)).await;
    assert!(
        ask(connect(&door, &certificate, b"http/1.1").await.unwrap())
            .await
            .contains("hello")
    );
    let clear = door.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(!clear.contains("HTTP/1.1") && !clear.contains("hello"), "{clear}");
    assert_eq!(door.traffic.refusals(Refusal::Handshake), 1);
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let opened = Certificate::open(files(folder.path())).unwrap();
    let door = Door::open_with(Limits::default(), Some(opened)).await;
    let _silent = door.connect().await;
    let traffic = door.traffic.clone();
    door.pass_until(Span::seconds(1), || traffic.refusals(Refusal::Handshake) == 1)
        .await;
}

/// A renewal needs no restart, and one that went wrong takes nothing away.
#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_served_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = write(folder.path());
    let opened = Certificate::open(files(folder.path())).unwrap();
    let door = Door::open_with(Limits::default(), Some(opened.clone())).await;
    assert!(connect(&door, &first, b"http/1.1").await.is_ok());
    assert!(!opened.refresh().unwrap(), "nothing has changed");

    let key = fs::read(folder.path().join("key.pem")).unwrap();
    for broken in [
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        fs::write(folder.path().join("cert.pem"), broken).unwrap();
        assert!(opened.refresh().is_err(), "{broken}");
    }
    let second = write(folder.path());
    fs::write(folder.path().join("key.pem"), &key).unwrap();
    assert!(opened.refresh().is_err(), "the key is another certificate's");
    assert!(connect(&door, &first, b"http/1.1").await.is_ok(), "the old one goes on");
    assert!(connect(&door, &second, b"http/1.1").await.is_err());

    let third = write(folder.path());
    let asked = Arc::new(Notify::new());
    let stop = CancellationToken::new();
    let clock = Arc::new(door.clock.clone());
    let watch = tokio::spawn(opened.keep_fresh(clock, asked.clone(), stop.clone()));
    asked.notify_one();
    let renewed = async {
        while connect(&door, &third, b"http/1.1").await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), renewed)
        .await
        .unwrap();
    // Without being asked, the clock does it.
    let fourth = write(folder.path());
    let renewed = async {
        while connect(&door, &fourth, b"http/1.1").await.is_err() {
            door.clock.advance(Span::seconds(61));
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), renewed)
        .await
        .unwrap();
    stop.cancel();
    watch.await.unwrap();
}

/// P-OPS-02: who opens streams and resets them at once costs one connection, not the machine (CVE-2023-44487).
#[tokio::test]
async fn streams_reset_over_and_over_end_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = write(folder.path());
    let opened = Certificate::open(files(folder.path())).unwrap();
    let door = Door::open_with(Limits::default(), Some(opened)).await;
    let stream = connect(&door, &certificate, b"h2").await.unwrap();
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    let ended = tokio::spawn(connection);
    let mut client = client.ready().await.unwrap();
    let mut opened = 0;
    while opened < 5_000 {
        let Ok(ready) = client.ready().await else { break };
        client = ready;
        let request = http::Request::builder().uri("https://localhost/wait").body(()).unwrap();
        let Ok((answer, mut sending)) = client.send_request(request, true) else {
            break;
        };
        opened += 1;
        // The service has begun, so that the reset comes in the midst of it.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        sending.send_reset(h2::Reason::CANCEL);
        drop(answer);
    }
    assert!(opened < 5_000, "every stream was taken");
    let traffic = door.traffic.clone();
    door.pass_until(Span::millis(0), || traffic.open_connections() == 0)
        .await;
    ended.abort();
    assert!(
        ask(connect(&door, &certificate, b"http/1.1").await.unwrap())
            .await
            .contains("hello"),
        "others are served"
    );
}

#[tokio::test]
async fn http2_is_served_and_a_head_too_large_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = write(folder.path());
    let opened = Certificate::open(files(folder.path())).unwrap();
    let door = Door::open_with(Limits::default(), Some(opened)).await;
    let stream = connect(&door, &certificate, b"h2").await.unwrap();
    let (client, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let status = async |value: String| {
        let mut client = client.clone().ready().await.ok()?;
        let request = http::Request::builder()
            .uri("https://localhost/")
            .header("x-long", value);
        let (answer, _) = client.send_request(request.body(()).unwrap(), true).ok()?;
        answer.await.ok().map(|answer| answer.status().as_u16())
    };
    assert_eq!(status("short".to_owned()).await, Some(200));
    let refused = status("x".repeat(40 << 10)).await;
    assert!(refused.is_none_or(|status| status == 431), "{refused:?}");
}
