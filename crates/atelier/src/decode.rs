//! Files into pictures. The bytes are foreign: sniffed, measured before anything is unpacked, never trusted.

use std::io::{Cursor, ErrorKind};

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbImage, RgbaImage, imageops::FilterType};

use crate::{
    ImageFormat, Origin, PaintError,
    encode::{Pixels, write},
    mask::changes,
};

/// The largest picture that is opened, in pixels.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The longest side that is opened, in pixels.
pub const MOST_SIDE: u32 = 8_192;
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
    /// A side is longer than [`MOST_SIDE`].
    #[error("a side of the picture is longer than can be handled")]
    TooLong,
    /// More pixels than [`MOST_PIXELS`].
    #[error("the picture has more pixels than can be handled")]
    TooLarge,
    /// Unpacking it would take more memory than there is.
    #[error("unpacking the picture takes more memory than there is")]
    OutOfMemory,
    /// A moving picture.
    #[error("the picture is animated")]
    Animated,
    /// The file starts well and then breaks off or contradicts itself.
    #[error("the file is damaged")]
    Damaged,
}

/// An opened picture, upright, eight bits a channel, with its transparency where it has some, and nothing else of its file.
pub struct Opened {
    picture: DynamicImage,
    format: ImageFormat,
}

/// Reads a PNG, JPEG or WebP file as 8-bit sRGB pixels, width and height.
///
/// Transparency is laid over white, a camera's turned picture is turned upright, all metadata is left behind.
///
/// # Errors
/// See [`DecodeError`]; whatever the bytes are, this does not panic.
pub fn decode(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), DecodeError> {
    let opened = open(bytes)?;
    let (width, height) = (opened.width(), opened.height());
    Ok((opened.into_rgb(), width, height))
}

/// Opens a PNG, JPEG or WebP file, turned upright, all metadata left behind. Animations are refused.
///
/// # Errors
/// As [`decode`].
pub fn open(bytes: &[u8]) -> Result<Opened, DecodeError> {
    let format = ImageFormat::sniff(bytes).ok_or(DecodeError::UnknownFormat)?;
    if is_animated(bytes, format) {
        return Err(DecodeError::Animated);
    }
    let (width, height) = claimed(bytes, format)?;
    if width.max(height) > MOST_SIDE {
        return Err(DecodeError::TooLong);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(DecodeError::TooLarge);
    }
    let mut decoder = reader(bytes, format).into_decoder().map_err(|error| reason(&error))?;
    let orientation = decoder.orientation().map_err(|error| reason(&error))?;
    decoder.set_limits(limits()).map_err(|error| reason(&error))?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let mut picture = eight_bits(picture);
    picture.apply_orientation(orientation);
    Ok(Opened { picture, format })
}

impl Opened {
    /// A picture of 8-bit sRGB pixels, three bytes each, or four with its opacity, to be written in this format; nothing
    /// where they do not fill the size.
    #[must_use]
    pub fn new(pixels: Vec<u8>, (width, height): (u32, u32), format: ImageFormat) -> Option<Self> {
        let picture = if pixels.len() as u64 == u64::from(width) * u64::from(height) * 4 {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
        } else {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
        };
        picture.map(|picture| Self { picture, format })
    }

    /// How its file was written.
    #[must_use]
    pub const fn format(&self) -> ImageFormat {
        self.format
    }

