//! What an erasure would remove, before it is asked for (P-RGT-03): counted by the same plan that removes it.

use basics::{AccountId, WorkspaceId};
use privacy::{Step, WhoseId};
use store::Owned;

use crate::{app::App, error::Error, slices};

/// So many things of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The table, whose words are `erases-` and its name.
    pub table: &'static str,
    /// How many rows are this person's.
    pub count: i64,
}

/// Everything that is this person's, table by table.
pub async fn preview(app: &App, account: AccountId, workspace: WorkspaceId) -> Result<Vec<Held>, Error> {
    let whose = Whose::of(account, workspace);
    let mut held = Vec::new();
    for step in plan() {
        let count = app.db.count_owned(&whose.owned(&step)).await?;
        held.push(Held {
            table: step.table,
            count,
        });
    }
    Ok(held)
}

/// The plan that the data map makes.
#[expect(
    clippy::expect_used,
    reason = "a map that makes no plan is red in the tests, and this is the map"
)]
pub(super) fn plan() -> Vec<Step> {
    privacy::erasure_plan(&slices::data_map()).expect("the map says how everything of a person is found")
}

/// The ids that tell whose a row is.
pub(super) struct Whose {
    account: String,
    workspace: String,
}

impl Whose {
    pub(super) fn of(account: AccountId, workspace: WorkspaceId) -> Self {
        Self {
            account: account.to_string(),
            workspace: workspace.to_string(),
        }
    }

    /// One step's rows.
    pub(super) fn owned(&self, step: &Step) -> Owned<'_> {
        Owned {
            table: step.table,
            column: step.column,
            owner: match step.whose {
                WhoseId::Account => &self.account,
                WhoseId::Workspace => &self.workspace,
            },
        }
    }
}
