//! The durable work of a generation: intent, submit, ticket, result, each on the disk before the next.
//!
//! An intent without a ticket means that the order may or may not have reached a vendor. It is submitted again only
//! where that costs nothing and gives the same; otherwise the generation ends as unknown, and its owner is told.

use std::sync::Arc;

use async_trait::async_trait;
use basics::{Credits, GenerationId, Span};
use engines::{Engine, Found, Output, Resumed, Submitted, Ticket, Watch};
use jobs::{JobFailure, JobRow, Lease, Work};
use privacy::{Generate, guard};
use store::{DbError, Scope, Transaction};

use super::{
    disclose::disclosing,
    failures::{classify, ended, interrupted},
    generation::{Generation, State},
    hand_in::INTENT,
    ordering,
    queries::{self, Outcome},
    watch::LeaseWatch,
};
use crate::{
    app::App,
    assets::{self, Origin, Source},
    budgets,
    error::Error,
    metering::{self, Counted, Payer, Usage},
    webhooks,
};

/// The kind of this work.
pub const RENDER: &str = "render";

const TICKET: &str = "ticket";

/// Has an engine fill an order, and keeps what comes of it.
pub struct Render {
    /// The installation.
    pub app: App,
}

#[async_trait]
impl Work for Render {
    fn kind(&self) -> &'static str {
        RENDER
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        let Some(generation) = self.find(&lease).await.map_err(interrupted)? else {
            return lease.finish().await.map_err(|error| interrupted(error.into()));
        };
        queries::update_started(&self.app.db, generation.id, self.app.now())
            .await
            .map_err(|error| interrupted(error.into()))?;
        let (found, outputs, ticket) = self.outputs(&lease, &generation).await?;
        self.keep(&lease, &generation, &found, outputs)
            .await
            .map_err(interrupted)?;
        if let Some(ticket) = ticket {
            let told = tell_to_forget(found.engine.as_ref(), &ticket);
            disclosing(&self.app, &generation, &found, told).await;
        }
        Ok(())
    }

    async fn gave_up(&self, job: &JobRow, failure: &JobFailure) -> Result<(), DbError> {
        let Ok(id) = job.subject.parse::<GenerationId>() else {
            return Ok(());
        };
        let (state, code) = match failure {
            JobFailure::Cancelled => (State::Cancelled, None),
            JobFailure::OutcomeUnknown { code } => (State::Unknown, Some(*code)),
            JobFailure::GiveUp { code } | JobFailure::Retry { code, .. } => (State::Failed, Some(*code)),
            JobFailure::LeaseLost => return Ok(()),
        };
        let outcome = Outcome {
            state,
            failure: code,
            went_to: None,
        };
        self.end(id, &outcome).await
    }
}

/// A vendor that still says "not yet" after this is not asked any more.
const LONGEST: Span = Span::hours(3);
const NEVER_ENDED: JobFailure = JobFailure::OutcomeUnknown { code: "timed_out" };

impl Render {
    async fn find(&self, lease: &Lease) -> Result<Option<Generation>, Error> {
        let id = lease
            .subject()
            .parse()
            .map_err(|_| DbError::Column("subject".to_owned()))?;
        Ok(queries::find_for_job(&self.app.db, id)
            .await?
            .filter(|generation| !generation.state.is_final()))
    }

    /// Which model filled the order, what came of it, and the ticket by which the vendor knows it.
    async fn outputs(
        &self,
        lease: &Lease,
        generation: &Generation,
    ) -> Result<(Found, Vec<Output>, Option<Ticket>), JobFailure> {
        let watch = Arc::new(LeaseWatch::new(lease));
        let (found, submitted) = match (lease.step(), lease.checkpoint()) {
            (Some(TICKET), Some(stored)) => (self.model(generation)?, Submitted::Ticket(stored_ticket(stored)?)),
            (Some(INTENT), _) if !self.model(generation)?.engine.repeatable() => {
                return Err(JobFailure::OutcomeUnknown {
                    code: "outcome-unknown",
                });
            }
            _ => self.submit(lease, generation, &watch).await?,
        };
        match submitted {
            Submitted::Done(outputs) => Ok((found, outputs, None)),
            Submitted::Ticket(ticket) => {
                let waited = self.wait(lease, found.engine.as_ref(), &ticket, watch);
                let outputs = disclosing(&self.app, generation, &found, waited).await?;
                Ok((found, outputs, Some(ticket)))
            }
        }
    }

    async fn wait(
        &self,
        lease: &Lease,
        engine: &dyn Engine,
        ticket: &Ticket,
        watch: Arc<LeaseWatch>,
    ) -> Result<Vec<Output>, JobFailure> {
        let stored = serde_json::to_vec(ticket).map_err(|_| JobFailure::GiveUp {
            code: "ticket-unusable",
        })?;
        lease
            .checkpoint_step(TICKET, &stored)
            .await
            .map_err(|error| interrupted(error.into()))?;
        let end = self.app.now() + LONGEST;
        loop {
            match engine
                .resume(ticket, watch.clone())
                .await
                .map_err(|failure| classify(&failure))?
            {
                Resumed::Done(outputs) => return Ok(outputs),
                Resumed::Failed(failure) => {
                    tell_to_forget(engine, ticket).await;
                    return Err(ended(&failure));
                }
                Resumed::Progress(progress) => {
                    let pause = self.app.clock.sleep(progress.ask_again.unwrap_or(Span::seconds(1)));
                    tokio::select! {
                        () = pause => {}
                        () = watch.until_cancelled() => {}
                    }
                }
            }
            let cancelled = lease.cancelled();
            if cancelled || self.app.now() > end {
                let _ = engine.cancel(ticket).await;
                tell_to_forget(engine, ticket).await;
                return Err(if cancelled { JobFailure::Cancelled } else { NEVER_ENDED });
            }
        }
    }

