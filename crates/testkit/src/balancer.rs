//! A balancer before several servers, as operators have one: it asks each whether it is ready, and sends nobody to one
//! that is not.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::net::{TcpListener, TcpStream};

use crate::Client;

/// A running balancer.
pub struct Balancer {
    /// `http://127.0.0.1:port`.
    pub url: String,
    servers: Arc<Servers>,
}

#[derive(Default)]
struct Servers {
    list: Mutex<Vec<Server>>,
    turn: AtomicUsize,
}

#[derive(Clone)]
struct Server {
    url: String,
    watcher: Arc<Client>,
    /// When it was last asked.
    ready: bool,
}

impl Balancer {
    /// Before no server yet.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let servers = Arc::new(Servers::default());
        tokio::spawn(servers.clone().watch());
        let shared = servers.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(shared.clone().carry(socket));
            }
        });
        Self { url, servers }
    }

    /// Sends people to this server as well, once it is ready; waits until it is.
    ///
    /// # Panics
    /// Never.
    pub async fn add(&self, url: &str) {
        self.servers.list.lock().unwrap().push(Server {
            url: url.to_owned(),
            watcher: Arc::new(Client::new(url)),
            ready: false,
        });
        while !self.servers.ready().contains(&url.to_owned()) {
            moment().await;
        }
    }

    /// Sends nobody there any more.
    ///
    /// # Panics
    /// Never.
    pub fn remove(&self, url: &str) {
        self.servers.list.lock().unwrap().retain(|server| server.url != url);
    }
}

impl Servers {
    fn ready(&self) -> Vec<String> {
        let list = self.list.lock().unwrap();
        list.iter()
            .filter(|server| server.ready)
            .map(|server| server.url.clone())
            .collect()
    }

    async fn watch(self: Arc<Self>) {
        loop {
            let servers = self.list.lock().unwrap().clone();
            for server in servers {
                let ready = server
                    .watcher
                    .try_get("/readyz")
                    .await
                    .is_some_and(|status| status == 200);
                let mut list = self.list.lock().unwrap();
                if let Some(entry) = list.iter_mut().find(|entry| entry.url == server.url) {
                    entry.ready = ready;
                }
            }
            moment().await;
        }
    }

    /// One connection, to whoever is ready and takes it.
    async fn carry(self: Arc<Self>, mut socket: TcpStream) {
        let ready = self.ready();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        for step in 0..ready.len() {
            let url = &ready[(turn + step) % ready.len()];
            let address: SocketAddr = url.trim_start_matches("http://").parse().unwrap();
            if let Ok(mut server) = TcpStream::connect(address).await {
                // Else every answer waits for a packet to fill.
                let _ = (socket.set_nodelay(true), server.set_nodelay(true));
                let _ = tokio::io::copy_bidirectional(&mut socket, &mut server).await;
                return;
            }
        }
    }
}

/// Who balances lives in the machine's own time.
async fn moment() {
    crate::app::sleep(Duration::from_millis(30)).await;
}
