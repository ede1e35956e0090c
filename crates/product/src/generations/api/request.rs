//! What programs order with.

use axum::extract::FromRequestParts;
use basics::AssetId;
use http::request::Parts;
use serde::Deserialize;
use store::Scope;
use utoipa::{IntoParams, ToSchema};
use web_kit::Problem;

use crate::{
    app::App,
    assets,
    error::Error,
    generations::{Draft, Input, Kind, RawDraft, Role},
};

/// The header by which a program knows an order that it may send twice.
#[derive(Debug, Clone, IntoParams)]
#[into_params(names("Idempotency-Key"), parameter_in = Header)]
pub struct IdempotencyKey(
    /// Any words of the program's own, new for each order.
    #[param(min_length = 1, max_length = 255, pattern = "^[!-~]+$")]
    pub Option<String>,
);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let text = value
            .to_str()
            .ok()
            .filter(|text| (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()));
        match text {
            Some(text) => Ok(Self(Some(text.to_owned()))),
            None => Err(Problem::invalid("Idempotency-Key", "invalid-idempotency-key")),
        }
    }
}

/// What to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateGenerationRequest {
    /// What it shall show, in no more characters than the model takes, and none that is hidden.
    #[schema(min_length = 1, max_length = 40_000, pattern = r"\S", example = "a calm sea at dusk")]
    prompt: String,
    /// What it is not to show, where the model takes that.
    #[schema(max_length = 8_000)]
    negative: Option<String>,
    /// A picture where there is none.
    kind: Option<GenerationKind>,
    /// The model's name, or a route's; the built-in model where there is none.
    #[schema(example = "atelier")]
    model: Option<String>,
    /// Width and height in pixels; the model's usual size where there is none.
    #[schema(pattern = "^[0-9]{1,5}x[0-9]{1,5}$", example = "256x256")]
    size: Option<String>,
    /// How many pictures; one where there is none.
    #[schema(minimum = 1)]
    count: Option<u32>,
    /// The same seed gives the same result, where the model honours it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    seed: Option<u64>,
    /// The format of pictures; PNG where there is none.
    format: Option<PictureFormat>,
    /// How long a film is to last; a picture has no length.
    #[schema(minimum = 1)]
    seconds: Option<u32>,
    /// Pictures of the library that it starts from.
    #[serde(default)]
    #[schema(max_items = 16)]
    inputs: Vec<InputRequest>,
}

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GenerationKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A text: a summary, a title, an outline of what the prompt holds.
    Text,
    /// A prompt, made of an idea: by the composer, or by a model of texts.
    Prompt,
}

/// The format of a picture's file.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum PictureFormat {
    Png,
    Jpeg,
    Webp,
}

/// A picture that goes along with an order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InputRequest {
    /// Its id in the library.
    #[schema(format = "uuid")]
    asset: String,
    /// What it is for; `reference` where there is none.
    role: Option<InputRole>,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum InputRole {
    /// To start from.
    Reference,
    /// To say where the first reference is to change: transparent there.
    Mask,
}

impl From<GenerationKind> for Kind {
    fn from(kind: GenerationKind) -> Self {
        match kind {
            GenerationKind::Image => Self::Image,
            GenerationKind::Video => Self::Video,
            GenerationKind::Text => Self::Text,
            GenerationKind::Prompt => Self::Prompt,
        }
    }
}

impl CreateGenerationRequest {
    /// The draft, held against the model's card; its pictures looked up in the scope.
    pub(super) async fn draft(&self, app: &App, scope: &Scope, key: Option<String>) -> Result<Draft, Error> {
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let (count, seed, seconds) = (
            number(self.count.map(u64::from)),
            number(self.seed),
            number(self.seconds.map(u64::from)),
        );
        let raw = RawDraft {
            prompt: &self.prompt,
            negative: self.negative.as_deref().unwrap_or_default(),
            model: self.model.as_deref().unwrap_or_default(),
            size: self.size.as_deref().unwrap_or_default(),
            count: &count,
            seed: &seed,
            seconds: &seconds,
            kind: self.kind.map(Kind::from).unwrap_or_default(),
            format: match self.format {
                None | Some(PictureFormat::Png) => "png",
                Some(PictureFormat::Jpeg) => "jpeg",
                Some(PictureFormat::Webp) => "webp",
            },
            ..RawDraft::default()
        };
        if self.size.as_deref().is_some_and(|size| !is_size(size)) {
            return Err(Error::invalid("size", "invalid-size"));
        }
        if self.seconds.is_some() && raw.kind != Kind::Video {
            return Err(Error::invalid("seconds", "invalid-seconds-picture"));
        }
        let mut draft = Draft::check_routed(&raw, &app.engines())?;
        draft.idempotency_key = key;
        let masks = self.inputs.iter().filter(|input| input.role == Some(InputRole::Mask));
        let masks = masks.count();
        if masks > 1 {
            return Err(Error::invalid("inputs", "invalid-input-masks"));
        }
        draft.takes(self.inputs.len() - masks, masks == 1)?;
        for input in &self.inputs {
            let input = input.look_up(app, scope).await?;
            draft.mark_input(input.asset.to_string().as_bytes(), input.role);
            draft.inputs.push(input);
        }
        Ok(draft)
    }
}

/// As the description has it; forms are read less strictly.
fn is_size(text: &str) -> bool {
    let is_side = |digits: &str| (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('x')
        .is_some_and(|(wide, high)| is_side(wide) && is_side(high))
}

impl InputRequest {
    async fn look_up(&self, app: &App, scope: &Scope) -> Result<Input, Error> {
        let unknown = || Error::invalid("inputs", "invalid-input");
        let asset: AssetId = self.asset.parse().map_err(|_| unknown())?;
        let shown = assets::view(app, scope, asset).await.map_err(|error| match error {
            Error::NotFound => unknown(),
            other => other,
        })?;
        if !shown.asset.is_picture() {
            return Err(unknown());
        }
        let role = match self.role {
            None | Some(InputRole::Reference) => Role::Reference,
            Some(InputRole::Mask) => Role::Mask,
        };
        Ok(Input { asset, role })
    }
}
