//! Keys that were opened a moment ago, so that a page of pictures does not unwrap the same key a hundred times.
//!
//! Another process may destroy a key at any time, so an opened one is believed for a few seconds only.

use std::{num::NonZeroUsize, sync::Mutex};

use basics::{Span, Time, UnitId};
use lru::LruCache;

use crate::key::Key;

const MOST: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
const BELIEVED: Span = Span::seconds(5);

pub(crate) struct Opened<Id: std::hash::Hash + Eq>(Mutex<Keys<Id>>);

struct Keys<Id: std::hash::Hash + Eq> {
    opened: LruCache<Id, (Time, Key)>,
    forgotten: Forgotten,
}

/// How often something was forgotten. Who reads a key from the store takes this number before, so that a key which was
/// destroyed in the meantime is not kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forgotten(u64);

pub(crate) type OpenedUnits = Opened<UnitId>;

impl<Id: std::hash::Hash + Eq> Opened<Id> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Keys {
            opened: LruCache::new(MOST),
            forgotten: Forgotten(0),
        }))
    }

    pub(crate) fn find(&self, id: &Id, now: Time) -> Option<Key> {
        let mut keys = self.lock();
        let (since, key) = keys.opened.get(id)?;
        if now.since(*since) <= BELIEVED {
            return Some(key.clone());
        }
        keys.opened.pop(id);
        None
    }

    pub(crate) fn forgotten(&self) -> Forgotten {
        self.lock().forgotten
    }

    pub(crate) fn keep(&self, id: Id, key: Key, now: Time, before: Forgotten) {
        let mut keys = self.lock();
        if keys.forgotten == before {
            keys.opened.put(id, (now, key));
        }
    }

    pub(crate) fn forget(&self, id: &Id) {
        let mut keys = self.lock();
        keys.opened.pop(id);
        keys.forgotten.0 += 1;
    }

    pub(crate) fn forget_all(&self) {
        let mut keys = self.lock();
        keys.opened.clear();
        keys.forgotten.0 += 1;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Keys<Id>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use basics::Chance;

    use super::*;

    const NOW: Time = Time::from_millis(1_000_000);

    #[test]
    fn a_key_read_before_it_was_destroyed_is_not_kept() {
        let opened = Opened::new();
        let before = opened.forgotten();
        opened.forget(&1);
        opened.keep(1, Key::fresh(&Chance::seeded(1)), NOW, before);
        assert!(opened.find(&1, NOW).is_none());
        opened.keep(1, Key::fresh(&Chance::seeded(1)), NOW, opened.forgotten());
        assert!(opened.find(&1, NOW).is_some());
    }

    #[test]
    fn an_opened_key_is_believed_for_five_seconds() {
        let opened = Opened::new();
        opened.keep(1, Key::fresh(&Chance::seeded(1)), NOW, opened.forgotten());
        assert!(opened.find(&1, NOW + Span::seconds(5)).is_some());
        assert!(opened.find(&1, NOW + Span::millis(5_001)).is_none());
    }
}
