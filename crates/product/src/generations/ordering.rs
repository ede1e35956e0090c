//! Makes a stored generation into an order: its words opened, and the pictures that it starts from.

use bytes::Bytes;
use darkroom::DarkroomError;
use engines::{Card, Failure, ImageFormat, ImageOrder, Input, Kind, Masks, Order, Size, TextOrder, VideoOrder};
use privacy::Generate;
use store::Scope;

use super::{ask_for_prompt::asked, generation::Generation, input::Role, queries};
use crate::{
    app::App,
    assets::{self, Underlay},
    error::Error,
};

/// The order, as this model wants it.
pub(super) async fn order(app: &App, generation: &Generation, card: &Card) -> Result<Order, Error> {
    let prompt = app.vault.open_sealed::<Generate, _>(&generation.prompt).await?;
    let negative = match &generation.negative {
        Some(words) => Some(
            app.vault
                .open_sealed::<Generate, _>(words)
                .await?
                .reveal()
                .as_str()
                .to_owned(),
        ),
        None => None,
    };
    let seed = generation.seed.and_then(|seed| u64::try_from(seed).ok());
    if matches!(card.kind, Kind::Text | Kind::Prompt) {
        let kind = generation.kind.parse().unwrap_or(card.kind);
        return Ok(Order::Text(TextOrder {
            prompt: asked(kind, card, prompt.reveal().as_str()),
            max_tokens: None,
            seed,
        }));
    }
    let size = Size::new(generation.width, generation.height).map_err(|_| Error::invalid("size", "invalid-size"))?;
    let (references, mask) = pictures(app, generation, card).await?;
    if let Some(seconds) = generation.seconds {
        let mut frames = references.into_iter();
        return Ok(Order::Video(VideoOrder {
            prompt: prompt.reveal().as_str().to_owned(),
            negative,
            size,
            seconds,
            seed,
            first_frame: frames.next(),
            last_frame: frames.next(),
        }));
    }
    Ok(Order::Image(ImageOrder {
        prompt: prompt.reveal().as_str().to_owned(),
        negative,
        size,
        count: generation.count,
        seed,
        references,
        mask,
        format: format(&generation.format),
    }))
}

/// What its results have to be laid over. They may be paid for: where that cannot be told, they are kept as they come.
pub(super) async fn beneath(app: &App, generation: &Generation) -> Underlay {
    match find_beneath(app, generation).await {
        Ok(underlay) => underlay,
        Err(Error::NotFound) => Underlay::Gone,
        Err(error) => {
            tracing::warn!(error = %error, "what an edit was made from cannot be opened again");
            Underlay::Gone
        }
    }
}

async fn find_beneath(app: &App, generation: &Generation) -> Result<Underlay, Error> {
    let scope = Scope::workspace(generation.workspace);
    let inputs = queries::list_inputs(&app.db.within(&scope), generation.id).await?;
    let first = |role: Role| inputs.iter().find(|input| input.role == role);
    let (Some(original), Some(mask)) = (first(Role::Reference), first(Role::Mask)) else {
        return Ok(Underlay::Nothing);
    };
    Ok(Underlay::Picture {
        original: assets::input(app, &scope, original.asset).await?.0,
        mask: assets::input(app, &scope, mask.asset).await?.0,
    })
}

async fn pictures(app: &App, generation: &Generation, card: &Card) -> Result<(Vec<Input>, Option<Input>), Error> {
    let scope = Scope::workspace(generation.workspace);
    let (mut references, mut mask) = (Vec::new(), None);
    for input in queries::list_inputs(&app.db.within(&scope), generation.id).await? {
        let (bytes, media_type) = assets::input(app, &scope, input.asset).await?;
        let picture = Input {
            bytes,
            format: format(media_type.trim_start_matches("image/")),
        };
        match input.role {
            Role::Reference => references.push(picture),
            Role::Mask => mask = Some(as_the_card_has_it(app, picture, card).await?),
        }
    }
    Ok((references, mask))
}

/// Masks are kept transparent where something is to change.
async fn as_the_card_has_it(app: &App, mask: Input, card: &Card) -> Result<Input, Error> {
    let bytes: Bytes = match card.masks {
        Masks::TransparentChanges | Masks::None => mask.bytes,
        Masks::WhiteChanges => app.darkroom.whiten(mask.bytes).await.map_err(unopened)?,
    };
    Ok(Input {
        bytes,
        format: ImageFormat::Png,
    })
}

fn unopened(error: DarkroomError) -> Error {
    match error {
        DarkroomError::Unavailable | DarkroomError::Cancelled => Error::Busy,
        _ => Error::Engine(Failure::bad_order("mask", "The mask cannot be opened.")),
    }
}

fn format(name: &str) -> ImageFormat {
    match name {
        "jpeg" => ImageFormat::Jpeg,
        "webp" => ImageFormat::WebP,
        _ => ImageFormat::Png,
    }
}
