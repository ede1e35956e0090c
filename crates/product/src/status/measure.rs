//! Gathers the figures of this process and of the queue that all processes share.

use jobs::{Census, JobState};
use web_kit::{Counted, Direction, Refusal, Traffic};

use super::exposition::Exposition;
use crate::{app::App, error::Error, slices};

/// All figures.
pub(super) async fn measure(app: &App) -> Result<String, Error> {
    let census = app.jobs.census().await?;
    let mut text = Exposition::default();
    requests(&mut text, &app.traffic.counted());
    connections(&mut text, &app.traffic);
    queue(&mut text, app, &census);
    Ok(text.finish())
}

fn requests(text: &mut Exposition, counted: &[Counted]) {
    let name = "nanoprompt_requests_total";
    text.figure(name, "counter", "Requests that were answered.");
    for one in counted {
        for (class, count) in one.classes.iter().filter(|(_, count)| *count > 0) {
            let labels = [
                ("method", one.verb.as_str()),
                ("route", one.route.as_str()),
                ("status", class.as_str()),
            ];
            text.value(name, &labels, count);
        }
    }
    let name = "nanoprompt_request_seconds";
    text.figure(
        name,
        "histogram",
        "From a request's arrival to the last byte of its answer.",
    );
    for one in counted {
        latencies(text, name, one);
    }
}

fn latencies(text: &mut Exposition, name: &str, one: &Counted) {
    let of = [("method", one.verb.as_str()), ("route", one.route.as_str())];
    let all: u64 = one.classes.iter().map(|(_, count)| count).sum();
    let bounds = one
        .buckets
        .iter()
        .map(|(bound, below)| (seconds(bound.unsigned_abs()), *below));
    for (bound, below) in bounds.chain([("+Inf".to_owned(), all)]) {
        text.value(&format!("{name}_bucket"), &[of[0], of[1], ("le", &bound)], below);
    }
    text.value(&format!("{name}_sum"), &of, seconds(one.millis));
    text.value(&format!("{name}_count"), &of, all);
}

fn seconds(millis: u64) -> String {
    format!("{}.{:03}", millis / 1_000, millis % 1_000)
}

fn connections(text: &mut Exposition, traffic: &Traffic) {
    let name = "nanoprompt_connections";
    text.figure(name, "gauge", "Connections that are open.");
    text.value(name, &[], traffic.open_connections());
    let name = "nanoprompt_connections_total";
    text.figure(name, "counter", "Connections that were served.");
    text.value(name, &[], traffic.accepted_connections());
    let name = "nanoprompt_refused_total";
    text.figure(name, "counter", "Connections that were cut off, by why.");
    for why in Refusal::ALL {
        text.value(name, &[("reason", why.as_str())], traffic.refusals(*why));
    }
    let name = "nanoprompt_network_bytes_total";
    text.figure(name, "counter", "Bytes on the wire.");
    for direction in Direction::ALL {
        text.value(name, &[("direction", direction.as_str())], traffic.bytes(*direction));
    }
}

fn queue(text: &mut Exposition, app: &App, census: &[Census]) {
    let works = slices::works(app);
    let mut kinds: Vec<&'static str> = works.iter().map(|work| work.kind()).collect();
    kinds.push(OTHER);
    let name = "nanoprompt_jobs";
    text.figure(
        name,
        "gauge",
        "Jobs by kind and state; those that ended, of the last minute.",
    );
    for kind in &kinds {
        for state in JobState::ALL {
            let here = census
                .iter()
                .filter(|one| one.state == state && label(&kinds, &one.kind) == *kind);
            let count: i64 = here.map(|one| one.count).sum();
            text.value(name, &[("kind", kind), ("state", state.name())], count);
        }
    }
    let name = "nanoprompt_queue_age_seconds";
    text.figure(name, "gauge", "How long the oldest job that is due has been waiting.");
    for kind in &kinds {
        let due = census
            .iter()
            .filter(|one| label(&kinds, &one.kind) == *kind)
            .filter_map(|one| one.due_since);
        let age = due.min().map_or(0, |since| app.now().since(since).as_millis().max(0));
        text.value(name, &[("kind", kind)], seconds(age.unsigned_abs()));
    }
}

const OTHER: &str = "other";

/// A job's kind, if this program knows it: another version may have written others.
fn label(kinds: &[&'static str], kind: &str) -> &'static str {
    kinds.iter().find(|known| **known == kind).copied().unwrap_or(OTHER)
}
