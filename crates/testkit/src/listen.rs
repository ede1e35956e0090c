//! How every stand-in of ours comes to be heard.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves these routes on loopback, for as long as the test lasts; where.
///
/// # Panics
/// When it cannot listen.
pub(crate) async fn listen(routes: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}
