//! Opens an installation: its stores, keys and engines, from the places that were named.

use std::{path::Path, sync::Arc, time::Duration};

use basics::{Chance, Clock, SystemClock};
use product::{App, Parts, schema::MIGRATIONS};
use store::{Db, DbAddress, FolderLock, Objects};
use vault::{KeyPlaces, Vault, VaultError};

use crate::{
    commands::Places,
    places::is_same_database,
    settings_file::{self, SettingsFile},
};

/// What keeps the program from starting, in words for whoever started it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No folder.
    #[error(transparent)]
    NoFolder(#[from] crate::places::NoFolder),
    /// The folder cannot be made or written.
    #[error("the folder {folder} cannot be written: {error}; check its permissions, or name another with --data")]
    Unwritable {
        /// Which folder.
        folder: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// Another process serves the folder.
    #[error(transparent)]
    Busy(#[from] store::FolderBusy),
    /// The database.
    #[error(transparent)]
    Database(#[from] store::DbError),
    /// The schema.
    #[error(transparent)]
    Migration(#[from] store::MigrationError),
    /// The keys.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// The objects.
    #[error(transparent)]
    Objects(#[from] store::ObjectError),
    /// The bucket.
    #[error(transparent)]
    Bucket(#[from] crate::bucket::BucketError),
    /// The settings file.
    #[error(transparent)]
    Settings(#[from] settings_file::SettingsError),
    /// What owners have added.
    #[error(transparent)]
    Product(#[from] product::Error),
}

/// The system's clock.
pub fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock::new(sleep))
}

#[expect(clippy::disallowed_methods, reason = "here the clock is given its way to wait")]
fn sleep(span: Duration) -> basics::Sleep {
    Box::pin(tokio::time::sleep(span))
}

/// Opens everything. The lock is held by whoever serves or works; other commands may run beside it.
pub async fn open(places: &Places) -> Result<App, StartError> {
    let app = open_bare(places).await?;
    app.db.migrate(MIGRATIONS).await?;
    product::providers::load(&app).await?;
    Ok(app)
}

/// The same with the database as it is, for whoever brings its rows along.
pub async fn open_bare(places: &Places) -> Result<App, StartError> {
    let data = places.data_folder()?;
    make_folder(&data)?;
    let settings = SettingsFile::read(places.config.as_deref())?;
    let (clock, chance) = (clock(), Arc::new(Chance::system()));
    let db = Db::open(&places.database()?).await?;
    let vault = Vault::open_at(
        &key_places(places, &settings, clock.clone())?,
        clock.clone(),
        chance.clone(),
    )
    .await?;
    let darkroom = crate::darkroom::open(settings.darkroom(), clock.clone());
    let egress = settings_file::egress(clock.clone())?;
    let engines = settings_file::engines(&settings, &egress, &chance, darkroom.clone())?;
    let objects = objects(places, &data, clock.clone()).await?;
    Ok(Parts {
        db,
        objects,
        vault,
        engines,
        egress,
        darkroom,
        clock,
        chance,
        backups: settings.backups(&data)?,
        settings: settings.product()?,
    }
    .into())
}

async fn objects(places: &Places, data: &Path, clock: Arc<dyn Clock>) -> Result<Objects, StartError> {
    match &places.objects_url {
        Some(url) => Ok(crate::bucket::open(url, clock).await?),
        None => Ok(Objects::folder(&data.join("objects"))?),
    }
}

/// Where the keys are; never in the database of the data, whose backups and replicas would keep what was destroyed.
pub fn key_places(places: &Places, settings: &SettingsFile, clock: Arc<dyn Clock>) -> Result<KeyPlaces, StartError> {
    if let (Some(keys), Some(data)) = (&places.keys_url, &places.database_url)
        && is_same_database(keys, data)
    {
        return Err(VaultError::AmongTheData.into());
    }
    Ok(KeyPlaces {
        folder: places.key_folder()?,
        url: places.keys_url.clone(),
        elsewhere: settings.keeper(clock)?,
    })
}

/// Takes the data folder for one serving process; with `PostgreSQL` several may serve.
pub fn lock(places: &Places) -> Result<Option<FolderLock>, StartError> {
    let data = places.data_folder()?;
    make_folder(&data)?;
    match places.database()? {
        DbAddress::Sqlite(_) => Ok(Some(FolderLock::take(&data)?)),
        DbAddress::Postgres(_) => Ok(None),
    }
}

/// Whoever holds the folder is its only worker: what the last one had in its hands when it died is free at once, and
/// what it was writing is removed.
pub async fn take_over(app: &App, lock: Option<&FolderLock>) -> Result<(), StartError> {
    if lock.is_some() {
        app.jobs.release_all().await?;
        app.objects.remove_unfinished().await?;
    }
    Ok(())
}

fn make_folder(folder: &Path) -> Result<(), StartError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| StartError::Unwritable {
        folder: folder.display().to_string(),
        error,
    })
}
