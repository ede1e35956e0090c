//! Errors in the shape that OpenAI's clients read: `{"error": {"message", "type", "param", "code"}}`.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use basics::Period;
use web_kit::{ErrorBody, ErrorKind, ErrorResponse};

use crate::error::{Error, Failure, NotFor, Objection, Shortage, Whose};

/// Why a request was not answered.
#[derive(Debug)]
pub struct ApiProblem {
    status: StatusCode,
    code: &'static str,
    param: Option<String>,
    message: String,
    retry_after: Option<i64>,
    /// Whether a client may send the same request again by itself: not once a model may have been paid.
    may_retry: bool,
}

impl ApiProblem {
    /// The request itself is wrong.
    pub fn invalid(param: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            param: Some(param.to_owned()),
            ..Self::new(StatusCode::BAD_REQUEST, code, message)
        }
    }

    /// There is no such model.
    pub fn no_such_model(model: &str) -> Self {
        let message = format!("The model {model:?} does not exist here. GET /v1/models lists those that do.");
        Self {
            param: Some("model".to_owned()),
            ..Self::new(StatusCode::NOT_FOUND, "model_not_found", message)
        }
    }

    /// There is no model that makes films.
    pub fn no_model_of_films() -> Self {
        Self {
            message: "No model here makes films. Whoever runs this installation can add one.".to_owned(),
            ..Self::no_such_model("")
        }
    }

    /// Whoever named no model wants something made from a picture, and no model here takes any.
    pub fn no_model_that_takes_pictures() -> Self {
        Self {
            message: "No model here takes pictures. Whoever runs this installation can add one.".to_owned(),
            ..Self::no_such_model("")
        }
    }

    /// The body is not of a type that is read here.
    pub fn wrong_type(message: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong_content_type", message)
    }

    /// The body is longer than is read here.
    pub fn too_large() -> Self {
        let message = "The request is longer than is read here.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    /// What is wanted is still being made.
    pub fn not_finished() -> Self {
        Self {
            may_retry: false,
            ..Self::new(
                StatusCode::CONFLICT,
                "not_finished",
                "It is still being made. Ask for its status until that is completed.",
            )
        }
    }

    /// There is nothing under this address.
    pub fn no_such_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_url",
            "There is no such address in this API.",
        )
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            param: None,
            message: message.into(),
            retry_after: None,
            may_retry: true,
        }
    }

    /// The same about a field that is called otherwise in this request.
    pub fn with_field(mut self, ours: &str, theirs: &str) -> Self {
        if self.param.as_deref() == Some(ours) {
            self.param = Some(theirs.to_owned());
        }
        self
    }

    /// Its stable name.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// For people to read.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error as one JSON text, for a stream that has begun.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.response()).unwrap_or_default()
    }

    fn response(&self) -> ErrorResponse<'_> {
        let error = ErrorBody {
            message: &self.message,
            kind: ErrorKind::of(self.status),
            param: self.param.as_deref(),
            code: self.code,
        };
        ErrorResponse { error, request: None }
    }
}

impl From<Failure> for ApiProblem {
    fn from(failure: Failure) -> Self {
        let message = failure.to_string();
        match failure {
            Failure::Refused(said) => Self::new(StatusCode::BAD_REQUEST, "content_policy_violation", said),
            Failure::BadOrder { field, message } => Self::invalid(&field, "invalid_value", message),
            Failure::Impossible(why) => Self::invalid(why.field(), "invalid_value", message),
            Failure::RateLimited { retry_after } => Self {
                retry_after: retry_after.map(|span| (span.as_millis() + 999) / 1_000),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", message)
            },
            Failure::OutOfCredit => Self {
                may_retry: false,
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "insufficient_quota", message)
            },
            Failure::Unavailable => Self::new(StatusCode::SERVICE_UNAVAILABLE, "provider_unavailable", message),
            Failure::OutOfMemory => Self::invalid("size", "invalid_value", message),
            Failure::TimedOut => Self::new(StatusCode::GATEWAY_TIMEOUT, "provider_timed_out", message),
            Failure::Cancelled => Self {
                may_retry: false,
                ..Self::new(StatusCode::CONFLICT, "cancelled", message)
            },
            Failure::Cut | Failure::Unknown | Failure::TooLarge | Failure::NotAnImage | Failure::Unauthorised => Self {
                may_retry: false,
                ..Self::new(StatusCode::BAD_GATEWAY, failure.as_str(), message)
            },
        }
    }
}

