//! Keys that were opened a moment ago, so that a page of pictures does not unwrap the same key a hundred times.
//!
//! Another process may destroy a key at any time, so an opened one is believed for a few seconds only.

use std::{num::NonZeroUsize, sync::Mutex};

use basics::{Span, Time, UnitId};
use lru::LruCache;

use crate::key::Key;

const MOST: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
const BELIEVED: Span = Span::seconds(5);

pub(crate) struct Opened<Id: std::hash::Hash + Eq>(Mutex<LruCache<Id, (Time, Key)>>);

pub(crate) type OpenedUnits = Opened<UnitId>;

impl<Id: std::hash::Hash + Eq> Opened<Id> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }

    pub(crate) fn find(&self, id: &Id, now: Time) -> Option<Key> {
        let mut keys = self.lock();
        let (since, key) = keys.get(id)?;
        if now.since(*since) <= BELIEVED {
            return Some(key.clone());
        }
        keys.pop(id);
        None
    }

    pub(crate) fn keep(&self, id: Id, key: Key, now: Time) {
        self.lock().put(id, (now, key));
    }

    pub(crate) fn forget(&self, id: &Id) {
        self.lock().pop(id);
    }

    pub(crate) fn forget_all(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<Id, (Time, Key)>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
