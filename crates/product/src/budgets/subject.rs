//! Whose money it is.

use basics::{AccountId, ApiKeyId, Budget, Credits, WorkspaceId};

/// Whose budget a call is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A person's.
    Account(AccountId),
    /// A key's.
    Key(ApiKeyId),
    /// A workspace's.
    Workspace(WorkspaceId),
}

/// The same, without saying which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A person's.
    Account,
    /// A key's.
    Key,
    /// A workspace's.
    Workspace,
}

/// What a budget has too little for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    /// Whose budget.
    pub whose: Whose,
    /// How much it is.
    pub budget: Budget,
    /// How much of it is neither spent nor held.
    pub left: Credits,
    /// How much is held for calls that are under way, and may come back.
    pub held: Credits,
    /// What the call can cost at the most.
    pub most: Credits,
}

impl Subject {
    /// What its rows are found by. In the order of the alphabet these are locked, everywhere.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Account(id) => format!("account {id}"),
            Self::Key(id) => format!("key {id}"),
            Self::Workspace(id) => format!("workspace {id}"),
        }
    }

    /// Without saying which one.
    #[must_use]
    pub const fn whose(self) -> Whose {
        match self {
            Self::Account(_) => Whose::Account,
            Self::Key(_) => Whose::Key,
            Self::Workspace(_) => Whose::Workspace,
        }
    }
}

impl Whose {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Key => "key",
            Self::Workspace => "workspace",
        }
    }

    /// The key of the message that says that it has too little.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Account => "budget-account",
            Self::Key => "budget-key",
            Self::Workspace => "budget-workspace",
        }
    }
}
