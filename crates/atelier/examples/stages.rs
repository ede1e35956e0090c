//! Tells how long pictures take: on one thread by stage, on all threads, and as files.
//!
//! What one thread takes is counted by the processor where the system tells it, so that a busy machine matters less.
//!
//! `cargo run --release -p atelier --example stages -- [SIDE] [ROUNDS] [WORD]`
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring needs the real clock, and somewhere to tell what was measured"
)]

use std::{
    error::Error,
    sync::{LazyLock, Mutex, PoisonError},
    time::{Duration, Instant},
};

use atelier::{DigitalSourceType, ImageFormat, Origin, PaintOrder, Painting, Stage, Unwatched, Watcher, encode, paint};

const PROMPTS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "misty mountains at dawn",
    "alpine lake, autumn, golden light",
    "city skyline at night in rain",
    "starry sky over pine forest",
    "northern lights over snowy mountains",
    "snowfall in the mountains, gloomy",
    "desert dunes in morning haze",
    "palms on a beach at sunset",
    "sunset clouds",
    "abstract teal and copper flow",
    "abstract geometric pastel",
    "abstract marble gold and black",
    "abstract bubbles blue and pink",
    "abstract purple ribbons",
    "a waterfall in summer",
    "sunflower field under a blue sky",
    "poppy field at noon",
    "tulip field in spring",
    "lavender fields at sunset",
    "birch forest in autumn",
    "an oak tree in autumn",
    "fireworks over the city",
    "an erupting volcano at night",
    "a ringed planet in space",
    "a purple nebula",
    "a spiral galaxy",
    "the earth from orbit",
    "a soft gradient of coral and indigo",
    "seamless pattern of leaves",
    "seamless pattern of waves",
    "azulejo tiles",
    "poster of mountains \"STAY WILD\"",
];
const ORIGIN: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt",
};
const STAGES: [Stage; 5] = [Stage::Composing, Stage::Sky, Stage::Land, Stage::Water, Stage::Light];

/// Remembers when each stage was first heard of.
struct Stopwatch {
    begun: Mutex<Vec<(Stage, Duration)>>,
}

impl Watcher for Stopwatch {
    fn progress(&self, _: f32, stage: Stage) {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if begun.last().is_none_or(|(last, _)| *last != stage) {
            begun.push((stage, worked()));
        }
    }

    fn cancelled(&self) -> bool {
        false
    }
}

/// How long this thread has had a processor; the wall clock's time where that is unknown.
fn worked() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let side: u32 = arguments.next().map_or(Ok(1024), |text| text.parse())?;
    let rounds: usize = arguments.next().map_or(Ok(3), |text| text.parse())?;
    let wanted = arguments.next().unwrap_or_default();
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    println!("milliseconds, best of {rounds}, at {side} by {side}");
    println!("alone  compose  sky land water light |  all | png  jpeg webp  words");
    for words in PROMPTS.iter().filter(|words| words.contains(&wanted)) {
        let order = PaintOrder {
            words: (**words).to_owned(),
            negative: String::new(),
            width: side,
            height: side,
            seed: 7,
        };
        let (total, stages) = alone.install(|| by_stage(&order, rounds))?;
        let (all, painting) = best(rounds, || paint(&order, &Unwatched))?;
        print!("{total:5}  ");
        for stage in stages {
            print!("{stage:5}");
        }
        print!("   | {all:4} |");
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            print!("{:5}", file(&painting, format, rounds)?);
        }
        println!("  {words}");
    }
    Ok(())
}

/// The whole time and that of each stage, in the quickest of the rounds.
fn by_stage(order: &PaintOrder, rounds: usize) -> Result<(u128, [u128; 5]), atelier::PaintError> {
    let mut quickest = (Duration::MAX, [0; 5]);
    for _ in 0..rounds {
        let watch = Stopwatch {
            begun: Mutex::new(Vec::new()),
        };
        let start = worked();
        paint(order, &watch)?;
        let (end, begun) = (worked(), watch.begun.into_inner().unwrap_or_default());
        let lasted = |stage: Stage| {
            begun.iter().position(|(begun, _)| *begun == stage).map_or(0, |index| {
                let until = begun.get(index + 1).map_or(end, |(_, until)| *until);
                until.saturating_sub(begun[index].1).as_millis()
            })
        };
        if end.saturating_sub(start) < quickest.0 {
            quickest = (end.saturating_sub(start), STAGES.map(lasted));
        }
    }
    Ok((quickest.0.as_millis(), quickest.1))
}

fn best<T, E>(rounds: usize, mut work: impl FnMut() -> Result<T, E>) -> Result<(u128, T), E> {
    let mut quickest: Option<(u128, T)> = None;
    for _ in 1..rounds {
        let start = Instant::now();
        let made = work()?;
        let lasted = start.elapsed().as_millis();
        if quickest.as_ref().is_none_or(|(best, _)| lasted < *best) {
            quickest = Some((lasted, made));
        }
    }
    let start = Instant::now();
    let made = work()?;
    let lasted = start.elapsed().as_millis();
    Ok(quickest.filter(|(best, _)| *best < lasted).unwrap_or((lasted, made)))
}

fn file(painting: &Painting, format: ImageFormat, rounds: usize) -> Result<u128, atelier::PaintError> {
    let Painting { rgb, width, height, .. } = painting;
    let (lasted, _) = best(rounds, || encode(rgb, *width, *height, format, &ORIGIN))?;
    Ok(lasted)
}
