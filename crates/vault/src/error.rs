//! What can go wrong with keys and seals.

use sqlx::sqlite::SqliteError;
use thiserror::Error;

/// A key is not to be had, or a seal does not open.
#[derive(Debug, Clone, Error)]
pub enum VaultError {
    /// The key was destroyed: the content is gone for good.
    #[error("the key of this content was destroyed")]
    Erased,
    /// The ciphertext was changed, cut, or moved to where it does not belong.
    #[error("sealed content was changed or belongs elsewhere")]
    Forged,
    /// The unit has a key already, and this holder does not hold it; whoever does may share it.
    #[error("another holder has the key of this content")]
    HeldByAnother,
    /// The root key is not the one that this key store was made with.
    #[error(
        "the root key does not fit this key store; put back the root.key that belongs to it, from the newest copy of \
         the key folder, or the [keys.transit] table; while the root key is being changed, root.key.next belongs to it too"
    )]
    WrongRootKey,
    /// Another process is changing the root key.
    #[error("another process is changing the root key; wait until it is done")]
    Rotating,
    /// Whoever keeps the root key does not answer, or not as it should.
    #[error("the root key cannot be used: {0}")]
    RootUnavailable(String),
    /// Half of the key folder is gone.
    #[error("{file} is missing from the key folder; put it back from the newest copy of the key folder")]
    Missing {
        /// The file.
        file: String,
    },
    /// The root key can be read by others.
    #[error("the root key {file} can be read by other users; run: chmod 600 {file}")]
    Exposed {
        /// The file.
        file: String,
    },
    /// The root key's file does not hold a key.
    #[error("the root key {file} is damaged; put it back from the newest copy of the key folder")]
    DamagedRootKey {
        /// The file.
        file: String,
    },
    /// There is a root key, and nothing under it.
    #[error(
        "the key store is empty, and yet there is a root key for one: put the newest copy into it (nanoprompt keys load \
         FILE), or, if this is a new installation, take root.key out of the key folder"
    )]
    Empty,
    /// A copy can only be loaded into an empty key store.
    #[error("the key store has keys already; nothing was loaded over them")]
    NotEmpty,
    /// The keys would rest in the database of the data, and in its backups.
    #[error(
        "the address of the key store is that of the data; keys must be apart from what they seal: name another database \
         in NANOPROMPT_KEYS_URL"
    )]
    AmongTheData,
    /// The key store is damaged.
    #[error("the key store is damaged ({0}); put it back from the newest copy of the key folder")]
    Damaged(String),
    /// The key store does not answer or cannot be written.
    #[error(
        "the key store cannot be used: {0}; check the key folder's permissions and free \
             space, or the database that NANOPROMPT_KEYS_URL names"
    )]
    Unavailable(String),
}

impl From<sqlx::Error> for VaultError {
    fn from(error: sqlx::Error) -> Self {
        let damaged = |code: &str| code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 11 | 26));
        match &error {
            sqlx::Error::Database(cause)
                if cause.try_downcast_ref::<SqliteError>().is_some()
                    && cause.code().is_some_and(|code| damaged(&code)) =>
            {
                Self::Damaged(cause.message().to_owned())
            }
            _ => Self::Unavailable(error.to_string()),
        }
    }
}
