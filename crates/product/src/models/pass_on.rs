//! Passes a request on to whoever has the model, cleaned of who asks.

use std::sync::Arc;

use basics::Credits;
use bytes::Bytes;
use engines::{
    Card, Failure, Found, Inbound, Kind, ModelId, PassThrough, Retry, Route, TokenPrices,
    openai_compatible::{RawRequest, RewriteError, Rewritten, failure},
};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use http::{StatusCode, header::CONTENT_TYPE};
use serde::Deserialize;

use super::{
    ending,
    routing::{answered, asked, choose, failed, patiently},
    stripping::without_usage,
};
use crate::{
    app::App,
    budgets::{self, Reserved, Spender},
    error::Error,
    metering::{Bill, Counted, Usage, metered},
};

pub use engines::Endpoint;

/// An answer on its way through.
pub struct PassedOn {
    /// The status.
    pub status: StatusCode,
    /// Which model answered.
    pub model: ModelId,
    /// How the body is to be read.
    pub media_type: AnswerType,
    /// The fields that were taken out of the request.
    pub dropped: Vec<&'static str>,
    /// The body as it comes. A stream that ends before its model has said that it is at its end ends with a failure.
    pub pieces: Pieces,
}

/// A body as it comes.
type Pieces = BoxStream<'static, Result<Bytes, Failure>>;

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
    seconds: 0,
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

/// Sends a request of that person to the model that it names, or to one of a route's after the other until one answers.
pub async fn pass_on(app: &App, spender: &Spender, endpoint: Endpoint, body: &[u8]) -> Result<PassedOn, Error> {
    let request = RawRequest::read(body).map_err(unreadable)?;
    let name = request.model().ok_or(Error::invalid("model", "invalid-model"))?;
    let named = app.engines().resolve(&name).map_err(|_| Error::NoSuchModel)?;
    for found in &named.models {
        makes_text(found)?;
    }
    let named = choose(app, spender.account, named).await?;
    let most = |found: &Found| most(&found.card.token_prices, endpoint, &request, body.len());
    let dearest = named.models.iter().map(most).max().unwrap_or(Credits::FREE);
    let call = Call {
        app,
        spender,
        endpoint,
        length: body.len(),
        route: named.route,
    };
    let mut reserved = budgets::reserve(app, spender, dearest).await?;
    let mut failure = Error::NoSuchModel;
    for found in &named.models {
        let Some(engine) = found.engine.pass_through() else {
            continue;
        };
        let rewritten = request
            .rewrite(endpoint, found.card.id.model(), found.card.usage_in_streams)
            .map_err(unreadable)?;
        match call.ask(found, engine, rewritten, &mut reserved).await {
            Ok(answer) => return Ok(answer),
            Err(refused) if refused.may_go_on => failure = Error::Engine(refused.failure),
            Err(refused) => return Err(Error::Engine(refused.failure)),
        }
    }
    Err(failure)
}

/// One call, whoever answers it.
struct Call<'a> {
    app: &'a App,
    spender: &'a Spender,
    endpoint: Endpoint,
    length: usize,
    route: Option<Arc<Route>>,
}

/// Why one model did not answer, and whether another may be asked.
struct Refused {
    failure: Failure,
    may_go_on: bool,
}

impl Call<'_> {
    async fn ask(
        &self,
        found: &Found,
        engine: &dyn PassThrough,
        rewritten: Rewritten,
        reserved: &mut Option<Reserved>,
    ) -> Result<PassedOn, Refused> {
        let app = self.app;
        let since = asked(app, found);
        let counted = Counted::now(self.spender.payer(), found.card.id.to_string(), since);
        let Rewritten {
            body,
            dropped,
            asks_for_usage,
        } = rewritten;
        let patience = self.route.as_ref().and_then(|route| route.patience);
        let inbound = match patiently(app, patience, engine.pass(self.endpoint, body)).await {
            Ok(inbound) => inbound,
            Err(failure) => return Err(self.refused(found, counted, failure)),
        };
        if !inbound.status.is_success() {
            return match told(inbound, dropped, &found.card).await {
                Ok(answer) => {
                    app.meter.note(counted, FAILED);
                    Ok(answer)
                }
                Err(failure) => Err(self.refused(found, counted, failure)),
            };
        }
        let Some(media_type) = media_type(&inbound) else {
            return Err(self.refused(found, counted, Failure::Unknown));
        };
        answered(app, found, since);
        let reserved = reserved.take();
        let bill = Bill {
            counted,
            prices: found.card.token_prices,
            sent: self.length,
            settle: Box::new(move |cost| {
                if let Some(reserved) = reserved {
                    reserved.settle(cost);
                }
            }),
        };
        Ok(PassedOn {
            status: StatusCode::OK,
            model: found.card.id.clone(),
            media_type,
            dropped,
            pieces: self.metered(media_type, bill, inbound, asks_for_usage),
        })
    }

    fn refused(&self, found: &Found, counted: Counted, failure: Failure) -> Refused {
        self.app.meter.note(counted, FAILED);
        let known = failed(self.app, found, &failure);
        let unknown = failure.retryable() == Retry::OutcomeUnknown;
        let both = self.route.as_ref().is_some_and(|route| route.even_if_paid_twice);
        Refused {
            may_go_on: known || (unknown && both),
            failure,
        }
    }

    fn metered(&self, media_type: AnswerType, bill: Bill, inbound: Inbound, asked: bool) -> Pieces {
        let pieces = inbound.stream().map(|piece| piece.map_err(|_| Failure::Cut)).boxed();
        match media_type {
            AnswerType::Json => metered(&self.app.meter, bill, pieces),
            AnswerType::Events => {
                let metered = metered(&self.app.meter, bill, ending::watched(self.endpoint, pieces));
                if asked { without_usage(metered) } else { metered }
            }
        }
    }
}

fn makes_text(found: &Found) -> Result<(), Error> {
    let message = match found.card.kind {
        Kind::Text => return Ok(()),
        Kind::Image => "This model makes pictures. POST /v1/images/generations takes its orders.",
        _ => "This model makes no text.",
    };
    Err(Error::Engine(Failure::bad_order("model", message)))
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
async fn told(inbound: Inbound, dropped: Vec<&'static str>, card: &Card) -> Result<PassedOn, Failure> {
    let (status, headers) = (inbound.status, inbound.headers.clone());
    let said = inbound.bytes().await.map_err(|_| Failure::Cut)?;
    if TOLD.contains(&status.as_u16()) && serde_json::from_slice::<Said>(&said).is_ok() {
        return Ok(PassedOn {
            status,
            model: card.id.clone(),
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
