//! `POST /v1/images/edits`: orders that start from pictures.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;
use web_kit::{ErrorResponse, Page};

use super::{
    image_events::{About, ImageEvent},
    images::{CreateImageResponse, made, named, size, with_ignored},
    order_key::OrderKey,
    picture_form::{Edit, ImageReference, PictureForm},
    problem::ApiProblem,
    references::references,
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::Owner,
    error::Error,
    generations::{Draft, IdempotencyKey, RawDraft},
};

/// What the request says as JSON; a form says the same, with files called `image` or `image[]`, and `mask`.
#[expect(dead_code, reason = "only described: the form is read by hand")]
#[derive(Deserialize, ToSchema)]
struct EditImageRequest {
    /// What shall become of the pictures.
    #[schema(
        min_length = 1,
        max_length = 8_000,
        pattern = r"\S",
        example = "the same boat at night"
    )]
    prompt: String,
    /// The pictures to start from.
    #[schema(min_items = 1, max_items = 16)]
    images: Vec<ImageReference>,
    /// A PNG that is transparent where the first picture is to change, and as large as it.
    mask: Option<ImageReference>,
    /// The model's name, from the list of models.
    model: Option<String>,
    /// How many pictures; one where there is none.
    #[schema(minimum = 1)]
    n: Option<u32>,
    /// Width and height in pixels, or `auto` for the model's usual size.
    #[schema(pattern = "^(auto|[0-9]{1,5}x[0-9]{1,5})$", example = "1024x1024")]
    size: Option<String>,
    /// The same seed gives the same picture, where the model honours it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    seed: Option<u64>,
    /// Whether the answer is to come as server-sent events: the pictures whole, and signs of life before.
    stream: Option<bool>,
}

/// Makes pictures from pictures.
///
/// What is sent is opened where it can do no harm, freed of everything but its pixels, and removed within a day; the result
/// is in the library. With a mask, what was not to change is the first picture's to the pixel, as a PNG of its size, whatever
/// the model made of it; a header says whether it kept to the mask. Fields that are not named here are ignored, and a header of the answer says which.
#[utoipa::path(
    post,
    path = "/v1/images/edits",
    tag = "OpenAI",
    operation_id = "edit_image",
    security(("key" = [])),
    params(IdempotencyKey),
    request_body(content((EditImageRequest = "application/json"))),
    responses(
        (
            status = 200,
            description = "The pictures.",
            content((CreateImageResponse = "application/json"), (ImageEvent = "text/event-stream")),
            headers(
                ("x-nanoprompt-ignored" = String, description = "The fields that were ignored, with commas between."),
                ("x-nanoprompt-kept-to-mask" = String, description = "With a mask: `kept`, `changed_outside` or `not_compared` for each picture, with commas between.")
            ),
        ),
        (status = 400, description = "The request cannot be used, or the model's operator refuses it.", body = ErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model, or the key is not for it.", body = ErrorResponse),
        (status = 404, description = "There is no such model.", body = ErrorResponse),
        (status = 409, description = "The person stopped it in the studio.", body = ErrorResponse),
        (status = 413, description = "The request is longer than 64 MiB, or 32 MiB as JSON.", body = ErrorResponse),
        (status = 415, description = "The request is neither a form nor JSON.", body = ErrorResponse),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
        (status = 504, description = "The model's server did not answer in time.", body = ErrorResponse),
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    who: KeyHolder,
    page: Page,
    OrderKey(key): OrderKey,
    mut form: PictureForm<Edit>,
) -> Result<Response, ApiProblem> {
    let raw = RawDraft {
        prompt: form.get("prompt"),
        model: form.get("model"),
        size: size(Some(form.get("size")).filter(|size| !size.is_empty()))?,
        count: form.get("n"),
        seed: form.get("seed"),
        format: form.get("output_format"),
        ..RawDraft::default()
    };
    let say = |error: Error| named(error, form.get("model"), &page);
    let mut draft = Draft::check_routed(&raw, &app.engines()).map_err(say)?;
    draft.idempotency_key = key;
    who.may_order(draft.card.kind, draft.asked_for())?;
    if form.images.is_empty() {
        let message = "Send at least one picture, as image. POST /v1/images/generations makes one from words alone.";
        return Err(ApiProblem::invalid("image", "missing", message));
    }
    draft.takes(form.images.len(), form.mask.is_some()).map_err(say)?;
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let (images, mask) = (std::mem::take(&mut form.images), form.mask.take());
    references(&app, &owner, &mut draft, images, mask)
        .await
        .map_err(|error| named(error, form.get("model"), &page))?;
    let events = (form.get("stream") == "true").then_some(About::Edit);
    let answer = made(&app, &who, &draft, events).await?;
    Ok(with_ignored(answer, form.ignored.iter().map(String::as_str)))
}
