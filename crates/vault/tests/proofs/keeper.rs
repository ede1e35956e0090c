//! Somebody else who keeps a root key: as it should be, or not.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use basics::{Chance, HolderId};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use vault::{KeyProvider, Vault, VaultError};

/// A keeper with a key of its own.
pub struct Keeper {
    id: String,
    cipher: XChaCha20Poly1305,
    chance: Arc<Chance>,
    /// Gives back what nobody wrapped.
    pub lies: AtomicBool,
    /// Whom to destroy, and where, while their key is being wrapped.
    pub destroys: Mutex<Option<(Vault, HolderId)>>,
}

impl Keeper {
    pub fn new(id: &str, chance: &Arc<Chance>) -> Arc<Self> {
        Arc::new(Self {
            id: id.to_owned(),
            cipher: XChaCha20Poly1305::new(&chance.bytes::<32>().into()),
            chance: chance.clone(),
            lies: AtomicBool::new(false),
            destroys: Mutex::default(),
        })
    }
}

#[async_trait]
impl KeyProvider for Keeper {
    fn id(&self) -> &str {
        &self.id
    }

    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let destroys = self.destroys.lock().unwrap().clone();
        if let Some((vault, holder)) = destroys.filter(|(_, holder)| context.ends_with(holder.as_bytes())) {
            vault.destroy_holder(holder).await?;
        }
        let nonce: [u8; 24] = self.chance.bytes();
        let payload = Payload { msg: key, aad: context };
        let sealed = self.cipher.encrypt(&nonce.into(), payload).unwrap();
        Ok([&nonce[..], &sealed].concat())
    }

    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        if self.lies.load(Ordering::SeqCst) {
            return Ok(vec![7; 32]);
        }
        let (nonce, sealed) = wrapped.split_first_chunk::<24>().ok_or(VaultError::Forged)?;
        let payload = Payload {
            msg: sealed,
            aad: context,
        };
        self.cipher
            .decrypt(&(*nonce).into(), payload)
            .map_err(|_| VaultError::Forged)
    }
}
