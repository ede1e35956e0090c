//! Orders an edit of a picture of the library, or a film that begins with it.

use std::cmp::Ordering;

use basics::GenerationId;

use crate::{
    app::App,
    assets::{Asset, Owner},
    error::Error,
    generations::{self, Draft, Input, Kind, MayGenerate, RawDraft, Role},
    uploads,
};

/// What somebody wants done.
#[derive(Debug, Default)]
pub(super) struct Wish<'a> {
    /// In words.
    pub words: &'a str,
    /// By which model; the built-in one where it is empty.
    pub model: &'a str,
    /// The seed; empty for chance.
    pub seed: &'a str,
    /// How long a film is to last; empty where a picture is wanted.
    pub seconds: &'a str,
    /// A PNG file that is transparent where the picture is to change.
    pub mask: Option<Vec<u8>>,
}

/// Orders it; it is made by itself.
pub(super) async fn make(
    app: &App,
    who: MayGenerate,
    owner: &Owner,
    asset: &Asset,
    wish: Wish<'_>,
) -> Result<GenerationId, Error> {
    let mut draft = draft(app, asset, &wish)?;
    draft.takes(1, wish.mask.is_some())?;
    draft.inputs.push(Input {
        asset: asset.id,
        role: Role::Reference,
    });
    if let Some(mask) = wish.mask {
        let over = (asset.width, asset.height);
        draft.inputs.push(Input {
            asset: uploads::receive_mask(app, owner, mask, over).await?.id,
            role: Role::Mask,
        });
    }
    generations::submit(app, who, &draft).await
}

/// In the picture's own size, where the model makes that; otherwise in one of its shape, or in the model's usual one.
fn draft(app: &App, asset: &Asset, wish: &Wish<'_>) -> Result<Draft, Error> {
    let own = format!("{}x{}", asset.width, asset.height);
    let mut checked = check(app, wish, &own);
    for size in [of_shape(asset), ""] {
        if !matches!(checked, Err(Error::Invalid { field: "size", .. })) {
            break;
        }
        checked = check(app, wish, size);
    }
    checked
}

fn check(app: &App, wish: &Wish<'_>, size: &str) -> Result<Draft, Error> {
    let raw = RawDraft {
        prompt: wish.words,
        kind: if wish.seconds.is_empty() {
            Kind::Image
        } else {
            Kind::Video
        },
        model: wish.model,
        size,
        seed: wish.seed,
        seconds: wish.seconds,
        ..RawDraft::default()
    };
    Draft::check_routed(&raw, &app.engines())
}

/// The size of films that many models make.
fn of_shape(asset: &Asset) -> &'static str {
    match asset.width.cmp(&asset.height) {
        Ordering::Less => "720x1280",
        Ordering::Equal => "720x720",
        Ordering::Greater => "1280x720",
    }
}
