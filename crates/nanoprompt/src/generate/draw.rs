//! Draws pictures in flat shapes, where the file is to be an SVG.

use std::sync::Arc;

use atelier::PaintOrder;
use basics::Chance;
use darkroom::{Darkroom, DarkroomError};
use engines::{Card, Failure, Output, atelier::ID as PAINTER};

use super::{
    GenerateError,
    order::{ending, size},
    prompts::Prompted,
    write::write,
};
use crate::{
    commands::{GenerateFlags, MakeKind},
    progress::ProgressLine,
};

/// Whether the file that was named says so.
pub(super) fn is_wanted(flags: &GenerateFlags) -> bool {
    let named = flags.output.as_deref().and_then(ending);
    flags.kind == MakeKind::Image && named.as_deref() == Some("svg")
}

/// One drawing for each result. Only the painter of this machine draws.
pub(super) async fn draw(
    flags: &GenerateFlags,
    prompts: Vec<Prompted>,
    card: &Card,
    darkroom: &Darkroom,
) -> Result<(), GenerateError> {
    if flags.server.is_some() || card.id.as_str() != PAINTER || !flags.references.is_empty() {
        let message = "only the built-in painter draws as SVG, without a server and without references";
        return Err(GenerateError::Engine(Failure::bad_order("output", message)));
    }
    let size = size(flags, None, (1024, 1024))?;
    let first = flags.seed.unwrap_or_else(|| Chance::system().seed());
    let mut drawn = Vec::new();
    for prompt in prompts {
        for number in 0..prompt.count {
            let order = PaintOrder {
                words: prompt.words.clone(),
                negative: prompt.negative.clone().unwrap_or_default(),
                width: size.width(),
                height: size.height(),
                seed: first.wrapping_add(number.into()),
            };
            drawn.push(one(order, darkroom).await?);
        }
    }
    write(flags, &drawn, (0, 1))
}

async fn one(order: PaintOrder, darkroom: &Darkroom) -> Result<Output, GenerateError> {
    let line = Arc::new(ProgressLine::new());
    line.say(&order.words);
    let drawn = darkroom.draw(order, line.clone()).await;
    line.clear();
    let drawn = drawn.map_err(|error| {
        GenerateError::Engine(match error {
            DarkroomError::Impossible(reason) => Failure::bad_order(reason.field(), reason.to_string()),
            DarkroomError::Size => Failure::bad_order("size", DarkroomError::Size.to_string()),
            other => Failure::bad_order("prompt", other.to_string()),
        })
    })?;
    let mut output = Output::text(drawn.text);
    "image/svg+xml".clone_into(&mut output.media_type);
    Ok(output)
}