    /// Objects first; then the assets, the generation's end and the job's end in one transaction.
    async fn keep(
        &self,
        lease: &Lease,
        generation: &Generation,
        found: &Found,
        outputs: Vec<Output>,
    ) -> Result<(), Error> {
        let prompt = self.app.vault.open_sealed::<Generate, _>(&generation.prompt).await?;
        let source = if found.card.procedural {
            Source::Algorithmic
        } else {
            Source::TrainedModel
        };
        let beneath = ordering::beneath(&self.app, generation).await;
        let mut assets = Vec::with_capacity(outputs.len());
        let (width, height) = (generation.width, generation.height);
        for (index, output) in (0..).zip(outputs) {
            let (account, workspace) = (generation.created_by, generation.workspace);
            let origin = Origin {
                generation: generation.id,
                workspace,
                account,
                source,
                index,
                ordered: (width, height),
            };
            assets.push(assets::keep(&self.app, &origin, output, &beneath, prompt.reveal().as_str()).await?);
        }
        let passport = found.engine.passport();
        let went_to = (!passport.stays_here).then_some(passport.operator.as_str());
        let outcome = Outcome {
            state: State::Done,
            failure: None,
            went_to,
        };
        let mut transaction = self
            .app
            .db
            .begin_within(&Scope::workspace(generation.workspace))
            .await?;
        for asset in &assets {
            assets::record(&mut transaction, asset).await?;
        }
        if queries::finish(transaction.beyond_content(), generation.id, &outcome, self.app.now()).await? {
            self.tell(transaction.beyond_content(), generation, outcome.state)
                .await?;
        }
        let (counted, usage) = self.used(generation, found, assets.len());
        metering::add(transaction.beyond_content(), &counted, &usage).await?;
        let cost = Credits::from_millionths(usage.millionths);
        budgets::settle(transaction.beyond_content(), generation.id, cost).await?;
        lease.finish_in(transaction.beyond_content()).await?;
        transaction.commit().await?;
        self.app.jobs.wake();
        Ok(())
    }

    /// Whoever asked to be told is told how it ended.
    async fn tell(&self, transaction: &mut Transaction, generation: &Generation, state: State) -> Result<(), DbError> {
        webhooks::tell(
            &self.app,
            transaction,
            generation.workspace,
            generation.id,
            state.name(),
        )
        .await
    }

    /// Written with the result, so that it is counted once, whatever dies.
    fn used(&self, generation: &Generation, found: &Found, results: usize) -> (Counted, Usage) {
        let payer = Payer {
            account: generation.created_by,
            key: generation.key,
        };
        let results = i64::try_from(results).unwrap_or(i64::MAX);
        let (seconds, pictures) = generation.seconds.map_or((0, results), |seconds| (seconds, 0));
        let usage = Usage {
            calls: 1,
            pictures,
            seconds: i64::from(seconds).saturating_mul(results),
            millionths: found.card.cost(seconds).times(results).millionths(),
            ..Usage::default()
        };
        (Counted::now(payer, found.card.id.to_string(), self.app.now()), usage)
    }

    /// Nothing was delivered, or nobody knows whether it was: what was held is free again (decision 0018).
    async fn end(&self, id: GenerationId, outcome: &Outcome<'_>) -> Result<(), DbError> {
        let generation = queries::find_for_job(&self.app.db, id).await?;
        let mut transaction = self.app.db.begin().await?;
        let ended = queries::finish(&mut transaction, id, outcome, self.app.now()).await?;
        if let Some(generation) = generation.filter(|_| ended) {
            self.tell(&mut transaction, &generation, outcome.state).await?;
        }
        budgets::release(&mut transaction, id).await?;
        transaction.commit().await?;
        self.app.jobs.wake();
        Ok(())
    }
}

/// Has the vendor delete what it still holds, once nobody needs it there (P-RET-04). One that does not is logged: its own
/// time of keeping, which the model's passport names, then ends it.
async fn tell_to_forget(engine: &dyn Engine, ticket: &Ticket) {
    if guard!("P-RET-04/vendors")
        && let Err(failure) = engine.forget(ticket).await
    {
        tracing::warn!(
            error = failure.as_str(),
            host = engine.id(),
            "a vendor did not delete what it holds"
        );
    }
}

fn stored_ticket(stored: &[u8]) -> Result<Ticket, JobFailure> {
    serde_json::from_slice(stored).map_err(|_| JobFailure::OutcomeUnknown {
        code: "ticket-unreadable",
    })
}
