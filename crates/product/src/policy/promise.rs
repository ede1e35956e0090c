//! One promise of the policy: what we say, and how far code keeps it.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A promise's name, such as `P-RET-04`, as code, tests, commits and pages say it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PromiseId(String);

impl PromiseId {
    /// Reads `P-` three capitals `-` two digits; nothing else is an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (letters, digits) = text.strip_prefix("P-")?.split_once('-')?;
        let capitals = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        let number = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        (capitals && number).then(|| Self(text.to_owned()))
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PromiseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PromiseId {
    type Error = PromiseError;

    fn try_from(text: String) -> Result<Self, PromiseError> {
        Self::parse(&text).ok_or(PromiseError::NotAnId)
    }
}

impl From<PromiseId> for String {
    fn from(id: PromiseId) -> Self {
        id.0
    }
}

/// What a promise is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PromiseKind)]
pub enum Kind {
    /// Something the service can do.
    Feature,
    /// Something a person may demand.
    Right,
    /// A measure that protects.
    Security,
    /// Something that must not happen.
    Limit,
    /// Something we tell.
    Disclosure,
}

/// How far the program keeps a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[schema(as = PromiseState)]
pub enum State {
    /// Our duty, but no code enforces it.
    #[serde(rename = "not yet")]
    NotYet,
    /// Code keeps part of it, and tests show which part.
    #[serde(rename = "partly")]
    Partly,
    /// A guard keeps it, and a test fails without the guard.
    #[serde(rename = "proven")]
    Proven,
}

impl State {
    /// All states, the furthest first.
    pub const ALL: [Self; 3] = [Self::Proven, Self::Partly, Self::NotYet];

    /// The state as its file and the machine-readable policy write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not yet",
            Self::Partly => "partly",
            Self::Proven => "proven",
        }
    }
}

/// One promise as its file tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its name.
    pub id: PromiseId,
    /// The English heading of the policy under which it is made.
    pub section: String,
    /// What it is about.
    pub kind: Kind,
    /// The promise in English.
    pub words: String,
    /// The promise in German.
    pub words_de: String,
    /// How far code keeps it.
    pub state: State,
    /// Where code keeps it.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// The tests that show it.
    pub tests: Vec<String>,
}

/// A place in the code that keeps a promise, and what shows that it is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PromiseGuard)]
pub struct Guard {
    /// Its name in the code, `P-SET-05/key`.
    pub name: String,
    /// The tests that fail, every one and on every database, when it is taken away.
    pub red: Vec<String>,
}

impl Promise {
    /// Reads a promise's file.
    ///
    /// # Errors
    /// When the text is not such a file, or claims more than it can show.
    pub fn parse(text: &str) -> Result<Self, PromiseError> {
        let promise: Self = toml::from_str(text).map_err(|error| PromiseError::Unreadable(error.to_string()))?;
        let shown = match promise.state {
            State::NotYet => true,
            State::Partly => !promise.tests.is_empty(),
            State::Proven => !promise.tests.is_empty() && promise.guards.iter().any(|guard| !guard.red.is_empty()),
        };
        if shown {
            Ok(promise)
        } else {
            Err(PromiseError::Unshown(promise.id))
        }
    }

    /// The promise in a language given by its code; English where there is no other.
    #[must_use]
    pub fn words_in(&self, language: &str) -> &str {
        if language == "de" { &self.words_de } else { &self.words }
    }
}

/// Why a promise's file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    /// The id has another shape.
    #[error("a promise's id looks like P-RET-04")]
    NotAnId,
    /// The file is not a promise.
    #[error("not a promise: {0}")]
    Unreadable(String),
    /// The state claims guards or tests that the file does not name.
    #[error("{0} claims a state without naming the tests and guards that show it")]
    Unshown(PromiseId),
    /// The file is named after another promise.
    #[error("{0} is in the file of another promise")]
    Misplaced(PromiseId),
}
