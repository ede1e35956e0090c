//! Hands an order in: to its model, or to one of its route's after the other until one takes it (decision 0019).

use std::sync::Arc;

use engines::{Found, Submitted};
use jobs::{JobFailure, Lease};

use super::{
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
        self.app.engines.find(&generation.model).map_err(|_| GAVE_UP_NO_MODEL)
    }

    /// Hands the order to its model, or to one of its route's after the other until one takes it.
    pub(super) async fn submit(
        &self,
        lease: &Lease,
        generation: &Generation,
        watch: &Arc<LeaseWatch>,
    ) -> Result<(Found, Submitted), JobFailure> {
        let asked_for = generation.route.as_deref().unwrap_or(&generation.model);
        let resolved = self.app.engines.resolve(asked_for).map_err(|_| GAVE_UP_NO_MODEL)?;
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
        self.intend(lease, generation, found).await.map_err(interrupted)?;
        let since = models::asked(&self.app, found);
        let failure = match found.engine.submit(&found.card.id, order, watch).await {
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
    async fn intend(&self, lease: &Lease, generation: &Generation, found: &Found) -> Result<(), Error> {
        let mut transaction = self.app.db.begin().await?;
        queries::update_model(&mut transaction, generation.id, found.card.id.as_str()).await?;
        lease.checkpoint_in(&mut transaction, INTENT, &[]).await?;
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
