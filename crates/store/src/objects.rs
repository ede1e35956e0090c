//! Objects: sealed bytes by name. Immutable; everything known about them is in rows.

use std::{fmt, ops::Range, path::Path as FilePath, str::FromStr, sync::Arc, time::UNIX_EPOCH};

use basics::Time;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::FuturesUnordered};
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, UploadPart, local::LocalFileSystem, path::Path};
use thiserror::Error;

use crate::bucket::{self, BucketAddress, BucketKey, Carrier};

/// What is longer than this goes into a bucket in parts of this length, in bytes, so that a connection that breaks costs a
/// part and not the whole.
const PART: usize = 8 << 20;
/// How many parts are on their way at once.
const PARTS_AT_ONCE: usize = 3;

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

    /// Every folder in which objects of a class may be.
    pub fn folders(class: &'static str) -> impl Iterator<Item = String> {
        (0..=u8::MAX).map(move |spread| format!("{class}/{spread:02x}"))
    }

    /// The id in the name; none where the last part is none, as in what somebody else put here.
    #[must_use]
    pub fn id<Id: FromStr>(&self) -> Option<Id> {
        self.0.rsplit('/').next()?.parse().ok()
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

    /// Objects in a bucket. Nothing is asked of it yet: [`Objects::ready`] does.
    pub fn bucket(address: &BucketAddress, key: BucketKey, carrier: Arc<dyn Carrier>) -> Result<Self, ObjectError> {
        Ok(Self {
            store: bucket::open(address, key, carrier)?,
            folder: None,
        })
    }

    /// Whether the store answers, and knows us.
    pub async fn ready(&self) -> Result<(), ObjectError> {
        // Nobody has an object of that name; that this is said is the answer.
        match self.length(&ObjectName::listed("ready")).await {
            Ok(_) | Err(ObjectError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes what writes that were cut off left in the folder, which has other names than any object. Only for whoever
    /// has the folder alone: a write of somebody else would be cut off here.
    pub async fn remove_unfinished(&self) -> Result<usize, ObjectError> {
        self.remove_unfinished_before(Time::from_millis(i64::MAX)).await
    }

    /// The same with what was begun before a moment, while others write: a write of theirs that still goes on by then is
    /// cut off, which they are told.
    pub async fn remove_unfinished_before(&self, moment: Time) -> Result<usize, ObjectError> {
        let Some(folder) = self.folder.clone() else {
            return Ok(0);
        };
        let removing = tokio::task::spawn_blocking(move || remove_below(&folder, moment));
        let removed = removing
            .await
            .map_err(|error| ObjectError::Unavailable(error.to_string()))?;
        removed.map_err(|error| ObjectError::Unavailable(error.to_string()))
    }

    /// Writes a new object; on the disk when this returns. Writing the same name again replaces it whole, so that a
    /// step repeated after a crash ends where it would have.
    pub async fn put(&self, name: &ObjectName, bytes: Bytes) -> Result<(), ObjectError> {
        let path = Path::from(name.as_str());
        if self.folder.is_none() && bytes.len() > PART {
            return self.put_in_parts(&path, bytes).await;
        }
        let options = PutOptions {
            mode: PutMode::Overwrite,
            ..PutOptions::default()
        };
        self.store.put_opts(&path, bytes.into(), options).await?;
        Ok(())
    }

    /// The object is there when the last part is, whole or not at all; what was written of one that failed is given up.
    async fn put_in_parts(&self, path: &Path, mut bytes: Bytes) -> Result<(), ObjectError> {
        let mut upload = self.store.put_multipart(path).await?;
        let mut parts = Vec::new();
        while !bytes.is_empty() {
            let part = bytes.split_to(bytes.len().min(PART));
            parts.push(upload.put_part(part.into()));
        }
        let written = match send_parts(parts).await {
            Ok(()) => upload.complete().await.map(|_| ()),
            Err(error) => Err(error),
        };
        if let Err(error) = written {
            // Where this fails too, the bucket's own rule for unfinished uploads removes them.
            let _ = upload.abort().await;
            return Err(error.into());
        }
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

/// Some at a time. After a part that fails none is begun, and those under way are waited for: one that arrived after the
/// upload was given up would stay.
async fn send_parts(parts: Vec<UploadPart>) -> Result<(), object_store::Error> {
    let mut parts = parts.into_iter();
    let mut under_way: FuturesUnordered<_> = parts.by_ref().take(PARTS_AT_ONCE).collect();
    let mut sent = Ok(());
    while let Some(one) = under_way.next().await {
        sent = sent.and(one);
        if sent.is_ok() {
            under_way.extend(parts.next());
        }
    }
    sent
}

/// Unfinished files are called like their object with `#` and a number behind it; no id has a `#`.
fn remove_below(folder: &FilePath, moment: Time) -> std::io::Result<usize> {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            removed += remove_below(&entry.path(), moment)?;
        } else if entry.file_name().to_string_lossy().contains('#') {
            removed += usize::from(remove_older(&entry, moment)?);
        }
    }
    Ok(removed)
}

/// Whether it was that old. Whoever wrote it may have finished, and renamed it, a moment ago.
fn remove_older(entry: &std::fs::DirEntry, moment: Time) -> std::io::Result<bool> {
    let written = match entry.metadata().and_then(|about| about.modified()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        written => written?.duration_since(UNIX_EPOCH).unwrap_or_default(),
    };
    if i64::try_from(written.as_millis()).unwrap_or(i64::MAX) >= moment.millis() {
        return Ok(false);
    }
    match std::fs::remove_file(entry.path()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        removed => removed.map(|()| true),
    }
}
