//! What an answer of a transit engine means, and what to do about it.

use egress::EgressError;
use serde_json::Value;

use super::Deed;

/// Why there is no answer to use.
#[derive(Debug)]
pub(super) enum Failed {
    /// It is not what that engine wrapped, or not for this.
    Forged,
    /// Asking again does not help; the words say what does.
    ForGood(String),
    /// Asking again may help.
    ForNow(String),
}

/// The text in one field of the answer's data.
pub(super) fn read(deed: Deed, status: u16, body: &Value, field: &str) -> Result<String, Failed> {
    match status {
        200 => {
            let text = body["data"][field].as_str();
            text.map(ToOwned::to_owned).ok_or_else(|| {
                Failed::ForGood(
                    "it answers with something that no transit engine makes; look at the address".to_owned(),
                )
            })
        }
        400 if deed == Deed::Decrypt && is_forged(&said(body)) => Err(Failed::Forged),
        400 => Err(Failed::ForGood(format!(
            "it refuses ({}); look at the key's type, which must be aes256-gcm96 or chacha20-poly1305 and not derived, and \
             at its min_decryption_version",
            said(body)
        ))),
        401 | 403 => Err(Failed::ForGood(
            "the token has run out or may not use the key; renew it, or let its policy allow update on encrypt and \
             decrypt of this key"
                .to_owned(),
        )),
        404 => Err(Failed::ForGood(
            "there is no transit engine at that mount; look at address, mount and namespace".to_owned(),
        )),
        503 => Err(Failed::ForNow(
            "it is sealed or only stands by; unseal it, or name the active one".to_owned(),
        )),
        status => Err(Failed::ForNow(format!(
            "it answers with the status {status}; look at its log"
        ))),
    }
}

/// Why no answer came.
pub(super) fn unsent(error: EgressError) -> Failed {
    match error {
        EgressError::Unreachable | EgressError::TimedOut | EgressError::Cut => {
            Failed::ForNow(format!("{error}; look at the address, and whether it runs"))
        }
        EgressError::RedirectRefused(_) | EgressError::TooManyRedirects => {
            Failed::ForGood("it sends us elsewhere; name the address of the active one or of the cluster".to_owned())
        }
        other => Failed::ForGood(format!("{other}; look at the address")),
    }
}

/// The engine has no code of its own for this, only words.
fn is_forged(said: &str) -> bool {
    said.contains("message authentication failed") || said.contains("invalid ciphertext")
}

/// Its own words, short enough for a line.
fn said(body: &Value) -> String {
    let words = body["errors"][0].as_str().unwrap_or("and does not say why");
    words.chars().filter(|letter| !letter.is_control()).take(120).collect()
}
