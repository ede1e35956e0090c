//! What fal's answers mean.

use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, detail::Detail, vendor::Answer};

/// How far work is.
#[derive(Deserialize)]
pub(super) struct State {
    pub status: String,
    #[serde(default)]
    pub queue_position: Option<i64>,
    #[serde(default)]
    pub error: Value,
}

/// What a model made.
#[derive(Deserialize)]
pub(super) struct Made {
    #[serde(default)]
    images: Option<Vec<Named>>,
    #[serde(default)]
    image: Option<Named>,
    #[serde(default)]
    video: Option<Named>,
    #[serde(default)]
    videos: Option<Vec<Named>>,
    #[serde(default)]
    seed: Value,
    #[serde(default)]
    has_nsfw_concepts: Value,
}

#[derive(Deserialize)]
struct Named {
    url: String,
}

impl Made {
    /// Where the pictures are, without those that the vendor blackened: a black picture is a refusal in disguise.
    pub fn addresses(self) -> Result<Vec<String>, Failure> {
        let flags = self.has_nsfw_concepts.as_array();
        let flagged = |index: usize| flags.and_then(|flags| flags.get(index)?.as_bool()) == Some(true);
        let named = self.images.into_iter().flatten().chain(self.image).enumerate();
        let (black, shown): (Vec<_>, Vec<_>) = named.partition(|(index, _)| flagged(*index));
        if shown.is_empty() && !black.is_empty() {
            return Err(Failure::Refused(String::new()));
        }
        Ok(shown.into_iter().map(|(_, named)| named.url).collect())
    }

    /// Where the film is.
    pub fn film(self) -> Vec<String> {
        let named = self.video.into_iter().chain(self.videos.into_iter().flatten());
        named.map(|named| named.url).collect()
    }

    /// The seed, where the model used one.
    pub fn seed(&self) -> Option<u64> {
        self.seed.as_u64()
    }
}

/// What an answer without success means for an order that was to be taken on.
pub(super) fn failure(answer: &Answer) -> Failure {
    let detail: Detail = answer.json().unwrap_or_default();
    if detail.is_of("content_policy_violation") {
        return Failure::Refused(detail.said());
    }
    match answer.status.as_u16() {
        402 => Failure::OutOfCredit,
        403 if is_about_money(&detail.said()) => Failure::OutOfCredit,
        401 | 403 => Failure::Unauthorised,
        404 => Failure::bad_order("model", detail.said()),
        429 => Failure::RateLimited {
            retry_after: answer.wait(),
        },
        // Our own deadline ran out before any machine began.
        504 if says(answer, "x-fal-request-timeout-type", "user") => Failure::TimedOut,
        408 | 504 | 524 => Failure::Unknown,
        500.. => Failure::Unavailable,
        _ => detail.bad_order(),
    }
}

/// What an answer without success means for work that has ended; `None` where it is not the work's own end but an hour in
/// which the queue cannot be asked.
pub(super) fn ended(answer: &Answer, ended_badly: bool) -> Option<Failure> {
    let passing = matches!(answer.status.as_u16(), 408 | 425 | 429 | 500..);
    let marks = ["x-fal-retryable", "x-fal-error-type", "x-fal-request-timeout-type"];
    let its_own = ended_badly || marks.iter().any(|mark| answer.headers.contains_key(*mark));
    if passing && !its_own {
        return None;
    }
    Some(match failure(answer) {
        Failure::Unavailable | Failure::Unknown if says(answer, "x-fal-retryable", "false") => {
            answer.json::<Detail>().unwrap_or_default().bad_order_of("model")
        }
        // The work is over, and no server's failure is charged for.
        Failure::Unknown => Failure::TimedOut,
        other => other,
    })
}

/// Whether the queue only says that the result is asked for too early.
pub(super) fn too_early(answer: &Answer) -> bool {
    let said = || answer.json::<Detail>().unwrap_or_default().said();
    answer.status == 202 || (answer.status == 400 && said().contains("in progress"))
}

fn is_about_money(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    ["balance", "top_up", "top up"].iter().any(|word| said.contains(word))
}

fn says(answer: &Answer, name: &str, value: &str) -> bool {
    let given = answer.headers.get(name).and_then(|given| given.to_str().ok());
    given.is_some_and(|given| given.eq_ignore_ascii_case(value))
}
