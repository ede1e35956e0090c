//! Takes in the pictures that an order starts from.

use crate::{
    app::App,
    assets::Owner,
    error::Error,
    generations::{Draft, Input, Role},
    uploads::{self, ReceivedInput},
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
            .map_err(|error| about(error, "image"))?;
        first = first.or(Some(received));
        draft.inputs.push(Input {
            asset: received.id,
            role: Role::Reference,
        });
    }
    if let Some(mask) = mask {
        if !mask.starts_with(b"\x89PNG") {
            return Err(Error::invalid("mask", "invalid-mask-format"));
        }
        draft.mark_input(&mask, Role::Mask);
        let received = uploads::receive_input(app, owner, mask)
            .await
            .map_err(|error| about(error, "mask"))?;
        fits(&received, first.as_ref())?;
        draft.inputs.push(Input {
            asset: received.id,
            role: Role::Mask,
        });
    }
    Ok(())
}

fn fits(mask: &ReceivedInput, picture: Option<&ReceivedInput>) -> Result<(), Error> {
    if picture.is_some_and(|picture| (picture.width, picture.height) == (mask.width, mask.height)) {
        Ok(())
    } else {
        Err(Error::invalid("mask", "invalid-mask-size"))
    }
}

/// What is wrong with a file, by the name that it has in this request.
fn about(error: Error, field: &'static str) -> Error {
    match error {
        Error::Invalid { reason, limit, .. } => Error::Invalid { field, reason, limit },
        other => other,
    }
}
