//! Passes a request on to whoever has the model, cleaned of who asks.

use basics::Credits;
use bytes::Bytes;
use engines::{
    Failure, Inbound, Kind, TokenPrices,
    openai_compatible::{RawRequest, RewriteError, failure},
};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use http::{StatusCode, header::CONTENT_TYPE};
use serde::Deserialize;

use super::{allow::allow, ending, stripping::without_usage};
use crate::{
    app::App,
    budgets::{self, Spender},
    error::Error,
    metering::{Bill, Counted, Usage, metered},
};

pub use engines::Endpoint;

/// An answer on its way through.
pub struct PassedOn {
    /// The status.
    pub status: StatusCode,
    /// How the body is to be read.
    pub media_type: AnswerType,
    /// The fields that were taken out of the request.
    pub dropped: Vec<&'static str>,
    /// The body as it comes. A stream that ends before its model has said that it is at its end ends with a failure.
    pub pieces: BoxStream<'static, Result<Bytes, Failure>>,
}

/// How the body of an answer is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerType {
    /// One JSON object.
    Json,
    /// Server-sent events.
    Events,
}

/// The statuses under which a model's server says what is wrong with the request, in words that its sender should read.
/// Under any other it speaks of whoever runs this installation, or of itself.
const TOLD: [u16; 4] = [400, 404, 413, 422];

/// A call that no answer came of.
const FAILED: Usage = Usage {
    calls: 1,
    failed: 1,
    input_tokens: 0,
    output_tokens: 0,
    pictures: 0,
    millionths: 0,
};

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

/// Sends a request of that person to the model that it names.
pub async fn pass_on(app: &App, spender: &Spender, endpoint: Endpoint, body: &[u8]) -> Result<PassedOn, Error> {
    let request = RawRequest::read(body).map_err(unreadable)?;
    let name = request.model().ok_or(Error::invalid("model", "invalid-model"))?;
    let found = app.engines.find(&name).map_err(|_| Error::NoSuchModel)?;
    if found.card.kind != Kind::Text {
        let message = match found.card.kind {
            Kind::Image => "This model makes pictures. POST /v1/images/generations takes its orders.",
            _ => "This model makes no text.",
        };
        return Err(Error::Engine(Failure::bad_order("model", message)));
    }
    allow(app, spender.account, &found).await?;
    let engine = found.engine.pass_through().ok_or(Error::NoSuchModel)?;
    let rewritten = request
        .rewrite(endpoint, found.card.id.model(), found.card.usage_in_streams)
        .map_err(unreadable)?;
    let prices = found.card.token_prices;
    let reserved = budgets::reserve(app, spender, most(&prices, endpoint, &request, body.len())).await?;
    let counted = Counted::now(spender.payer(), found.card.id.to_string(), app.now());
    let inbound = match engine.pass(endpoint, rewritten.body).await {
        Ok(inbound) if inbound.status.is_success() => inbound,
        other => {
            app.meter.note(counted, FAILED);
            return refused(other.map_err(Error::Engine)?, rewritten.dropped)
                .await
                .map_err(Error::Engine);
        }
    };
    let dropped = rewritten.dropped;
    let media_type = media_type(&inbound).ok_or(Error::Engine(Failure::Unknown))?;
    let pieces = inbound.stream().map(|piece| piece.map_err(|_| Failure::Cut)).boxed();
    let bill = Bill {
        counted,
        prices,
        sent: body.len(),
        settle: Box::new(move |cost| {
            if let Some(reserved) = reserved {
                reserved.settle(cost);
            }
        }),
    };
    let asked = rewritten.asks_for_usage;
    Ok(PassedOn {
        status: StatusCode::OK,
        media_type,
        dropped,
        pieces: match media_type {
            AnswerType::Json => metered(&app.meter, bill, pieces),
            AnswerType::Events => {
                let metered = metered(&app.meter, bill, ending::watched(endpoint, pieces));
                if asked { without_usage(metered) } else { metered }
            }
        },
    })
}

/// What the call can cost at the most.
fn most(prices: &TokenPrices, endpoint: Endpoint, request: &RawRequest<'_>, length: usize) -> Credits {
    if prices.are_free() {
        return Credits::FREE;
    }
    let asked = match endpoint {
        Endpoint::Embeddings | Endpoint::Moderations => Some(0),
        Endpoint::ChatCompletions | Endpoint::Responses => {
            request.largest(&["max_completion_tokens", "max_tokens", "max_output_tokens"])
        }
    };
    let bytes = (!request.has_attachments()).then_some(length);
    prices.most(bytes, asked, request.largest(&["n"]).unwrap_or(1))
}

fn unreadable(error: RewriteError) -> Error {
    match error {
        RewriteError::NotAnObject | RewriteError::Twice => Error::invalid("body", "invalid-json"),
        RewriteError::NeedsKeeping(field) => Error::Engine(Failure::bad_order(
            field,
            "Nothing is kept here or at the model's operator, so an answer cannot be built upon later. Send the whole \
             conversation as input.",
        )),
    }
}

/// What the model's server has against the request, in its own words where they are meant for whoever sent it.
async fn refused(inbound: Inbound, dropped: Vec<&'static str>) -> Result<PassedOn, Failure> {
    let (status, headers) = (inbound.status, inbound.headers.clone());
    let said = inbound.bytes().await.map_err(|_| Failure::Cut)?;
    if TOLD.contains(&status.as_u16()) && serde_json::from_slice::<Said>(&said).is_ok() {
        return Ok(PassedOn {
            status,
            media_type: AnswerType::Json,
            dropped,
            pieces: stream::once(async { Ok(said) }).boxed(),
        });
    }
    Err(failure(status, &headers, &said))
}

fn media_type(inbound: &Inbound) -> Option<AnswerType> {
    let text = inbound.headers.get(CONTENT_TYPE)?.to_str().ok()?;
    match text.split(';').next()?.trim().to_ascii_lowercase().as_str() {
        "application/json" => Some(AnswerType::Json),
        "text/event-stream" => Some(AnswerType::Events),
        _ => None,
    }
}
