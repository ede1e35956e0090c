//! The root: what wraps the holders' keys. By default a file that only its owner can read.

use std::{
    fs::{self, File, OpenOptions},
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
    /// Which root it is, always the same for one root: every wrap is marked with it.
    fn id(&self) -> &str;
    /// The key, wrapped and bound to the context.
    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError>;
    /// The key again.
    ///
    /// # Errors
    /// [`VaultError::Forged`] when it is not a wrap of this root for this context.
    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError>;
}

/// A root key in a file of 64 hexadecimal digits.
pub(crate) struct RootKeyFile {
    id: String,
    key: Key,
    chance: Arc<Chance>,
}

impl RootKeyFile {
    /// Reads the key, where there is one.
    ///
    /// # Errors
    /// [`VaultError::Exposed`] when anybody but the owner can read it.
    pub(crate) fn read(file: &Path, chance: &Arc<Chance>) -> Result<Option<Self>, VaultError> {
        let name = file.display().to_string();
        let text = match look_into(file) {
            Ok(None) => return Err(VaultError::Exposed { file: name }),
            Ok(Some(text)) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(VaultError::DamagedRootKey { file: name });
            }
            Err(error) => return Err(VaultError::Unavailable(error.to_string())),
        };
        let key = from_hex(text.trim()).ok_or(VaultError::DamagedRootKey { file: name })?;
        let id = format!("file {}", to_hex(&key.derive(&[b"root id"]).bytes()[..16]));
        let chance = chance.clone();
        Ok(Some(Self { id, key, chance }))
    }
}

#[async_trait]
impl KeyProvider for RootKeyFile {
    fn id(&self) -> &str {
        &self.id
    }

    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::seal(&self.key, &self.chance, context, key)
    }

    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::open(&self.key, context, wrapped)
    }
}

/// Puts a fresh key into a file that is not there yet, whole or not at all: another process may be making it right now.
/// It is on the disk when this returns.
pub(crate) fn make(file: &Path, chance: &Chance) -> io::Result<()> {
    if file.exists() {
        return Ok(());
    }
    let unique = file.with_extension(format!("new-{:016x}", chance.seed()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(&unique)?;
    let key: [u8; 32] = chance.bytes();
    new.write_all(to_hex(&key).as_bytes())?;
    new.sync_all()?;
    let linked = fs::hard_link(&unique, file);
    fs::remove_file(&unique)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder_of(file),
    }
}

/// Makes what was created, renamed or removed beside a file last.
pub(crate) fn sync_folder_of(file: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(folder) = file.parent()
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The text of a file that nobody else can read; `None` when others can.
fn look_into(file: &Path) -> io::Result<Option<String>> {
    let opened = File::open(file)?;
    if readable_by_others(&opened)? {
        return Ok(None);
    }
    io::read_to_string(opened).map(Some)
}

#[cfg(unix)]
fn readable_by_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_file: &File) -> io::Result<bool> {
    Ok(false)
}

fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
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
