//! The work itself: nothing but pixels and files, no I/O.

use atelier::{DigitalSourceType, ImageFormat, Mask, Origin, PaintOrder, Watcher};
use bytes::Bytes;

use crate::{Composited, DarkroomError, Developed, Edit, Finished, Painted, Previewed, Task};

/// The longest side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE: u32 = 768;

const MADE_BY: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt atelier",
};
/// What an edit laid over its original says of itself.
const COMPOSITED_BY: Origin = Origin {
    digital_source_type: DigitalSourceType::Composite,
    software: "Nano Prompt",
};

/// Does a task where it is called.
///
/// # Errors
/// See [`DarkroomError`].
pub fn perform(task: &Task, watcher: &dyn Watcher) -> Result<Finished, DarkroomError> {
    match task {
        Task::Paint(order, format) => paint(order, *format, watcher).map(Finished::Painted),
        Task::Preview(file) => preview(file).map(Finished::Previewed),
        Task::Develop(file) => develop(file).map(Finished::Developed),
        Task::Whiten(file) => Ok(Finished::Whitened(atelier::open(file)?.whiten()?.into())),
        Task::Composite(edit) => composite(edit).map(Finished::Composited),
        Task::Probe(_) => Err(DarkroomError::Unavailable),
    }
}

fn paint(order: &PaintOrder, format: ImageFormat, watcher: &dyn Watcher) -> Result<Painted, DarkroomError> {
    let painting = atelier::paint(order, watcher)?;
    let (width, height) = (painting.width, painting.height);
    let (file, thumbnail) = rayon::join(
        || atelier::encode(&painting.rgb, width, height, format, &MADE_BY),
        || small(&painting.rgb, (width, height), Some(&MADE_BY)),
    );
    Ok(Painted {
        file: file?.into(),
        thumbnail: thumbnail?,
        title: painting.title,
        unused_words: painting.unused_words,
    })
}

fn preview(file: &[u8]) -> Result<Previewed, DarkroomError> {
    let (rgb, width, height) = atelier::decode(file)?;
    Ok(Previewed {
        thumbnail: small(&rgb, (width, height), None)?,
        width,
        height,
    })
}

fn develop(file: &[u8]) -> Result<Developed, DarkroomError> {
    let opened = atelier::open(file)?;
    let written = opened.write()?;
    let (format, width, height) = (opened.format(), opened.width(), opened.height());
    let thumbnail = small(&opened.into_rgb(), (width, height), None)?;
    Ok(Developed {
        file: written.into(),
        format,
        width,
        height,
        thumbnail,
    })
}

/// The mask first: as a file it is as large as the picture, and is needed no more once it is read.
fn composite(edit: &Edit) -> Result<Composited, DarkroomError> {
    let mask = Mask::from_transparency(&atelier::open(&edit.mask)?);
    let original = atelier::open(&edit.original)?;
    let came = atelier::open(&edit.result)?;
    let came_as = (came.width(), came.height());
    let composite = atelier::composite(original, &mask, came);
    let picture = composite.picture;
    let file = if composite.as_it_came {
        None
    } else {
        Some(picture.write_with(&COMPOSITED_BY)?.into())
    };
    let (width, height) = (picture.width(), picture.height());
    Ok(Composited {
        file,
        thumbnail: small(&picture.into_rgb(), (width, height), None)?,
        width,
        height,
        came_as,
        verdict: composite.verdict,
    })
}

/// Somebody else's picture is not said to be made by us: its thumbnail says nothing.
fn small(rgb: &[u8], (width, height): (u32, u32), origin: Option<&Origin>) -> Result<Bytes, DarkroomError> {
    let (small, width, height) = atelier::thumbnail(rgb, width, height, THUMBNAIL_SIDE);
    let file = match origin {
        Some(origin) => atelier::encode(&small, width, height, ImageFormat::Jpeg, origin)?,
        None => atelier::encode_plain(&small, width, height, ImageFormat::Jpeg)?,
    };
    Ok(file.into())
}
