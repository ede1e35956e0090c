//! A client that does as little as can be, so that what is measured is the gateway.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Somebody who calls.
#[derive(Clone)]
pub struct Caller {
    address: SocketAddr,
    key: String,
}

/// One connection, for one call after another.
pub struct Connection {
    stream: TcpStream,
    head: String,
    answer: Vec<u8>,
    is_closing: bool,
}

impl Caller {
    pub fn new(address: SocketAddr, key: &str) -> Self {
        Self {
            address,
            key: key.to_owned(),
        }
    }

    pub async fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let head = format!(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n",
            self.address, self.key
        );
        Connection {
            stream,
            head,
            answer: vec![0; 64 * 1024],
            is_closing: false,
        }
    }

    /// Calls a second of so many connections, each with one call after another.
    pub async fn together(&self, connections: usize, body: &str, span: Duration) -> f64 {
        let begun = Instant::now();
        let mut tasks = Vec::new();
        for _ in 0..connections {
            let (caller, mut connection, body) = (self.clone(), self.connect().await, body.to_owned());
            tasks.push(tokio::spawn(async move {
                let mut count = 0_u32;
                while begun.elapsed() < span {
                    // The program lets nobody stay for ever.
                    if connection.is_closing {
                        connection = caller.connect().await;
                    }
                    connection.call(&body).await;
                    count += 1;
                }
                count
            }));
        }
        let mut whole = 0;
        for task in tasks {
            whole += task.await.unwrap();
        }
        f64::from(whole) / begun.elapsed().as_secs_f64()
    }

    /// So many calls on each of so many connections.
    pub async fn many(&self, connections: usize, each: usize, body: &str) {
        let mut tasks = Vec::new();
        for _ in 0..connections {
            let (mut connection, body) = (self.connect().await, body.to_owned());
            tasks.push(tokio::spawn(async move {
                for _ in 0..each {
                    connection.call(&body).await;
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
}

impl Connection {
    /// The time from the first byte sent to the first byte of the answer's body; the answer is read to its end.
    pub async fn call(&mut self, body: &str) -> Duration {
        let request = format!("{}content-length: {}\r\n\r\n{body}", self.head, body.len());
        let begun = Instant::now();
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let (mut length, mut first) = (0, None);
        loop {
            let read = self.stream.read(&mut self.answer[length..]).await.unwrap();
            assert!(read > 0, "the connection ended");
            length += read;
            let answer = &self.answer[..length];
            let Some(head) = find(answer, b"\r\n\r\n").map(|at| at + 4) else {
                continue;
            };
            if length > head {
                first.get_or_insert_with(|| begun.elapsed());
            }
            if is_whole(&answer[..head], &answer[head..]) {
                assert!(
                    answer.starts_with(b"HTTP/1.1 200"),
                    "{}",
                    String::from_utf8_lossy(answer)
                );
                self.is_closing = find(&answer[..head].to_ascii_lowercase(), b"connection: close").is_some();
                return first.unwrap_or_default();
            }
        }
    }
}

fn is_whole(head: &[u8], body: &[u8]) -> bool {
    let lower = head.to_ascii_lowercase();
    match find(&lower, b"content-length: ") {
        Some(at) => {
            let digits = lower[at + 16..].split(|byte| *byte == b'\r').next().unwrap_or_default();
            let length: usize = std::str::from_utf8(digits).unwrap().parse().unwrap();
            body.len() >= length
        }
        None => body.ends_with(b"0\r\n\r\n"),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
