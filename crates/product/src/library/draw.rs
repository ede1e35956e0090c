//! Draws a picture anew in the flat shapes that it is made of. Nothing of the drawing is kept: the same words and seed give
//! the same shapes at any time.

use std::sync::Arc;

use atelier::{PaintOrder, Unwatched};
use basics::AssetId;
use darkroom::DarkroomError;
use store::Scope;

use crate::{
    app::App,
    assets::{self, Shown},
    error::Error,
    generations::{self, PAINTER, Work},
};

/// Whether what came of this work can be drawn: the built-in painter made it, in a medium of flat shapes.
pub(super) fn is_drawn(work: &Work) -> bool {
    work.generation.model == PAINTER && atelier::is_drawn(work.words(), work.negative_words())
}

/// The picture as an SVG file; not found where it is not made of flat shapes.
pub(super) async fn draw(app: &App, scope: &Scope, id: AssetId) -> Result<(Shown, String), Error> {
    let shown = assets::view(app, scope, id).await?;
    let Some(generation) = shown.asset.generation.filter(|_| shown.asset.is_picture()) else {
        return Err(Error::NotFound);
    };
    let work = generations::view(app, scope, generation).await?;
    let Some(seed) = shown
        .asset
        .seed
        .and_then(|seed| u64::try_from(seed).ok())
        .filter(|_| is_drawn(&work))
    else {
        return Err(Error::NotFound);
    };
    let order = PaintOrder {
        words: work.words().to_owned(),
        negative: work.negative_words().to_owned(),
        width: shown.asset.width,
        height: shown.asset.height,
        seed,
    };
    let drawn = app.darkroom.draw(order, Arc::new(Unwatched)).await;
    let drawn = drawn.map_err(|error| match error {
        DarkroomError::Impossible(_) => Error::NotFound,
        _ => Error::Busy,
    })?;
    Ok((shown, drawn.text))
}
