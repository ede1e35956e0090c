//! Finds who holds a key, by its hash.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use basics::{AccountId, ApiKeyId, Span, Time, WorkspaceId};

use super::{key_scope::KeyScope, queries};
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
    /// Whether the key is for the model of this full name.
    pub fn may_use(&self, model: &str) -> Result<(), Error> {
        if self.scope.allows(model) {
            Ok(())
        } else {
            Err(Error::NotForKey)
        }
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

/// Who holds the key of this hash.
pub(super) async fn find(app: &App, hash: &[u8; 32]) -> Result<Option<KeyHolder>, Error> {
    let now = app.now();
    if let Some(holder) = app.keys_in_use.find(hash, now) {
        return Ok(Some(holder).filter(|holder| holder.scope.is_good_at(now)));
    }
    let found = queries::find_by_token(&app.db, hash).await?;
    let Some(holder) = found.filter(|holder| holder.scope.is_good_at(now)) else {
        return Ok(None);
    };
    let since = Time::from_millis(now.millis() - USED_TO_THE.as_millis());
    queries::update_used(&app.db, holder.key, now, since).await?;
    app.keys_in_use.keep(*hash, now, holder.clone());
    Ok(Some(holder))
}
