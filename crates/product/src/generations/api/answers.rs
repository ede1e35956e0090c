//! What programs read of generations.

use basics::{GenerationId, Time};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    assets::AssetResponse,
    error::Error,
    generations::{self, Disclosure, Kind, State, Work},
};

/// A generation, from its order on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GenerationResponse {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    kind: GenerationKindResponse,
    state: GenerationState,
    /// Per cent of the work done, as far as the model says.
    #[schema(minimum = 0, maximum = 100)]
    progress: i64,
    /// The model that was asked last.
    model: String,
    /// The route that was asked for, if one was.
    route: Option<String>,
    /// What it is to show.
    prompt: Option<String>,
    /// What it is not to show, where something was said.
    negative: Option<String>,
    /// Width in pixels; 0 of text.
    width: u32,
    /// Height in pixels; 0 of text.
    height: u32,
    /// How many results were ordered.
    count: u32,
    /// How long a film is to last, in seconds.
    seconds: Option<u32>,
    /// The seed, where one was chosen.
    seed: Option<i64>,
    /// The format of the results' files.
    format: String,
    /// Why it came to nothing, as a stable name.
    failure: Option<String>,
    /// Who operates the machine that made it; nobody where it was made here.
    made_by: Option<String>,
    /// When it was ordered.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was begun.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// When it ended.
    #[schema(format = DateTime)]
    finished_at: Option<String>,
    /// What came of it.
    assets: Vec<AssetResponse>,
}

/// What is made.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GenerationKindResponse {
    Image,
    Video,
    Text,
    Prompt,
}

impl From<Kind> for GenerationKindResponse {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Image => Self::Image,
            Kind::Video => Self::Video,
            Kind::Text => Self::Text,
            Kind::Prompt => Self::Prompt,
        }
    }
}

/// How far a generation has come.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GenerationState {
    /// It waits for its turn.
    Queued,
    /// It is being made.
    Running,
    /// It is there.
    Done,
    /// It came to nothing.
    Failed,
    /// It was stopped.
    Cancelled,
    /// The answer was lost on the way: it may or may not have been made, and is not sent again by itself.
    Unknown,
}

/// Generations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListGenerationsResponse {
    data: Vec<GenerationResponse>,
    /// Whether there are older ones; the last one's id is where they begin.
    has_more: bool,
}

/// What left the machine for a generation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListDisclosuresResponse {
    data: Vec<DisclosureResponse>,
}

/// What left to one place with one set of fields.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DisclosureResponse {
    /// Host and port.
    #[schema(example = "api.example.org:443")]
    host: String,
    /// Who operates it; nobody where it belongs to whoever runs this installation.
    operator: Option<String>,
    /// The method; none where it was only about to be sent, and nobody knows what became of it.
    method: Option<String>,
    /// The names of the fields that were sent.
    fields: Vec<String>,
    /// How often.
    calls: i64,
    /// Bytes sent, in all calls together.
    sent_bytes: i64,
    /// Bytes that came back.
    received_bytes: i64,
    /// The last answer's status; none where no answer came.
    status: Option<u32>,
    /// When it was first begun.
    #[schema(format = DateTime)]
    first_at: String,
    /// When it was last begun.
    #[schema(format = DateTime)]
    last_at: String,
}

/// What happened, as a server-sent event.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: events are written one by one")]
pub(super) struct GenerationEvent {
    /// `generation` or `progress`.
    event: String,
    /// A generation as it stands, or how far one is: its `id`, and `progress` in per cent.
    data: String,
}

/// How far a running generation is.
#[derive(Debug, Serialize)]
pub(super) struct ProgressEvent {
    id: String,
    progress: u8,
}

impl ProgressEvent {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0 to 99, since a generation that is all there says so itself"
    )]
    pub(super) fn of(id: GenerationId, done: f32) -> Self {
        Self {
            id: id.to_string(),
            progress: (done * 100.0).clamp(0.0, 99.0) as u8,
        }
    }
}

impl GenerationResponse {
    /// The generation as it stands.
    pub(super) async fn of(app: &App, work: &Work) -> Result<Self, Error> {
        let generation = &work.generation;
        Ok(Self {
            id: generation.id.to_string(),
            kind: generation.kind.parse::<Kind>().unwrap_or_default().into(),
            state: generation.state.into(),
            progress: generations::percent(app, work).await?,
            model: generation.model.clone(),
            route: generation.route.clone(),
            prompt: work.prompt.as_ref().map(|words| words.reveal().as_str().to_owned()),
            negative: work.negative.as_ref().map(|words| words.reveal().as_str().to_owned()),
            width: generation.width,
            height: generation.height,
            count: generation.count,
            seconds: generation.seconds,
            seed: generation.seed,
            format: generation.format.clone(),
            failure: generation.failure.clone(),
            made_by: generation.went_to.clone(),
            created_at: generation.created_at.rfc3339(),
            started_at: generation.started_at.map(Time::rfc3339),
            finished_at: generation.finished_at.map(Time::rfc3339),
            assets: work.assets.iter().map(AssetResponse::of).collect(),
        })
    }
}

impl ListGenerationsResponse {
    pub(super) async fn of(app: &App, works: &[Work], has_more: bool) -> Result<Self, Error> {
        let mut data = Vec::with_capacity(works.len());
        for work in works {
            data.push(GenerationResponse::of(app, work).await?);
        }
        Ok(Self { data, has_more })
    }
}

impl ListDisclosuresResponse {
    pub(super) fn of(disclosures: Vec<Disclosure>) -> Self {
        let data = disclosures.into_iter().map(|disclosure| DisclosureResponse {
            host: disclosure.host,
            operator: disclosure.operator,
            method: Some(disclosure.method).filter(|method| !method.is_empty()),
            fields: disclosure.fields,
            calls: disclosure.calls,
            sent_bytes: disclosure.sent_bytes,
            received_bytes: disclosure.received_bytes,
            status: disclosure.status,
            first_at: disclosure.first_at.rfc3339(),
            last_at: disclosure.last_at.rfc3339(),
        });
        Self { data: data.collect() }
    }
}

impl From<State> for GenerationState {
    fn from(state: State) -> Self {
        match state {
            State::Queued => Self::Queued,
            State::Running => Self::Running,
            State::Done => Self::Done,
            State::Failed => Self::Failed,
            State::Cancelled => Self::Cancelled,
            State::Unknown => Self::Unknown,
        }
    }
}
