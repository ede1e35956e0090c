//! The whole product in this process, on a database of its own, with a clock that stands still.

use std::{path::PathBuf, sync::Arc, time::Duration};

use basics::{Chance, Clock, Sleep, Span, SystemClock, Time};
use darkroom::Darkroom;
use egress::{Egress, InMemory, Limits};
use engines::{Engine, ProviderTable, Registry, RouteTable, Secret};
use ingress::Ingress;
use jobs::Runner;
use product::{App, Parts, Settings, schema::MIGRATIONS};
use store::Objects;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use vault::Vault;

use crate::{Answer, Bucket, Client, Database, Upstream, VirtualClock, at_work::AtWork};

/// A running installation.
pub struct TestApp {
    /// What is open.
    pub app: App,
    /// Its clock.
    pub clock: VirtualClock,
    /// `http://127.0.0.1:port`.
    pub url: String,
    /// Its database.
    pub database: Database,
    folder: tempfile::TempDir,
    stop: CancellationToken,
    at_work: AtWork,
}

/// What everybody's password is here.
pub const PASSWORD: &str = "a quiet lamp above 7 tables";

impl TestApp {
    /// With the built-in engine alone.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(database: Database) -> Self {
        Self::start_with(database, Vec::new(), Settings::default()).await
    }

    /// With somebody else's server as the provider `lab`, reached through a door that records what leaves.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with_upstream(database: Database, upstream: &Upstream) -> (Self, Arc<InMemory>) {
        Self::start_with_providers(database, &[upstream.table()], Settings::default()).await
    }

    /// With providers by their settings tables, reached through a door that records what leaves.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with_providers(
        database: Database,
        tables: &[String],
        settings: Settings,
    ) -> (Self, Arc<InMemory>) {
        Self::start_with_routes(database, tables, &[], settings).await
    }

    /// The same with routes over them, by their settings tables.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with_routes(
        database: Database,
        tables: &[String],
        routes: &[&str],
        settings: Settings,
    ) -> (Self, Arc<InMemory>) {
        let record = Arc::new(InMemory::default());
        let limits = Limits {
            read: Span::seconds(6),
            total: Span::seconds(20),
            ..Limits::default()
        };
        let clock: Arc<dyn Clock> = Arc::new(VirtualClock::default());
        let egress = Arc::new(Egress::new(limits, clock, record.clone()).unwrap());
        let engine = |table: &String| {
            let table: ProviderTable = toml::from_str(table).unwrap();
            let secret = Some(Secret::new("secret-of-the-lab".to_owned()));
            engines::build(&table, secret, egress.clone(), Arc::new(Chance::seeded(1))).unwrap()
        };
        let engines = tables.iter().map(engine).collect();
        let routes = routes.iter().map(|table| toml::from_str(table).unwrap()).collect();
        (
            Self::begin(database, None, (engines, routes), settings, Some(egress)).await,
            record,
        )
    }

    /// With more engines and other settings.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(database: Database, more: Vec<Arc<dyn Engine>>, settings: Settings) -> Self {
        Self::begin(database, None, (more, Vec::new()), settings, None).await
    }

    /// With the built-in engine alone and objects in a bucket.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with_bucket(database: Database, bucket: &Bucket) -> Self {
        Self::begin(
            database,
            Some(bucket.objects()),
            (Vec::new(), Vec::new()),
            Settings::default(),
            None,
        )
        .await
    }

    async fn begin(
        database: Database,
        objects: Option<Objects>,
        (more, routes): (Vec<Arc<dyn Engine>>, Vec<RouteTable>),
        settings: Settings,
        egress: Option<Arc<Egress>>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let objects = objects.unwrap_or_else(|| Objects::folder(&folder.path().join("objects")).unwrap());
        let (clock, chance) = (VirtualClock::default(), Arc::new(Chance::system()));
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        database.db.migrate(MIGRATIONS).await.unwrap();
        let darkroom = Darkroom::in_process();
        let mut engines = Registry::new();
        engines
            .add(Arc::new(engines::atelier::Atelier::new(
                chance.clone(),
                darkroom.clone(),
            )))
            .unwrap();
        for engine in more {
            engines.add(engine).unwrap();
        }
        for route in &routes {
            engines.add_route(route).unwrap();
        }
        let app = App::from(Parts {
            db: database.db.clone(),
            objects,
            vault: Vault::open(&folder.path().join("keys"), shared.clone(), chance.clone())
                .await
                .unwrap(),
            engines,
            egress: egress.unwrap_or_else(|| unwatched(shared.clone())),
            darkroom,
            clock: shared,
            chance,
            backups: None,
            settings,
        });
        let stop = CancellationToken::new();
        tokio::spawn(product::retention::keep_sweeping(app.clone(), stop.clone()));
        tokio::spawn(product::metering::keep_settling(app.clone(), stop.clone()));
        let at_work = AtWork::default();
        let works = at_work.count(product::works(&app));
        tokio::spawn(Runner::new(app.jobs.clone(), works).run(stop.clone()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let ingress = Ingress {
            leaving: CancellationToken::new(),
            limits: ingress::Limits::default(),
            // Connections live in the time of whoever is at their other end.
            clock: Arc::new(SystemClock::new(sleep)),
            traffic: app.traffic.clone(),
            trusted_proxies: app.settings.trusted_proxies.iter().copied().collect(),
            certificate: None,
            stop: stop.clone(),
        };
        tokio::spawn(ingress.serve(listener, product::router(app.clone(), stop.clone())));
        Self {
            app,
            clock,
            url,
            database,
            folder,
            stop,
            at_work,
        }
    }

    /// A browser without cookies.
    #[must_use]
    pub fn stranger(&self) -> Client {
        let client = Client::new(&self.url);
        match self.app.settings.front().authority {
            Some(name) => client.with_host(&name),
            None => client,
        }
    }

    /// A browser of somebody who has just signed up through the pages.
    ///
    /// # Panics
    /// When they could not.
    pub async fn person(&self, email: &str) -> Client {
        let client = self.stranger();
        let answer = sign_up(&client, email, PASSWORD).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{}", answer.text());
        client
    }

    /// A browser of whoever owns the installation: they came by the link of the first start, so nobody may have come before.
    ///
    /// # Panics
    /// When somebody has.
    pub async fn owner(&self, email: &str) -> Client {
        let link = product::accounts::owner_link(&self.app).await.unwrap().unwrap();
        let token = link.trim_start_matches("/owner/");
        let client = self.stranger();
        let answer = sign_up_with(&client, email, PASSWORD, &[("owner", token)]).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{}", answer.text());
        client
    }

    /// A program with a key of a person.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn program(&self, email: &str) -> Client {
        let account = product::accounts::find_by_email(&self.app, email)
            .await
            .unwrap()
            .unwrap();
        let (_, secret) = product::api_keys::create(&self.app, account, "a program")
            .await
            .unwrap();
        self.stranger().with_key(&secret)
    }

    /// Waits until nothing is queued or running and nobody is at work; the clock stands still meanwhile.
    ///
    /// # Panics
    /// When work does not end within a minute.
    pub async fn settle(&self) {
        self.settle_moving(Span::millis(0)).await;
    }

    /// The same, with so much time passing whenever nothing happens: for work that waits for its next try.
    ///
    /// # Panics
    /// When work does not end.
    pub async fn settle_moving(&self, step: Span) {
        self.settle_all_due_by(Time::from_millis(i64::MAX), step).await;
    }

    /// Until nothing that is due by now is under way, whatever waits for its time.
    ///
    /// # Panics
    /// When work does not end within a minute.
    pub async fn settle_due(&self) {
        self.settle_all_due_by(self.app.now(), Span::millis(0)).await;
    }

    async fn settle_all_due_by(&self, time: Time, step: Span) {
        let mut events = self.app.jobs.subscribe();
        let mut quiet = 0;
        while quiet < 600 {
            let sql = "SELECT id FROM job WHERE state IN ('queued', 'running') AND run_at <= $1 LIMIT 1";
            let due = self.app.db.first(sql, store::values![time]).await;
            if due.is_ok_and(|row| row.is_none()) && self.at_work.is_nobody() {
                return;
            }
            self.app.jobs.wake();
            let heard = tokio::time::timeout(std::time::Duration::from_millis(100), events.next()).await;
            if heard.is_err() {
                quiet += 1;
                self.clock.advance(step);
            }
        }
        let sql = "SELECT kind, state, step, attempt, failures, failure, run_at, lease_until FROM job
                   WHERE state IN ('queued', 'running')";
        let left = self.app.db.all(sql, Vec::new()).await;
        panic!("work does not end; at {:?}: {left:#?}", basics::Clock::now(&self.clock));
    }

    /// What a statement counts, as `count`.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let row = self.app.db.first(sql, Vec::new()).await.unwrap().unwrap();
        row.get("count").unwrap()
    }

    /// The folder with objects and keys.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The folder with the keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.folder.path().join("keys")
    }

    /// The folder with the objects.
    #[must_use]
    pub fn objects(&self) -> PathBuf {
        self.folder.path().join("objects")
    }
}

#[expect(clippy::disallowed_methods, reason = "here the clock is given its way to wait")]
pub(crate) fn sleep(span: Duration) -> Sleep {
    Box::pin(tokio::time::sleep(span))
}

/// A door out whose record nobody reads.
fn unwatched(clock: Arc<dyn Clock>) -> Arc<Egress> {
    Arc::new(Egress::new(Limits::default(), clock, Arc::new(InMemory::default())).unwrap())
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Goes through the pages of signing up; the last answer.
///
/// # Panics
/// When a page is missing.
pub async fn sign_up(client: &Client, email: &str, password: &str) -> Answer {
    sign_up_with(client, email, password, &[]).await
}

async fn sign_up_with(client: &Client, email: &str, password: &str, more: &[(&str, &str)]) -> Answer {
    let asked = client
        .post("/sign-up", &[&[("born", "1990-05-31")], more].concat())
        .await;
    let age = asked.hidden_field("age").unwrap_or_default();
    let fields = [
        ("age", age.as_str()),
        ("email", email),
        ("password", password),
        ("agree", "yes"),
    ];
    client.post("/sign-up", &[&fields, more].concat()).await
}
