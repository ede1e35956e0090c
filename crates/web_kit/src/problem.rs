//! One error with two faces: a page for people, JSON for programs.

use axum::response::{IntoResponse, Response};
use http::{
    HeaderValue, StatusCode,
    header::{RETRY_AFTER, WWW_AUTHENTICATE},
};
use maud::{Markup, html};

use crate::{ErrorBody, ErrorKind, ErrorResponse, Page, ProblemDetails, Rail, Shell, components::alert};

/// Why a request was not answered as wished. Never holds the cause: that goes to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such thing, or it is somebody else's.
    NotFound,
    /// There is such a thing, but that cannot be done with it.
    WrongMethod,
    /// Only for signed-in people; where to go afterwards.
    SignInNeeded,
    /// The account is about to be erased, and does nothing else any more.
    Leaving,
    /// Only with a key, and the one that was sent, if any, is wrong or was revoked.
    KeyNeeded,
    /// The request came from another site, or is not allowed to this person.
    Forbidden,
    /// The key is right, and is not for this.
    BeyondKey(KeyLimit),
    /// A field cannot be used.
    Invalid {
        /// The field's name.
        field: String,
        /// The key of the message that says why.
        reason: String,
        /// A number in the message.
        limit: Option<i64>,
    },
    /// The body is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body is of another type than is read here.
    WrongType,
    /// The request is no proper one.
    Malformed,
    /// The request was meant for somebody else's name.
    Misdirected,
    /// Too many requests.
    TooMany {
        /// Seconds until the next is welcome.
        seconds: i64,
    },
    /// Something below does not answer.
    Unavailable,
}

/// What a key is not for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLimit {
    /// The model.
    Model,
    /// What the model makes.
    Kind,
    /// The address that was asked from.
    Address,
}

impl Problem {
    /// A field that cannot be used, with the key of the reason.
    #[must_use]
    pub fn invalid(field: &str, reason: &str) -> Self {
        Self::Invalid {
            field: field.to_owned(),
            reason: reason.to_owned(),
            limit: None,
        }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignInNeeded | Self::KeyNeeded => StatusCode::UNAUTHORIZED,
            Self::Leaving | Self::Forbidden | Self::BeyondKey(_) => StatusCode::FORBIDDEN,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What happened, in the reader's words.
    #[must_use]
    pub fn message(&self, page: &Page) -> String {
        let words = &page.words;
        match self {
            Self::Invalid { reason, limit, .. } => words.with(reason, &[("limit", limit.unwrap_or_default().into())]),
            Self::TooLarge { limit } => {
                words.with("problem-too-large", &[("limit", words.bytes(*limit as u64).into())])
            }
            Self::TooMany { seconds } => words.with("problem-too-many", &[("seconds", (*seconds).into())]),
            other => words.say(&format!("problem-{}", other.name())),
        }
    }

    /// Its stable name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::WrongMethod => "wrong-method",
            Self::SignInNeeded => "sign-in-needed",
            Self::Leaving => "leaving",
            Self::KeyNeeded => "key-needed",
            Self::Forbidden => "forbidden",
            Self::BeyondKey(KeyLimit::Model) => "key-not-for-model",
            Self::BeyondKey(KeyLimit::Kind) => "key-not-for-kind",
            Self::BeyondKey(KeyLimit::Address) => "key-not-for-address",
            Self::Invalid { .. } => "invalid",
            Self::TooLarge { .. } => "too-large",
            Self::WrongType => "wrong-type",
            Self::Malformed => "malformed",
            Self::Misdirected => "misdirected",
            Self::TooMany { .. } => "too-many",
            Self::Unavailable => "unavailable",
        }
    }

    pub(crate) fn as_page(&self, page: &Page, rail: Option<Rail>) -> Markup {
        let title = page.say(&format!("problem-{}-title", self.name()));
        let home = if rail.is_some() {
            "problem-home"
        } else {
            "problem-first-page"
        };
        Shell::of(page, &title, rail).wrap(&html! {
            div.sheet.problem {
                h1 { (title) }
                p { (self.message(page)) }
                p { a.button href="/" { (page.say(home)) } }
                p.small { (page.say("problem-request")) " " code { (page.request) } }
            }
        })
    }

    /// For a page that stands and asked for a part of itself.
    pub(crate) fn as_fragment(&self, page: &Page) -> Markup {
        alert(&self.message(page))
    }

    /// The shape that OpenAI's clients read.
    pub(crate) fn as_openai(&self, page: &Page) -> String {
        let code = match self {
            Self::KeyNeeded => "invalid_api_key".to_owned(),
            Self::TooMany { .. } => "rate_limit_exceeded".to_owned(),
            _ => self.name().replace('-', "_"),
        };
        let error = ErrorBody {
            message: &self.message(page),
            kind: ErrorKind::of(self.status()),
            param: self.field(),
            code: &code,
        };
        let request = Some(page.request.as_str());
        serde_json::to_string(&ErrorResponse { error, request }).unwrap_or_default()
    }

    /// RFC 9457.
    pub(crate) fn as_json(&self, page: &Page) -> String {
        let details = ProblemDetails {
            kind: &format!("about:blank#{}", self.name()),
            title: &page.say(&format!("problem-{}-title", self.name())),
            status: self.status().as_u16(),
            detail: &self.message(page),
            field: self.field(),
            request: &page.request,
        };
        serde_json::to_string(&details).unwrap_or_default()
    }

    const fn field(&self) -> Option<&str> {
        match self {
            Self::Invalid { field, .. } => Some(field.as_str()),
            _ => None,
        }
    }
}

const BEARER: HeaderValue = HeaderValue::from_static("Bearer");

/// The bare status; the kit's layer gives it the face that fits the request.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        match self {
            Self::TooMany { seconds } => response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds)),
            // RFC 9110, section 11.6.1: who is refused is told how to ask.
            Self::KeyNeeded => response.headers_mut().insert(WWW_AUTHENTICATE, BEARER),
            _ => None,
        };
        response.extensions_mut().insert(self);
        response
    }
}
