//! Films: a job that is asked after, fetched and deleted by its name.

use basics::{Chance, Span};
use egress::{Body, Outbound, PurposeKind, Target};
use http::{Method, header::CONTENT_TYPE};
use serde::Deserialize;
use serde_json::Value;

use super::answer;
use crate::{
    Failure, Kind, ModelId, Resumed, VideoOrder, Watch,
    form::Form,
    hints,
    job::Job,
    patience::{made, settled, under_way},
    vendor::{Answer, Vendor},
};

/// Where films are ordered, and below which each job is.
pub(super) const VIDEOS: &str = "videos";

/// How long to wait where the server does not say.
const PAUSE: Span = Span::seconds(5);

/// A job, as the server tells of it; some tell no more than its name and how it is.
#[derive(Deserialize)]
struct State {
    #[serde(default)]
    id: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    progress: Value,
    #[serde(default)]
    error: Value,
}

/// The fields of an order, in the order sent.
pub(super) fn fields(model: &ModelId, video: &VideoOrder) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("model", model.model().to_owned()),
        ("prompt", video.prompt.clone()),
        ("seconds", video.seconds.to_string()),
        ("size", video.size.to_string()),
    ];
    // Only where the model's table says that it honours them.
    fields.extend(video.negative.iter().map(|text| ("negative_prompt", text.clone())));
    fields.extend(video.seed.map(|seed| ("seed", seed.to_string())));
    fields
}

/// The same for people to read.
pub(super) fn shown(model: &ModelId, video: &VideoOrder) -> Vec<(&'static str, String)> {
    let mut shown = fields(model, video);
    let frame = video.first_frame.iter();
    shown.extend(frame.map(|input| ("input_reference", format!("{input:?}"))));
    shown
}

/// An order on its way. It is a form, which every server with this API reads; not all read JSON.
pub(super) fn order(model: &ModelId, video: &VideoOrder, chance: &Chance) -> Option<Outbound> {
    let names: Vec<_> = shown(model, video).into_iter().map(|(name, _)| name).collect();
    let fields = fields(model, video).into_iter();
    let mut form = fields.fold(Form::new(chance), |form, (name, value)| form.text(name, &value));
    if let Some(frame) = &video.first_frame {
        form = form.picture("input_reference", "frame", frame);
    }
    let (media_type, body) = form.finish()?;
    let target = Target::path(VIDEOS);
    let outbound = Outbound::new(Method::POST, target, Body::Bytes(body), PurposeKind::Generate);
    Some(outbound.header(CONTENT_TYPE, media_type).fields(names))
}

/// The job that was begun.
pub(super) fn begun(answer: &Answer) -> Result<Job, Failure> {
    let state: State = answer.json().ok_or(Failure::Unknown)?;
    Job::begun(state.id, Kind::Video)
}

/// How far a job is, and the film once it is finished.
pub(super) async fn ask_after(vendor: &Vendor, job: &Job, watch: &dyn Watch) -> Result<Resumed, Failure> {
    let answer = settled(vendor.ask(job.question(VIDEOS)).await?)?;
    if answer.status.is_client_error() {
        // The server knows nothing of this job.
        return Ok(Resumed::Failed(Failure::Unknown));
    }
    let state: State = answer.json().ok_or(Failure::Unavailable)?;
    match state.status.as_str() {
        "completed" => {
            let content = vendor.address(&format!("{}/content", job.path(VIDEOS)));
            made(vendor, &[content], Kind::Video).await
        }
        "failed" => Ok(Resumed::Failed(answer::job_failed(state.error))),
        "cancelled" | "canceled" => Ok(Resumed::Failed(Failure::Cancelled)),
        "expired" => Ok(Resumed::Failed(Failure::Cut)),
        word => {
            if word == "queued" {
                watch.progress(0.0, "queued");
            }
            // A word that nobody knows yet is taken for work under way.
            Ok(under_way(
                state.done(),
                hints::poll_after(&answer.headers).unwrap_or(PAUSE),
            ))
        }
    }
}

/// Stops a job and has the server delete what it holds of it, which is one call.
pub(super) async fn delete(vendor: &Vendor, job: &Job) -> Result<(), Failure> {
    let answer = vendor.ask(job.delete(VIDEOS)).await?;
    answer.deleted(|answer| answer::failure(answer.status, &answer.headers, &answer.body.0))
}

impl State {
    /// How far it is, from 0 to 1; the server counts to a hundred.
    fn done(&self) -> Option<f32> {
        let hundredths = u16::try_from(self.progress.as_u64()?).ok()?;
        Some(f32::from(hundredths.min(100)) / 100.0)
    }
}
