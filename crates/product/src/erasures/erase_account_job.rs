//! The durable work of an erasure. Each step may be cut off anywhere and repeated.

use async_trait::async_trait;
use basics::{AccountId, Span, WorkspaceId};
use jobs::{JobFailure, Lease, Work};
use store::{DbError, Scope};

use super::{
    certificate::{CERTIFICATE, Certificate},
    erasure::Erasure,
    preview::{Whose, plan},
    queries,
    remove::{Removal, left_over},
};
use crate::{app::App, error::Error, generations};

/// The kind of this work.
pub const ERASE_ACCOUNT: &str = "erase_account";

/// How long running work of the person is waited for. What a vendor answers later can no longer be sealed, so nothing of it
/// is kept.
const PATIENCE: Span = Span::seconds(5);

/// Erases a person.
pub struct EraseAccount {
    /// The installation.
    pub app: App,
}

#[async_trait]
impl Work for EraseAccount {
    fn kind(&self) -> &'static str {
        ERASE_ACCOUNT
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        self.erase(&lease).await.map_err(|error| match error {
            Error::Jobs(jobs::JobError::LeaseLost) => JobFailure::LeaseLost,
            _ => JobFailure::Retry {
                code: "erasure-interrupted",
                after: None,
            },
        })
    }
}

impl EraseAccount {
    async fn erase(&self, lease: &Lease) -> Result<(), Error> {
        let id = lease
            .subject()
            .parse()
            .map_err(|_| DbError::Column("subject".to_owned()))?;
        let found = queries::lookup(&self.app.db, id).await?;
        let Some(erasure) = found.filter(|erasure| erasure.finished_at.is_none()) else {
            return Ok(lease.finish().await?);
        };
        let (Some(account), Some(workspace)) = (erasure.account, erasure.workspace) else {
            return Ok(lease.finish().await?);
        };
        if !make_unreadable(&self.app, &erasure).await? {
            // It was taken back a moment ago, or somebody else has finished it.
            return Ok(lease.finish().await?);
        }
        self.stop_work(account).await?;
        let recipients = generations::recipients(&self.app, &Scope::workspace(workspace)).await?;
        let (plan, whose) = (plan(), Whose::of(account, workspace));
        Removal::of(&self.app, lease, &erasure)
            .run(&plan, &whose, account)
            .await?;
        self.forget(workspace);
        if left_over(&self.app, &plan, &whose).await? > 0 {
            // Somebody wrote in the meantime. Never said to be done before it is.
            return Err(Error::Busy);
        }
        self.finish(lease, &erasure, recipients).await
    }

    /// Work that runs is told to stop and waited for, so that nothing of it comes after.
    async fn stop_work(&self, account: AccountId) -> Result<(), Error> {
        let jobs = &self.app.jobs;
        let person = account.to_string();
        jobs.request_cancel_of(&person).await?;
        let mut events = jobs.subscribe();
        let mut end = self.app.clock.sleep(PATIENCE);
        while jobs.is_busy_for(&person).await? {
            tokio::select! {
                _ = events.next() => {}
                () = self.app.clock.sleep(Span::millis(200)) => {}
                () = &mut end => break,
            }
        }
        Ok(())
    }

    fn forget(&self, workspace: WorkspaceId) {
        self.app.search.forget(workspace);
        self.app.keys_in_use.forget_all();
    }

    async fn finish(&self, lease: &Lease, erasure: &Erasure, recipients: Vec<String>) -> Result<(), Error> {
        let app = &self.app;
        let current = queries::lookup(&app.db, erasure.id).await?.ok_or(Error::NotFound)?;
        let certificate = Certificate::of(&current, app.now(), recipients);
        let signed = app.vault.sign(CERTIFICATE, &certificate.to_json())?;
        let mut transaction = app.db.begin().await?;
        queries::finish(&mut transaction, erasure.id, &signed, app.now()).await?;
        lease.finish_in(&mut transaction).await?;
        Ok(transaction.commit().await?)
    }
}

/// Begins, and destroys the person's key: one write, after which nothing of theirs opens, in any copy (P-RET-04). Whether
/// there was anything left to begin.
pub(super) async fn make_unreadable(app: &App, erasure: &Erasure) -> Result<bool, Error> {
    let Some(account) = erasure.account else {
        return Ok(false);
    };
    if !queries::update_begun(&app.db, erasure.id, app.now()).await? {
        return Ok(false);
    }
    app.vault.destroy_holder(account.into()).await?;
    queries::update_unreadable(&app.db, erasure.id, app.now()).await?;
    Ok(true)
}
