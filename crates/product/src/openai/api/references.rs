//! Takes in the pictures that an order starts from.

use crate::{
    app::App,
    assets::Owner,
    error::Error,
    generations::{Input, Role},
    uploads::{self, ReceivedInput},
};

/// Keeps the pictures for a while, and says how the order finds them.
pub(super) async fn references(
    app: &App,
    owner: &Owner,
    images: Vec<Vec<u8>>,
    mask: Option<Vec<u8>>,
) -> Result<Vec<Input>, Error> {
    let (mut inputs, mut first) = (Vec::new(), None);
    for image in images {
        let received = uploads::receive_input(app, owner, image)
            .await
            .map_err(|error| about(error, "image"))?;
        first = first.or(Some(received));
        inputs.push(Input {
            asset: received.id,
            role: Role::Reference,
        });
    }
    if let Some(mask) = mask {
        if !mask.starts_with(b"\x89PNG") {
            return Err(Error::invalid("mask", "invalid-mask-format"));
        }
        let received = uploads::receive_input(app, owner, mask)
            .await
            .map_err(|error| about(error, "mask"))?;
        fits(&received, first.as_ref())?;
        inputs.push(Input {
            asset: received.id,
            role: Role::Mask,
        });
    }
    Ok(inputs)
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
