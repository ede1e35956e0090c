//! Files into pictures. The bytes are foreign: sniffed, measured before anything is unpacked, never trusted.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};

use crate::ImageFormat;

/// The largest picture that is unpacked, in pixels.
const MOST_PIXELS: u64 = 50_000_000;
/// What unpacking may allocate besides the file itself: sixteen-bit colour with transparency, and room to turn it.
const MOST_BYTES: u64 = MOST_PIXELS * 8 + (64 << 20);
/// The bit in an extended WebP header that says the file moves.
const WEBP_ANIMATION: u8 = 0b10;

/// Why a file is not a picture to us.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes are not PNG, JPEG or WebP.
    #[error("the file is not a PNG, JPEG or WebP picture")]
    UnknownFormat,
    /// More than 50 megapixels.
    #[error("the picture has more pixels than can be handled")]
    TooLarge,
    /// A moving picture.
    #[error("the picture is animated")]
    Animated,
    /// The file starts well and then breaks off or contradicts itself.
    #[error("the file is damaged")]
    Damaged,
}

/// Reads a PNG, JPEG or WebP file as 8-bit sRGB pixels, width and height.
///
/// Transparency is laid over white, a camera's turned picture is turned upright, all metadata is left behind.
///
/// # Errors
/// See [`DecodeError`]; whatever the bytes are, this does not panic.
pub fn decode(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), DecodeError> {
    let format = ImageFormat::sniff(bytes).ok_or(DecodeError::UnknownFormat)?;
    if format == ImageFormat::WebP && is_animated(bytes) {
        return Err(DecodeError::Animated);
    }
    let (width, height) = reader(bytes, format)
        .into_dimensions()
        .map_err(|_| DecodeError::Damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(DecodeError::TooLarge);
    }
    let mut decoder = reader(bytes, format).into_decoder().map_err(|_| DecodeError::Damaged)?;
    let orientation = decoder.orientation().map_err(|_| DecodeError::Damaged)?;
    decoder.set_limits(limits()).map_err(|_| DecodeError::TooLarge)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| DecodeError::Damaged)?;
    picture.apply_orientation(orientation);
    let flat = flatten(picture);
    let (width, height) = flat.dimensions();
    Ok((flat.into_raw(), width, height))
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let format = match format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::WebP => image::ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn is_animated(webp: &[u8]) -> bool {
    webp.get(12..16) == Some(b"VP8X") && webp.get(20).is_some_and(|flags| flags & WEBP_ANIMATION != 0)
}

fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (seen, under) in flat.pixels_mut().zip(picture.pixels()) {
        let alpha = u32::from(under.0[3]);
        for (seen, &colour) in seen.0.iter_mut().zip(&under.0[..3]) {
            let mixed = (u32::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255;
            *seen = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }
    flat
}
