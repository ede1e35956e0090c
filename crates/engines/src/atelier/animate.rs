//! Has a film made.

use std::sync::Arc;

use darkroom::{Darkroom, Film};

use super::engine::{Watching, failure};
use crate::{Failure, Output, Preview, VideoOrder, Watch, film};

pub(super) async fn animate(
    darkroom: &Darkroom,
    video: VideoOrder,
    seed: u64,
    watch: Arc<dyn Watch>,
) -> Result<Output, Failure> {
    let (width, height) = (video.size.width(), video.size.height());
    let order = Film {
        words: video.prompt,
        negative: video.negative.unwrap_or_default(),
        width,
        height,
        seconds: video.seconds,
        seed,
        first_frame: video.first_frame.map(|frame| frame.bytes),
        last_frame: video.last_frame.map(|frame| frame.bytes),
    };
    let film = darkroom
        .animate(order, Arc::new(Watching(watch)))
        .await
        .map_err(failure)?;
    Ok(Output {
        bytes: film.file,
        media_type: film::MP4.to_owned(),
        width: Some(width),
        height: Some(height),
        seed: Some(seed),
        title: Some(film.title),
        unused_words: film.unused_words,
        preview: Some(Preview {
            jpeg: film.poster,
            width,
            height,
        }),
    })
}
