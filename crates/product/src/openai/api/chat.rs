//! `POST /v1/chat/completions`: bytes through, as they come. Nothing of the content is kept.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt};

use super::problem::ApiProblem;
use crate::{
    api_keys::KeyHolder,
    app::App,
    error::Failure,
    models::{self, ChatAnswer},
};

pub(super) async fn complete(State(app): State<App>, _who: KeyHolder, body: Bytes) -> Result<Response, ApiProblem> {
    let answer = models::chat(&app, &body).await?;
    let ChatAnswer {
        status,
        media_type,
        dropped,
        pieces,
    } = answer;
    let body = if media_type.starts_with("text/event-stream") {
        streamed(pieces)
    } else {
        Body::from_stream(pieces)
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&media_type).map(|value| (CONTENT_TYPE, value)));
    if let (false, Ok(value)) = (dropped.is_empty(), HeaderValue::from_str(&dropped.join(", "))) {
        headers.insert("x-nanoprompt-ignored", value);
    }
    Ok(response)
}

/// A broken upstream ends the stream with an error that clients raise, never with a clean end.
fn streamed(pieces: impl Stream<Item = Result<Bytes, Failure>> + Send + 'static) -> Body {
    Body::from_stream(pieces.map(|piece| match piece {
        Ok(bytes) => Ok::<_, std::convert::Infallible>(bytes),
        Err(failure) => {
            let error = ApiProblem::from(failure).to_json();
            Ok(Bytes::from(format!("\n\ndata: {error}\n\n")))
        }
    }))
}
