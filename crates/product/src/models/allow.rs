//! Whether somebody's words may go to a model: by the rules of whoever runs this installation, and by that person's own.
//! They bind every order, every chat and every further try (P-TPA-01, P-TPA-03).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use basics::{AccountId, Span, Time};
use engines::{Card, Engine, Found, Objection, Rules};
use privacy::guard;

use super::queries;
use crate::{app::App, error::Error};

/// What one person demands, beside what the installation does.
pub(super) type PersonRules = Rules;

/// The rules of people who ask for something right now. Cheap to clone.
#[derive(Clone, Default)]
pub struct RulesInUse(Arc<Mutex<Known>>);

type Known = HashMap<AccountId, (Time, Arc<Rules>)>;

/// How long rules are believed that another process may have changed.
const BELIEVED: Span = Span::seconds(5);
const MOST: usize = 10_000;

/// Lets an order of that person go to the model, or says what speaks against it. To be asked at the last moment before
/// anything is sent, since rules may have changed while it waited.
pub async fn allow(app: &App, account: AccountId, found: &Found) -> Result<(), Error> {
    match object(app, account, found.engine.as_ref(), &found.card).await? {
        Some(objection) if !guard!("P-TPA-01/rules", false) => Err(Error::Against(objection)),
        _ => Ok(()),
    }
}

/// What speaks against that person's words going to a model.
pub(super) async fn object(
    app: &App,
    account: AccountId,
    engine: &dyn Engine,
    card: &Card,
) -> Result<Option<Objection>, Error> {
    if app.engines().is_paused(engine.id()) {
        return Ok(Some(Objection::Paused));
    }
    let (now, passport) = (app.now(), engine.passport());
    if let Some(objection) = app.settings.rules.object(engine.id(), card, passport, now) {
        return Ok(Some(objection));
    }
    let rules = rules_of(app, account).await?;
    Ok(rules.object(engine.id(), card, passport, now))
}

/// The rules that somebody made.
pub async fn rules_of(app: &App, account: AccountId) -> Result<Arc<Rules>, Error> {
    let now = app.now();
    if let Some(rules) = app.rules_in_use.find(account, now) {
        return Ok(rules);
    }
    let rules = Arc::new(queries::find_rules(&app.db, account).await?.unwrap_or_default());
    app.rules_in_use.keep(account, now, &rules);
    Ok(rules)
}

impl RulesInUse {
    /// Lets go of what is known of somebody's rules.
    pub(super) fn forget(&self, account: AccountId) {
        self.lock().remove(&account);
    }

    fn find(&self, account: AccountId, now: Time) -> Option<Arc<Rules>> {
        let known = self.lock();
        let (since, rules) = known.get(&account)?;
        (now.since(*since) <= BELIEVED).then(|| Arc::clone(rules))
    }

    fn keep(&self, account: AccountId, now: Time, rules: &Arc<Rules>) {
        let mut known = self.lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(account, (now, Arc::clone(rules)));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
