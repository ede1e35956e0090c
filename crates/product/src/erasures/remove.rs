//! Walks the plan: objects before their rows, batch by batch, each written down together with what it removed.

use basics::{AccountId, ErasureId};
use jobs::Lease;
use privacy::{Step, guard};
use store::{ObjectName, Owned};

use super::{
    erasure::{Erasure, Removed},
    preview::Whose,
    queries,
};
use crate::{app::App, error::Error};

/// How many rows go in one transaction.
const BATCH: i64 = 1_000;
const WRAPS: u32 = 2_000;
/// The name under which wrapped keys are counted.
const KEYS: &str = "keys";

/// One erasure's way through the plan.
pub(super) struct Removal<'a> {
    app: &'a App,
    /// The work that this is part of, which writes down how far it is.
    work: Option<(&'a Lease, ErasureId)>,
    /// What this one has removed.
    removed: Removed,
    /// What of it was not written down yet.
    unwritten: Removed,
}

impl<'a> Removal<'a> {
    /// As part of an erasure's work.
    pub(super) fn of(app: &'a App, lease: &'a Lease, erasure: &Erasure) -> Self {
        Self {
            work: Some((lease, erasure.id)),
            ..Self::unattended(app)
        }
    }

    /// One that nobody waits for, and that starts from the front when it is cut off.
    pub(super) fn unattended(app: &'a App) -> Self {
        Self {
            app,
            work: None,
            removed: Removed::new(),
            unwritten: Removed::new(),
        }
    }

    /// Removes everything that the plan finds, and the keys that a destroyed holder left behind; what that was.
    pub(super) async fn run(mut self, plan: &[Step], whose: &Whose, account: AccountId) -> Result<Removed, Error> {
        for step in plan {
            while self.remove_batch(step, &whose.owned(step)).await? {}
        }
        while self.remove_keys(account).await? {}
        Ok(self.removed)
    }

    /// One batch of one step; whether there may be more.
    async fn remove_batch(&mut self, step: &Step, owned: &Owned<'_>) -> Result<bool, Error> {
        let mut last = None;
        if !step.objects.is_empty() {
            let ids = self.app.db.owned_ids(owned, BATCH).await?;
            let Some(newest) = ids.last() else { return Ok(false) };
            last = Some(newest.clone());
            self.remove_objects(step, &ids).await?;
        }
        if !guard!("P-RET-04/rows") {
            return Ok(false);
        }
        let mut transaction = self.app.db.begin().await?;
        let count = match &last {
            Some(last) => transaction.delete_owned_up_to(owned, last).await?,
            None => transaction.delete_owned(owned, BATCH).await?,
        };
        self.note(step.table, count);
        if let Some((lease, id)) = self.work {
            queries::add_removed(&mut transaction, id, &self.unwritten).await?;
            lease.checkpoint_in(&mut transaction, step.table, &[]).await?;
        }
        transaction.commit().await?;
        self.unwritten.clear();
        Ok(count >= BATCH.unsigned_abs())
    }

    async fn remove_objects(&mut self, step: &Step, ids: &[String]) -> Result<(), Error> {
        if !guard!("P-RET-04/objects") {
            return Ok(());
        }
        let names = step
            .objects
            .iter()
            .flat_map(|class| ids.iter().map(|id| ObjectName::new(class, id)))
            .collect();
        self.app.objects.delete_all(names).await?;
        for class in &step.objects {
            self.note(&format!("objects/{class}"), ids.len() as u64);
        }
        Ok(())
    }

    async fn remove_keys(&mut self, account: AccountId) -> Result<bool, Error> {
        let count = self.app.vault.purge_wraps(account.into(), WRAPS).await?;
        self.note(KEYS, count);
        if let Some((_, id)) = self.work
            && count > 0
        {
            let mut transaction = self.app.db.begin().await?;
            queries::add_removed(&mut transaction, id, &self.unwritten).await?;
            transaction.commit().await?;
            self.unwritten.clear();
        }
        Ok(count > 0)
    }

    fn note(&mut self, what: &str, count: u64) {
        if count > 0 {
            *self.removed.entry(what.to_owned()).or_default() += count;
            *self.unwritten.entry(what.to_owned()).or_default() += count;
        }
    }
}

/// How much is still there of what the plan finds; nothing, when the work is done.
pub(super) async fn left_over(app: &App, plan: &[Step], whose: &Whose) -> Result<i64, Error> {
    let mut left = 0;
    for step in plan {
        left += app.db.count_owned(&whose.owned(step)).await?;
    }
    Ok(left)
}
