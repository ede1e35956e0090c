//! An upstream that answers at once, and does as little as can be.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const ANSWER: &str = r#"{"id":"1","object":"chat.completion","created":1,"model":"writer","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}}"#;
const PIECE: &str = r#"data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"writer","choices":[{"index":0,"delta":{"content":"hello"},"finish_reason":null}]}"#;

pub async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}

async fn serve(mut stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let (whole, streamed) = (whole(), streamed());
    let mut buffer = vec![0; 256 * 1024];
    let mut length = 0;
    loop {
        let Ok(read @ 1..) = stream.read(&mut buffer[length..]).await else {
            return;
        };
        length += read;
        let Some(head) = buffer[..length].windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let Some(mut missing) = body_length(&buffer[..head]).map(|body| (head + 4 + body).saturating_sub(length))
        else {
            return;
        };
        let asks_for_stream = buffer[head..length]
            .windows(13)
            .any(|window| window == b"\"stream\":true");
        while missing > 0 {
            let room = missing.min(buffer.len());
            let Ok(read @ 1..) = stream.read(&mut buffer[..room]).await else {
                return;
            };
            missing -= read;
        }
        length = 0;
        let answer = if asks_for_stream { &streamed } else { &whole };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn body_length(head: &[u8]) -> Option<usize> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("content-length: ")?;
    rest.split("\r\n").next()?.parse().ok()
}

fn whole() -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    )
}

fn streamed() -> String {
    let body = format!("{PIECE}\n\ndata: [DONE]\n\n");
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    )
}
