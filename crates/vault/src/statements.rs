//! Statements that an installation signs and anybody can check without it: JSON Web Signatures in compact form (RFC 7515
//! §7.1) with Ed25519 (RFC 8037 §3.1), the public key in the header.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{Vault, VaultError, key::Key};

/// A statement whose signature is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What kind of statement it is.
    pub kind: String,
    /// What it says: JSON.
    pub payload: Vec<u8>,
    /// Who signed it: the thumbprint of the key (RFC 7638), to be compared with the one that the installation publishes.
    pub signer: String,
}

/// A text is not a statement that somebody signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StatementError {
    /// The shape is wrong.
    #[error("this is not a signed statement; it may have been cut off or edited")]
    Malformed,
    /// The signature does not fit.
    #[error("the signature does not fit what the statement says: it was changed after it was signed")]
    Forged,
}

/// The JOSE header (RFC 7515 §4).
#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    jwk: Jwk,
}

/// An octet key pair's public part (RFC 8037 §2), its members in the order of the thumbprint (RFC 7638 §3.2).
#[derive(Serialize, Deserialize, Clone)]
struct Jwk {
    crv: String,
    kty: String,
    x: String,
}

impl Jwk {
    fn of(public: &[u8]) -> Self {
        Self {
            crv: "Ed25519".to_owned(),
            kty: "OKP".to_owned(),
            x: BASE64.encode(public),
        }
    }

    fn thumbprint(&self) -> String {
        let canonical = format!(r#"{{"crv":"{}","kty":"{}","x":"{}"}}"#, self.crv, self.kty, self.x);
        BASE64.encode(Sha256::digest(canonical))
    }
}

impl Vault {
    /// Signs a statement of that kind; `payload` is JSON.
    pub fn sign(&self, kind: &str, payload: &[u8]) -> Result<String, VaultError> {
        let pair = self.pair()?;
        let header = Header {
            alg: "EdDSA".to_owned(),
            typ: kind.to_owned(),
            jwk: Jwk::of(pair.public_key().as_ref()),
        };
        let header = serde_json::to_vec(&header).map_err(|error| VaultError::Unavailable(error.to_string()))?;
        let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
        let signature = BASE64.encode(pair.sign(signed.as_bytes()));
        Ok(format!("{signed}.{signature}"))
    }

    /// The public key as a JSON Web Key (RFC 7517), with its thumbprint as its id.
    pub fn public_key(&self) -> Result<serde_json::Value, VaultError> {
        let jwk = Jwk::of(self.pair()?.public_key().as_ref());
        Ok(serde_json::json!({
            "kty": jwk.kty, "crv": jwk.crv, "x": jwk.x, "kid": jwk.thumbprint(), "use": "sig", "alg": "EdDSA",
        }))
    }

    fn pair(&self) -> Result<Ed25519KeyPair, VaultError> {
        let seed: &Key = &self.0.signing;
        Ed25519KeyPair::from_seed_unchecked(seed.bytes()).map_err(|error| VaultError::Unavailable(error.to_string()))
    }
}

/// Checks a statement; needs nothing but the text. Whose key it is, is for the reader to compare.
pub fn read_statement(text: &str) -> Result<Statement, StatementError> {
    let (signed, signature) = text.trim().rsplit_once('.').ok_or(StatementError::Malformed)?;
    let (header, payload) = signed.split_once('.').ok_or(StatementError::Malformed)?;
    let decode = |part: &str| BASE64.decode(part).map_err(|_| StatementError::Malformed);
    let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| StatementError::Malformed)?;
    if header.alg != "EdDSA" || header.jwk.kty != "OKP" || header.jwk.crv != "Ed25519" {
        return Err(StatementError::Malformed);
    }
    let public = UnparsedPublicKey::new(&ED25519, decode(&header.jwk.x)?);
    public
        .verify(signed.as_bytes(), &decode(signature)?)
        .map_err(|_| StatementError::Forged)?;
    Ok(Statement {
        kind: header.typ,
        payload: decode(payload)?,
        signer: header.jwk.thumbprint(),
    })
}
