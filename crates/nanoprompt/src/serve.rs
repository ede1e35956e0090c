//! Serves the studio, the APIs and the workers in one process, until it is asked to stop.

use std::{net::SocketAddr, path::PathBuf};

use basics::Span;
use ingress::{Certificate, CertificateError, CertificateFiles, Ingress, Limits};
use jobs::Runner;
use product::App;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    commands::{Places, ServeFlags},
    installation::{self, StartError},
    logs,
    production::{self, Standing, Weakness},
    settings_file::{LimitsTable, SettingsError, SettingsFile, TlsTable},
};

/// What ends a server before its time.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The settings file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Not fit for others.
    #[error(transparent)]
    Weak(#[from] Weakness),
    /// The certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The address cannot be had.
    #[error("the address {address} cannot be listened on: {error}; choose another with --listen")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// What the system said.
        error: std::io::Error,
    },
    /// The server broke.
    #[error("the server stopped: {0}")]
    Broken(#[from] std::io::Error),
    /// A slice.
    #[error(transparent)]
    Product(#[from] product::Error),
}

/// Runs until a signal asks it to stop.
pub async fn serve(places: &Places, flags: &ServeFlags) -> Result<(), ServeError> {
    let settings = SettingsFile::read(places.config.as_deref())?;
    let tls = tls(flags, &settings);
    may_start(places, flags, &settings, tls.as_ref())?;
    let certificate = tls.map(open_certificate).transpose()?;
    let _logs = logs::start(installation::clock());
    let lock = installation::lock(places)?;
    let app = installation::open(places).await?;
    installation::take_over(&app, lock.as_ref()).await?;
    let listener = TcpListener::bind(flags.listen)
        .await
        .map_err(|error| ServeError::Listen {
            address: flags.listen,
            error,
        })?;
    let address = listener.local_addr()?;
    announce(&app, address).await?;
    let stop = CancellationToken::new();
    let sweeper = tokio::spawn(product::retention::keep_sweeping(app.clone(), stop.clone()));
    let keeper = tokio::spawn(product::backups::keep_backing_up(app.clone(), stop.clone()));
    let meter = tokio::spawn(product::metering::keep_settling(app.clone(), stop.clone()));
    let purse = tokio::spawn(product::budgets::keep_giving_back(app.clone(), stop.clone()));
    let providers = tokio::spawn(product::providers::keep_in_step(app.clone(), stop.clone()));
    let touch = tokio::spawn(app.jobs.clone().keep_in_touch(stop.clone()));
    let workers = tokio::spawn(Runner::new(app.jobs.clone(), product::works(&app)).run(app.leaving.clone()));
    tokio::spawn(leave_when_asked(
        app.clone(),
        Span::seconds(flags.drain.into()),
        stop.clone(),
    ));
    let router = product::router(app.clone(), stop.clone());
    ingress(&app, settings.limits, certificate, stop)
        .serve(listener, router)
        .await;
    let _ = (
        workers.await,
        sweeper.await,
        keeper.await,
        providers.await,
        touch.await,
        meter.await,
        purse.await,
    );
    write_down(&app).await;
    app.db.close().await;
    Ok(())
}

/// What was used by those who were served to the very end.
async fn write_down(app: &App) {
    if let (Err(error), _) | (_, Err(error)) = (
        product::metering::settle(app).await,
        product::budgets::give_back(app).await,
    ) {
        tracing::warn!(error = %error, "what was used at the very end could not be written");
    }
}

/// First nobody new is to come, which a balancer sees by `/readyz`; then the door closes.
async fn leave_when_asked(app: App, drain: Span, stop: CancellationToken) {
    logs::until_asked_to_stop().await;
    app.leaving.cancel();
    app.clock.sleep(drain).await;
    stop.cancel();
}

/// What the flags say of the certificate, or else the file.
fn tls(flags: &ServeFlags, settings: &SettingsFile) -> Option<TlsTable> {
    let named = flags.tls_certificate.clone().zip(flags.tls_key.clone());
    let named = named.map(|(certificate, key)| TlsTable { certificate, key });
    named.or_else(|| settings.tls.clone())
}

fn may_start(
    places: &Places,
    flags: &ServeFlags,
    settings: &SettingsFile,
    tls: Option<&TlsTable>,
) -> Result<(), ServeError> {
    let keys = places.key_folder().map_err(StartError::from)?;
    let file = SettingsFile::place(places.config.as_deref()).filter(|_| settings.metrics_token.is_some());
    let token = settings
        .keys
        .transit
        .as_ref()
        .and_then(|table| table.token_file.clone());
    let secrets: Vec<PathBuf> = std::iter::once(keys).chain(file).chain(token).collect();
    production::check(&Standing {
        listen: flags.listen,
        settings,
        tls,
        secrets: &secrets,
        database_url: places.database_url.as_deref(),
        objects_url: places.objects_url.as_deref(),
        keys_url: places.keys_url.as_deref(),
    })?;
    Ok(())
}

fn open_certificate(table: TlsTable) -> Result<Certificate, CertificateError> {
    Certificate::open(CertificateFiles {
        certificate: table.certificate,
        key: table.key,
    })
}

fn ingress(app: &App, table: LimitsTable, certificate: Option<Certificate>, stop: CancellationToken) -> Ingress {
    if let Some(certificate) = &certificate {
        let asked = logs::when_asked_to_read_again();
        tokio::spawn(certificate.clone().keep_fresh(app.clock.clone(), asked, stop.clone()));
    }
    Ingress {
        limits: Limits {
            connections: table.connections.get() as usize,
            connections_per_address: table.connections_per_address.get() as usize,
            ..Limits::default()
        },
        clock: app.clock.clone(),
        traffic: app.traffic.clone(),
        trusted_proxies: app.settings.trusted_proxies.iter().copied().collect(),
        certificate,
        leaving: app.leaving.clone(),
        stop,
    }
}

#[expect(clippy::print_stdout, reason = "the program's own word to whoever started it")]
async fn announce(app: &product::App, address: SocketAddr) -> Result<(), ServeError> {
    let url = app
        .settings
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    println!("Nano Prompt is at {url}");
    if let Some(path) = product::accounts::owner_link(app).await? {
        println!("Become its owner, once, within a day: {url}{path}");
    }
    println!("Stop it with Ctrl+C.");
    Ok(())
}
