//! What an owner writes about a provider: the fields of a form, as they were written.

use serde::{Deserialize, Serialize};

/// What an owner wrote about a provider, as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// What speaks to it, such as `openai`.
    pub kind: String,
    /// Where it is; empty where its vendor is in one place for everybody.
    pub base_url: String,
    /// Where in the world the work is done.
    pub region: String,
    /// How long it keeps what it is sent, such as `30d`, `0d` or `unknown`.
    pub retention: String,
    /// Whether models are trained with it: `never`, `opt-out`, `yes` or `unknown`.
    pub training: String,
    /// The country whose law its operator answers to, such as `us`.
    pub operator: String,
    /// Whether it deletes on request.
    pub deletion: bool,
    /// The last day on which all of that may be believed; empty where nobody set one.
    pub valid_until: String,
    /// Its models, one a line.
    pub models: String,
    /// What each of them is given where its line does not say, as JSON: a workflow of `ComfyUI`, or an input.
    pub template: String,
}

/// Words for whether models are trained.
pub const TRAINING: [&str; 4] = ["never", "opt-out", "yes", "unknown"];

/// Whether a text can be the first part of models' names: short, plain, and none of our own.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let ours = ["atelier", "elsewhere"].contains(&text);
    plain && !ours && (1..=40).contains(&text.len()) && text.starts_with(|first: char| first.is_ascii_lowercase())
}
