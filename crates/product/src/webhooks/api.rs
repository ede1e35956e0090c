//! Webhooks for programs: made, listed, removed.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{delete, get},
};
use basics::Time;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web_kit::{JsonFields, Problem, ProblemDetails};

use super::create::{self, Listed};
use crate::{api_keys::KeyHolder, app::App};

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/webhooks", get(list).post(make))
        .route("/api/v1/webhooks/{id}", delete(remove))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(make, list, remove))]
struct Described;

/// Where to tell.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateWebhookRequest {
    /// An https address that anybody can reach, or one that whoever runs this installation allows.
    #[schema(
        min_length = 8,
        max_length = 2_000,
        example = "https://example.org/hooks/nano-prompt"
    )]
    url: String,
}

/// A webhook.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookResponse {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// Where it is.
    url: Option<String>,
    /// The secret under which messages are signed (`whsec_…`); told once, when the webhook is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    secret: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    created_at: String,
    /// What it last answered; none where it did not, or was not asked yet.
    last_status: Option<u32>,
    /// When it was last asked.
    #[schema(format = DateTime)]
    last_at: Option<String>,
    /// When it answered 410, after which it is asked no more.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

/// Webhooks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListWebhooksResponse {
    data: Vec<WebhookResponse>,
}

impl WebhookResponse {
    fn of(listed: &Listed, secret: Option<String>) -> Self {
        let Listed { webhook, address } = listed;
        Self {
            id: webhook.id.to_string(),
            url: address.as_ref().map(|address| address.reveal().as_str().to_owned()),
            secret,
            created_at: webhook.created_at.rfc3339(),
            last_status: webhook.last_status,
            last_at: webhook.last_at.map(Time::rfc3339),
            ended_at: webhook.ended_at.map(Time::rfc3339),
        }
    }
}

/// Has a server told when generations end.
///
/// It is sent `POST` requests as Standard Webhooks has them, with `webhook-id`, `webhook-timestamp` and `webhook-signature`:
/// `{ "type": "generation.done", "timestamp": …, "data": { "id": …, "state": … } }`, also with `failed`, `cancelled` and
/// `unknown`. What was made is fetched with a key. A message that is not answered by a status of success within 15 seconds
/// is sent again after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 14 hours. Redirects are not followed, and after a 410
/// nothing more is sent.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks",
    tag = "Webhooks",
    operation_id = "create_webhook",
    security(("key" = [])),
    request_body(content = CreateWebhookRequest, content_type = "application/json"),
    responses(
        (status = 201, description = "The webhook, with its secret.", body = WebhookResponse),
        (status = 413, description = "The request is longer than 1 MiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The request is no JSON.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The address cannot be used, or there are too many webhooks.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn make(
    State(app): State<App>,
    who: KeyHolder,
    JsonFields(request): JsonFields<CreateWebhookRequest>,
) -> Result<Response, Problem> {
    let (listed, secret) = create::create(&app, who.account, &request.url).await?;
    let answer = WebhookResponse::of(&listed, Some(secret));
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// The webhooks that there are, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks",
    tag = "Webhooks",
    operation_id = "list_webhooks",
    security(("key" = [])),
    responses((status = 200, description = "The webhooks.", body = ListWebhooksResponse)),
)]
async fn list(State(app): State<App>, who: KeyHolder) -> Result<Json<ListWebhooksResponse>, Problem> {
    let listed = create::list(&app, who.account).await?;
    let data = listed.iter().map(|one| WebhookResponse::of(one, None)).collect();
    Ok(Json(ListWebhooksResponse { data }))
}

/// Removes a webhook; it is told nothing any more.
#[utoipa::path(
    delete,
    path = "/api/v1/webhooks/{id}",
    tag = "Webhooks",
    operation_id = "delete_webhook",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The webhook's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such webhook.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn remove(State(app): State<App>, who: KeyHolder, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    create::remove(&app, who.account, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
