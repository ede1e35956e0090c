//! Composing for programs: the styles that there are, and what a text with wildcards and styles stands for.

use atelier::composer::{MOST_CHARACTERS, Style};
use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use basics::Chance;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web_kit::{JsonFields, Problem, ProblemDetails};

use super::{
    expand,
    expansion::{Expansion, Prompt},
};
use crate::{api_keys::KeyHolder, app::App, error::Error};

/// The slice's routes for programs.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/styles", get(list))
        .route("/api/v1/prompts/expand", post(expand_prompt))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(list, expand_prompt))]
struct Described;

/// A way to make a picture.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StyleResponse {
    /// By which orders name it.
    #[schema(example = "watercolour")]
    id: &'static str,
    /// For people.
    name: &'static str,
    /// Under which it is shown.
    category: &'static str,
    /// What it adds to a prompt, which goes where `{prompt}` stands, or before it.
    words: &'static str,
    /// What it does not want to be seen.
    negative: &'static str,
}

/// Styles.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListStylesResponse {
    data: Vec<StyleResponse>,
}

/// The styles that there are.
#[utoipa::path(
    get,
    path = "/api/v1/styles",
    tag = "Prompts",
    operation_id = "list_styles",
    security(("key" = [])),
    responses((status = 200, description = "The styles, by category.", body = ListStylesResponse)),
)]
async fn list(_: KeyHolder) -> Json<ListStylesResponse> {
    let data = Style::all().map(|style| StyleResponse {
        id: style.id,
        name: style.name,
        category: style.category.as_str(),
        words: style.words,
        negative: style.negative,
    });
    Json(ListStylesResponse { data: data.collect() })
}

/// A text with wildcards, and styles to lay over it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExpandPromptRequest {
    /// The text: `{a|b}` is one of several, `__nature/flower__` one of a list.
    #[schema(
        min_length = 1,
        max_length = 8_000,
        example = "a {calm|heavy} sea, __nature/flower__"
    )]
    prompt: String,
    /// What is not to be shown.
    #[serde(default)]
    #[schema(max_length = 8_000)]
    negative: String,
    /// Styles by their ids, in the order in which they are laid over it.
    #[serde(default)]
    #[schema(max_items = 8)]
    styles: Vec<String>,
    /// How many prompts; one where there is none.
    #[schema(minimum = 1, maximum = 100)]
    count: Option<u32>,
    /// The same seed gives the same prompts; by chance where there is none.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    seed: Option<u64>,
}

/// A prompt as it would be sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PromptResponse {
    /// What to show.
    prompt: String,
    /// What not to show; may be empty.
    negative: String,
}

/// Prompts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExpandPromptResponse {
    data: Vec<PromptResponse>,
}

const MOST_PROMPTS: u32 = 100;
// The description needs it in figures.
const _: () = assert!(MOST_CHARACTERS == 8_000);

/// Expands wildcards, and lays styles over what comes of them.
///
/// Nothing of it is kept, and nothing is ordered. What is wrong with a template is told with the place, in characters from 1.
#[utoipa::path(
    post,
    path = "/api/v1/prompts/expand",
    tag = "Prompts",
    operation_id = "expand_prompt",
    security(("key" = [])),
    request_body(content = ExpandPromptRequest, content_type = "application/json"),
    responses(
        (status = 200, description = "As many prompts as were asked for.", body = ExpandPromptResponse),
        (status = 413, description = "The request is longer than 1 MiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The request is no JSON.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be used.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn expand_prompt(
    State(app): State<App>,
    _: KeyHolder,
    JsonFields(request): JsonFields<ExpandPromptRequest>,
) -> Result<Json<ExpandPromptResponse>, Problem> {
    let count = request.count.unwrap_or(1);
    if !(1..=MOST_PROMPTS).contains(&count) {
        return Err(Error::beyond("count", "invalid-count", MOST_PROMPTS.into()).into());
    }
    if request.seed.is_some_and(|seed| seed > Chance::LARGEST_SEED) {
        return Err(Error::invalid("seed", "invalid-seed").into());
    }
    if request.prompt.trim().is_empty() {
        return Err(Error::invalid("prompt", "invalid-prompt-empty").into());
    }
    for (field, text) in [("prompt", &request.prompt), ("negative", &request.negative)] {
        if text.chars().count() > MOST_CHARACTERS {
            return Err(Error::beyond(field, "invalid-prompt-long", 8_000).into());
        }
    }
    let styles: Vec<&str> = request.styles.iter().map(String::as_str).collect();
    let prompt = Prompt {
        words: request.prompt,
        negative: request.negative,
    };
    let seed = request.seed.unwrap_or_else(|| app.chance.seed());
    let prompts = match expand::expand(&prompt, &styles, count, seed).map_err(Error::from)? {
        Expansion::Each(prompts) => prompts,
        Expansion::Same(prompt) => (0..count).map(|_| prompt.clone()).collect(),
    };
    let data = prompts.into_iter().map(|prompt| PromptResponse {
        prompt: prompt.words,
        negative: prompt.negative,
    });
    Ok(Json(ExpandPromptResponse { data: data.collect() }))
}
