//! Paints one picture of the largest size, writes it in every format and tells times, peak memory and how long a
//! wish to stop takes to be heard.
//!
//! `cargo run --release -p atelier --example largest -- [WORDS]`
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring needs the real clock, and somewhere to tell what was measured"
)]

use std::{
    error::Error,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use atelier::{
    DigitalSourceType, ImageFormat, Origin, PaintError, PaintOrder, Stage, Unwatched, Watcher, encode, paint,
};

const SIDE: u32 = 4096;
const ORIGIN: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt",
};

/// Wishes to stop once a share of the work is done, and remembers when.
struct Stop {
    after: f32,
    wished: Mutex<Option<Instant>>,
}

impl Stop {
    fn wished(&self) -> Option<Instant> {
        *self.wished.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher for Stop {
    fn progress(&self, done: f32, _: Stage) {
        if done >= self.after {
            let mut wished = self.wished.lock().unwrap_or_else(PoisonError::into_inner);
            wished.get_or_insert_with(Instant::now);
        }
    }

    fn cancelled(&self) -> bool {
        self.wished().is_some()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words = std::env::args().nth(1);
    let order = PaintOrder {
        words: words.unwrap_or_else(|| "a lighthouse on a cliff at dusk, heavy sea".to_owned()),
        negative: String::new(),
        width: SIDE,
        height: SIDE,
        seed: 7,
    };
    for after in [0.1, 0.4, 0.8] {
        let stop = Stop {
            after,
            wished: Mutex::new(None),
        };
        if !matches!(paint(&order, &stop), Err(PaintError::Cancelled)) {
            return Err("the wish to stop was not heard".into());
        }
        let waited = stop.wished().map_or(Duration::ZERO, |wished| wished.elapsed());
        println!("a stop at {after} took {} ms", waited.as_millis());
    }
    let start = Instant::now();
    let painting = paint(&order, &Unwatched)?;
    println!("painted in {} ms, peak {}", start.elapsed().as_millis(), peak());
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let start = Instant::now();
        let file = encode(&painting.rgb, SIDE, SIDE, format, &ORIGIN)?;
        println!(
            "{format:?}: {} kB in {} ms, peak {}",
            file.len() / 1000,
            start.elapsed().as_millis(),
            peak()
        );
    }
    Ok(())
}

/// The most memory this process ever held, where the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
