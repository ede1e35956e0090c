//! What all requests have in common that are passed on: bytes through, as they come. Nothing of the content is kept.

use std::borrow::Cow;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::{json, value::RawValue};
use utoipa::{IntoResponses, ToSchema};
use web_kit::ErrorResponse;

use super::{json_body::JsonBody, problem::ApiProblem};
use crate::{
    api_keys::KeyHolder,
    app::App,
    error::{Error, Failure},
    models::{self, AnswerType, Endpoint, PassedOn},
};

/// Why a model did not answer, as its own server tells it, or as this one does.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
pub(super) struct PassedOnErrorResponse {
    /// What went wrong.
    error: PassedOnError,
}

/// What went wrong; servers add more.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
struct PassedOnError {
    /// For people to read.
    message: String,
}

/// What may come in place of an answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only described: the answers are made where they come about")]
pub(super) enum NotPassedOn {
    /// The request cannot be used.
    #[response(status = 400)]
    Unusable(PassedOnErrorResponse),
    /// A rule of the person or of the installation speaks against the model, or the key is not for it or for text.
    #[response(status = 403)]
    Forbidden(ErrorResponse<'static>),
    /// There is no such model, or its server has nothing of this kind.
    #[response(status = 404)]
    Nowhere(PassedOnErrorResponse),
    /// The request is longer than 32 MiB, or than the model takes.
    #[response(status = 413)]
    TooLong(PassedOnErrorResponse),
    /// The request is no JSON.
    #[response(status = 415)]
    NotJson(ErrorResponse<'static>),
    /// The model cannot use the request.
    #[response(status = 422)]
    Refused(PassedOnErrorResponse),
    /// The model's server gave no proper answer.
    #[response(status = 502)]
    NoProperAnswer(ErrorResponse<'static>),
}

/// What is read of a request that has an input; the rest is the model's business and goes to it as it came.
#[derive(Deserialize, ToSchema)]
pub(super) struct InputRequest<'a> {
    /// The model's name, from the list of models.
    #[serde(borrow)]
    #[schema(value_type = String)]
    pub(super) model: Cow<'a, str>,
    /// A text, several, or what else the model takes.
    #[expect(dead_code, reason = "to read it is to check it")]
    #[serde(borrow)]
    #[schema(value_type = Value)]
    input: &'a RawValue,
}

/// Sends a request to its model, and the model's answer back.
pub(super) async fn pass_on(
    app: &App,
    who: &KeyHolder,
    endpoint: Endpoint,
    model: &str,
    body: &JsonBody,
) -> Result<Response, ApiProblem> {
    let name = who.scope.names_models().then(|| models::name_of(app, model)).flatten();
    who.may_pass_on(name.as_deref())?;
    let answer = models::pass_on(app, &who.into(), endpoint, body.bytes())
        .await
        .map_err(|error| named(error, model))?;
    let PassedOn {
        status,
        model: who_answered,
        media_type,
        dropped,
        pieces,
    } = answer;
    let (media_type, body) = match media_type {
        AnswerType::Json => ("application/json", Body::from_stream(pieces)),
        AnswerType::Events => ("text/event-stream", streamed(endpoint, pieces)),
    };
    let mut response = (status, [(CONTENT_TYPE, media_type)], body).into_response();
    let headers = response.headers_mut();
    if let (false, Ok(value)) = (dropped.is_empty(), HeaderValue::from_str(&dropped.join(", "))) {
        headers.insert("x-nanoprompt-ignored", value);
    }
    if let Ok(value) = HeaderValue::from_str(who_answered.as_str()) {
        headers.insert("x-nanoprompt-model", value);
    }
    Ok(response)
}

/// Whatever else could be wrong with the body was found when it was read.
fn named(error: Error, model: &str) -> ApiProblem {
    match error {
        Error::NoSuchModel => ApiProblem::no_such_model(model),
        Error::Invalid { field: "body", .. } => {
            ApiProblem::invalid("body", "invalid_json", "A field of the request is written twice.")
        }
        other => other.into(),
    }
}

/// A broken upstream ends the stream with an error that clients raise, never with a clean end.
fn streamed(endpoint: Endpoint, pieces: impl Stream<Item = Result<Bytes, Failure>> + Send + 'static) -> Body {
    Body::from_stream(pieces.map(move |piece| match piece {
        Ok(bytes) => Ok::<_, std::convert::Infallible>(bytes),
        Err(failure) => Ok(broken(endpoint, failure)),
    }))
}

/// Begins with an empty line, since what came before may have ended in the middle of one.
fn broken(endpoint: Endpoint, failure: Failure) -> Bytes {
    let problem = ApiProblem::from(failure);
    if endpoint == Endpoint::Responses {
        let error = json!({ "type": "error", "code": problem.code(), "message": problem.message(), "param": null });
        return format!("\n\nevent: error\ndata: {error}\n\n").into();
    }
    format!("\n\ndata: {}\n\n", problem.to_json()).into()
}
