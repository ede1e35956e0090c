//! Makes, lists and revokes keys.

use basics::{AccountId, ApiKeyId, Budget, Period, Span, Time};
use privacy::{Clear, ShowToOwner};

use super::{
    api_key::{ApiKey, KeyName},
    key_scope::{KeyScope, MOST_ADDRESSES},
    queries,
};
use crate::{accounts, app::App, error::Error, tokens};

/// A key with its name opened.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The key.
    pub key: ApiKey,
    /// Its name.
    pub name: Option<Clear<KeyName>>,
}

/// What a key is to be for, as a form gives it.
#[derive(Debug, Clone, Copy, Default)]
pub struct RawScope<'a> {
    /// Models with commas between them; empty for all.
    pub models: &'a str,
    /// Kinds of what it may order, with commas between them; empty for all.
    pub kinds: &'a str,
    /// Addresses from which it works, or blocks of them, with commas between them; empty for anywhere.
    pub addresses: &'a str,
    /// For how many days it is good; empty for as long as it is not revoked.
    pub days: &'a str,
    /// How many credits may be spent with it; empty for as many as its owner may.
    pub credits: &'a str,
    /// In which time: `day`, `month` or `ever`; empty for ever.
    pub per: &'a str,
}

/// The most days that a key can be good for, where it has an end.
const MOST_DAYS: i64 = 3_650;

/// A new key for everything that its owner may; its secret is given here and never again.
pub async fn create(app: &App, account: AccountId, name: &str) -> Result<(ApiKeyId, String), Error> {
    create_for(app, account, name, &RawScope::default()).await
}

/// A new key for less than everything.
pub async fn create_for(
    app: &App,
    account: AccountId,
    name: &str,
    raw: &RawScope<'_>,
) -> Result<(ApiKeyId, String), Error> {
    let scope = scope(raw, app.now())?;
    let name = KeyName::new(name).ok_or(Error::beyond("name", "invalid-key-name", 80))?;
    let workspace = accounts::lookup(app, account).await?.workspace;
    let id = ApiKeyId::fresh(app.now(), &app.chance);
    let secret = format!("np_{}", tokens::fresh(&app.chance));
    app.vault.create_unit(id.into(), account.into()).await?;
    let key = ApiKey {
        id,
        account,
        workspace,
        name: app.vault.seal(id.into(), &name).await?,
        scope,
        hint: secret.chars().skip(secret.len() - 4).collect(),
        created_at: app.now(),
        used_at: None,
    };
    queries::insert(&app.db, &key, &tokens::digest(&secret)).await?;
    Ok((id, secret))
}

fn scope(raw: &RawScope<'_>, now: Time) -> Result<KeyScope, Error> {
    let scope = KeyScope::for_models(raw.models).ok_or(Error::invalid("models", "invalid-key-models"))?;
    let scope = scope
        .only_making(raw.kinds)
        .ok_or(Error::invalid("kinds", "invalid-key-kinds"))?;
    let most = MOST_ADDRESSES.try_into().unwrap_or(i64::MAX);
    let scope = scope
        .only_from(raw.addresses)
        .ok_or(Error::beyond("addresses", "invalid-key-addresses", most))?;
    Ok(scope.until(end(raw, now)?).up_to(budget(raw)?))
}

fn budget(raw: &RawScope<'_>) -> Result<Option<Budget>, Error> {
    if raw.credits.trim().is_empty() {
        return Ok(None);
    }
    let credits = raw
        .credits
        .parse()
        .map_err(|_| Error::invalid("credits", "invalid-key-credits"))?;
    let per = match raw.per.trim() {
        "" => Period::Ever,
        name => name.parse().map_err(|_| Error::invalid("per", "invalid-key-per"))?,
    };
    Ok(Some(Budget { credits, per }))
}

fn end(raw: &RawScope<'_>, now: Time) -> Result<Option<Time>, Error> {
    if raw.days.trim().is_empty() {
        return Ok(None);
    }
    let days: Option<i64> = raw
        .days
        .trim()
        .parse()
        .ok()
        .filter(|days| (1..=MOST_DAYS).contains(days));
    let days = days.ok_or(Error::beyond("days", "invalid-key-days", MOST_DAYS))?;
    Ok(Some(now + Span::days(days)))
}

/// A person's keys, the newest first.
pub async fn list(app: &App, account: AccountId) -> Result<Vec<Listed>, Error> {
    let keys = queries::list(&app.db, account).await?;
    let sealed: Vec<_> = keys.iter().map(|key| key.name.clone()).collect();
    let names = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    Ok(keys
        .into_iter()
        .zip(names)
        .map(|(key, name)| Listed { key, name })
        .collect())
}

/// Revokes one of a person's keys; it stops working within seconds everywhere.
pub async fn revoke(app: &App, account: AccountId, id: ApiKeyId) -> Result<(), Error> {
    if !queries::delete(&app.db, account, id).await? {
        return Err(Error::NotFound);
    }
    app.keys_in_use.forget_all();
    Ok(app.vault.destroy_unit(id.into()).await?)
}
