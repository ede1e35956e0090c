//! Pictures into files, each carrying its origin.

use std::error::Error;

use crate::{ImageFormat, Origin, PaintError};

const JPEG_QUALITY: u8 = 92;
/// What marks an APP1 segment as XMP.
const JPEG_XMP_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

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
    let wanted = (u64::from(width) * u64::from(height)).saturating_mul(3);
    if wanted == 0 || u64::try_from(rgb.len()) != Ok(wanted) {
        return Err(PaintError::Size);
    }
    let written = match format {
        ImageFormat::Png => png(rgb, width, height, origin),
        ImageFormat::Jpeg => jpeg(rgb, width, height, origin),
        ImageFormat::WebP => webp(rgb, width, height, origin),
    };
    written.map_err(PaintError::Encode)
}

type Written = Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

fn png(rgb: &[u8], width: u32, height: u32, origin: &Origin) -> Written {
    let mut file = Vec::with_capacity(rgb.len() / 2);
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), origin.xmp())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(file)
}

fn jpeg(rgb: &[u8], width: u32, height: u32, origin: &Origin) -> Written {
    let mut file = Vec::with_capacity(rgb.len() / 4);
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, JPEG_QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.add_app_segment(1, [JPEG_XMP_MARK, origin.xmp().as_bytes()].concat())?;
    encoder.encode(
        rgb,
        u16::try_from(width)?,
        u16::try_from(height)?,
        jpeg_encoder::ColorType::Rgb,
    )?;
    Ok(file)
}

fn webp(rgb: &[u8], width: u32, height: u32, origin: &Origin) -> Written {
    let mut file = Vec::with_capacity(rgb.len() / 2);
    let mut encoder = image_webp::WebPEncoder::new(&mut file);
    encoder.set_xmp_metadata(origin.xmp().into_bytes());
    encoder.encode(rgb, width, height, image_webp::ColorType::Rgb8)?;
    Ok(file)
}
