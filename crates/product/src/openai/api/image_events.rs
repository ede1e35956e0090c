//! Pictures as server-sent events, for clients that ask for a stream: signs of life while they are made, so that nobody in
//! between takes the connection for dead, and then each picture whole.

use std::{convert::Infallible, future::Future, pin::Pin};

use axum::{
    body::{Body, Bytes},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use basics::{GenerationId, Span};
use futures::stream;
use serde_json::{Value, json};
use store::Scope;
use utoipa::ToSchema;

use super::{
    images::{self, PictureFile},
    problem::ApiProblem,
};
use crate::{app::App, generations};

/// What the events are about, which is the first part of their names.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    /// Pictures from words.
    Generation,
    /// Pictures from pictures.
    Edit,
}

/// A finished picture, or why there is none, as a server-sent event.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: it is written by hand")]
pub(super) struct ImageEvent {
    /// `image_generation.completed`, `image_edit.completed` or `error`.
    event: String,
    /// The event as JSON, with the picture's file in base64 as `b64_json`.
    data: String,
}

/// A client, or something before it, may give up after a quarter of a minute without a byte.
const SIGN_OF_LIFE: Span = Span::seconds(10);

type Ended = Pin<Box<dyn Future<Output = Bytes> + Send>>;

/// The answer, which begins at once.
pub(super) fn streamed(app: &App, scope: Scope, id: GenerationId, about: About) -> Response {
    let clock = app.clock.clone();
    let app = app.clone();
    let ended: Ended = Box::pin(async move { events(&app, &scope, id, about).await });
    let pieces = stream::unfold(Some(ended), move |waiting| {
        let pause = clock.sleep(SIGN_OF_LIFE);
        async move {
            let mut ended = waiting?;
            tokio::select! {
                events = &mut ended => Some((Ok::<_, Infallible>(events), None)),
                () = pause => Some((Ok(Bytes::from_static(b": still at it\n\n")), Some(ended))),
            }
        }
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(pieces)).into_response()
}

async fn events(app: &App, scope: &Scope, id: GenerationId, about: About) -> Bytes {
    match completed(app, scope, id, about).await {
        Ok(events) => events.into(),
        Err(problem) => format!("event: error\ndata: {}\n\n", problem.to_json()).into(),
    }
}

async fn completed(app: &App, scope: &Scope, id: GenerationId, about: About) -> Result<String, ApiProblem> {
    let generation = generations::wait(app, scope, id).await?;
    let name = match about {
        About::Generation => "image_generation.completed",
        About::Edit => "image_edit.completed",
    };
    let event = |picture: PictureFile| {
        let (width, height) = picture.size;
        let data = json!({
            "type": name,
            "b64_json": picture.base64,
            "created_at": generation.created_at.seconds(),
            "size": format!("{width}x{height}"),
            "quality": "auto",
            "background": "opaque",
            "output_format": picture.format,
            "usage": usage(),
        });
        format!("event: {name}\ndata: {data}\n\n")
    };
    let pictures = images::pictures(app, scope, &generation).await?;
    Ok(pictures.into_iter().map(event).collect())
}

/// Clients insist on it, and pictures here are counted in pictures.
fn usage() -> Value {
    let details = json!({ "text_tokens": 0, "image_tokens": 0 });
    json!({ "input_tokens": 0, "output_tokens": 0, "total_tokens": 0, "input_tokens_details": details })
}
