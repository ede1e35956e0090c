//! Makes engines of what owners have written, and keeps every process in step.

use std::sync::Arc;

use engines::{Engine, ModelId, Registry, Secret};
use privacy::{Clear, Operate};

use super::{
    provider::{Answer, Provider, ProviderSecret},
    queries, read_sheet,
    sheet::Sheet,
};
use crate::{app::App, error::Error};

/// Where the processes over one database tell each other that something has changed.
pub(super) const CHANNEL: &str = "providers";

/// Reads every provider and takes its models in. One that cannot be used is left out, and said so in the log.
pub async fn load(app: &App) -> Result<(), Error> {
    app.engines.renew(registry(app)).await
}

/// The same, and has the other processes do so too.
pub(super) async fn tell(app: &App) -> Result<(), Error> {
    load(app).await?;
    Ok(app.db.notify(CHANNEL, "").await?)
}

async fn registry(app: &App) -> Result<Registry, Error> {
    let mut registry = app.engines.fixed().clone();
    for provider in queries::list(&app.db).await? {
        if let Some(sheet) = &provider.sheet
            && let Err(error) = add(app, &mut registry, &provider, sheet).await
        {
            tracing::warn!(rule = %provider.name, error = %error, "a provider cannot be used");
        }
        note_unlisted(&mut registry, &provider);
        if provider.paused_at.is_some() {
            registry.pause(&provider.name);
        }
    }
    Ok(registry)
}

fn note_unlisted(registry: &mut Registry, provider: &Provider) {
    let Some(Answer::Models { unlisted, .. }) = provider.asked.as_ref().map(|asked| &asked.answer) else {
        return;
    };
    for model in unlisted {
        if let Ok(id) = ModelId::of(&provider.name, model) {
            registry.note_unlisted(&id);
        }
    }
}

async fn add(app: &App, registry: &mut Registry, provider: &Provider, sheet: &Sheet) -> Result<(), Error> {
    let secret = match &provider.secret {
        Some(sealed) => Some(app.vault.open_sealed::<Operate, ProviderSecret>(sealed).await?),
        None => None,
    };
    let secret = secret.as_ref().map(Clear::reveal);
    let engine = engine(app, &provider.name, sheet, secret)?;
    registry
        .add(engine)
        .map_err(|_| Error::invalid("name", "invalid-provider-taken"))
}

/// The engine that a sheet describes; the first field that cannot be used is named.
pub(super) fn engine(
    app: &App,
    name: &str,
    sheet: &Sheet,
    secret: Option<&ProviderSecret>,
) -> Result<Arc<dyn Engine>, Error> {
    let table = read_sheet::table(name, sheet)?;
    let secret = secret.map(|secret| Secret::new(secret.as_str().to_owned()));
    engines::build(&table, secret, app.egress.clone(), app.chance.clone()).map_err(|error| read_sheet::problem(&error))
}
