//! Asks providers what they have: whether address and key are right, and which models are still there. Nothing of anybody's
//! goes along, and nothing is ordered.

use engines::{Engine, Failure, Listing};

use super::{
    load,
    pause::known,
    provider::{Answer, Asked, Fault},
    queries,
};
use crate::{app::App, error::Error};

/// Asks one, and writes down what came of it.
pub async fn ask(app: &App, name: &str) -> Result<(), Error> {
    let engine = app.engines().provider(name).cloned().ok_or(Error::NotFound)?;
    note(app, engine.as_ref()).await?;
    load::tell(app).await
}

/// Asks every one that is not paused.
pub async fn ask_all(app: &App) -> Result<(), Error> {
    let engines = app.engines();
    let others = engines.engines().filter(|engine| engine.id() != engines::atelier::ID);
    for engine in others.filter(|engine| !engines.is_paused(engine.id())) {
        note(app, engine.as_ref()).await?;
    }
    load::tell(app).await
}

async fn note(app: &App, engine: &dyn Engine) -> Result<(), Error> {
    let provider = known(app, engine.id()).await?;
    let answer = answer(engine, engine.listed().await);
    let asked = Asked { at: app.now(), answer };
    Ok(queries::update_asked(&app.db, provider.id, &asked).await?)
}

fn answer(engine: &dyn Engine, listing: Result<Listing, Failure>) -> Answer {
    match listing {
        Ok(Listing::Models(models)) => {
            let names: std::collections::HashSet<_> = models.iter().map(|model| model.name.as_str()).collect();
            let ours = engine.cards().iter().map(|card| card.id.model());
            Answer::Models {
                listed: u32::try_from(models.len()).unwrap_or(u32::MAX),
                unlisted: ours.filter(|name| !names.contains(name)).map(str::to_owned).collect(),
            }
        }
        Ok(Listing::Reached) => Answer::Reached,
        Ok(Listing::NotAsked) => Answer::NotAsked,
        Err(failure) => Answer::Failed(fault(&failure)),
    }
}

const fn fault(failure: &Failure) -> Fault {
    match failure {
        Failure::Unauthorised => Fault::Key,
        Failure::RateLimited { .. } => Fault::Busy,
        Failure::TimedOut | Failure::Unknown | Failure::Cut => Fault::Silent,
        Failure::Unavailable => Fault::Unreachable,
        _ => Fault::Strange,
    }
}
