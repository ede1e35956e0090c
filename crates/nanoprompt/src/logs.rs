//! Logs: one JSON line an event, with declared fields only.

use std::{fmt, io};

use tracing::field::{Field, Visit};
use tracing_subscriber::{
    EnvFilter,
    field::RecordFields,
    fmt::{FormatFields, format::Writer},
};

/// Sends log lines to standard error; what to show is chosen by `RUST_LOG`, by default `info`.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_target(true)
        .with_ansi(false)
        .fmt_fields(DeclaredFields)
        .finish();
    let _ = tracing::subscriber::set_global_default(subscriber);
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

/// Writes a field only where the data map declares it (P-SEC-05); everything else is left out by name.
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
            name if product::is_declared_log_field(name) => write!(self.writer, "{name}={value:?} "),
            _ => Ok(()),
        };
    }
}
