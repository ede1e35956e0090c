//! Takes in the pictures that an order starts from.

use crate::{
    app::App,
    assets::Owner,
    error::Error,
    generations::{Draft, Input, Role},
    uploads,
};

/// Keeps the pictures for a while, and has the order start from them.
pub(super) async fn references(
    app: &App,
    owner: &Owner,
    draft: &mut Draft,
    images: Vec<Vec<u8>>,
    mask: Option<Vec<u8>>,
) -> Result<(), Error> {
    let mut first = None;
    for image in images {
        draft.mark_input(&image, Role::Reference);
        let received = uploads::receive_input(app, owner, image)
            .await
            .map_err(|error| error.about("image"))?;
        first = first.or(Some((received.width, received.height)));
        draft.inputs.push(Input {
            asset: received.id,
            role: Role::Reference,
        });
    }
    if let Some(mask) = mask {
        draft.mark_input(&mask, Role::Mask);
        let received = uploads::receive_mask(app, owner, mask, first.unwrap_or_default()).await?;
        draft.inputs.push(Input {
            asset: received.id,
            role: Role::Mask,
        });
    }
    Ok(())
}
