//! Who operates a model, where, and what they do with what they are sent.

use basics::{Region, Time};
use serde::Serialize;

/// Who operates a model, where, and what they do with what they are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passport {
    /// Who.
    pub operator: String,
    /// The country that the operator answers to, as a short code such as `us`.
    pub operator_country: Option<String>,
    /// Where the work is done.
    pub region: Region,
    /// How long inputs and outputs are kept there.
    pub retention: VendorRetention,
    /// Whether they are used to train models.
    pub training: Training,
    /// Whether the operator deletes on request.
    pub deletion: bool,
    /// Nothing leaves this machine or the operator's own network.
    pub stays_here: bool,
    /// The last day on which this may be believed without being checked again; `None` where nobody named one.
    #[serde(skip)]
    pub valid_until: Option<Time>,
}

/// How long a vendor keeps inputs and outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorRetention {
    /// Not beyond the request.
    Nothing,
    /// So many days.
    Days(u32),
    /// Nobody has said.
    Unknown,
}

/// Whether a vendor trains models with inputs and outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Training {
    /// Never.
    Never,
    /// Unless told not to.
    OptOut,
    /// Yes.
    Yes,
    /// Nobody has said.
    Unknown,
}
