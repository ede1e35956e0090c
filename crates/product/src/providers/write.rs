//! An owner writes a provider, or writes it anew.

use basics::ProviderId;
use privacy::{Clear, Operate, Sealed};
use vault::HolderKind;

use super::{
    load,
    provider::{Provider, ProviderSecret},
    queries,
    sheet::Sheet,
};
use crate::{app::App, error::Error};

/// Adds a provider. Its models can be asked for at once, in every process.
pub async fn add(app: &App, name: &str, sheet: &Sheet, secret: &str) -> Result<(), Error> {
    let name = name.trim();
    let secret = read(secret)?;
    load::engine(app, name, sheet, secret.as_ref())?;
    let taken = Error::invalid("name", "invalid-provider-taken");
    if app.engines().provider(name).is_some() || queries::find(&app.db, name).await?.is_some() {
        return Err(taken);
    }
    let id = ProviderId::fresh(app.now(), &app.chance);
    let provider = Provider {
        id,
        name: name.to_owned(),
        sheet: Some(sheet.clone()),
        secret: seal(app, id, secret.as_ref()).await?,
        paused_at: None,
        created_at: app.now(),
        asked: None,
    };
    if !queries::insert(&app.db, &provider).await? {
        return Err(taken);
    }
    load::tell(app).await
}

/// Writes a provider anew; without a new key it keeps the one that it has. A key never goes where it was not given for:
/// another address needs it again.
pub async fn change(app: &App, name: &str, sheet: &Sheet, secret: &str) -> Result<(), Error> {
    let provider = find(app, name).await?;
    let before = provider.sheet.as_ref().ok_or(Error::NotFound)?;
    let given = read(secret)?;
    let kept = match (&given, &provider.secret) {
        (None, Some(_)) if place(before) != place(sheet) => {
            return Err(Error::invalid("secret", "invalid-provider-secret-again"));
        }
        (None, Some(sealed)) => Some(app.vault.open_sealed::<Operate, _>(sealed).await?),
        _ => None,
    };
    let used = given.as_ref().or(kept.as_ref().map(Clear::reveal));
    load::engine(app, name, sheet, used)?;
    let secret = match given {
        Some(given) => seal(app, provider.id, Some(&given)).await?,
        None => provider.secret,
    };
    queries::update(&app.db, provider.id, sheet, secret.as_ref()).await?;
    load::tell(app).await
}

/// A provider that somebody has done something with.
pub async fn find(app: &App, name: &str) -> Result<Provider, Error> {
    queries::find(&app.db, name).await?.ok_or(Error::NotFound)
}

/// Who is asked, and where.
fn place(sheet: &Sheet) -> (&str, &str) {
    (sheet.kind.as_str(), sheet.base_url.trim())
}

fn read(secret: &str) -> Result<Option<ProviderSecret>, Error> {
    if secret.trim().is_empty() {
        return Ok(None);
    }
    let limit = i64::try_from(ProviderSecret::LONGEST).unwrap_or(i64::MAX);
    let secret = ProviderSecret::new(secret).ok_or(Error::beyond("secret", "invalid-provider-secret", limit))?;
    Ok(Some(secret))
}

/// Each key is a unit of its own, held by nobody but this installation.
async fn seal(
    app: &App,
    id: ProviderId,
    secret: Option<&ProviderSecret>,
) -> Result<Option<Sealed<ProviderSecret>>, Error> {
    let Some(secret) = secret else { return Ok(None) };
    app.vault.create_holder(id.into(), HolderKind::Installation).await?;
    app.vault.create_unit(id.into(), id.into()).await?;
    Ok(Some(app.vault.seal(id.into(), secret).await?))
}
