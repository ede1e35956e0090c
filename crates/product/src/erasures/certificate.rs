//! What a certificate of erasure says. It names nobody: only who has the receipt can tell whose it is.

use basics::Time;
use serde::{Deserialize, Serialize};

use super::erasure::{Erasure, Removed};

/// The type of the signed statement.
pub const CERTIFICATE: &str = "erasure-certificate+jwt";

/// A certificate of erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The version of this shape.
    pub version: u32,
    /// The erasure's id.
    pub erasure: String,
    /// SHA-256, in hexadecimal, of the receipt, a zero byte and the address in lower case.
    pub subject: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When it was asked for; all times are milliseconds since 1970 in UTC.
    pub asked_at: i64,
    /// Since when nothing opens any more, in any copy.
    pub unreadable_at: i64,
    /// When the last of it was removed.
    pub finished_at: i64,
    /// How many were removed of each kind.
    pub removed: Removed,
    /// Operators of models that had received something; what they keep is told by their passports.
    pub recipients: Vec<String>,
    /// What was kept, and why. There is no reason to keep anything yet, so the list is empty (P-RET-05).
    pub kept: Vec<String>,
}

impl Certificate {
    /// Of an erasure that is finished now.
    pub(super) fn of(erasure: &Erasure, now: Time, recipients: Vec<String>) -> Self {
        Self {
            version: 1,
            erasure: erasure.id.to_string(),
            subject: crate::tokens::hex(&erasure.subject),
            asked_by: erasure.asked_by.clone(),
            asked_at: erasure.asked_at.millis(),
            unreadable_at: erasure.unreadable_at.unwrap_or(now).millis(),
            finished_at: now.millis(),
            removed: erasure.removed.clone(),
            recipients,
            kept: Vec::new(),
        }
    }

    /// As it is signed.
    pub(super) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}
