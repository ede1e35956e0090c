//! Objects: sealed bytes by name. Immutable; everything known about them is in rows.

use std::{fmt, ops::Range, path::Path as FilePath, sync::Arc};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, local::LocalFileSystem, path::Path};
use thiserror::Error;

/// An object's name: its class, then an id that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectName(String);

impl ObjectName {
    /// `class/ab/abcd…`: spread over folders by the id's last two letters, which are random.
    #[must_use]
    pub fn new(class: &'static str, id: impl fmt::Display) -> Self {
        let id = id.to_string();
        let spread = id.get(id.len().saturating_sub(2)..).unwrap_or("00");
        Self(format!("{class}/{spread}/{id}"))
    }

    /// A name as it was listed.
    #[must_use]
    pub fn listed(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part: the object's class in the data map.
    #[must_use]
    pub fn class(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

/// An object could not be read or written.
#[derive(Debug, Error)]
pub enum ObjectError {
    /// There is none of that name.
    #[error("there is no such object")]
    Missing,
    /// The store did not do it; the same call may work later.
    #[error("the object store failed: {0}")]
    Unavailable(String),
}

impl From<object_store::Error> for ObjectError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// Where objects are kept. Cheap to clone.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    folder: Option<Arc<FilePath>>,
}

impl Objects {
    /// Objects as files in a folder, which is made when it is missing.
    pub fn folder(folder: &FilePath) -> Result<Self, ObjectError> {
        std::fs::create_dir_all(folder).map_err(|error| ObjectError::Unavailable(error.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(folder)?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self {
            store: Arc::new(store),
            folder: Some(folder.into()),
        })
    }

    /// Removes what writes that were cut off left in the folder, which has other names than any object. Only for whoever
    /// has the folder alone: a write of somebody else would be cut off here.
    pub async fn remove_unfinished(&self) -> Result<usize, ObjectError> {
        let Some(folder) = self.folder.clone() else {
            return Ok(0);
        };
        let removing = tokio::task::spawn_blocking(move || remove_below(&folder));
        let removed = removing
            .await
            .map_err(|error| ObjectError::Unavailable(error.to_string()))?;
        removed.map_err(|error| ObjectError::Unavailable(error.to_string()))
    }

    /// Writes a new object; on the disk when this returns. Writing the same name again replaces it whole, so that a
    /// step repeated after a crash ends where it would have.
    pub async fn put(&self, name: &ObjectName, bytes: Bytes) -> Result<(), ObjectError> {
        let options = PutOptions {
            mode: PutMode::Overwrite,
            ..PutOptions::default()
        };
        self.store
            .put_opts(&Path::from(name.as_str()), bytes.into(), options)
            .await?;
        Ok(())
    }

    /// The whole object.
    pub async fn get(&self, name: &ObjectName) -> Result<Bytes, ObjectError> {
        Ok(self.store.get(&Path::from(name.as_str())).await?.bytes().await?)
    }

    /// Some bytes of the object.
    pub async fn get_range(&self, name: &ObjectName, range: Range<u64>) -> Result<Bytes, ObjectError> {
        Ok(self.store.get_range(&Path::from(name.as_str()), range).await?)
    }

    /// The object's length in bytes.
    pub async fn length(&self, name: &ObjectName) -> Result<u64, ObjectError> {
        Ok(self.store.head(&Path::from(name.as_str())).await?.size)
    }

    /// Removes the object; removing one that is not there is no error.
    pub async fn delete(&self, name: &ObjectName) -> Result<(), ObjectError> {
        match self
            .store
            .delete(&Path::from(name.as_str()))
            .await
            .map_err(ObjectError::from)
        {
            Err(ObjectError::Missing) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes many objects at once; those that are not there are no error.
    pub async fn delete_all(&self, names: Vec<ObjectName>) -> Result<(), ObjectError> {
        let paths = names.into_iter().map(|name| Ok(Path::from(name.as_str())));
        let mut deleting = self.store.delete_stream(futures::stream::iter(paths).boxed());
        while let Some(deleted) = deleting.next().await {
            match deleted.map_err(ObjectError::from) {
                Ok(_) | Err(ObjectError::Missing) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The names of the objects under a folder of the store.
    pub async fn list_below(&self, folder: &str) -> Result<Vec<ObjectName>, ObjectError> {
        let listed: Vec<_> = self.store.list(Some(&Path::from(folder))).try_collect().await?;
        Ok(listed
            .into_iter()
            .map(|meta| ObjectName::listed(meta.location.as_ref()))
            .collect())
    }

    /// Every object's name.
    pub async fn list(&self) -> Result<Vec<ObjectName>, ObjectError> {
        let listed: Vec<_> = self.store.list(None).try_collect().await?;
        Ok(listed
            .into_iter()
            .map(|meta| ObjectName::listed(meta.location.as_ref()))
            .collect())
    }
}

/// Unfinished files are called like their object with `#` and a number behind it; no id has a `#`.
fn remove_below(folder: &FilePath) -> std::io::Result<usize> {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            removed += remove_below(&entry.path())?;
        } else if entry.file_name().to_string_lossy().contains('#') {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}
