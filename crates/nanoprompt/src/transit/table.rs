//! The table `[keys.transit]` of the settings file.

use std::{fmt, path::PathBuf, sync::Arc};

use axum::http::HeaderValue;
use basics::Clock;
use egress::{Egress, Recorder, Rule};
use engines::Secret;
use serde::Deserialize;

use super::{PATIENCE, Transit, answer::Failed};

/// Who keeps the root key; nobody but the key folder, where nothing is said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeysTable {
    pub transit: Option<TransitTable>,
}

/// A named key of a transit engine.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitTable {
    pub address: String,
    #[serde(default = "usual_mount")]
    mount: String,
    key: String,
    namespace: Option<String>,
    token_env: Option<String>,
    /// Read again whenever it is needed, since whoever renews the token writes it there.
    pub token_file: Option<PathBuf>,
}

fn usual_mount() -> String {
    "transit".to_owned()
}

/// The table cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("[keys.transit] in nanoprompt.toml cannot be used: {0}")]
pub struct TransitError(String);

/// What the engine knows us by.
pub(super) enum Token {
    Fixed(Secret),
    File(PathBuf),
}

impl TransitTable {
    /// The key that the table names; nothing is asked for yet.
    pub fn open(&self, clock: Arc<dyn Clock>, recorder: Arc<dyn Recorder>) -> Result<Transit, TransitError> {
        let wrong = |words: &str| TransitError(words.to_owned());
        let (mount, key) = (self.mount.trim_matches('/'), self.key.as_str());
        if !is_path(mount) || !is_path(key) || key.contains('/') {
            return Err(wrong(
                "mount and key are names, of letters, digits, dots, hyphens and underscores",
            ));
        }
        let rule = Rule::operator("keys", &self.address);
        let rule = rule.map_err(|error| TransitError(format!("address = \"…\": {error}")))?;
        let egress = Egress::new(egress::Limits::default(), clock.clone(), recorder);
        let namespace = self.namespace.as_deref().map(HeaderValue::from_str).transpose();
        Ok(Transit {
            // Not the address: the same engine may be reached by another one day.
            id: format!("transit {mount}/{key}"),
            name: format!("the key {key} of {mount} at {}", self.address),
            mount: mount.to_owned(),
            key: key.to_owned(),
            namespace: namespace.map_err(|_| wrong("the namespace cannot be sent in a header"))?,
            token: self.token()?,
            rule,
            egress: egress.map_err(|error| TransitError(error.to_string()))?,
            clock,
            patience: PATIENCE,
        })
    }

    /// Only the program reads the environment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the settings name the variable that holds the token"
    )]
    fn token(&self) -> Result<Token, TransitError> {
        match (&self.token_env, &self.token_file) {
            (Some(variable), None) => std::env::var(variable)
                .map(|token| Token::Fixed(Secret::new(token)))
                .map_err(|_| {
                    TransitError(format!(
                        "the token is to be in the variable {variable}, and there is none"
                    ))
                }),
            (None, Some(file)) => Ok(Token::File(file.clone())),
            _ => Err(TransitError(
                "say where the token is: token_env = \"…\" or token_file = \"…\"".to_owned(),
            )),
        }
    }
}

impl Token {
    /// The token as a header that is never shown.
    pub(super) async fn read(&self) -> Result<HeaderValue, Failed> {
        let token = match self {
            Self::Fixed(token) => token.clone(),
            Self::File(file) => match tokio::fs::read_to_string(file).await {
                Ok(text) => Secret::new(text),
                Err(error) => {
                    let file = file.display();
                    return Err(Failed::ForGood(format!(
                        "its token cannot be read from {file}: {error}"
                    )));
                }
            },
        };
        let header = HeaderValue::from_str(token.reveal());
        let mut header = header.map_err(|_| Failed::ForGood("its token is not one line of text".to_owned()))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a token")
    }
}

/// Names with slashes between them, none of which leads upwards.
fn is_path(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_name = |name: &str| !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain);
    text.split('/').all(is_name)
}
