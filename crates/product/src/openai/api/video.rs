//! A film as OpenAI's clients read it.

use basics::GenerationId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{ending::ended, problem::ApiProblem};
use crate::{
    app::App,
    error::Error,
    generations::{self, State, Work},
};

/// A film, from its order on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VideoResponse {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    object: VideoObject,
    /// The model that was asked last.
    model: String,
    status: VideoStatus,
    /// Per cent of the work done, as far as the model says.
    #[schema(minimum = 0, maximum = 100)]
    progress: i64,
    /// Seconds since 1970.
    created_at: i64,
    /// Seconds since 1970.
    completed_at: Option<i64>,
    /// It stays until it is deleted.
    expires_at: Option<i64>,
    /// What it is to show.
    prompt: Option<String>,
    /// Width and height in pixels.
    size: String,
    /// How long it is to last.
    seconds: String,
    /// The film whose words were changed for it.
    #[schema(format = "uuid")]
    remixed_from_video_id: Option<String>,
    error: Option<VideoError>,
}

/// Why a film came to nothing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VideoError {
    /// A stable name.
    code: &'static str,
    /// For people to read.
    message: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum VideoObject {
    Video,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum VideoStatus {
    /// It waits for its turn.
    Queued,
    /// It is being made.
    InProgress,
    /// It is there.
    Completed,
    /// It came to nothing; the error says why.
    Failed,
}

/// Films.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListVideosResponse {
    object: ListedVideos,
    data: Vec<VideoResponse>,
    /// The first film's id.
    first_id: Option<String>,
    /// The last film's id, to go on after.
    last_id: Option<String>,
    /// Whether there are more.
    has_more: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ListedVideos {
    List,
}

/// A film that is gone.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeletedVideoResponse {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    object: DeletedVideo,
    /// Always true.
    deleted: bool,
}

#[derive(Debug, Serialize, ToSchema)]
enum DeletedVideo {
    #[serde(rename = "video.deleted")]
    Deleted,
}

impl ListVideosResponse {
    pub(super) fn new(data: Vec<VideoResponse>, has_more: bool) -> Self {
        Self {
            object: ListedVideos::List,
            first_id: data.first().map(|film| film.id.clone()),
            last_id: data.last().map(|film| film.id.clone()),
            data,
            has_more,
        }
    }
}

impl DeletedVideoResponse {
    pub(super) fn of(id: GenerationId) -> Self {
        Self {
            id: id.to_string(),
            object: DeletedVideo::Deleted,
            deleted: true,
        }
    }
}

/// The film as it stands.
pub(super) async fn describe(app: &App, film: &Work) -> Result<VideoResponse, Error> {
    let generation = &film.generation;
    let status = match generation.state {
        State::Queued => VideoStatus::Queued,
        State::Running => VideoStatus::InProgress,
        State::Done => VideoStatus::Completed,
        State::Failed | State::Cancelled | State::Unknown => VideoStatus::Failed,
    };
    let problem = || ApiProblem::from(ended(generation));
    let error = matches!(status, VideoStatus::Failed)
        .then(problem)
        .map(|problem| VideoError {
            code: problem.code(),
            message: problem.message().to_owned(),
        });
    Ok(VideoResponse {
        id: generation.id.to_string(),
        object: VideoObject::Video,
        model: generation.model.clone(),
        progress: generations::percent(app, film).await?,
        status,
        created_at: generation.created_at.seconds(),
        completed_at: generation.finished_at.map(basics::Time::seconds),
        expires_at: None,
        prompt: film.prompt.as_ref().map(|words| words.reveal().as_str().to_owned()),
        size: format!("{}x{}", generation.width, generation.height),
        seconds: generation.seconds.unwrap_or(0).to_string(),
        remixed_from_video_id: generation.remixed_from.map(|id| id.to_string()),
        error,
    })
}
