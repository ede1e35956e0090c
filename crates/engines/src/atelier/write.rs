//! Has words made of words.

use std::sync::Arc;

use darkroom::{Darkroom, Scribe, Writing};

use super::{
    COMPOSER,
    engine::{Watching, failure},
};
use crate::{Failure, ModelId, Output, TextOrder, Watch};

pub(super) async fn write(
    darkroom: &Darkroom,
    model: &ModelId,
    text: TextOrder,
    seed: u64,
    watch: Arc<dyn Watch>,
) -> Result<Output, Failure> {
    let writing = Writing {
        by: if model.as_str() == COMPOSER {
            Scribe::Composer
        } else {
            Scribe::Writer
        },
        words: text.prompt,
        seed,
    };
    let written = darkroom
        .write(writing, Arc::new(Watching(watch)))
        .await
        .map_err(failure)?;
    let mut output = Output::text(written.text).with_seed(Some(seed));
    output.title = Some(written.title);
    Ok(output)
}
