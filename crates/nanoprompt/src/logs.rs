//! Logs: one line an event, of our own code only, with declared fields only.

use std::{
    fmt,
    io::{self, Stderr},
    sync::Arc,
};

use basics::Clock;
use privacy::guard;
use tokio::sync::Notify;
use tracing::{
    Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    EnvFilter, Layer as _,
    field::RecordFields,
    filter::filter_fn,
    fmt::{FormatFields, MakeWriter, format::Writer},
    layer::SubscriberExt as _,
};

use crate::log_lines::LogLines;

/// Log lines, for as long as this is kept.
pub struct Logs(LogLines<Stderr>);

/// Sends log lines to standard error; what to show is chosen by `RUST_LOG`, by default `info`. What the libraries say
/// is never shown: nobody has declared their words, and some of them say what they are given.
#[must_use]
pub fn start(clock: Arc<dyn Clock>) -> Logs {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = LogLines::to(io::stderr());
    let _ = tracing::subscriber::set_global_default(subscriber(filter, lines.clone()));
    tokio::spawn(lines.clone().keep_writing(clock));
    Logs(lines)
}

impl Drop for Logs {
    fn drop(&mut self) {
        self.0.write_out();
    }
}

fn subscriber<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_target(true)
        .with_ansi(false)
        .fmt_fields(DeclaredFields)
        .with_filter(filter_fn(|event| guard!("P-AUT-07/own", is_ours(event.target()))));
    tracing_subscriber::registry().with(filter).with(lines)
}

/// Whether the event comes from a room of this house.
fn is_ours(target: &str) -> bool {
    const ROOMS: &[&str] = &[
        "atelier",
        "basics",
        "darkroom",
        "egress",
        "engines",
        "ingress",
        "jobs",
        "nanoprompt",
        "privacy",
        "product",
        "store",
        "vault",
        "web_kit",
    ];
    let room = target.split_once("::").map_or(target, |(room, _)| room);
    ROOMS.contains(&room)
}

/// Ready when the system or a person asks the program to stop.
pub async fn until_asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Told whenever the system asks the program to read its files again (SIGHUP).
pub fn when_asked_to_read_again() -> Arc<Notify> {
    let asked = Arc::new(Notify::new());
    #[cfg(unix)]
    if let Ok(mut hangup) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) {
        let told = asked.clone();
        tokio::spawn(async move {
            while hangup.recv().await.is_some() {
                told.notify_one();
            }
        });
    }
    asked
}

/// Writes a field only where the data map declares it (P-AUT-07); everything else is left out by name.
struct DeclaredFields;

impl<'writer> FormatFields<'writer> for DeclaredFields {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut visitor = Line { writer, result: Ok(()) };
        fields.record(&mut visitor);
        visitor.result
    }
}

struct Line<'writer> {
    writer: Writer<'writer>,
    result: fmt::Result,
}

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if self.result.is_err() {
            return;
        }
        let name = field.name();
        self.result = match name {
            "message" => write!(self.writer, "{value:?} "),
            name if guard!("P-AUT-07/fields", product::is_declared_log_field(name)) => {
                write!(self.writer, "{name}={value:?} ")
            }
            _ => Ok(()),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn said(events: impl FnOnce()) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = subscriber(EnvFilter::new("trace"), move || writer.clone());
        tracing::subscriber::with_default(subscriber, events);
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_field_that_nobody_declared_is_left_out() {
        let line = said(|| tracing::warn!(job = "j1", email = "tracer@example.org", "taken"));
        assert!(line.contains("job=\"j1\"") && line.contains("taken"), "{line}");
        assert!(!line.contains("tracer"), "{line}");
    }

    #[test]
    fn what_libraries_say_is_not_shown() {
        let lines = said(|| {
            tracing::error!(target: "hyper::proto", "tracer in a message");
            tracing::debug!(target: "product::library", "ours");
        });
        assert!(lines.contains("ours") && !lines.contains("tracer"), "{lines}");
    }
}
