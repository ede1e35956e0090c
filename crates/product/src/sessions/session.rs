//! A session: one browser of one person.

use basics::{AccountId, SessionId, Span, Time, WorkspaceId};

/// How long a browser may stay away.
pub const IDLE: Span = Span::days(14);
/// How long a session lives at most.
pub const LIFE: Span = Span::days(90);
/// How exactly the last visit is known: writing it at each click would tell more and cost more.
pub const SEEN_TO_THE: Span = Span::minutes(1);

/// A session as it is stored.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// That person's workspace.
    pub workspace: WorkspaceId,
    /// The name of that person's role.
    pub role: String,
    /// Since when.
    pub created_at: Time,
    /// The last visit, to the minute.
    pub seen_at: Time,
    /// When the account is erased, for somebody who is leaving.
    pub leaves_at: Option<Time>,
}

impl Session {
    /// Whether it still opens the door then: neither over nor idle for too long.
    #[must_use]
    pub fn is_good_at(&self, now: Time) -> bool {
        now.since(self.created_at) < LIFE && now.since(self.seen_at) < IDLE
    }
}
