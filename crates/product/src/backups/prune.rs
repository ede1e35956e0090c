//! Removes backups that are too old, and the objects that no other one needs.

use std::collections::HashSet;

use basics::{Span, Time};
use store::Objects;

use super::{
    parts::lines,
    refuse::BackupError,
    sign::{self, own_objects, pooled},
    verify::listed,
};
use crate::app::App;

/// How long a backup may take before it counts as cut off.
const UNFINISHED: Span = Span::hours(24);

/// Keeps the newest so many; how many objects of the pool went. Nothing goes while another process makes a backup: it may
/// count on any object that is there.
pub async fn prune(app: &App, target: &Objects, keep: usize) -> Result<u64, BackupError> {
    let ids = sign::list(target).await?;
    let (old, kept) = ids.split_at(ids.len().saturating_sub(keep.max(1)));
    let begun = sign::list_unfinished(target).await?;
    if old.is_empty() || begun.iter().any(|id| !is_cut_off(id, app.now())) {
        return Ok(0);
    }
    let mut needed = HashSet::new();
    for id in kept {
        for part in &sign::read(app, target, id).await?.objects.parts {
            let listed = lines(app, target, part).await?;
            needed.extend(
                listed
                    .iter()
                    .filter_map(|line| self::listed(line))
                    .map(|(name, ..)| pooled(name)),
            );
        }
    }
    for id in old.iter().chain(&begun) {
        target.delete_all(own_objects(target, id).await?).await?;
    }
    let pool = target.list_below("pool").await?;
    let unneeded: Vec<_> = pool.into_iter().filter(|name| !needed.contains(name)).collect();
    let count = unneeded.len() as u64;
    target.delete_all(unneeded).await?;
    Ok(count)
}

/// By when it was begun, which its id says.
fn is_cut_off(id: &str, now: Time) -> bool {
    let begun = id.split('-').next().and_then(|millis| millis.parse().ok());
    begun.is_none_or(|millis| now.since(Time::from_millis(millis)).as_millis() > UNFINISHED.as_millis())
}
