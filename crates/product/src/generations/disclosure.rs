//! A disclosure: what left the machine for a generation, as facts without content.

use basics::Time;

/// What left for a generation to one place with one set of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Host and port.
    pub host: String,
    /// The method.
    pub method: String,
    /// The names of the fields that were sent.
    pub fields: Vec<String>,
    /// Who runs the place; nobody where it belongs to whoever runs this installation.
    pub operator: Option<String>,
    /// How often. Never, where it was only about to happen and nobody knows what became of it.
    pub calls: i64,
    /// Bytes sent, in all calls together.
    pub sent_bytes: i64,
    /// Bytes that came back.
    pub received_bytes: i64,
    /// The last answer's status; none where no answer came.
    pub status: Option<u32>,
    /// When it was first begun.
    pub first_at: Time,
    /// When it was last begun.
    pub last_at: Time,
}

/// Between the names of fields, where they rest.
const COMMA: &str = ",";

impl Disclosure {
    /// The fields as they rest.
    pub(super) fn fields_text(&self) -> String {
        self.fields.join(COMMA)
    }

    /// The fields as they rested.
    pub(super) fn fields_of(text: &str) -> Vec<String> {
        text.split_terminator(COMMA).map(str::to_owned).collect()
    }
}
