//! Has a picture painted.

use std::sync::Arc;

use atelier::PaintOrder;
use darkroom::Darkroom;

use super::engine::{Watching, failure};
use crate::{Failure, ImageFormat, ImageOrder, Output, Preview, Watch};

pub(super) async fn paint(
    darkroom: &Darkroom,
    image: &ImageOrder,
    seed: u64,
    watch: Arc<dyn Watch>,
) -> Result<Output, Failure> {
    let (width, height) = (image.size.width(), image.size.height());
    let order = PaintOrder {
        words: image.prompt.clone(),
        negative: image.negative.clone().unwrap_or_default(),
        width,
        height,
        seed,
    };
    let painted = darkroom.paint(order, written(image.format), Arc::new(Watching(watch)));
    let painted = painted.await.map_err(failure)?;
    Ok(Output {
        bytes: painted.file,
        media_type: image.format.media_type().to_owned(),
        width: Some(width),
        height: Some(height),
        seed: Some(seed),
        title: Some(painted.title),
        unused_words: painted.unused_words,
        preview: Some(Preview {
            jpeg: painted.thumbnail,
            width,
            height,
        }),
    })
}

pub(super) const fn written(format: ImageFormat) -> atelier::ImageFormat {
    match format {
        ImageFormat::Png => atelier::ImageFormat::Png,
        ImageFormat::Jpeg => atelier::ImageFormat::Jpeg,
        ImageFormat::WebP => atelier::ImageFormat::WebP,
    }
}
