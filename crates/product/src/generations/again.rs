//! Drafts once more what was ordered before.

use store::Scope;

use super::{
    drafting::{Draft, Kind, RawDraft},
    input::Role,
    view::{Work, inputs_left},
};
use crate::{app::App, error::Error};

/// One result like those of a generation of the scope: of the same model or route, with the same negative words, as large
/// and as long, and from as many of its pictures as are left. The words may be others; the seed is another.
pub async fn again(app: &App, scope: &Scope, before: &Work, words: &str) -> Result<Draft, Error> {
    let generation = &before.generation;
    let kind: Kind = generation.kind.parse().unwrap_or_default();
    let size = format!("{}x{}", generation.width, generation.height);
    let seconds = generation.seconds.map(|seconds| seconds.to_string());
    let raw = RawDraft {
        prompt: words,
        negative: before.negative_words(),
        model: generation.asked_for(),
        size: &size,
        seconds: seconds.as_deref().unwrap_or_default(),
        format: if kind == Kind::Image { &generation.format } else { "" },
        kind,
        ..RawDraft::default()
    };
    let mut draft = Draft::check_routed(&raw, &app.engines())?;
    let inputs = inputs_left(app, scope, generation.id).await?;
    let masks = inputs.iter().filter(|input| input.role == Role::Mask).count();
    draft.takes(inputs.len() - masks, masks > 0)?;
    draft.inputs = inputs;
    Ok(draft)
}
