//! What an answer with success holds: a result, or a block, which this vendor sends with success as well.

use bytes::Bytes;
use serde::Deserialize;

use crate::{Failure, Output, status};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    #[serde(default)]
    candidates: Vec<Candidate>,
    #[serde(default)]
    prompt_feedback: Option<PromptFeedback>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    #[serde(default)]
    content: Option<Content>,
    #[serde(default)]
    finish_reason: Option<String>,
    #[serde(default)]
    finish_message: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    inline_data: Option<InlineData>,
    #[serde(default)]
    thought: bool,
}

#[derive(Deserialize)]
struct InlineData {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PromptFeedback {
    #[serde(default)]
    block_reason: Option<String>,
    #[serde(default)]
    block_reason_message: Option<String>,
}

/// The reasons to end that mean no more than that there was no room for the rest.
const CUT_OFF: [&str; 2] = ["MAX_TOKENS", "CONTINUATION"];

/// What one candidate says, without what it thought on the way.
struct Said {
    parts: Vec<Part>,
    reason: String,
}

/// The pictures of an answer, at most so many.
pub(super) fn images(body: &Bytes, most: u32) -> Result<Vec<Output>, Failure> {
    let said = said(body, Failure::NotAnImage)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let pictures = said.parts.iter().filter_map(|part| part.inline_data.as_ref());
    let outputs: Vec<_> = pictures
        .take(most)
        .map(|inline| Output::from_base64(&inline.data))
        .collect::<Result<_, _>>()?;
    if outputs.is_empty() {
        return Err(said.without_a_picture());
    }
    Ok(outputs)
}

/// The text of an answer.
pub(super) fn text(body: &Bytes) -> Result<String, Failure> {
    let text = said(body, Failure::Cut)?.text();
    if text.is_empty() { Err(Failure::Cut) } else { Ok(text) }
}

/// The first candidate's parts; `otherwise` where there is none, and nothing says why.
fn said(body: &Bytes, otherwise: Failure) -> Result<Said, Failure> {
    let Ok(answered) = serde_json::from_slice::<Answered>(body) else {
        return Err(otherwise);
    };
    let feedback = answered.prompt_feedback;
    if let Some((reason, message)) = feedback.and_then(|it| Some((it.block_reason?, it.block_reason_message))) {
        return Err(refused(&message.unwrap_or(reason)));
    }
    let candidate = answered.candidates.into_iter().next().ok_or(otherwise)?;
    let reason = candidate.finish_reason.unwrap_or_default();
    // Every other reason to end is a block of some kind, and the vendor adds new ones.
    let in_peace = matches!(reason.as_str(), "" | "STOP" | "FINISH_REASON_UNSPECIFIED");
    if !in_peace && !CUT_OFF.contains(&reason.as_str()) {
        return Err(refused(&candidate.finish_message.unwrap_or(reason)));
    }
    let parts = candidate.content.map(|content| content.parts).unwrap_or_default();
    let parts = parts.into_iter().filter(|part| !part.thought).collect();
    Ok(Said { parts, reason })
}

impl Said {
    fn text(&self) -> String {
        self.parts.iter().filter_map(|part| part.text.as_deref()).collect()
    }

    /// A model that ends in peace without a picture has declined, mostly in words of its own.
    fn without_a_picture(&self) -> Failure {
        if CUT_OFF.contains(&self.reason.as_str()) {
            return Failure::Cut;
        }
        refused(&self.text())
    }
}

fn refused(said: &str) -> Failure {
    Failure::Refused(status::words(said))
}
