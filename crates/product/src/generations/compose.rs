//! Makes drafts of what somebody typed: one, or one for each result where the words have wildcards, and for each prompt of
//! an idea.

use basics::Chance;

use super::drafting::{Draft, Kind, RawDraft};
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
    if raw.kind == Kind::Prompt {
        return prompts(app, raw);
    }
    if raw.plain {
        return Ok(vec![draft(app, raw, &prompt, raw.count)?]);
    }
    let seed = seed(app, raw);
    let results = raw.count.trim().parse::<u32>().unwrap_or(1).clamp(1, MOST_RESULTS);
    match expand(&prompt, &raw.styles, results, seed)? {
        Expansion::Same(prompt) => Ok(vec![draft(app, raw, &prompt, raw.count)?]),
        Expansion::Each(prompts) => prompts.iter().map(|prompt| draft(app, raw, prompt, "1")).collect(),
    }
}

/// The most results of one template.
const MOST_RESULTS: u32 = 16;
/// The most prompts of one idea.
pub(super) const MOST_PROMPTS: u32 = 8;

/// Several prompts of one idea differ by their seeds.
fn prompts(app: &App, raw: &RawDraft<'_>) -> Result<Vec<Draft>, Error> {
    let wanted = match raw.count.trim() {
        "" => Some(1),
        count => count.parse().ok().filter(|count| (1..=MOST_PROMPTS).contains(count)),
    };
    let wanted = wanted.ok_or(Error::beyond("count", "invalid-count", MOST_PROMPTS.into()))?;
    let words = headed(raw);
    let of_seed = |seed: &str| {
        let raw = RawDraft {
            prompt: &words,
            count: "",
            seed,
            ..raw.clone()
        };
        Draft::check_routed(&raw, &app.engines())
    };
    if wanted == 1 {
        return Ok(vec![of_seed(raw.seed)?]);
    }
    let first = seed(app, raw);
    let seeds = (0..wanted).map(|number| first.wrapping_add(number.into()) & Chance::LARGEST_SEED);
    seeds.map(|seed| of_seed(&seed.to_string())).collect()
}

/// What is chosen about the prompt is said before the idea, as whoever types it says it.
fn headed(raw: &RawDraft<'_>) -> String {
    let dialect = match raw.dialect {
        "tags" | "shots" | "json" => Some(format!("as {}", raw.dialect)),
        _ => None,
    };
    let strength = match raw.strength {
        "subtle" | "strong" => Some(raw.strength.to_owned()),
        _ => None,
    };
    let head: Vec<String> = dialect.into_iter().chain(strength).collect();
    if head.is_empty() {
        raw.prompt.to_owned()
    } else {
        format!("{}: {}", head.join(", "), raw.prompt)
    }
}

fn seed(app: &App, raw: &RawDraft<'_>) -> u64 {
    raw.seed.trim().parse().unwrap_or_else(|_| app.chance.seed())
}

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
