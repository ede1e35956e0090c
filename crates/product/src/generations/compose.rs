//! Makes drafts of what somebody typed: one, or one for each result where the words have wildcards.

use super::drafting::{Draft, RawDraft};
use crate::{
    app::App,
    composing::{Expansion, Prompt, expand},
    error::Error,
};

/// Every draft that the fields stand for, each checked, none ordered. Styles' negative words are left out where the model
/// takes none; a person's own are not.
pub(super) fn compose(app: &App, raw: &RawDraft<'_>) -> Result<Vec<Draft>, Error> {
    let prompt = Prompt {
        words: raw.prompt.to_owned(),
        negative: raw.negative.to_owned(),
    };
    if raw.plain {
        return Ok(vec![draft(app, raw, &prompt, raw.count)?]);
    }
    let seed = raw.seed.trim().parse().unwrap_or_else(|_| app.chance.seed());
    let results = raw.count.trim().parse::<u32>().unwrap_or(1).clamp(1, MOST_RESULTS);
    match expand(&prompt, &raw.styles, results, seed)? {
        Expansion::Same(prompt) => Ok(vec![draft(app, raw, &prompt, raw.count)?]),
        Expansion::Each(prompts) => prompts.iter().map(|prompt| draft(app, raw, prompt, "1")).collect(),
    }
}

/// The most results of one template.
const MOST_RESULTS: u32 = 16;

fn draft(app: &App, raw: &RawDraft<'_>, prompt: &Prompt, count: &str) -> Result<Draft, Error> {
    let composed = |negative| RawDraft {
        prompt: &prompt.words,
        negative,
        count,
        styles: Vec::new(),
        ..raw.clone()
    };
    match Draft::check_routed(&composed(&prompt.negative), &app.engines()) {
        Err(Error::Engine(engines::Failure::BadOrder { field, .. }))
            if field == "negative" && raw.negative.is_empty() =>
        {
            Draft::check_routed(&composed(""), &app.engines())
        }
        checked => checked,
    }
}
