//! What people do all day, at 80 % of what the machine can take, on two servers of which one is restarted every five
//! minutes: `cargo bench -p nanoprompt --bench mixed -- --minutes 30`. Prints figures, asserts none. Needs PostgreSQL
//! (`NANOPROMPT_TEST_POSTGRES`).

#![expect(clippy::unwrap_used, reason = "a bench that does not work shall stop at once")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench looks at a real clock from outside the house"
)]

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use testkit::{Balancer, Bucket, Client, Database, Installed, PASSWORD, Program, sign_up};

const PEOPLE: u32 = 12;
const CALIBRATION: Duration = Duration::from_secs(30);
const RESTART_EVERY: Duration = Duration::from_mins(5);
const LOAD: f64 = 0.8;

/// One thing that a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Home,
    Library,
    Search,
    Thumbnail,
    Download,
    Order,
    Erase,
}

/// A day in twenty deeds: mostly looking, sometimes making, and erasing as much as is made.
const DAY: [Deed; 20] = {
    use Deed::{Download, Erase, Home, Library, Order, Search, Thumbnail};
    [
        Home, Library, Thumbnail, Thumbnail, Order, Library, Thumbnail, Search, Thumbnail, Home, Download, Library,
        Thumbnail, Thumbnail, Erase, Home, Thumbnail, Download, Library, Thumbnail,
    ]
};

#[derive(Default)]
struct Tally {
    stop: AtomicBool,
    done: AtomicU32,
    /// Nanoseconds between two deeds of one person; none while the machine is tried to its limit.
    pause: AtomicU64,
    slowest: Mutex<BTreeMap<Deed, Vec<f64>>>,
    failed: Mutex<Vec<String>>,
}

/// One person with a browser.
struct Person {
    client: Client,
    pictures: Vec<String>,
    tally: Arc<Tally>,
}

impl Person {
    async fn live(mut self, number: usize) {
        let mut due = Instant::now();
        for step in number.. {
            if self.tally.stop.load(Ordering::Relaxed) {
                return;
            }
            let pause = Duration::from_nanos(self.tally.pause.load(Ordering::Relaxed));
            due = (due + pause).max(Instant::now().checked_sub(Duration::from_secs(1)).unwrap_or(due));
            tokio::time::sleep_until(due.into()).await;
            self.act(DAY[step % DAY.len()]).await;
        }
    }

    async fn act(&mut self, deed: Deed) {
        let begun = Instant::now();
        let picture = self.pictures.first().cloned();
        let answer = match (deed, picture) {
            (Deed::Order, _) | (_, None) => {
                let order = [("prompt", "a lighthouse in a storm"), ("size", "256x256")];
                self.client.try_send("/generations", Some(&order)).await
            }
            (Deed::Home, _) => self.client.try_send("/", None).await,
            (Deed::Library, _) => self.look().await,
            (Deed::Search, _) => self.client.try_send("/library?q=storm", None).await,
            (Deed::Thumbnail, Some(picture)) => self.client.try_send(&format!("{picture}/thumbnail"), None).await,
            (Deed::Download, Some(picture)) => self.client.try_send(&format!("{picture}/file?download"), None).await,
            (Deed::Erase, Some(_)) if self.pictures.len() < 5 => return,
            (Deed::Erase, Some(_)) => {
                let oldest = self.pictures.pop().unwrap_or_default();
                self.client.try_send(&format!("{oldest}/erase"), Some(&[])).await
            }
        };
        self.note(deed, &answer, begun);
    }

    async fn look(&mut self) -> Result<u16, String> {
        let page = self.client.try_get_page("/library").await?;
        self.pictures = page.links("/library/0");
        Ok(page.status.as_u16())
    }

    fn note(&self, deed: Deed, answer: &Result<u16, String>, begun: Instant) {
        self.tally.done.fetch_add(1, Ordering::Relaxed);
        if !matches!(answer, Ok(200 | 303)) {
            self.tally.failed.lock().unwrap().push(format!("{deed:?}: {answer:?}"));
        }
        let took = begun.elapsed().as_secs_f64() * 1_000.0;
        self.tally.slowest.lock().unwrap().entry(deed).or_default().push(took);
    }
}

