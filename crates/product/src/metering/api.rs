//! What programs can ask about their use.

use axum::{Json, Router, extract::State, routing::get};
use basics::{Span, Time};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web_kit::{ErrorResponse, Problem};

use super::settling::{settle, since};
use crate::{api_keys::KeyHolder, app::App};

/// How far back it looks.
const DAYS: Span = Span::days(31);

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/api/v1/usage", get(usage))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(usage))]
struct Described;

/// What the key's owner used in the last 31 days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsageResponse {
    data: Vec<UsageOfDay>,
}

/// What was used of one model with one key on one day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsageOfDay {
    /// The day, in UTC.
    #[schema(format = Date, example = "2026-11-26")]
    day: String,
    /// The model's full name.
    model: String,
    /// The key, by its id; none for what was ordered in the studio.
    key: Option<String>,
    /// Calls, whatever came of them.
    calls: i64,
    /// Of these, calls that failed or were broken off.
    failed: i64,
    /// What the model was sent, in tokens, where its server says.
    input_tokens: i64,
    /// What it said, in tokens, where its server says.
    output_tokens: i64,
    /// Pictures that were made.
    pictures: i64,
    /// Seconds of films that were made.
    seconds: i64,
    /// What it cost, in millionths of a credit.
    price_millionths: i64,
}

/// What was used in the last 31 days.
///
/// By day, key and model, the oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/usage",
    tag = "Usage",
    operation_id = "get_usage",
    security(("key" = [])),
    responses(
        (status = 200, description = "What was used.", body = UsageResponse),
        (status = 503, description = "The service cannot do this right now.", body = ErrorResponse),
    ),
)]
async fn usage(State(app): State<App>, who: KeyHolder) -> Result<Json<UsageResponse>, Problem> {
    settle(&app).await?;
    let from = Time::from_millis(app.now().millis() - DAYS.as_millis());
    let used = since(&app, who.account, from).await?;
    let data = used.into_iter().map(|(counted, usage)| UsageOfDay {
        day: Time::from_millis(counted.day * 86_400_000).rfc3339()[..10].to_owned(),
        model: counted.model,
        key: counted.payer.key.map(|key| key.to_string()),
        calls: usage.calls,
        failed: usage.failed,
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        pictures: usage.pictures,
        seconds: usage.seconds,
        price_millionths: usage.millionths,
    });
    Ok(Json(UsageResponse { data: data.collect() }))
}
