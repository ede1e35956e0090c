//! A `ComfyUI` that also tells how far it is: it speaks over a WebSocket, and answers everything else as its [`Peer`] does.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::http::HeaderMap;
use egress::InMemory;
use engines::{Engine, Ticket};
use futures::SinkExt;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::{
    accept_hdr_async,
    tungstenite::{Message, handshake::server},
};

use super::{MODELS, name_of, taken};
use crate::{
    peer::{Peer, engine_at, lighthouse},
    steps::ticket,
};

/// What is said on one socket, in this order.
#[derive(Clone)]
pub enum Line {
    Say(Value),
    /// A picture, or whatever else is no text.
    Bytes(usize),
    /// A text of so many letters.
    Letters(usize),
    /// The same over and over, for as long as anybody is there.
    Endlessly(Value),
    /// The socket stays open, and nothing is said any more.
    Silence,
}

/// What becomes of one demand for a socket.
#[derive(Clone)]
pub enum Turn {
    /// It is opened, talked on, and cut when everything is said.
    Talk(Vec<Line>),
    /// It is answered in these words.
    Refuse(&'static str),
}

/// Work that such a server has taken on.
pub struct Talker {
    pub peer: Peer,
    pub engine: Arc<dyn Engine>,
    pub record: Arc<InMemory>,
    pub ticket: Ticket,
    /// The name of the work.
    pub name: String,
    turns: Arc<Turns>,
}

#[derive(Default)]
struct Turns {
    left: Mutex<VecDeque<Turn>>,
    asked: Mutex<Vec<(String, HeaderMap)>>,
}

impl Talker {
    pub async fn start() -> Self {
        let peer = Peer::start([taken()]).await;
        let behind = peer.url().strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let turns = Arc::new(Turns::default());
        let taking = Arc::clone(&turns);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, Arc::clone(&taking), behind.clone()));
            }
        });
        let (engine, record) = engine_at(&url, "comfyui", MODELS).unwrap();
        let ticket = ticket(&engine, "painter", lighthouse()).await;
        let name = name_of(&peer.asked()[0]);
        Self {
            peer,
            engine,
            record,
            ticket,
            name,
            turns,
        }
    }

    /// What becomes of the next demand for a socket.
    pub fn turn(&self, turn: Turn) {
        self.turns.left.lock().unwrap().push_back(turn);
    }

    /// The next socket is opened, and this is said on it.
    pub fn talk(&self, lines: impl IntoIterator<Item = Line>) {
        self.turn(Turn::Talk(lines.into_iter().collect()));
    }

    /// The paths and the headers of every demand for a socket that was met.
    pub fn asked(&self) -> Vec<(String, HeaderMap)> {
        self.turns.asked.lock().unwrap().clone()
    }
}

async fn take(mut stream: TcpStream, turns: Arc<Turns>, behind: String) {
    let mut head = [0; 8];
    let begun = stream.peek(&mut head).await.unwrap();
    if !head[..begun].starts_with(b"GET /ws?") {
        let mut peer = TcpStream::connect(behind).await.unwrap();
        let _ = copy_bidirectional(&mut stream, &mut peer).await;
        return;
    }
    let turn = turns.left.lock().unwrap().pop_front();
    match turn {
        Some(Turn::Talk(lines)) => talk(stream, &turns, lines).await,
        Some(Turn::Refuse(words)) => {
            assert_ne!(stream.read(&mut [0; 2_048]).await.unwrap(), 0);
            stream.write_all(words.as_bytes()).await.unwrap();
        }
        None => panic!("nobody told what to do with a socket"),
    }
}

async fn talk(stream: TcpStream, turns: &Turns, lines: Vec<Line>) {
    #[expect(clippy::result_large_err, reason = "the library's own signature")]
    let asked = |request: &server::Request, response| {
        let told = (request.uri().to_string(), request.headers().clone());
        turns.asked.lock().unwrap().push(told);
        Ok(response)
    };
    let mut socket = accept_hdr_async(stream, asked).await.unwrap();
    for line in lines {
        let message = match line {
            Line::Say(said) => Message::text(said.to_string()),
            Line::Bytes(count) => Message::binary(vec![1; count]),
            Line::Letters(count) => Message::text("x".repeat(count)),
            Line::Endlessly(said) => {
                while socket.send(Message::text(said.to_string())).await.is_ok() {}
                return;
            }
            Line::Silence => std::future::pending().await,
        };
        // Whoever has heard enough is gone.
        let _ = socket.send(message).await;
    }
}
