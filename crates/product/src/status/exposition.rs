//! Figures as Prometheus reads them (text exposition format 0.0.4).

use std::fmt::{Display, Write};

use privacy::{Place, guard};

use super::data::DATA;

/// A text of figures.
#[derive(Debug, Default)]
pub struct Exposition(String);

impl Exposition {
    /// Begins a figure.
    pub fn figure(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// One value; labels that nobody declared are left out.
    pub fn value(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let declared = labels
            .iter()
            .filter(|(label, _)| guard!("P-AUT-06/labels", is_declared(label)));
        let labels: Vec<String> = declared.map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        let labels = if labels.is_empty() {
            String::new()
        } else {
            format!("{{{}}}", labels.join(","))
        };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
    }
}

fn is_declared(label: &str) -> bool {
    DATA.iter()
        .any(|row| matches!(row.place, Place::MetricLabel(declared) if declared == label))
}
