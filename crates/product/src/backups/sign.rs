//! Signs manifests, and believes only those that this installation has signed.

use std::collections::BTreeSet;

use store::{ObjectName, Objects};
use vault::read_statement;

use super::{
    manifest::{FOLDER, MANIFEST, Manifest},
    refuse::BackupError,
};
use crate::app::App;

/// Signs a manifest and writes it, which makes the backup one.
pub(super) async fn write(app: &App, target: &Objects, manifest: &Manifest) -> Result<(), BackupError> {
    let payload = serde_json::to_vec(manifest).map_err(|error| unsigned(&manifest.id, &error.to_string()))?;
    let signed = app.vault.sign(MANIFEST, &payload)?;
    Ok(target.put(&name_of(&manifest.id), signed.into()).await?)
}

/// The manifest of a backup, if this installation has signed it.
pub async fn read(app: &App, source: &Objects, id: &str) -> Result<Manifest, BackupError> {
    let text = source.get(&name_of(id)).await?;
    let text = String::from_utf8_lossy(&text);
    let statement = read_statement(&text).map_err(|error| unsigned(id, &error.to_string()))?;
    let own = app.vault.public_key()?;
    if statement.kind != MANIFEST || own["kid"] != statement.signer.as_str() {
        return Err(unsigned(id, "another installation signed it"));
    }
    let manifest: Manifest =
        serde_json::from_slice(&statement.payload).map_err(|error| unsigned(id, &error.to_string()))?;
    if manifest.id == id {
        Ok(manifest)
    } else {
        Err(unsigned(id, "it belongs to another backup"))
    }
}

/// The ids of all finished backups, the newest last.
pub(super) async fn list(source: &Objects) -> Result<Vec<String>, BackupError> {
    let names = source.list_below(FOLDER).await?;
    let mut ids: Vec<_> = names
        .iter()
        .filter_map(|name| {
            name.as_str()
                .strip_prefix(FOLDER)?
                .strip_prefix('/')?
                .strip_suffix("/manifest")
        })
        .map(str::to_owned)
        .collect();
    ids.sort_unstable();
    Ok(ids)
}

/// The ids of backups that were begun and have no manifest: somebody is at it, or was cut off.
pub(super) async fn list_unfinished(source: &Objects) -> Result<Vec<String>, BackupError> {
    let finished = list(source).await?;
    let names = source.list_below(FOLDER).await?;
    let begun: BTreeSet<_> = names
        .iter()
        .filter_map(|name| name.as_str().split('/').nth(1))
        .filter(|id| !finished.iter().any(|done| done == id))
        .map(str::to_owned)
        .collect();
    Ok(begun.into_iter().collect())
}

/// The id of the newest backup.
pub async fn newest(source: &Objects) -> Result<String, BackupError> {
    list(source).await?.pop().ok_or(BackupError::None)
}

/// Everything that belongs to one backup alone.
pub(super) async fn own_objects(source: &Objects, id: &str) -> Result<Vec<ObjectName>, BackupError> {
    Ok(source.list_below(&format!("{FOLDER}/{id}")).await?)
}

/// Where a copy of an object rests.
pub(super) fn pooled(name: &str) -> ObjectName {
    ObjectName::listed(&format!("pool/{name}"))
}

fn name_of(id: &str) -> ObjectName {
    ObjectName::listed(&format!("{FOLDER}/{id}/manifest"))
}

fn unsigned(id: &str, reason: &str) -> BackupError {
    BackupError::Unsigned {
        id: id.to_owned(),
        reason: reason.to_owned(),
    }
}