    /// In pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.picture.width()
    }

    /// In pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.picture.height()
    }

    /// A new file of the same format with these pixels and nothing else in it.
    ///
    /// # Errors
    /// As [`encode`](crate::encode).
    pub fn write(&self) -> Result<Vec<u8>, PaintError> {
        self.written(None)
    }

    /// The same with a word about the origin.
    ///
    /// # Errors
    /// As [`encode`](crate::encode).
    pub fn write_with(&self, origin: &Origin) -> Result<Vec<u8>, PaintError> {
        self.written(Some(origin))
    }

    fn written(&self, origin: Option<&Origin>) -> Result<Vec<u8>, PaintError> {
        let size = (self.width(), self.height());
        match &self.picture {
            DynamicImage::ImageRgba8(picture) => write(&Pixels::Rgba(picture.as_raw()), size, self.format, origin),
            picture => write(&Pixels::Rgb(picture.as_bytes()), size, self.format, origin),
        }
    }

    /// A PNG file of the same size that is white where this is mostly transparent, and black elsewhere.
    ///
    /// # Errors
    /// As [`encode`](crate::encode).
    pub fn whiten(&self) -> Result<Vec<u8>, PaintError> {
        let shade = |opacity: u8| [if changes(opacity) { u8::MAX } else { 0 }; 3];
        let rgb: Vec<u8> = self.opacities().flat_map(shade).collect();
        write(
            &Pixels::Rgb(&rgb),
            (self.width(), self.height()),
            ImageFormat::Png,
            None,
        )
    }

    /// How opaque each pixel is; all of them where the file has no transparency.
    pub(crate) fn opacities(&self) -> impl Iterator<Item = u8> {
        let each = if self.has_opacity() { 4 } else { 3 };
        self.picture
            .as_bytes()
            .chunks_exact(each)
            .map(|pixel| pixel.get(3).copied().unwrap_or(u8::MAX))
    }

    /// The colour of each pixel, whatever its opacity.
    pub(crate) fn colours(&self) -> impl Iterator<Item = [u8; 3]> {
        let each = if self.has_opacity() { 4 } else { 3 };
        self.picture
            .as_bytes()
            .chunks_exact(each)
            .map(|pixel| [pixel[0], pixel[1], pixel[2]])
    }

    /// Whether a pixel has a fourth byte.
    pub(crate) const fn has_opacity(&self) -> bool {
        matches!(self.picture, DynamicImage::ImageRgba8(_))
    }

    /// The pixels, three or four bytes each.
    pub(crate) fn into_bytes(self, each: usize) -> Vec<u8> {
        match each {
            4 => self.picture.into_rgba8().into_raw(),
            _ => self.picture.into_rgb8().into_raw(),
        }
    }

    /// From pixels of three or four bytes each; empty where they do not fill the size.
    pub(crate) fn from_bytes(bytes: Vec<u8>, (width, height): (u32, u32), each: usize, format: ImageFormat) -> Self {
        let picture = match each {
            4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
            _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        };
        Self {
            picture: picture.unwrap_or_default(),
            format,
        }
    }

    /// The same file's picture in another size.
    pub(crate) fn resized(self, (width, height): (u32, u32)) -> Self {
        Self {
            picture: self.picture.resize_exact(width, height, FilterType::CatmullRom),
            format: self.format,
        }
    }

    /// The pixels, three bytes each; transparency is laid over white.
    #[must_use]
    pub fn into_rgb(self) -> Vec<u8> {
        flatten(self.picture).into_raw()
    }
}

/// Before it is turned, so that a deep picture is not in memory twice.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        picture.into_rgba8().into()
    } else {
        picture.into_rgb8().into()
    }
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

/// The size that the header claims. A PNG's is read here, since its reader calls what is beyond all bounds damaged.
fn claimed(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), DecodeError> {
    if format == ImageFormat::Png
        && bytes.get(12..16) == Some(b"IHDR")
        && let Some(width) = bytes.get(16..).and_then(<[u8]>::first_chunk)
        && let Some(height) = bytes.get(20..).and_then(<[u8]>::first_chunk)
    {
        return Ok((u32::from_be_bytes(*width), u32::from_be_bytes(*height)));
    }
    reader(bytes, format)
        .into_dimensions()
        .map_err(|_| DecodeError::Damaged)
}

fn reason(error: &ImageError) -> DecodeError {
    match error {
        ImageError::Limits(_) => DecodeError::OutOfMemory,
        ImageError::IoError(error) if error.kind() == ErrorKind::OutOfMemory => DecodeError::OutOfMemory,
        _ => DecodeError::Damaged,
    }
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => png_moves(bytes),
        ImageFormat::WebP => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & WEBP_ANIMATION != 0)
        }
        ImageFormat::Jpeg => false,
    }
}

/// Whether an animation's chunk stands before the pixels, as the PNG specification (third edition, §11.3.6.1) has it.
fn png_moves(png: &[u8]) -> bool {
    let mut rest = png.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        match after.get(..4) {
            Some(b"acTL") => return true,
            Some(b"IDAT") | None => return false,
            Some(_) => {}
        }
        let Some(next) = usize::try_from(u32::from_be_bytes(*length))
            .ok()
            .and_then(|length| length.checked_add(8))
        else {
            return false;
        };
        rest = after.get(next..).unwrap_or_default();
    }
    false
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