#[tokio::main]
async fn main() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let bucket = Bucket::start().await;
    let home = Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
        .over(&database)
        .in_bucket(&bucket)
        .with("NANOPROMPT_DRAIN", "2");
    let balancer = Balancer::start().await;
    let mut servers = vec![home.serve(), home.serve()];
    for server in &servers {
        balancer.add(&server.url).await;
    }
    let tally = Arc::new(Tally::default());
    let people = settle(&balancer, &tally).await;

    tokio::time::sleep(CALIBRATION).await;
    let capacity = rate(&tally, CALIBRATION);
    println!("capacity: {capacity:.0} deeds/s of {PEOPLE} people, one after another");
    let pause = Duration::from_secs_f64(f64::from(PEOPLE) / (capacity * LOAD));
    tally
        .pause
        .store(u64::try_from(pause.as_nanos()).unwrap(), Ordering::Relaxed);
    forget(&tally);

    let (begun, whole) = (Instant::now(), Duration::from_mins(minutes()));
    let mut restarted = 0;
    while begun.elapsed() < whole {
        tokio::time::sleep(Duration::from_mins(1).min(whole.saturating_sub(begun.elapsed()))).await;
        let megabytes: Vec<_> = servers
            .iter()
            .map(|server| format!("{:.1}", server.resident()))
            .collect();
        println!(
            "minute {:>2}: {:>6} deeds, {} failed, memory {} MB",
            begun.elapsed().as_secs() / 60,
            tally.done.load(Ordering::Relaxed),
            tally.failed.lock().unwrap().len(),
            megabytes.join(" and ")
        );
        if begun.elapsed() >= RESTART_EVERY * (restarted + 1) && begun.elapsed() < whole {
            replace(&home, &balancer, &mut servers).await;
            restarted += 1;
        }
    }
    tally.stop.store(true, Ordering::Relaxed);
    for person in people {
        person.await.unwrap();
    }
    report(&tally, rate(&tally, begun.elapsed()), restarted);
}

async fn settle(balancer: &Balancer, tally: &Arc<Tally>) -> Vec<tokio::task::JoinHandle<()>> {
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let client = Client::new(&balancer.url);
        let email = format!("person{number}@example.org");
        assert!(sign_up(&client, &email, PASSWORD).await.location().is_some());
        let person = Person {
            client,
            pictures: Vec::new(),
            tally: tally.clone(),
        };
        people.push(tokio::spawn(person.live(number as usize * 7)));
    }
    people
}

/// The older server goes, and one that is started before takes its place.
async fn replace(home: &Installed, balancer: &Balancer, servers: &mut Vec<Program>) {
    let new = home.serve();
    balancer.add(&new.url).await;
    servers.push(new);
    let old = servers.remove(0);
    let url = old.url.clone();
    let ended = tokio::task::spawn_blocking(move || old.stop()).await.unwrap();
    balancer.remove(&url);
    println!(
        "restarted one server{}",
        if ended { "" } else { ", which did not end well" }
    );
}

fn minutes() -> u64 {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == "--minutes");
    at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(2)
}

fn rate(tally: &Tally, span: Duration) -> f64 {
    f64::from(tally.done.load(Ordering::Relaxed)) / span.as_secs_f64()
}

fn forget(tally: &Tally) {
    tally.done.store(0, Ordering::Relaxed);
    tally.slowest.lock().unwrap().clear();
}

fn report(tally: &Tally, rate: f64, restarted: u32) {
    println!("{rate:.1} deeds/s, {restarted} restarts");
    for (deed, times) in tally.slowest.lock().unwrap().iter_mut() {
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "{:<10} {:>7} times, median {:>7.1} ms, p99 {:>7.1} ms",
            format!("{deed:?}"),
            times.len(),
            at(50),
            at(99)
        );
    }
    let failed = tally.failed.lock().unwrap();
    println!("{} failed", failed.len());
    for line in failed.iter().take(20) {
        println!("  {line}");
    }
}