impl From<Error> for ApiProblem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such thing."),
            Error::Invalid { field, reason, limit } => {
                let limit = limit.map(|limit| format!(" (limit: {limit})")).unwrap_or_default();
                Self::invalid(field, "invalid_value", format!("{field}: {reason}{limit}"))
            }
            Error::NoSuchModel => Self::new(StatusCode::NOT_FOUND, "model_not_found", "There is no such model."),
            Error::NotForKey(what) => not_for_key(what),
            Error::Against(objection) => Self {
                param: Some("model".to_owned()),
                ..Self::new(StatusCode::FORBIDDEN, "forbidden_by_rule", said(objection))
            },
            Error::OverBudget(shortage) => Self {
                may_retry: false,
                ..Self::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "insufficient_quota",
                    too_little(&shortage),
                )
            },
            Error::Engine(failure) => failure.into(),
            Error::TooMany { seconds } => Self {
                retry_after: Some(seconds),
                ..Self::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "rate_limit_exceeded",
                    "Too many requests.",
                )
            },
            Error::WrongPassword
            | Error::Busy
            | Error::Database(_)
            | Error::Vault(_)
            | Error::Objects(_)
            | Error::Jobs(_) => {
                tracing::error!(error = %error, "a request could not be answered");
                let message = "The service cannot do this right now. Try again in a moment.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
            }
        }
    }
}

fn not_for_key(what: NotFor) -> ApiProblem {
    let (param, code, message) = match what {
        NotFor::Model => (
            Some("model"),
            "key_not_for_model",
            "This key is not for this model. GET /v1/models lists those that it is for.",
        ),
        NotFor::Kind => (
            Some("model"),
            "key_not_for_kind",
            "This key is not for what this model makes. GET /v1/models lists the models that it is for.",
        ),
        NotFor::Address => (
            None,
            "key_not_for_address",
            "This key works only from addresses that its owner named, and this is none of them.",
        ),
    };
    ApiProblem {
        param: param.map(str::to_owned),
        ..ApiProblem::new(StatusCode::FORBIDDEN, code, message)
    }
}

fn too_little(shortage: &Shortage) -> String {
    let Shortage {
        budget,
        left,
        held,
        most,
        ..
    } = shortage;
    let whose = match shortage.whose {
        Whose::Account => "Your",
        Whose::Key => "This key's",
        Whose::Workspace => "This workspace's",
    };
    let held = if held.is_free() {
        String::new()
    } else {
        format!(" {held} more are held for calls under way and may come back.")
    };
    let time = match budget.per {
        Period::Day => " a day",
        Period::Month => " a month",
        Period::Ever => "",
    };
    format!(
        "{whose} budget of {} credits{time} has {left} left, and this can cost up to {most}.{held}",
        budget.credits
    )
}

/// What speaks against a model, for whoever reads a program's errors.
const fn said(objection: Objection) -> &'static str {
    match objection {
        Objection::Paused => "Whoever runs this installation has paused this model's provider.",
        Objection::ShutDown => "This model's provider has shut it down.",
        Objection::Expired => {
            "What is known of this model's operator was last checked too long ago. Ask whoever runs this installation to check it again."
        }
        Objection::Leaves => "A rule says that nothing leaves this installation, and this model is somebody else's.",
        Objection::Provider => "A rule of this installation does not name this model's provider.",
        Objection::Region => "A rule names other regions than the one in which this model works.",
        Objection::Trains => {
            "A rule asks for operators who never train with what they get, and this model's does not promise that."
        }
        Objection::Kept => "A rule names a shorter time of keeping than this model's operator does.",
        Objection::Price => "A rule names a lower price than this model has.",
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.response())).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if !self.may_retry {
            response
                .headers_mut()
                .insert("x-should-retry", HeaderValue::from_static("false"));
        }
        response
    }
}
