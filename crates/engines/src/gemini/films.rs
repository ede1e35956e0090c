//! Films, by the Interactions API: begun in the background, asked after by name, and deleted once they are copied.

use basics::Span;
use http::Method;
use serde_json::{Value, json};

use super::failure::{failed, failure, list};
use crate::{
    Failure, Kind, ModelId, Resumed, VideoOrder,
    aspect::{self, Ratio},
    fields::Fields,
    job::{Job, demand},
    patience::{made, settled, under_way},
    status,
    vendor::{Answer, Vendor},
};

/// Where films are ordered, and below which each of them is.
pub(super) const INTERACTIONS: &str = "interactions";

/// The shapes and the numbers of lines that the API has names for.
const SHAPES: [Ratio; 2] = [(16, 9), (9, 16)];
const LINES: [&str; 4] = ["360p", "720p", "1080p", "4k"];

/// How long to wait before asking again, since the vendor does not say.
const PAUSE: Span = Span::seconds(5);

/// What an order says. It has to be kept for as long as it is asked after, so it cannot ask not to be.
pub(super) fn fields(model: &ModelId, video: &VideoOrder) -> Result<Fields, Failure> {
    let format = json!({
        "type": "video",
        "delivery": "uri",
        "aspect_ratio": aspect::named(video.size, &SHAPES)?,
        "resolution": aspect::lines(video.size, &LINES)?,
        "duration": format!("{}s", video.seconds),
    });
    let (input, shown) = input(video);
    Ok(Fields::default()
        .with("model", model.model())
        .shown_as("input", input, shown)
        .with("background", true)
        .with("response_format", format))
}

/// The words, and the picture that the film begins with before them.
fn input(video: &VideoOrder) -> (Value, Vec<String>) {
    let Some(frame) = &video.first_frame else {
        return (json!(video.prompt), vec![video.prompt.clone()]);
    };
    let input = json!([
        { "type": "image", "mime_type": frame.format.media_type(), "data": frame.base64() },
        { "type": "text", "text": video.prompt },
    ]);
    (input, vec![video.prompt.clone(), format!("{frame:?}")])
}

/// The film that was begun.
pub(super) fn begun(answer: &Answer) -> Result<Job, Failure> {
    let body: Value = answer.json().ok_or(Failure::Unknown)?;
    Job::begun(body["id"].as_str().unwrap_or_default().to_owned(), Kind::Video)
}

/// How far a film is, and the film once it is finished.
pub(super) async fn ask_after(vendor: &Vendor, job: &Job) -> Result<Resumed, Failure> {
    let answer = settled(vendor.ask(job.question(INTERACTIONS)).await?)?;
    let body: Value = answer.json().ok_or(Failure::Unavailable)?;
    if answer.status.is_client_error() {
        let said = body["error"]["message"].as_str().unwrap_or_default();
        // A name that the vendor does not know is told as a mistake in the request, and so is what passes by itself.
        return if answer.status == 404 || said.contains("Invalid interaction name") {
            Ok(Resumed::Failed(Failure::Unknown))
        } else {
            Err(Failure::Unavailable)
        };
    }
    let end = match body["status"].as_str().unwrap_or_default() {
        "completed" => return finished(vendor, &body).await,
        "failed" => failed(&errors(&body)),
        "cancelled" => Failure::Cancelled,
        word @ ("incomplete" | "requires_action" | "budget_exceeded") => Failure::bad_order("model", word),
        // A word that nobody knows yet is taken for work under way.
        _ => return Ok(under_way(None, PAUSE)),
    };
    Ok(Resumed::Failed(end))
}

/// What went wrong: an interaction lists it, and each of its steps may say it as well.
fn errors(body: &Value) -> Vec<&Value> {
    let of_steps = list(&body["steps"]).map(|step| &step["error"]);
    let all = list(&body["errors"]).chain(of_steps).chain([&body["error"]]);
    all.filter(|error| error.is_object()).collect()
}

/// A model that ends in peace without a film has declined, mostly in words of its own.
async fn finished(vendor: &Vendor, body: &Value) -> Result<Resumed, Failure> {
    let films: Vec<_> = contents(body).filter_map(address).collect();
    if films.is_empty() {
        let said: String = contents(body).filter_map(|content| content["text"].as_str()).collect();
        return Ok(Resumed::Failed(Failure::Refused(status::words(&said))));
    }
    made(vendor, &films, Kind::Video).await
}

/// What the model gave back, without what it thought on the way.
fn contents(body: &Value) -> impl Iterator<Item = &Value> {
    let outputs = list(&body["steps"]).filter(|step| step["type"] == "model_output");
    outputs.flat_map(|step| list(&step["content"]))
}

/// Where a film is; a small one may be written out.
fn address(content: &Value) -> Option<String> {
    if content["type"] != "video" {
        return None;
    }
    let named = content["uri"].as_str().map(str::to_owned);
    let written = || {
        content["data"]
            .as_str()
            .map(|data| format!("data:video/mp4;base64,{data}"))
    };
    named.or_else(written)
}

/// Stops a film.
pub(super) async fn cancel(vendor: &Vendor, job: &Job) -> Result<(), Failure> {
    let path = format!("{}/cancel", job.path(INTERACTIONS));
    let answer = vendor.ask(demand(Method::POST, path)).await?;
    match answer.status.as_u16() {
        // What is over already, or gone, cannot be stopped.
        200..300 | 400 | 404 | 409 => Ok(()),
        _ => Err(failure(&answer)),
    }
}

/// Has the vendor delete what it holds of a film.
pub(super) async fn delete(vendor: &Vendor, job: &Job) -> Result<(), Failure> {
    vendor.ask(job.delete(INTERACTIONS)).await?.deleted(failure)
}
