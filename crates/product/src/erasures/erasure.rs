//! A person's erasure: asked for, perhaps taken back, begun, unreadable, finished.

use std::collections::BTreeMap;

use basics::{AccountId, ErasureId, Span, Time, WorkspaceId};

/// How long somebody may change their mind.
pub const GRACE: Span = Span::days(7);

/// How long the certificate can be fetched; regulators ask for records of two years.
pub const KEPT: Span = Span::days(730);

/// When an erasure begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once; there is no way back.
    Now,
    /// After [`GRACE`], during which it can be taken back.
    AfterGrace,
}

/// Who asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// The person.
    Person,
    /// Whoever runs the installation.
    Operator,
}

impl AskedBy {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Operator => "operator",
        }
    }
}

/// How many were removed: by table, by class of objects under `objects/`, and `keys`.
pub type Removed = BTreeMap<String, u64>;

/// An erasure as it is stored. When it has finished it says nothing about whom it was.
#[derive(Debug, Clone)]
pub struct Erasure {
    /// Its id.
    pub id: ErasureId,
    /// Whose account, until it has finished.
    pub account: Option<AccountId>,
    /// Their own workspace, until it has finished.
    pub workspace: Option<WorkspaceId>,
    /// SHA-256 of the receipt, a zero byte and the address in lower case: only who has the receipt can tell whose it was.
    pub subject: Vec<u8>,
    /// Who asked.
    pub asked_by: String,
    /// When it was asked for.
    pub asked_at: Time,
    /// When it begins.
    pub due_at: Time,
    /// When it began; from then on there is no way back.
    pub begun_at: Option<Time>,
    /// Since when nothing opens any more.
    pub unreadable_at: Option<Time>,
    /// How many were removed so far, by table, by class of objects and keys.
    pub removed: Removed,
    /// When the last of it was removed.
    pub finished_at: Option<Time>,
    /// The signed certificate, once it has finished.
    pub certificate: Option<String>,
}

/// How far an erasure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It can still be taken back.
    Waiting,
    /// Under way.
    Begun,
    /// Nothing opens any more; the ciphertext is being removed.
    Unreadable,
    /// Done, with a certificate.
    Finished,
}

impl Erasure {
    /// How far it is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        if self.finished_at.is_some() {
            Progress::Finished
        } else if self.unreadable_at.is_some() {
            Progress::Unreadable
        } else if self.begun_at.is_some() {
            Progress::Begun
        } else {
            Progress::Waiting
        }
    }
}
