//! Reads a whole backup and says what of it is damaged, before anybody needs it (P-STO-05).

use futures::{StreamExt, stream};
use privacy::guard;
use store::Objects;

use super::{
    parts::{lines, sha256},
    refuse::BackupError,
    sign::{self, pooled},
};
use crate::app::App;

/// A part or an object of a backup that is not as it was written, or not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Its name.
    pub name: String,
}

const AT_ONCE: usize = 8;

/// Everything that is damaged in a backup; nothing, when it is good.
pub async fn verify(app: &App, source: &Objects, id: &str) -> Result<Vec<Damage>, BackupError> {
    let manifest = sign::read(app, source, id).await?;
    let mut damages = Vec::new();
    if !guard!("P-STO-05/verify") {
        return Ok(damages);
    }
    for contents in manifest.contents() {
        let mut found = 0;
        for part in &contents.parts {
            match lines(app, source, part).await {
                Ok(lines) => found += lines.len() as u64,
                Err(BackupError::Damaged { part }) => damages.push(Damage { name: part }),
                Err(error) => return Err(error),
            }
        }
        if damages.is_empty() && found != contents.lines {
            let name = contents.name.clone();
            damages.push(Damage { name });
        }
    }
    for part in &manifest.objects.parts {
        if let Ok(lines) = lines(app, source, part).await {
            damages.extend(damaged_objects(source, lines).await);
        }
    }
    Ok(damages)
}

async fn damaged_objects(source: &Objects, lines: Vec<String>) -> Vec<Damage> {
    let source = source.clone();
    let checks = lines.into_iter().map(move |line| damaged_object(source.clone(), line));
    let checked: Vec<_> = stream::iter(checks).buffer_unordered(AT_ONCE).collect().await;
    checked.into_iter().flatten().collect()
}

async fn damaged_object(source: Objects, line: String) -> Option<Damage> {
    let (name, length, digest) = listed(&line)?;
    let bytes = source.get(&pooled(name)).await.ok();
    let good = bytes.is_some_and(|bytes| bytes.len() as u64 == length && sha256(&bytes) == digest);
    (!good).then(|| Damage { name: name.to_owned() })
}

/// The name, length and digest of a line in the list of objects.
pub(super) fn listed(line: &str) -> Option<(&str, u64, &str)> {
    let mut words = line.split(' ');
    Some((words.next()?, words.next()?.parse().ok()?, words.next()?))
}
