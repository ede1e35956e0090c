//! Who spends.

use basics::{AccountId, ApiKeyId, Budget, WorkspaceId};

use super::subject::Subject;
use crate::{api_keys::KeyHolder, metering::Payer, sessions::SignedIn};

/// Who spends: a person in the studio, or a program with that person's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spender {
    /// Whose account.
    pub account: AccountId,
    /// For which workspace.
    pub workspace: WorkspaceId,
    /// With which key, if with one, and what that may spend.
    pub key: Option<(ApiKeyId, Option<Budget>)>,
}

impl From<&KeyHolder> for Spender {
    fn from(who: &KeyHolder) -> Self {
        Self {
            account: who.account,
            workspace: who.workspace,
            key: Some((who.key, who.scope.budget)),
        }
    }
}

impl From<&SignedIn> for Spender {
    fn from(who: &SignedIn) -> Self {
        Self {
            account: who.account,
            workspace: who.workspace,
            key: None,
        }
    }
}

impl Spender {
    /// For whom its calls are counted.
    #[must_use]
    pub fn payer(&self) -> Payer {
        Payer {
            account: self.account,
            key: self.key.map(|(key, _)| key),
        }
    }
}

/// The budgets of an installation; a key's own stands with the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Budgets {
    /// Each account's.
    pub account: Option<Budget>,
    /// Each workspace's.
    pub workspace: Option<Budget>,
}

impl Budgets {
    /// Every budget that somebody's call is held against, by the names of their subjects.
    pub fn of(self, spender: &Spender) -> impl Iterator<Item = (Subject, Budget)> + use<> {
        let key = spender.key.and_then(|(key, budget)| Some((Subject::Key(key), budget?)));
        let account = self.account.map(|budget| (Subject::Account(spender.account), budget));
        let workspace = self
            .workspace
            .map(|budget| (Subject::Workspace(spender.workspace), budget));
        [account, key, workspace].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use basics::{Credits, Period};

    use super::*;

    #[test]
    fn budgets_come_by_the_names_of_their_subjects() {
        let budget = Budget {
            credits: Credits::from_millionths(1),
            per: Period::Day,
        };
        let zero = "00000000-0000-7000-8000-000000000000";
        let spender = Spender {
            account: zero.parse().unwrap(),
            workspace: zero.parse().unwrap(),
            key: Some((zero.parse().unwrap(), Some(budget))),
        };
        let budgets = Budgets {
            account: Some(budget),
            workspace: Some(budget),
        };
        let names: Vec<_> = budgets.of(&spender).map(|(subject, _)| subject.name()).collect();
        assert!(names.is_sorted() && names.len() == 3, "{names:?}");
        assert_eq!(Budgets::default().of(&Spender { key: None, ..spender }).count(), 0);
    }
}
