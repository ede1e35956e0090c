//! Removes backups that are too old, and the objects that no other one needs.

use std::collections::HashSet;

use store::Objects;

use super::{
    parts::lines,
    refuse::BackupError,
    sign::{self, own_objects, pooled},
    verify::listed,
};
use crate::app::App;

/// Keeps the newest so many; how many objects went.
pub async fn prune(app: &App, target: &Objects, keep: usize) -> Result<u64, BackupError> {
    let ids = sign::list(target).await?;
    let (old, kept) = ids.split_at(ids.len().saturating_sub(keep.max(1)));
    if old.is_empty() {
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
    for id in old {
        target.delete_all(own_objects(target, id).await?).await?;
    }
    let pool = target.list_below("pool").await?;
    let unneeded: Vec<_> = pool.into_iter().filter(|name| !needed.contains(name)).collect();
    let count = unneeded.len() as u64;
    target.delete_all(unneeded).await?;
    Ok(count)
}
