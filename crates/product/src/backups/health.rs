//! Whether the backups are as they should be (P-STO-04).

/// How the backups are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// None are planned, or all is well.
    Good,
    /// One is overdue by more than an interval.
    Missed,
    /// The last one failed, or was damaged when it was checked.
    Failed,
    /// The last rehearsal failed: what is there may not restore.
    DoesNotRestore,
}

impl Health {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Missed => "missed",
            Self::Failed => "failed",
            Self::DoesNotRestore => "does-not-restore",
        }
    }
}
