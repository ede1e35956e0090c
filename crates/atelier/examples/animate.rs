//! Films words into a file and tells how quickly, and how much memory that took.
//!
//! `cargo run --release -p atelier --example animate -- FILE WORDS [WIDTH HEIGHT SECONDS RATE SEED [FIRST [LAST]]]`
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring needs the real clock, and somewhere to tell what was measured"
)]

use std::{error::Error, fs, time::Instant};

use atelier::{FilmOrder, FrameRate, Picture, Unwatched, animate, open};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, usual: u32| arguments.get(index).map_or(Ok(usual), |text| text.parse());
    let picture = |index: usize| -> Result<Option<Picture>, Box<dyn Error>> {
        let Some(path) = arguments.get(index) else {
            return Ok(None);
        };
        Ok(Some(Picture::from(open(&fs::read(path)?)?)))
    };
    let order = FilmOrder {
        words: arguments
            .get(1)
            .cloned()
            .unwrap_or_else(|| "waves under a full moon".to_owned()),
        negative: Vec::new(),
        width: number(2, 1280)?,
        height: number(3, 720)?,
        seconds: number(4, 6)?,
        frames_per_second: FrameRate::from_hertz(number(5, 30)?).unwrap_or_default(),
        seed: number(6, 7)?.into(),
        first_frame: picture(7)?,
        last_frame: picture(8)?,
    };
    let start = Instant::now();
    let film = animate(&order, &Unwatched)?;
    let took = start.elapsed().as_secs_f64();
    println!(
        "{}: {} frames in {took:.1} s, {:.1} frames a second, {} kB, peak {}",
        film.title,
        film.frames,
        f64::from(film.frames) / took,
        film.mp4.len() / 1000,
        peak()
    );
    if !film.unused_words.is_empty() {
        println!("unused: {}", film.unused_words.join(", "));
    }
    fs::write(arguments.first().map_or("film.mp4", String::as_str), &film.mp4)?;
    Ok(())
}

/// The most memory this process ever held, where the system tells it.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
