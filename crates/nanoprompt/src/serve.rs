//! Serves the studio, the APIs and the workers in one process, until it is asked to stop.

use std::net::SocketAddr;

use jobs::Runner;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    commands::{Places, ServeFlags},
    installation::{self, StartError},
    logs,
};

/// What ends a server before its time.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A listener for everybody.
    #[error(
        "{0} would serve other machines without encryption, which is not built yet; listen on 127.0.0.1 and put a \
         proxy with TLS on this machine in front"
    )]
    NotLoopback(SocketAddr),
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
    if !flags.listen.ip().is_loopback() {
        return Err(ServeError::NotLoopback(flags.listen));
    }
    logs::start();
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
    let workers = tokio::spawn(Runner::new(app.jobs.clone(), product::works(&app)).run(stop.clone()));
    let service = product::router(app.clone(), stop.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let signal = stop.clone();
    axum::serve(axum::serve::ListenerExt::tap_io(listener, without_delay), service)
        .with_graceful_shutdown(async move {
            logs::until_asked_to_stop().await;
            signal.cancel();
        })
        .await?;
    let _ = (workers.await, sweeper.await, keeper.await);
    app.db.close().await;
    Ok(())
}

/// Small answers leave at once: waiting to fill a packet costs 40 ms with some clients.
fn without_delay(stream: &mut tokio::net::TcpStream) {
    let _ = stream.set_nodelay(true);
}

#[expect(clippy::print_stdout, reason = "the program's own word to whoever started it")]
async fn announce(app: &product::App, address: SocketAddr) -> Result<(), ServeError> {
    println!("Nano Prompt is at http://{address}");
    if let Some(path) = product::accounts::owner_link(app).await? {
        println!("Become its owner, once, within a day: http://{address}{path}");
    }
    println!("Stop it with Ctrl+C.");
    Ok(())
}
