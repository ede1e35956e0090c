//! The work itself: nothing but pixels and files, no I/O.

use atelier::{
    DigitalSourceType, FilmOrder, FrameRate, ImageFormat, Mask, Opened, Origin, PaintOrder, Picture, RetouchOrder,
    Watcher, WriteOrder, composer::Wish,
};
use bytes::Bytes;

use crate::{
    Animated, Composited, DarkroomError, Described, Developed, Edit, Film, Finished, Impossible, Painted, Previewed,
    Retouch, Retouched, Scribe, Task, Writing, Written,
};

/// The longest side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE: u32 = 768;

const MADE_BY: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt atelier",
};
/// What a person's picture says of itself that a procedure changed.
const RETOUCHED_BY: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicallyEnhanced,
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
        Task::Draw(order) => draw(order, watcher).map(Finished::Written),
        Task::Retouch(order) => retouch(order, watcher).map(Finished::Retouched),
        Task::Animate(film) => animate(film, watcher).map(Finished::Animated),
        Task::Write(writing) => write(writing).map(Finished::Written),
        Task::Preview(file) => preview(file).map(Finished::Previewed),
        Task::Describe(file) => describe(file).map(Finished::Described),
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

fn draw(order: &PaintOrder, watcher: &dyn Watcher) -> Result<Written, DarkroomError> {
    let drawing = atelier::draw(order, watcher)?.ok_or(DarkroomError::Impossible(Impossible::NotFlat))?;
    Ok(Written {
        text: drawing.write(&MADE_BY),
        title: drawing.title,
    })
}

/// Without transparency it is written as it was wished for; PNG keeps it.
fn retouch(order: &Retouch, watcher: &dyn Watcher) -> Result<Retouched, DarkroomError> {
    let mask = match &order.mask {
        Some(mask) => Some(Mask::from_transparency(&atelier::open(mask)?)),
        None => None,
    };
    let picture = atelier::open(&order.picture)?;
    let reference = order.reference.as_ref().map(|file| atelier::open(file)).transpose()?;
    let order_of = RetouchOrder {
        words: order.words.clone(),
        picture: &picture,
        mask: mask.as_ref(),
        reference: reference.as_ref(),
        width: order.width,
        height: order.height,
        seed: order.seed,
    };
    let done = atelier::retouch(&order_of, watcher)?;
    let size = (done.width, done.height);
    let format = if done.has_opacity() {
        ImageFormat::Png
    } else {
        order.format
    };
    let result = Opened::new(done.pixels, size, format).ok_or(DarkroomError::Unwritable)?;
    let file = result.write_with(&RETOUCHED_BY)?.into();
    Ok(Retouched {
        file,
        thumbnail: small(&result.into_rgb(), size, Some(&RETOUCHED_BY))?,
        width: size.0,
        height: size.1,
        title: done.title,
        unused_words: done.unused_words,
    })
}

fn write(writing: &Writing) -> Result<Written, DarkroomError> {
    match writing.by {
        Scribe::Writer => {
            let order = WriteOrder {
                words: writing.words.clone(),
                seed: writing.seed,
            };
            let written = atelier::write(&order)?;
            Ok(Written {
                title: written.title,
                text: written.text,
            })
        }
        Scribe::Composer => {
            let (wish, idea) = Wish::told(&writing.words);
            let wish = Wish {
                seed: writing.seed,
                ..wish
            };
            let composed = atelier::composer::compose(idea, &wish)?;
            Ok(Written {
                title: composed.prompt.clone(),
                text: composed.prompt,
            })
        }
    }
}

fn animate(film: &Film, watcher: &dyn Watcher) -> Result<Animated, DarkroomError> {
    let frame = |file: &Option<Bytes>| {
        file.as_ref()
            .map(|file| atelier::open(file).map(Picture::from))
            .transpose()
    };
    let (frames_per_second, words) = FrameRate::told(&film.words);
    let order = FilmOrder {
        words,
        negative: film
            .negative
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        width: film.width,
        height: film.height,
        seconds: film.seconds,
        frames_per_second,
        seed: film.seed,
        first_frame: frame(&film.first_frame)?,
        last_frame: frame(&film.last_frame)?,
    };
    let made = atelier::animate(&order, watcher)?;
    Ok(Animated {
        file: made.mp4.into(),
        poster: small(&made.poster_rgb, (film.width, film.height), Some(&MADE_BY))?,
        title: made.title,
        unused_words: made.unused_words,
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

fn describe(file: &[u8]) -> Result<Described, DarkroomError> {
    let (rgb, width, height) = atelier::decode(file)?;
    let seen = atelier::composer::describe(&rgb, width, height).map_err(|_| DarkroomError::Damaged)?;
    let mut findings = vec![
        ("aspect", seen.aspect.as_str().to_owned()),
        ("brightness", seen.light.brightness.as_str().to_owned()),
        ("contrast", seen.light.contrast.as_str().to_owned()),
        ("temperature", seen.light.temperature.as_str().to_owned()),
    ];
    findings.extend(seen.light.brighter.map(|edge| ("brighter", edge.as_str().to_owned())));
    findings.extend(seen.arrangement.focus.map(|place| ("focus", place.as_str().to_owned())));
    findings.extend(
        seen.arrangement
            .horizon
            .map(|from_top| ("horizon", from_top.to_string())),
    );
    findings.extend(seen.arrangement.is_symmetric.then(|| ("symmetry", "yes".to_owned())));
    findings.push(("empty", seen.arrangement.empty.to_string()));
    findings.push(("texture", seen.texture.as_str().to_owned()));
    findings.extend(seen.has_grain.then(|| ("grain", "yes".to_owned())));
    findings.push(("likely", seen.likely.as_str().to_owned()));
    Ok(Described {
        prompt: seen.prompt(),
        palette: seen
            .palette
            .into_iter()
            .map(|colour| (colour.hex, colour.share))
            .collect(),
        findings: findings
            .into_iter()
            .map(|(kind, found)| (kind.to_owned(), found))
            .collect(),
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
