//! The root: what wraps the holders' keys. By default a file that only its owner can read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use async_trait::async_trait;
use basics::Chance;

use crate::{VaultError, cipher, key::Key};

/// Wraps and unwraps holders' keys; the root key itself may never leave it.
#[async_trait]
pub trait KeyProvider: Send + Sync {
    /// A short name of this provider.
    fn id(&self) -> &str;
    /// The key, wrapped and bound to the context.
    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError>;
    /// The key again.
    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError>;
}

/// A root key in a file of 64 hexadecimal digits.
pub struct RootKeyFile {
    key: Key,
    chance: Arc<Chance>,
}

impl RootKeyFile {
    /// Reads the key, or makes one where there is none.
    ///
    /// # Errors
    /// [`VaultError::Exposed`] when anybody but the owner can read it.
    pub fn open(file: &Path, chance: Arc<Chance>) -> Result<Self, VaultError> {
        let name = file.display().to_string();
        match create(file, &chance) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(VaultError::Unavailable(error.to_string())),
        }
        if readable_by_others(file).map_err(|error| VaultError::Unavailable(error.to_string()))? {
            return Err(VaultError::Exposed { file: name });
        }
        let text = fs::read_to_string(file).map_err(|error| VaultError::Unavailable(error.to_string()))?;
        let key = from_hex(text.trim()).ok_or(VaultError::DamagedRootKey { file: name })?;
        Ok(Self { key, chance })
    }
}

#[async_trait]
impl KeyProvider for RootKeyFile {
    fn id(&self) -> &'static str {
        "file"
    }

    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::seal(&self.key, &self.chance, context, key)
    }

    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::open(&self.key, context, wrapped)
    }
}

/// Makes the file whole or not at all: another process may be making it right now.
fn create(file: &Path, chance: &Chance) -> io::Result<()> {
    if file.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let unique = file.with_extension(format!("new-{:016x}", chance.seed()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(&unique)?;
    let key: [u8; 32] = chance.bytes();
    let hex = key
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat();
    new.write_all(hex.as_bytes())?;
    new.sync_all()?;
    let linked = fs::hard_link(&unique, file);
    fs::remove_file(&unique)?;
    linked
}

#[cfg(unix)]
fn readable_by_others(file: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(file)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_file: &Path) -> io::Result<bool> {
    Ok(false)
}

fn from_hex(text: &str) -> Option<Key> {
    let digits = text.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..32)
        .map(|place| u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok())
        .collect();
    Key::from_bytes(&bytes?)
}
