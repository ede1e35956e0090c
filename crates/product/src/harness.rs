//! An installation in a temporary folder with a clock that is moved by hand, and browsers that talk to its router
//! without a network: for stories through the front door.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
};
use basics::{Chance, Clock, Sleep, Span, Time};
use http::{HeaderMap, Request, StatusCode, header};
use store::{Db, DbAddress, Objects};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use vault::Vault;

use crate::{App, Parts, Settings, schema::MIGRATIONS};

/// A password that the rules welcome.
pub(crate) const PASSWORD: &str = "a quiet lamp above 7 tables";

/// 2026-11-24T00:00:00Z.
pub(crate) const TODAY: Time = Time::from_millis(1_795_478_400_000);

pub(crate) struct House {
    folder: tempfile::TempDir,
    pub(crate) app: App,
    clock: Arc<HandClock>,
    router: Router,
}

pub(crate) struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    peer: SocketAddr,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

struct HandClock(AtomicI64);

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(TODAY.millis())));
        let chance = Arc::new(Chance::system());
        let db = Db::open(&DbAddress::Sqlite(folder.path().join("nanoprompt.db")))
            .await
            .unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        let vault = Vault::open(&folder.path().join("keys"), clock.clone(), chance.clone())
            .await
            .unwrap();
        let app: App = Parts {
            db,
            objects: Objects::folder(&folder.path().join("objects")).unwrap(),
            vault,
            engines: engines::Registry::new(),
            egress: Arc::new(
                egress::Egress::new(
                    egress::Limits::default(),
                    clock.clone(),
                    Arc::new(egress::InMemory::default()),
                )
                .unwrap(),
            ),
            darkroom: darkroom::Darkroom::in_process(),
            clock: clock.clone(),
            chance,
            backups: None,
            settings,
        }
        .into();
        let router = crate::router(app.clone(), CancellationToken::new());
        Self {
            folder,
            app,
            clock,
            router,
        }
    }

    pub(crate) fn pass(&self, span: Span) {
        self.clock.0.fetch_add(span.as_millis(), Ordering::SeqCst);
    }

    /// A browser without cookies, at home in the network of this address.
    pub(crate) fn browser(&self, peer: &str) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: Mutex::default(),
            peer: SocketAddr::new(peer.parse().unwrap(), 4_000),
        }
    }

    /// Somebody with an account, signed in.
    pub(crate) async fn person(&self, email: &str) -> Browser {
        let browser = self.browser("192.0.2.1");
        let answer = browser.sign_up(email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.app
            .db
            .first(sql, Vec::new())
            .await
            .unwrap()
            .unwrap()
            .get("count")
            .unwrap()
    }

    /// Whether any file of the installation holds these bytes.
    pub(crate) fn holds(&self, needle: &str) -> bool {
        holds(self.folder.path(), needle.as_bytes())
    }
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    /// Sends a form from one of our own pages.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", path, &headers, &form(fields)).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let jar = self.cookies.lock().unwrap().clone();
        let jar: Vec<_> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let jar = jar.join("; ");
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1");
        if !jar.is_empty() {
            request = request.header(header::COOKIE, jar);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        for (name, value) in headers {
            let name: header::HeaderName = name.parse().unwrap();
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        self.remember(&headers);
        Answer {
            status,
            headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Through both pages of the sign-up.
    pub(crate) async fn sign_up(&self, email: &str, password: &str) -> Answer {
        let mark = self.post("/sign-up", &[("born", "1990-05-31")]).await.hidden("age");
        let fields = [
            ("age", mark.as_str()),
            ("email", email),
            ("password", password),
            ("agree", "yes"),
        ];
        self.post("/sign-up", &fields).await
    }

    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub(crate) fn put_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn drop_cookie(&self, name: &str) {
        self.cookies.lock().unwrap().remove(name);
    }

    fn remember(&self, headers: &HeaderMap) {
        let mut jar = self.cookies.lock().unwrap();
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a hidden field; empty where there is none.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let tag = self
            .text
            .split('<')
            .find(|tag| tag.contains(&format!("name=\"{name}\"")));
        let value = tag.and_then(|tag| tag.split("value=\"").nth(1)?.split('"').next());
        value.unwrap_or_default().to_owned()
    }

    /// The first piece of the page between two texts.
    pub(crate) fn between(&self, start: &str, end: &str) -> Option<String> {
        Some(self.text.split_once(start)?.1.split_once(end)?.0.to_owned())
    }
}

impl Clock for HandClock {
    fn now(&self) -> Time {
        Time::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, span: Span) -> Sleep {
        self.0.fetch_add(span.as_millis(), Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if plain(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, needle);
        }
        let bytes = fs::read(&path).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}
