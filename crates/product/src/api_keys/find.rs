//! Finds who holds a key, by its hash.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use basics::{AccountId, ApiKeyId, Span, Time, WorkspaceId};
use engines::Kind;

use super::{
    key_scope::{KeyScope, NotFor},
    queries,
};
use crate::{app::App, error::Error};

/// A program with somebody's key. A handler that takes this cannot be reached without.
#[derive(Debug, Clone)]
pub struct KeyHolder {
    /// Whose key.
    pub account: AccountId,
    /// Where what it makes is kept.
    pub workspace: WorkspaceId,
    /// Which key.
    pub key: ApiKeyId,
    /// What it may be used for.
    pub scope: Arc<KeyScope>,
}

/// Keys that were looked up a moment ago, by their hash. Cheap to clone.
#[derive(Clone, Default)]
pub struct KeysInUse(Arc<Mutex<Known>>);

/// When a key was looked up, and who holds it, by the key's hash.
type Known = HashMap<[u8; 32], (Time, KeyHolder)>;

/// How long a key is believed: a revoked one works no longer than this.
const BELIEVED: Span = Span::seconds(5);
const USED_TO_THE: Span = Span::minutes(1);
const MOST: usize = 10_000;

impl KeyHolder {
    /// Whether the key is for things of this kind, made by the model of this full name.
    pub fn may_order(&self, kind: Kind, model: &str) -> Result<(), Error> {
        Ok(self.scope.allows(kind.as_str(), model)?)
    }

    /// Whether the key is for what is passed on to a model and back, which all counts as text, and for the model of this
    /// full name, where it is known.
    pub fn may_pass_on(&self, model: Option<&str>) -> Result<(), Error> {
        match model {
            Some(model) => self.may_order(Kind::Text, model),
            None if self.scope.makes(Kind::Text.as_str()) => Ok(()),
            None => Err(NotFor::Kind.into()),
        }
    }

    /// Itself, if it is good at this time and from this address.
    fn good(self, now: Time, from: IpAddr) -> Result<Option<Self>, Error> {
        if !self.scope.is_good_at(now) {
            return Ok(None);
        }
        if !self.scope.is_good_from(from) {
            return Err(NotFor::Address.into());
        }
        Ok(Some(self))
    }
}

impl From<NotFor> for Error {
    fn from(what: NotFor) -> Self {
        Self::NotForKey(what)
    }
}

impl KeysInUse {
    /// Lets go of all of them.
    pub fn forget_all(&self) {
        self.lock().clear();
    }

    fn find(&self, hash: &[u8; 32], now: Time) -> Option<KeyHolder> {
        self.lock()
            .get(hash)
            .filter(|(since, _)| now.since(*since) <= BELIEVED)
            .map(|(_, holder)| holder.clone())
    }

    fn keep(&self, hash: [u8; 32], now: Time, holder: KeyHolder) {
        let mut keys = self.lock();
        if keys.len() >= MOST {
            keys.clear();
        }
        keys.insert(hash, (now, holder));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Who holds the key of this hash, asked from this address.
pub(super) async fn find(app: &App, hash: &[u8; 32], from: IpAddr) -> Result<Option<KeyHolder>, Error> {
    let now = app.now();
    if let Some(holder) = app.keys_in_use.find(hash, now) {
        return holder.good(now, from);
    }
    let Some(found) = queries::find_by_token(&app.db, hash).await? else {
        return Ok(None);
    };
    let Some(holder) = found.good(now, from)? else {
        return Ok(None);
    };
    let since = Time::from_millis(now.millis() - USED_TO_THE.as_millis());
    queries::update_used(&app.db, holder.key, now, since).await?;
    app.keys_in_use.keep(*hash, now, holder.clone());
    Ok(Some(holder))
}
