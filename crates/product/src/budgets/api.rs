//! What programs can ask about budgets.

use axum::{Json, Router, extract::State, routing::get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web_kit::{ErrorResponse, Problem};

use super::{remaining::remaining, spender::Spender};
use crate::{api_keys::KeyHolder, app::App};

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/api/v1/budgets", get(budgets))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(budgets))]
struct Described;

/// The budgets that this key's calls are held against.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BudgetsResponse {
    data: Vec<BudgetLeft>,
}

/// One budget, in the time that it is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BudgetLeft {
    /// Whose it is: `account`, `key` or `workspace`.
    of: &'static str,
    /// For which time: `day` and `month` in UTC, or `ever`.
    per: &'static str,
    /// How much it is, in millionths of a credit.
    millionths: i64,
    /// What is spent.
    spent_millionths: i64,
    /// What is held for calls that are under way.
    held_millionths: i64,
}

/// What is left of the budgets that this key's calls are held against.
///
/// What a call can cost at the most is held before it is made; a call that no budget has enough for is refused with 429 and
/// the code `insufficient_quota`.
#[utoipa::path(
    get,
    path = "/api/v1/budgets",
    tag = "Usage",
    operation_id = "get_budgets",
    security(("key" = [])),
    responses(
        (status = 200, description = "The budgets.", body = BudgetsResponse),
        (status = 503, description = "The service cannot do this right now.", body = ErrorResponse),
    ),
)]
async fn budgets(State(app): State<App>, who: KeyHolder) -> Result<Json<BudgetsResponse>, Problem> {
    let left = remaining(&app, &Spender::from(&who)).await?;
    let data = left.iter().map(|left| BudgetLeft {
        of: left.whose.name(),
        per: left.budget.per.name(),
        millionths: left.budget.credits.millionths(),
        spent_millionths: left.spent.millionths(),
        held_millionths: left.held.millionths(),
    });
    Ok(Json(BudgetsResponse { data: data.collect() }))
}
