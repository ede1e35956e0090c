//! Tries what a sealed-off process must not be able to do. Nothing asks for it but tests: in a program for people
//! `darkroom::PROBES` is false, and nobody gets here.

use std::{fs, io, net::TcpListener, process::Command, time::Duration};

/// Does what the wish says, and tells what came of it.
pub fn answer(wish: &str) -> String {
    let (verb, what) = wish.split_once(' ').unwrap_or((wish, ""));
    match verb {
        "read" => told(fs::read(what).map(|bytes| bytes.len())),
        "list" => told(fs::read_dir(what).map(Iterator::count)),
        "write" => told(fs::write(what, b"escaped")),
        "remove" => told(fs::remove_file(what)),
        "listen" => told(TcpListener::bind(what).map(|_| ())),
        "connect" => connect(what),
        "run" => told(Command::new(what).status().map(|_| ())),
        "environment" => std::env::vars_os().count().to_string(),
        "thread" => told(std::thread::Builder::new().spawn(|| ()).map(|_| ())),
        "allocate" => allocate(what),
        "hang" => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        "panic" => panic!("as was wished"),
        _ => "no such wish".to_owned(),
    }
}

fn told<T>(outcome: io::Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(error) => format!("refused: {:?}", error.kind()),
    }
}

#[cfg(target_os = "linux")]
fn connect(address: &str) -> String {
    use rustix::net::{AddressFamily, SocketType, connect, socket};
    let outcome = address
        .parse::<std::net::SocketAddr>()
        .map_err(io::Error::other)
        .and_then(|address| {
            let socket = socket(AddressFamily::INET, SocketType::STREAM, None)?;
            Ok(connect(&socket, &address)?)
        });
    told(outcome)
}

#[cfg(not(target_os = "linux"))]
fn connect(_address: &str) -> String {
    "no such wish".to_owned()
}

/// Takes megabytes one by one and writes to each.
fn allocate(megabytes: &str) -> String {
    let wanted = megabytes.parse().unwrap_or_default();
    let taken: Vec<Vec<u8>> = (0..wanted).map(|_| vec![1_u8; 1 << 20]).collect();
    format!("done: {}", taken.len())
}
