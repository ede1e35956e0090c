//! The root key kept by somebody else: the transit engine of `HashiCorp` Vault or `OpenBao`. It wraps and unwraps keys
//! by `POST /v1/{mount}/encrypt/{key}` and `/v1/{mount}/decrypt/{key}`, and its own key never leaves it.
//!
//! What goes there is a random key and a hash of what that is bound to. It learns nobody's id, and never sees content.

mod answer;
mod table;

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::{HeaderName, HeaderValue};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use basics::{Clock, Span};
use egress::{Egress, Inbound, Outbound, PurposeKind, Rule, Target};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use vault::{KeyProvider, VaultError};

use self::{answer::Failed, table::Token};

pub use table::{KeysTable, TransitError};

/// How every wrap of a transit engine begins.
const WRAPPED: &str = "vault:";
const STRANGE: &str = "it answers with something that no transit engine makes; look at the address";
/// How long one answer may take.
const PATIENCE: Span = Span::seconds(5);
/// How long is waited before each time it is asked again; asking changes nothing there, so it may be asked twice.
const AGAIN: [Span; 2] = [Span::millis(200), Span::seconds(1)];
/// The largest answer, in bytes.
const ANSWER: u64 = 64 << 10;

/// A named key of a transit engine.
pub struct Transit {
    id: String,
    /// Whom to name in errors: address, mount and key.
    name: String,
    mount: String,
    key: String,
    namespace: Option<HeaderValue>,
    token: Token,
    rule: Rule,
    egress: Egress,
    clock: Arc<dyn Clock>,
    patience: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Encrypt,
    Decrypt,
}

#[async_trait]
impl KeyProvider for Transit {
    fn id(&self) -> &str {
        &self.id
    }

    async fn wrap(&self, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let asked = json!({ "plaintext": BASE64.encode(key), "associated_data": bound_to(context) });
        let wrapped = self.ask(Deed::Encrypt, &asked, "ciphertext").await?;
        if wrapped.starts_with(WRAPPED) {
            Ok(wrapped.into_bytes())
        } else {
            Err(self.unavailable(STRANGE))
        }
    }

    async fn unwrap(&self, context: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        let text = std::str::from_utf8(wrapped).ok();
        let wrapped = text
            .filter(|text| text.starts_with(WRAPPED))
            .ok_or(VaultError::Forged)?;
        let asked = json!({ "ciphertext": wrapped, "associated_data": bound_to(context) });
        let key = self.ask(Deed::Decrypt, &asked, "plaintext").await?;
        BASE64.decode(key).map_err(|_| self.unavailable(STRANGE))
    }
}

impl Transit {
    /// The text of one field of the answer, asked for again where that may help.
    async fn ask(&self, deed: Deed, asked: &Value, field: &str) -> Result<String, VaultError> {
        let mut waits = AGAIN.into_iter();
        loop {
            match self.ask_once(deed, asked, field).await {
                Ok(text) => return Ok(text),
                Err(Failed::Forged) => return Err(VaultError::Forged),
                Err(Failed::ForGood(words)) => return Err(self.unavailable(&words)),
                Err(Failed::ForNow(words)) => match waits.next() {
                    Some(wait) => self.clock.sleep(wait).await,
                    None => return Err(self.unavailable(&words)),
                },
            }
        }
    }

    async fn ask_once(&self, deed: Deed, asked: &Value, field: &str) -> Result<String, Failed> {
        let request = self.request(deed, asked).await?;
        let inbound = self.egress.send(&self.rule, request).await.map_err(answer::unsent)?;
        let status = inbound.status.as_u16();
        let body = Inbound::bytes(inbound).await.map_err(answer::unsent)?;
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        answer::read(deed, status, &body, field)
    }

    async fn request(&self, deed: Deed, asked: &Value) -> Result<Outbound, Failed> {
        let verb = match deed {
            Deed::Encrypt => "encrypt",
            Deed::Decrypt => "decrypt",
        };
        let path = format!("v1/{}/{verb}/{}", self.mount, self.key);
        let body = asked.to_string().into_bytes().into();
        let mut request = Outbound::post_json(Target::Path(path.into()), body, PurposeKind::Secure)
            .fields(["plaintext", "ciphertext", "associated_data"])
            .header(HeaderName::from_static("x-vault-token"), self.token.read().await?)
            .header(
                HeaderName::from_static("x-vault-request"),
                HeaderValue::from_static("true"),
            )
            .within(self.patience)
            .at_most(ANSWER);
        if let Some(namespace) = &self.namespace {
            request = request.header(HeaderName::from_static("x-vault-namespace"), namespace.clone());
        }
        Ok(request)
    }

    fn unavailable(&self, words: &str) -> VaultError {
        VaultError::RootUnavailable(format!("{}: {words}", self.name))
    }
}

/// The hash of what a key is bound to, which would name a person.
fn bound_to(context: &[u8]) -> String {
    BASE64.encode(Sha256::digest(context))
}

#[cfg(test)]
mod tests;
