//! Has a person's picture changed.

use std::sync::Arc;

use bytes::Bytes;
use darkroom::{Darkroom, Retouch};

use super::{
    engine::{Watching, failure},
    paint::written,
};
use crate::{Failure, ImageOrder, Input, Output, Preview, Watch};

pub(super) async fn retouch(
    darkroom: &Darkroom,
    image: &ImageOrder,
    seed: u64,
    watch: Arc<dyn Watch>,
) -> Result<Output, Failure> {
    let file = |input: &Input| input.bytes.clone();
    let mut pictures = image.references.iter().map(file);
    let picture = pictures
        .next()
        .ok_or_else(|| Failure::bad_order("image", "the retoucher changes a picture: send one"))?;
    let retouch = Retouch {
        words: image.prompt.clone(),
        width: image.size.width(),
        height: image.size.height(),
        seed,
        format: written(image.format),
        picture,
        mask: image.mask.as_ref().map(file),
        reference: pictures.next(),
    };
    let done = darkroom
        .retouch(retouch, Arc::new(Watching(watch)))
        .await
        .map_err(failure)?;
    let (width, height) = (done.width, done.height);
    Ok(Output {
        media_type: media_type(&done.file)?.to_owned(),
        bytes: done.file,
        width: Some(width),
        height: Some(height),
        seed: Some(seed),
        title: Some(done.title),
        unused_words: done.unused_words,
        preview: Some(Preview {
            jpeg: done.thumbnail,
            width,
            height,
        }),
    })
}

/// What has become transparent is written as PNG, whatever was wished for.
fn media_type(file: &Bytes) -> Result<&'static str, Failure> {
    let format = atelier::ImageFormat::sniff(file).ok_or(Failure::NotAnImage)?;
    Ok(format.media_type())
}
