//! What can go wrong in a slice. One place turns it into an answer.

pub use engines::{Failure, Impossible, Objection};
use jobs::JobError;
use store::{DbError, ObjectError};
use thiserror::Error;
use vault::VaultError;
use web_kit::KeyLimit;

pub use crate::{
    api_keys::NotFor,
    budgets::{Shortage, Whose},
};

/// Why something was not done.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no such thing, or it is somebody else's: the two look alike on purpose.
    #[error("there is no such thing")]
    NotFound,
    /// A field holds what cannot be used.
    #[error("the field {field} cannot be used: {reason}")]
    Invalid {
        /// The field's name as the form or the API has it.
        field: &'static str,
        /// The key of the message that says why.
        reason: &'static str,
        /// A number in the message, such as a limit.
        limit: Option<i64>,
    },
    /// No model has that name.
    #[error("there is no such model")]
    NoSuchModel,
    /// The program's key is not for that.
    #[error("the key is not for that {}", .0.name())]
    NotForKey(NotFor),
    /// A rule speaks against that model.
    #[error("a rule speaks against the model: {}", .0.as_str())]
    Against(Objection),
    /// A budget has too little left.
    #[error("a budget has too little left: the {}'s", .0.whose.name())]
    OverBudget(Shortage),
    /// The model did not do it.
    #[error("the model did not do it: {0}")]
    Engine(Failure),
    /// Too many attempts; seconds until the next is welcome.
    #[error("too many attempts")]
    TooMany {
        /// Seconds.
        seconds: i64,
    },
    /// The address or the password is not right; which of them is not said.
    #[error("the address or the password is not right")]
    WrongPassword,
    /// The machine has too much to do.
    #[error("the machine has too much to do")]
    Busy,
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A key or a seal failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// An object could not be read or written.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// The queue did not do it.
    #[error(transparent)]
    Jobs(#[from] JobError),
}

impl Error {
    /// A field that cannot be used, with the key of the reason.
    #[must_use]
    pub const fn invalid(field: &'static str, reason: &'static str) -> Self {
        Self::Invalid {
            field,
            reason,
            limit: None,
        }
    }

    /// A field beyond a limit.
    #[must_use]
    pub const fn beyond(field: &'static str, reason: &'static str, limit: i64) -> Self {
        Self::Invalid {
            field,
            reason,
            limit: Some(limit),
        }
    }

    /// What cannot be used, by the name that its field has in this request.
    #[must_use]
    pub fn about(self, field: &'static str) -> Self {
        match self {
            Self::Invalid { reason, limit, .. } => Self::Invalid { field, reason, limit },
            other => other,
        }
    }
}

impl From<Error> for web_kit::Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::NotForKey(what) => Self::BeyondKey(match what {
                NotFor::Model => KeyLimit::Model,
                NotFor::Kind => KeyLimit::Kind,
                NotFor::Address => KeyLimit::Address,
            }),
            Error::Invalid { field, reason, limit } => Self::Invalid {
                field: field.to_owned(),
                reason: reason.to_owned(),
                limit,
            },
            Error::NoSuchModel => Self::Invalid {
                field: "model".into(),
                reason: "invalid-model".into(),
                limit: None,
            },
            Error::Against(objection) => Self::Invalid {
                field: "model".into(),
                reason: objection.as_str().to_owned(),
                limit: None,
            },
            Error::OverBudget(shortage) => Self::Invalid {
                field: "model".into(),
                reason: shortage.whose.reason().to_owned(),
                limit: None,
            },
            Error::WrongPassword => Self::Invalid {
                field: "password".into(),
                reason: "invalid-sign-in".into(),
                limit: None,
            },
            Error::TooMany { seconds } => Self::TooMany { seconds },
            Error::Engine(Failure::Impossible(why)) => Self::Invalid {
                field: why.field().into(),
                reason: format!("failed-{}", why.as_str()),
                limit: None,
            },
            Error::Engine(Failure::BadOrder { field, .. }) => Self::Invalid {
                reason: match field.as_str() {
                    "negative" => "invalid-negative-model",
                    _ => "invalid-for-model",
                }
                .into(),
                field,
                limit: None,
            },
            Error::Engine(_)
            | Error::Busy
            | Error::Database(_)
            | Error::Vault(_)
            | Error::Objects(_)
            | Error::Jobs(_) => {
                tracing::error!(error = %error, "a request could not be answered");
                Self::Unavailable
            }
        }
    }
}
