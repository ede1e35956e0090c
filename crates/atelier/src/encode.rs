//! Pictures into files, each carrying its origin where it has one to tell.

use std::error::Error;

use crate::{ImageFormat, Origin, PaintError};

const JPEG_QUALITY: u8 = 92;
/// What marks an APP1 segment as XMP.
const JPEG_XMP_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// 8-bit pixels, row after row.
pub(crate) enum Pixels<'a> {
    /// Three bytes each.
    Rgb(&'a [u8]),
    /// Four bytes each, the last one opacity.
    Rgba(&'a [u8]),
}

/// Writes 8-bit sRGB pixels (three bytes each, row after row) as a file with its origin in an XMP packet.
///
/// PNG and WebP are lossless and tuned for speed; JPEG keeps full colour resolution.
///
/// # Errors
/// [`PaintError::Size`] when the pixels do not fill the size exactly or a side is zero; [`PaintError::Encode`] when
/// the format cannot hold the picture.
pub fn encode(
    rgb: &[u8],
    width: u32,
    height: u32,
    format: ImageFormat,
    origin: &Origin,
) -> Result<Vec<u8>, PaintError> {
    write(&Pixels::Rgb(rgb), (width, height), format, Some(origin))
}

/// The same without a word about the origin: for pictures that we did not make.
///
/// # Errors
/// As [`encode`].
pub fn encode_plain(rgb: &[u8], width: u32, height: u32, format: ImageFormat) -> Result<Vec<u8>, PaintError> {
    write(&Pixels::Rgb(rgb), (width, height), format, None)
}

pub(crate) fn write(
    pixels: &Pixels<'_>,
    (width, height): (u32, u32),
    format: ImageFormat,
    origin: Option<&Origin>,
) -> Result<Vec<u8>, PaintError> {
    let (bytes, each) = match pixels {
        Pixels::Rgb(bytes) => (bytes, 3),
        Pixels::Rgba(bytes) => (bytes, 4),
    };
    let wanted = (u64::from(width) * u64::from(height)).saturating_mul(each);
    if wanted == 0 || u64::try_from(bytes.len()) != Ok(wanted) {
        return Err(PaintError::Size);
    }
    let xmp = origin.map(Origin::xmp);
    let written = match format {
        ImageFormat::Png => png(pixels, width, height, xmp),
        ImageFormat::Jpeg => jpeg(pixels, width, height, xmp),
        ImageFormat::WebP => webp(pixels, width, height, xmp),
    };
    written.map_err(PaintError::Encode)
}

type Written = Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

fn png(pixels: &Pixels<'_>, width: u32, height: u32, xmp: Option<String>) -> Written {
    let (bytes, color) = match pixels {
        Pixels::Rgb(bytes) => (bytes, png::ColorType::Rgb),
        Pixels::Rgba(bytes) => (bytes, png::ColorType::Rgba),
    };
    let mut file = Vec::with_capacity(bytes.len() / 2);
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    if let Some(xmp) = xmp {
        encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), xmp)?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(bytes)?;
    writer.finish()?;
    Ok(file)
}

/// JPEG knows no transparency; its encoder leaves the fourth byte out.
fn jpeg(pixels: &Pixels<'_>, width: u32, height: u32, xmp: Option<String>) -> Written {
    let (bytes, color) = match pixels {
        Pixels::Rgb(bytes) => (bytes, jpeg_encoder::ColorType::Rgb),
        Pixels::Rgba(bytes) => (bytes, jpeg_encoder::ColorType::Rgba),
    };
    let mut file = Vec::with_capacity(bytes.len() / 4);
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, JPEG_QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    if let Some(xmp) = xmp {
        encoder.add_app_segment(1, [JPEG_XMP_MARK, xmp.as_bytes()].concat())?;
    }
    encoder.encode(bytes, u16::try_from(width)?, u16::try_from(height)?, color)?;
    Ok(file)
}

fn webp(pixels: &Pixels<'_>, width: u32, height: u32, xmp: Option<String>) -> Written {
    let (bytes, color) = match pixels {
        Pixels::Rgb(bytes) => (bytes, image_webp::ColorType::Rgb8),
        Pixels::Rgba(bytes) => (bytes, image_webp::ColorType::Rgba8),
    };
    let mut file = Vec::with_capacity(bytes.len() / 2);
    let mut encoder = image_webp::WebPEncoder::new(&mut file);
    if let Some(xmp) = xmp {
        encoder.set_xmp_metadata(xmp.into_bytes());
    }
    encoder.encode(bytes, width, height, color)?;
    Ok(file)
}
