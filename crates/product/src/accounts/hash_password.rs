//! Hashing passwords: slow on purpose, so off the async threads and only a few at once.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{OnceCell, Semaphore};

use crate::error::Error;

/// How many hashes are computed at once: each takes 19 MiB.
const AT_ONCE: usize = 2;

/// The place where passwords are hashed. Cheap to clone.
#[derive(Clone)]
pub struct Hashing {
    places: Arc<Semaphore>,
    /// The hash of nobody's password, so that an unknown address costs as much time as a known one.
    nobody: Arc<OnceCell<String>>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: Arc::default(),
        }
    }
}

impl Hashing {
    /// The password's hash (argon2id, RFC 9106, as a PHC string with its salt and cost).
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let _place = self.places.acquire().await.map_err(|_| Error::Busy)?;
        let hashing = tokio::task::spawn_blocking(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
        });
        hashing.await.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)
    }

    /// Whether the password is the one. Without a hash it is not, after the same work.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => self
                .nobody
                .get_or_try_init(|| self.hash("nobody's password".to_owned()))
                .await?
                .clone(),
        };
        let _place = self.places.acquire().await.map_err(|_| Error::Busy)?;
        let verifying = tokio::task::spawn_blocking(move || {
            let parsed = PasswordHash::new(&hash).ok();
            parsed.is_some_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(verifying.await.map_err(|_| Error::Busy)? && known)
    }
}
