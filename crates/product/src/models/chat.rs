//! Passes a chat on to whoever has the model, cleaned of who asks.

use bytes::Bytes;
use engines::{
    Failure, Inbound, Kind,
    openai_compatible::{RewriteError, failure, model_of, rewrite},
};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use http::{StatusCode, header::CONTENT_TYPE};
use serde::Deserialize;

use crate::{app::App, error::Error};

/// An answer on its way through.
pub struct ChatAnswer {
    /// The status.
    pub status: StatusCode,
    /// How the body is to be read.
    pub media_type: ChatMediaType,
    /// The fields that were taken out of the request.
    pub dropped: Vec<&'static str>,
    /// The body as it comes.
    pub pieces: BoxStream<'static, Result<Bytes, Failure>>,
}

/// How the body of an answer is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatMediaType {
    /// One JSON object.
    Json,
    /// Server-sent events.
    Events,
}

/// The statuses under which a model's server says what is wrong with the request, in words that its sender should read.
/// Under any other it speaks of whoever runs this installation, or of itself.
const TOLD: [u16; 4] = [400, 404, 413, 422];

/// An error as OpenAI's clients read it; more may be in it.
#[derive(Deserialize)]
struct Said {
    #[serde(rename = "error")]
    _error: SaidError,
}

#[derive(Deserialize)]
struct SaidError {
    #[serde(rename = "message")]
    _message: String,
}

/// Sends a chat request to the model that it names.
pub async fn chat(app: &App, body: &[u8]) -> Result<ChatAnswer, Error> {
    let unreadable = |_: RewriteError| Error::invalid("body", "invalid-json");
    let name = model_of(body)
        .map_err(unreadable)?
        .ok_or(Error::invalid("model", "invalid-model"))?;
    let found = app.engines.find(&name).map_err(|_| Error::NoSuchModel)?;
    if found.card.kind != Kind::Text {
        return Err(Error::Engine(Failure::bad_order(
            "model",
            "This model makes pictures and does not chat.",
        )));
    }
    let chat = found.engine.chat().ok_or(Error::NoSuchModel)?;
    let rewritten = rewrite(body, found.card.id.model()).map_err(unreadable)?;
    let inbound = chat.complete(rewritten.body).await.map_err(Error::Engine)?;
    let dropped = rewritten.dropped;
    if !inbound.status.is_success() {
        return refused(inbound, dropped).await.map_err(Error::Engine);
    }
    Ok(ChatAnswer {
        status: StatusCode::OK,
        media_type: media_type(&inbound).ok_or(Error::Engine(Failure::Unknown))?,
        dropped,
        pieces: inbound.stream().map(|piece| piece.map_err(|_| Failure::Cut)).boxed(),
    })
}

/// What the model's server has against the request, in its own words where they are meant for whoever sent it.
async fn refused(inbound: Inbound, dropped: Vec<&'static str>) -> Result<ChatAnswer, Failure> {
    let (status, headers) = (inbound.status, inbound.headers.clone());
    let said = inbound.bytes().await.map_err(|_| Failure::Cut)?;
    if TOLD.contains(&status.as_u16()) && serde_json::from_slice::<Said>(&said).is_ok() {
        return Ok(ChatAnswer {
            status,
            media_type: ChatMediaType::Json,
            dropped,
            pieces: stream::once(async { Ok(said) }).boxed(),
        });
    }
    Err(failure(status, &headers, &said))
}

fn media_type(inbound: &Inbound) -> Option<ChatMediaType> {
    let text = inbound.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    match text.split(';').next()?.trim().to_ascii_lowercase().as_str() {
        "application/json" => Some(ChatMediaType::Json),
        "text/event-stream" => Some(ChatMediaType::Events),
        _ => None,
    }
}
