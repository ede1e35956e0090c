//! Hands an order in: to its model, or to one of its route's after the other until one takes it (decision 0019).

use std::sync::Arc;

use engines::{Found, Order, Submitted};
use jobs::{JobFailure, Lease};
use store::Scope;

use super::{
    disclose::{self, disclosing},
    failures::{classify, interrupted},
    generation::Generation,
    ordering, queries,
    render_job::Render,
    watch::LeaseWatch,
};
use crate::{error::Error, models};

/// The step of whoever is about to hand an order in.
pub(super) const INTENT: &str = "intent";
const NOTHING_SENT: &str = "nothing sent";
const GAVE_UP_NO_MODEL: JobFailure = JobFailure::GiveUp { code: "no-such-model" };

/// Why one model did not take an order, and whether another may be asked.
struct Refused {
    failure: JobFailure,
    may_go_on: bool,
}

impl From<JobFailure> for Refused {
    fn from(failure: JobFailure) -> Self {
        Self {
            failure,
            may_go_on: false,
        }
    }
}

impl Render {
    /// The model that was asked last.
    pub(super) fn model(&self, generation: &Generation) -> Result<Found, JobFailure> {
        self.app.engines().find(&generation.model).map_err(|_| GAVE_UP_NO_MODEL)
    }

    /// Hands the order to its model, or to one of its route's after the other until one takes it.
    pub(super) async fn submit(
        &self,
        lease: &Lease,
        generation: &Generation,
        watch: &Arc<LeaseWatch>,
    ) -> Result<(Found, Submitted), JobFailure> {
        let asked_for = generation.route.as_deref().unwrap_or(&generation.model);
        let resolved = self.app.engines().resolve(asked_for).map_err(|_| GAVE_UP_NO_MODEL)?;
        let chosen = models::choose(&self.app, generation.created_by, resolved)
            .await
            .map_err(interrupted)?;
        let mut reason = None;
        for found in chosen.models {
            match self.submit_to(lease, generation, &found, watch.clone()).await {
                Ok(submitted) => return Ok((found, submitted)),
                Err(Refused {
                    failure,
                    may_go_on: true,
                }) => reason = Some(more_hopeful(reason, failure)),
                Err(Refused { failure, .. }) => return Err(failure),
            }
        }
        Err(reason.unwrap_or(GAVE_UP_NO_MODEL))
    }

    /// Intent first. Where the order surely was not filled, the intent is taken back, so that a later try may send it.
    async fn submit_to(
        &self,
        lease: &Lease,
        generation: &Generation,
        found: &Found,
        watch: Arc<LeaseWatch>,
    ) -> Result<Submitted, Refused> {
        let order = ordering::order(&self.app, generation, &found.card)
            .await
            .map_err(interrupted)?;
        if let Err(failure) = found.card.check(&order) {
            return Err(Refused {
                failure: classify(&failure),
                may_go_on: true,
            });
        }
        self.intend(lease, generation, found, &order)
            .await
            .map_err(interrupted)?;
        let since = models::asked(&self.app, found);
        let submitted = found.engine.submit(&found.card.id, order, watch);
        let failure = match disclosing(&self.app, generation, found, submitted).await {
            Ok(submitted) => {
                models::answered(&self.app, found, since);
                return Ok(submitted);
            }
            Err(failure) => failure,
        };
        let may_go_on = models::failed(&self.app, found, &failure);
        let failure = classify(&failure);
        if may_go_on || matches!(failure, JobFailure::Retry { .. }) {
            lease
                .checkpoint_step(NOTHING_SENT, &[])
                .await
                .map_err(|error| interrupted(error.into()))?;
        }
        Err(Refused { failure, may_go_on })
    }

    /// Writes down who is about to be asked, before anybody is.
    async fn intend(&self, lease: &Lease, generation: &Generation, found: &Found, order: &Order) -> Result<(), Error> {
        let scope = Scope::workspace(generation.workspace);
        let mut transaction = self.app.db.begin_within(&scope).await?;
        disclose::intend(&self.app, &mut transaction, generation, found, order).await?;
        let beyond = transaction.beyond_content();
        queries::update_model(beyond, generation.id, found.card.id.as_str()).await?;
        lease.checkpoint_in(beyond, INTENT, &[]).await?;
        Ok(transaction.commit().await?)
    }
}

/// Of what several models said: one that may take the order later outweighs one that never will.
fn more_hopeful(before: Option<JobFailure>, now: JobFailure) -> JobFailure {
    match before {
        Some(later @ JobFailure::Retry { .. }) => later,
        _ => now,
    }
}
