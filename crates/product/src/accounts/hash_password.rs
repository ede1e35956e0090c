//! Hashing passwords: slow on purpose, so off the async threads and only a few at once.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use tokio::sync::{OnceCell, Semaphore};

use crate::error::Error;

/// How many hashes are computed at once: each takes 19 MiB.
const AT_ONCE: usize = 2;
/// How long a hash is, in bytes.
const LENGTH: usize = 32;

/// The place where passwords are hashed. Cheap to clone.
#[derive(Clone)]
pub struct Hashing {
    places: Arc<Semaphore>,
    memory: Memory,
    /// The hash of nobody's password, so that an unknown address costs as much time as a known one.
    nobody: Arc<OnceCell<String>>,
}

/// The memory of hashes, kept for the next ones: given back, so much at a time stays with each thread that ever had it.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<Vec<Block>>>>);

impl Default for Hashing {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            memory: Memory::default(),
            nobody: Arc::default(),
        }
    }
}

impl Hashing {
    /// The password's hash (argon2id, RFC 9106, as a PHC string with its salt and cost).
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let _place = self.places.acquire().await.map_err(|_| Error::Busy)?;
        let memory = self.memory.clone();
        let hashing = tokio::task::spawn_blocking(move || memory.hash(&password));
        hashing.await.map_err(|_| Error::Busy)?.ok_or(Error::Busy)
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
        let memory = self.memory.clone();
        let verifying = tokio::task::spawn_blocking(move || memory.verify(&password, &hash).unwrap_or(false));
        Ok(verifying.await.map_err(|_| Error::Busy)? && known)
    }
}

impl Memory {
    fn hash(&self, password: &str) -> Option<String> {
        let (argon2, salt) = (Argon2::default(), Salt::generate());
        let hash = self.compute(&argon2, password, &salt)?;
        let whole = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(argon2.params()).ok()?,
            salt: Some(salt),
            hash: Some(hash),
        };
        Some(whole.to_string())
    }

    /// With the cost that the hash was made with. The two are compared in the same time wherever they differ.
    fn verify(&self, password: &str, hash: &str) -> Option<bool> {
        let stored = PasswordHash::new(hash).ok()?;
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
        let version = stored.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(&stored).ok()?);
        Some(self.compute(&argon2, password, stored.salt.as_ref()?)? == stored.hash?)
    }

    fn compute(&self, argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Option<Output> {
        let mut blocks = self.lock().pop().unwrap_or_default();
        blocks.resize(argon2.params().block_count(), Block::new());
        let mut hash = [0; LENGTH];
        let computed = argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut hash, &mut blocks);
        // What a password was mixed into does not stay.
        blocks.fill(Block::new());
        self.lock().push(blocks);
        computed.ok().and_then(|()| Output::new(&hash).ok())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier;

    use super::*;

    /// Made by the library's own way, which earlier versions of the program used.
    const STORED: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

    #[tokio::test]
    async fn a_hash_is_what_the_library_itself_would_make_and_verify() {
        let hashing = Hashing::default();
        let hash = hashing.hash("a quiet lamp".to_owned()).await.unwrap();
        assert!(hash.starts_with(STORED), "{hash}");
        let parsed = PasswordHash::new(&hash).unwrap();
        assert!(Argon2::default().verify_password(b"a quiet lamp", &parsed).is_ok());
        assert!(Argon2::default().verify_password(b"a quiet lamb", &parsed).is_err());
        assert!(
            hashing
                .verify("a quiet lamp".to_owned(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !hashing
                .verify("a quiet lamb".to_owned(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert_ne!(
            hashing.hash("a quiet lamp".to_owned()).await.unwrap(),
            hash,
            "another salt"
        );
    }

    #[tokio::test]
    async fn what_is_no_hash_and_nobody_at_all_are_not_the_one() {
        let hashing = Hashing::default();
        for hash in [
            None,
            Some(String::new()),
            Some(STORED.to_owned()),
            Some("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$AA".to_owned()),
        ] {
            assert!(!hashing.verify("a quiet lamp".to_owned(), hash).await.unwrap());
        }
    }

    #[tokio::test]
    async fn only_so_much_memory_is_taken_however_many_come() {
        let hashing = Hashing::default();
        let all = (0..6).map(|number| hashing.hash(format!("password {number}")));
        assert!(futures::future::join_all(all).await.iter().all(Result::is_ok));
        let kept = hashing.memory.lock();
        assert!(kept.len() <= AT_ONCE);
        assert!(
            kept.iter()
                .flatten()
                .all(|block| block.as_ref().iter().all(|word| *word == 0)),
            "nothing stays in it"
        );
    }
}
