//! Lines in sealed parts of a bounded size, so that a backup of any size needs the same memory.

use bytes::Bytes;
use privacy::guard;
use sha2::{Digest, Sha256};
use store::{ObjectName, Objects};

use super::{
    manifest::{Contents, Manifest, Part},
    refuse::BackupError,
};
use crate::{app::App, tokens};

/// When a part is full, in bytes.
const FULL: usize = 4 << 20;

/// Writes lines.
pub(super) struct PartWriter<'a> {
    app: &'a App,
    target: &'a Objects,
    id: &'a str,
    contents: Contents,
    waiting: Vec<u8>,
}

impl<'a> PartWriter<'a> {
    /// Of one table or list of a backup.
    pub(super) fn new(app: &'a App, target: &'a Objects, id: &'a str, name: &str) -> Self {
        let contents = Contents {
            name: name.to_owned(),
            ..Contents::default()
        };
        Self {
            app,
            target,
            id,
            contents,
            waiting: Vec::new(),
        }
    }

    pub(super) async fn push(&mut self, line: &str) -> Result<(), BackupError> {
        self.waiting.extend_from_slice(line.as_bytes());
        self.waiting.push(b'\n');
        self.contents.lines += 1;
        if self.waiting.len() >= FULL {
            self.flush().await?;
        }
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<Contents, BackupError> {
        self.flush().await?;
        Ok(self.contents)
    }

    async fn flush(&mut self) -> Result<(), BackupError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let name = Manifest::part_name(self.id, &self.contents.name, self.contents.parts.len());
        let plain = std::mem::take(&mut self.waiting);
        let sealed = if guard!("P-STO-04/sealed") {
            self.app.vault.seal_part(&name, &plain)?
        } else {
            plain
        };
        let part = Part {
            length: sealed.len() as u64,
            sha256: sha256(&sealed),
            name,
        };
        self.target
            .put(&ObjectName::listed(&part.name), Bytes::from(sealed))
            .await?;
        self.contents.parts.push(part);
        Ok(())
    }
}

/// The lines of a part, if it is as it was written.
pub(super) async fn lines(app: &App, source: &Objects, part: &Part) -> Result<Vec<String>, BackupError> {
    let damaged = || BackupError::Damaged {
        part: part.name.clone(),
    };
    let sealed = source
        .get(&ObjectName::listed(&part.name))
        .await
        .map_err(|_| damaged())?;
    if sealed.len() as u64 != part.length || sha256(&sealed) != part.sha256 {
        return Err(damaged());
    }
    let plain = if guard!("P-STO-04/sealed") {
        app.vault.open_part(&part.name, &sealed).map_err(|_| damaged())?
    } else {
        sealed.to_vec()
    };
    let text = String::from_utf8(plain).map_err(|_| damaged())?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// In hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    tokens::hex(&Sha256::digest(bytes))
}
