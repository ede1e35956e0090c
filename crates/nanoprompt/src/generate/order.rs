//! What the flags order.

use std::path::Path;

use bytes::Bytes;
use darkroom::Darkroom;
use engines::{Card, ImageFormat, ImageOrder, Input, Kind, Masks, Order, Seconds, Size, TextOrder, VideoOrder};

use product::generations::asked;

use super::{GenerateError, prompts::Prompted};
use crate::commands::GenerateFlags;

/// The order, its pictures read, opened where they can do no harm, and freed of everything but their pixels.
pub(super) async fn order(
    flags: &GenerateFlags,
    prompt: &Prompted,
    card: &Card,
    darkroom: &Darkroom,
) -> Result<Order, GenerateError> {
    fitting(flags)?;
    let mut pictures = Vec::new();
    for file in &flags.references {
        pictures.push(picture(file, darkroom).await?);
    }
    match Kind::from(flags.kind) {
        Kind::Image => {
            let mask = match &flags.mask {
                Some(file) => Some(mask(file, card, darkroom).await?),
                None => None,
            };
            image(flags, prompt, card, pictures, mask)
        }
        Kind::Video => video(flags, prompt, card, pictures),
        Kind::Text | Kind::Prompt => Ok(Order::Text(TextOrder {
            prompt: asked(flags.kind.into(), card, &prompt.words),
            max_tokens: None,
            seed: flags.seed,
        })),
    }
}

/// Flags that say nothing about what is made are told, and not passed over.
fn fitting(flags: &GenerateFlags) -> Result<(), GenerateError> {
    let kind = Kind::from(flags.kind);
    let seen = matches!(kind, Kind::Image | Kind::Video);
    let told = [
        ("--seconds", "films", flags.seconds.is_some() && kind != Kind::Video),
        ("--mask", "pictures", flags.mask.is_some() && kind != Kind::Image),
        ("--size", "pictures and films", flags.size.is_some() && !seen),
        ("--style", "pictures and films", !flags.styles.is_empty() && !seen),
        ("--negative", "pictures and films", flags.negative.is_some() && !seen),
        ("--count", "pictures and films", flags.count != 1 && !seen),
        (
            "--reference",
            "pictures and films",
            !flags.references.is_empty() && !seen,
        ),
    ];
    match told.into_iter().find(|(.., wrong)| *wrong) {
        Some((flag, kinds, _)) => Err(GenerateError::Flag { flag, kinds }),
        None => Ok(()),
    }
}

struct Picture {
    input: Input,
    size: Size,
}

fn image(
    flags: &GenerateFlags,
    prompt: &Prompted,
    card: &Card,
    pictures: Vec<Picture>,
    mask: Option<Input>,
) -> Result<Order, GenerateError> {
    let own = pictures
        .first()
        .map(|picture| picture.size)
        .filter(|size| card.sizes.allow(*size));
    Ok(Order::Image(ImageOrder {
        prompt: prompt.words.clone(),
        negative: prompt.negative.clone(),
        size: size(flags, own, (1024, 1024))?,
        count: prompt.count,
        seed: flags.seed,
        references: pictures.into_iter().map(|picture| picture.input).collect(),
        mask,
        format: flags.output.as_deref().map_or(Ok(ImageFormat::Png), format_of)?,
    }))
}

fn video(
    flags: &GenerateFlags,
    prompt: &Prompted,
    card: &Card,
    pictures: Vec<Picture>,
) -> Result<Order, GenerateError> {
    let ending = flags.output.as_deref().and_then(ending);
    if let (Some(file), Some(wrong)) = (&flags.output, ending)
        && wrong != "mp4"
    {
        return Err(GenerateError::Ending {
            file: file.clone(),
            what: "a film's",
            endings: ".mp4",
        });
    }
    let mut frames = pictures.into_iter().map(|picture| picture.input);
    Ok(Order::Video(VideoOrder {
        prompt: prompt.words.clone(),
        negative: prompt.negative.clone(),
        size: size(flags, None, (1280, 720))?,
        seconds: flags.seconds.unwrap_or_else(|| usual_length(card)),
        seed: flags.seed,
        first_frame: frames.next(),
        last_frame: frames.next(),
    }))
}

fn usual_length(card: &Card) -> u32 {
    match &card.seconds {
        Seconds::List(lengths) => lengths.first().copied().unwrap_or(4),
        Seconds::Free(lengths) => 4.clamp(*lengths.start(), *lengths.end()),
        Seconds::None => 0,
    }
}

pub(super) fn size(flags: &GenerateFlags, own: Option<Size>, usual: (u32, u32)) -> Result<Size, GenerateError> {
    match (flags.size.as_deref(), own) {
        (Some(size), _) => size.parse().map_err(|_| GenerateError::Size(size.to_owned())),
        (None, Some(own)) => Ok(own),
        (None, None) => Size::new(usual.0, usual.1).map_err(|_| GenerateError::Size(String::new())),
    }
}

async fn picture(file: &Path, darkroom: &Darkroom) -> Result<Picture, GenerateError> {
    let wrong = |reason: String| GenerateError::Input {
        file: file.display().to_string(),
        reason,
    };
    let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let opened = darkroom
        .develop(Bytes::from(bytes))
        .await
        .map_err(|error| wrong(error.to_string()))?;
    let format = match opened.format {
        darkroom::ImageFormat::Png => ImageFormat::Png,
        darkroom::ImageFormat::Jpeg => ImageFormat::Jpeg,
        darkroom::ImageFormat::WebP => ImageFormat::WebP,
    };
    Ok(Picture {
        input: Input {
            bytes: opened.file,
            format,
        },
        size: Size::new(opened.width, opened.height).map_err(|error| wrong(error.to_string()))?,
    })
}

/// Masks come transparent where something is to change, and go as the model has them.
async fn mask(file: &Path, card: &Card, darkroom: &Darkroom) -> Result<Input, GenerateError> {
    let mut mask = picture(file, darkroom).await?.input;
    if card.masks == Masks::WhiteChanges {
        mask.bytes = darkroom
            .whiten(mask.bytes)
            .await
            .map_err(|error| GenerateError::Input {
                file: file.display().to_string(),
                reason: error.to_string(),
            })?;
        mask.format = ImageFormat::Png;
    }
    Ok(mask)
}

fn format_of(file: &Path) -> Result<ImageFormat, GenerateError> {
    match ending(file).as_deref() {
        Some("png") => Ok(ImageFormat::Png),
        Some("jpg" | "jpeg") => Ok(ImageFormat::Jpeg),
        Some("webp") => Ok(ImageFormat::WebP),
        None if file.as_os_str() == "-" => Ok(ImageFormat::Png),
        _ => Err(GenerateError::Ending {
            file: file.to_owned(),
            what: "a picture's",
            endings: ".png, .jpg, .webp or .svg",
        }),
    }
}

pub(super) fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_ascii_lowercase())
}
