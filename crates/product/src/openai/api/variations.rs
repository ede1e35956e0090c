//! `POST /v1/images/variations`: a picture once more, a little otherwise. OpenAI's request has no words, so they are ours.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;
use web_kit::{ErrorResponse, Page};

use super::{
    images::{CreateImageResponse, made, named, size, with_ignored},
    order_key::OrderKey,
    picture_form::{PictureForm, Variation},
    problem::ApiProblem,
    references::references,
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::Owner,
    error::Error,
    generations::{Draft, IdempotencyKey, RawDraft},
    models,
};

/// What a model is told beside the picture.
const WORDS: &str = "A variation of this picture: the same subject and style, composed anew.";

/// What the form says.
#[expect(dead_code, reason = "only described: the form is read by hand")]
#[derive(Deserialize, ToSchema)]
struct CreateImageVariationRequest {
    /// The picture: PNG, JPEG or WebP.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    image: Vec<u8>,
    /// The model's name, from the list of models; the first that takes pictures where there is none.
    model: Option<String>,
    /// How many pictures; one where there is none.
    #[schema(minimum = 1)]
    n: Option<u32>,
    /// Width and height in pixels.
    #[schema(pattern = "^(auto|[0-9]{1,5}x[0-9]{1,5})$", example = "1024x1024")]
    size: Option<String>,
}

/// Makes variations of a picture.
///
/// As with edits, what is sent is freed of everything but its pixels and removed within a day; the result is in the library.
/// Fields that are not named here are ignored, and a header of the answer says which.
#[utoipa::path(
    post,
    path = "/v1/images/variations",
    tag = "OpenAI",
    operation_id = "create_image_variation",
    security(("key" = [])),
    params(IdempotencyKey),
    request_body(content = CreateImageVariationRequest, content_type = "multipart/form-data"),
    responses(
        (
            status = 200,
            description = "The pictures.",
            body = CreateImageResponse,
            headers(("x-nanoprompt-ignored" = String, description = "The fields that were ignored, with commas between.")),
        ),
        (status = 400, description = "The request cannot be used, or the model's operator refuses it.", body = ErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model, or the key is not for it.", body = ErrorResponse),
        (status = 404, description = "There is no such model, or none that takes pictures.", body = ErrorResponse),
        (status = 409, description = "The person stopped it in the studio.", body = ErrorResponse),
        (status = 413, description = "The request is longer than 64 MiB.", body = ErrorResponse),
        (status = 415, description = "The request is no form.", body = ErrorResponse),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
        (status = 504, description = "The model's server did not answer in time.", body = ErrorResponse),
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    who: KeyHolder,
    page: Page,
    OrderKey(key): OrderKey,
    mut form: PictureForm<Variation>,
) -> Result<Response, ApiProblem> {
    let model = match form.get("model") {
        "" => models::first_that_takes_pictures(&app).ok_or_else(ApiProblem::no_model_that_takes_pictures)?,
        named => named.to_owned(),
    };
    let raw = RawDraft {
        prompt: WORDS,
        model: &model,
        size: size(Some(form.get("size")).filter(|size| !size.is_empty()))?,
        count: form.get("n"),
        ..RawDraft::default()
    };
    let say = |error: Error| named(error, &model, &page);
    let mut draft = Draft::check_routed(&raw, &app.engines()).map_err(say)?;
    draft.idempotency_key = key;
    who.may_order(draft.card.kind, draft.asked_for())?;
    if form.images.len() != 1 {
        let message = "Send one picture, as image.";
        return Err(ApiProblem::invalid("image", "missing", message));
    }
    draft.takes(1, false).map_err(say)?;
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let images = std::mem::take(&mut form.images);
    references(&app, &owner, &mut draft, images, None).await.map_err(say)?;
    let answer = made(&app, &who, &draft, None).await?;
    Ok(with_ignored(answer, form.ignored.iter().map(String::as_str)))
}
