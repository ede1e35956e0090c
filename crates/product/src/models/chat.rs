//! Passes a chat on to whoever has the model, cleaned of who asks.

use bytes::Bytes;
use engines::{
    Failure, Kind,
    openai_compatible::{RewriteError, model_of, rewrite},
};
use futures::{StreamExt, stream::BoxStream};
use http::{StatusCode, header::CONTENT_TYPE};

use crate::{app::App, error::Error};

/// An answer on its way through.
pub struct ChatAnswer {
    /// The status.
    pub status: StatusCode,
    /// The media type: JSON, or server-sent events.
    pub media_type: String,
    /// The fields that were taken out of the request.
    pub dropped: Vec<&'static str>,
    /// The body as it comes.
    pub pieces: BoxStream<'static, Result<Bytes, Failure>>,
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
    let media_type = inbound
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    Ok(ChatAnswer {
        status: inbound.status,
        media_type: media_type.to_owned(),
        dropped: rewritten.dropped,
        pieces: inbound.stream().map(|piece| piece.map_err(|_| Failure::Cut)).boxed(),
    })
}
