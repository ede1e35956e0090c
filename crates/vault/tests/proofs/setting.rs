//! What the proofs are played on: a key folder, a clock that stands still, and content of two fields.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use basics::{AccountId, Chance, Clock, GenerationId, HolderId, Sleep, Span, Time, UnitId};
use privacy::{AllowedFor, Personal, Sealed, ShowToOwner};
use tempfile::TempDir;
use vault::{HolderKind, KeyPlaces, Vault, VaultError};

use crate::{keeper::Keeper, server};

/// Tells the same story with the key store in a file and on a server: `name::file` and `name::server`.
macro_rules! on_both_stores {
    ($($(#[$doc:meta])* async fn $name:ident($setting:ident: Setting) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn story($setting: Setting) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn file() {
                story(Setting::new().await).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn server() {
                if let Some(setting) = Setting::on_a_server().await {
                    story(setting).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both_stores;

/// Stands still until it is moved.
pub struct ManualClock(AtomicI64);

/// The words of a prompt.
#[derive(Debug, PartialEq, Eq)]
pub struct Words(pub String);

/// The same kind of content in another field.
#[derive(Debug, PartialEq, Eq)]
pub struct Title(pub String);

/// A key folder and what was opened on it.
pub struct Setting {
    pub vault: Vault,
    pub clock: Arc<ManualClock>,
    pub chance: Arc<Chance>,
    home: TempDir,
    /// Where the key store is, unless it is in the folder.
    pub url: Option<String>,
}

impl Setting {
    /// A new key folder.
    pub async fn new() -> Self {
        Self::with_store(None).await
    }

    /// A new key folder, and the key store in a database of its own; `None` where the check has no server.
    pub async fn on_a_server() -> Option<Self> {
        let url = server::fresh_database().await?;
        Some(Self::with_store(Some(url)).await)
    }

    async fn with_store(url: Option<String>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock(AtomicI64::new(1_795_510_800_000)));
        let chance = Arc::new(Chance::system());
        let places = KeyPlaces {
            url: url.clone(),
            ..KeyPlaces::folder(&home.path().join("keys"))
        };
        let vault = Vault::open_at(&places, clock.clone(), chance.clone()).await.unwrap();
        Self {
            vault,
            clock,
            chance,
            home,
            url,
        }
    }

    pub fn keys(&self) -> PathBuf {
        self.home.path().join("keys")
    }

    /// Another vault on the same folder, as another process would have.
    pub async fn another(&self) -> Vault {
        self.opened().await.unwrap()
    }

    pub async fn opened(&self) -> Result<Vault, VaultError> {
        self.opened_at(&self.places()).await
    }

    pub async fn opened_at(&self, places: &KeyPlaces) -> Result<Vault, VaultError> {
        Vault::open_at(places, self.clock.clone(), self.chance.clone()).await
    }

    pub fn places(&self) -> KeyPlaces {
        KeyPlaces {
            url: self.url.clone(),
            ..KeyPlaces::folder(&self.keys())
        }
    }

    /// Another vault on the same folder that knows somebody else who keeps a root key.
    pub async fn with_keeper(&self, keeper: &Arc<Keeper>) -> Result<Vault, VaultError> {
        let mut places = self.places();
        places.elsewhere = Some(keeper.clone());
        self.opened_at(&places).await
    }

    pub fn fresh_unit(&self) -> UnitId {
        GenerationId::fresh(self.clock.now(), &self.chance).into()
    }

    /// A person with a key.
    pub async fn person(&self) -> HolderId {
        let person = AccountId::fresh(self.clock.now(), &self.chance).into();
        self.vault.create_holder(person, HolderKind::Person).await.unwrap();
        person
    }

    /// A unit with a key that this person holds.
    pub async fn unit_of(&self, holder: HolderId) -> UnitId {
        let unit = self.fresh_unit();
        self.vault.create_unit(unit, holder).await.unwrap();
        unit
    }

    pub async fn unit(&self) -> UnitId {
        self.unit_of(self.person().await).await
    }

    /// In how many files of the key folder these bytes stand as they are.
    pub fn files_with(&self, bytes: &[u8]) -> usize {
        files(&self.keys())
            .iter()
            .filter(|file| holds(&fs::read(file).unwrap(), bytes))
            .count()
    }
}

impl ManualClock {
    pub fn advance(&self, span: Span) {
        self.0.fetch_add(span.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Time {
        Time::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, _span: Span) -> Sleep {
        Box::pin(std::future::pending())
    }
}

impl Personal for Words {
    const FIELD: &'static str = "generation.prompt";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl Personal for Title {
    const FIELD: &'static str = "generation.title";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<ShowToOwner> for Words {}
impl AllowedFor<ShowToOwner> for Title {}

pub fn words() -> Words {
    Words("a lighthouse in a storm".to_owned())
}

/// What a vault reads in sealed words.
pub async fn read(vault: &Vault, sealed: &Sealed<Words>) -> Result<Words, VaultError> {
    let clear = vault.open_sealed::<ShowToOwner, Words>(sealed).await?;
    Ok(clear.into_inner())
}

/// A copy of a folder of files, as somebody may have made before.
pub fn copy_of(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in files(folder) {
        fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
    }
    copy
}

pub async fn open(folder: &Path, clock: &Arc<ManualClock>, chance: &Arc<Chance>) -> Result<Vault, VaultError> {
    Vault::open(folder, clock.clone(), chance.clone()).await
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

fn holds(content: &[u8], bytes: &[u8]) -> bool {
    assert!(!bytes.is_empty(), "nothing is in every file");
    content.windows(bytes.len()).any(|window| window == bytes)
}
