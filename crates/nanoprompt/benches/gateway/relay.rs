//! A relay that copies bytes and does nothing else: what two more steps of the same way cost on this machine, whoever takes
//! them. It runs as a process of its own, held on the same core as the program.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use tokio::net::{TcpListener, TcpStream};

/// A relay under way; it ends with this.
pub struct Relay {
    process: Child,
    pub address: SocketAddr,
}

/// The argument by which this bench becomes a relay to the address that follows.
const RELAY: &str = "--relay-to";

impl Relay {
    pub fn start(upstream: SocketAddr) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([RELAY, &upstream.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            process,
            address: line.trim().parse().unwrap(),
        }
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where this process is to relay to, if it was started as a relay.
pub fn asked_for() -> Option<SocketAddr> {
    let mut arguments = std::env::args().skip_while(|argument| argument != RELAY);
    arguments.nth(1)?.parse().ok()
}

/// Relays every connection, until it is killed.
pub async fn relay(upstream: SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    while let Ok((mut near, _)) = listener.accept().await {
        tokio::spawn(async move {
            let mut far = TcpStream::connect(upstream).await.unwrap();
            near.set_nodelay(true).unwrap();
            far.set_nodelay(true).unwrap();
            let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
        });
    }
}
