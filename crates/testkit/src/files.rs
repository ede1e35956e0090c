//! Pictures as people and attackers send them, made by our own code: with places and cameras hidden in them, with other
//! files glued on, with sizes that are lies.

use std::io::Write;

use atelier::{ImageFormat, encode_plain};
use flate2::{Compression, write::ZlibEncoder};

/// What is hidden in the files below and must not come back: the camera, the place, the author, what is glued on.
pub const HIDDEN: [&str; 6] = [
    "CAMERA-5f1c",
    "PLACE-5f1c",
    "PROFILE-5f1c",
    "COMMENT-5f1c",
    "TRAILER-5f1c",
    "WORDS-5f1c",
];

/// Width and height of [`photo`] as it is stored, lying on its side.
pub const PHOTO: (u32, u32) = (48, 32);

/// Red on the left half, blue on the right.
#[must_use]
pub fn halves(width: u32, height: u32) -> Vec<u8> {
    let colour = |x: u32| if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] };
    (0..height).flat_map(|_| (0..width).flat_map(colour)).collect()
}

/// A plain file.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn plain(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    encode_plain(&halves(width, height), width, height, format).unwrap()
}

/// A photograph as a telephone stores it: to be turned by 90° to the right (orientation 6), with camera and GPS place in
/// its EXIF, a colour profile, a comment, and something glued on behind its end.
#[must_use]
pub fn photo() -> Vec<u8> {
    let jpeg = plain(PHOTO.0, PHOTO.1, ImageFormat::Jpeg);
    let mut file = jpeg[..2].to_vec();
    file.extend(segment(0xe1, &[b"Exif\0\0", &exif()[..]].concat()));
    file.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>PLACE-5f1c</x>"));
    file.extend(segment(0xe2, b"ICC_PROFILE\0\x01\x01PROFILE-5f1c"));
    file.extend(segment(0xfe, b"COMMENT-5f1c"));
    file.extend(&jpeg[2..]);
    file.extend(b"<script>TRAILER-5f1c</script>PK\x03\x04");
    file
}

/// A PNG file with words, EXIF, a private chunk and something glued on behind its end.
#[must_use]
pub fn png_with_words() -> Vec<u8> {
    let png = plain(48, 32, ImageFormat::Png);
    let mut file = png[..33].to_vec();
    file.extend(chunk(*b"tEXt", b"Author\0WORDS-5f1c"));
    file.extend(chunk(
        *b"zTXt",
        &[b"Comment\0\0".to_vec(), deflated(b"COMMENT-5f1c")].concat(),
    ));
    file.extend(chunk(*b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0PLACE-5f1c"));
    file.extend(chunk(*b"eXIf", &exif()));
    file.extend(chunk(*b"prVt", b"<?php PROFILE-5f1c ?>"));
    file.extend(&png[33..]);
    file.extend(b"TRAILER-5f1c");
    file
}

/// The PNG file with the chunk in which content credentials (C2PA) travel.
#[must_use]
pub fn with_credentials(png: &[u8]) -> Vec<u8> {
    let mut file = png[..33].to_vec();
    file.extend(chunk(*b"caBX", b"CREDENTIALS-5f1c"));
    file.extend(&png[33..]);
    file
}

/// A WebP file with EXIF and XMP.
#[must_use]
pub fn webp_with_words() -> Vec<u8> {
    let simple = plain(48, 32, ImageFormat::WebP);
    let mut body = b"WEBP".to_vec();
    let mut head = vec![0b0000_1100, 0, 0, 0];
    head.extend(&47_u32.to_le_bytes()[..3]);
    head.extend(&31_u32.to_le_bytes()[..3]);
    body.extend(riff(*b"VP8X", &head));
    body.extend(&simple[12..]);
    body.extend(riff(*b"EXIF", &exif()));
    body.extend(riff(*b"XMP ", b"<x>PLACE-5f1c WORDS-5f1c</x>"));
    riff(*b"RIFF", &body)
}

/// A tiny PNG file that says it is so large.
#[must_use]
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let png = plain(8, 8, ImageFormat::Png);
    [png[..8].to_vec(), header(width, height, 8, 2), png[33..].to_vec()].concat()
}

/// A PNG file of eight by eight pixels whose data unpacks to a quarter of a gigabyte.
#[must_use]
pub fn overfull() -> Vec<u8> {
    let png = plain(8, 8, ImageFormat::Png);
    let zeros = chunk(*b"IDAT", &deflated(&vec![0; 1 << 28]));
    [png[..33].to_vec(), zeros, chunk(*b"IEND", &[])].concat()
}

/// A PNG file whose hidden words unpack to a quarter of a gigabyte.
#[must_use]
pub fn wordy() -> Vec<u8> {
    let png = plain(8, 8, ImageFormat::Png);
    let packed = deflated(&vec![b'w'; 1 << 28]);
    let words = chunk(*b"zTXt", &[b"Comment\0\0".to_vec(), packed.clone()].concat());
    let profile = chunk(*b"iCCP", &[b"profile\0\0".to_vec(), packed].concat());
    [png[..33].to_vec(), words, profile, png[33..].to_vec()].concat()
}

/// A PNG file of fifty megapixels in one colour: large, honest, and a few kilobytes.
#[must_use]
pub fn vast() -> Vec<u8> {
    let (width, height) = (8_192_usize, 6_103_usize);
    let row = vec![0; 1 + width.div_ceil(8)];
    let packed = deflated(&row.repeat(height));
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header(8_192, 6_103, 1, 0),
        chunk(*b"IDAT", &packed),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

/// A PNG file that moves.
#[must_use]
pub fn moving_png() -> Vec<u8> {
    let png = plain(8, 8, ImageFormat::Png);
    let control = chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    [png[..33].to_vec(), control, png[33..].to_vec()].concat()
}

/// A WebP file that moves.
#[must_use]
pub fn moving_webp() -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    body.extend(riff(*b"VP8X", &[0b10, 0, 0, 0, 7, 0, 0, 7, 0, 0]));
    body.extend(riff(*b"ANIM", &[0; 6]));
    riff(*b"RIFF", &body)
}

/// The body of a form with one file, and its media type.
#[must_use]
pub fn form(part: &str, name: &str, media_type: &str, file: &[u8]) -> (Vec<u8>, &'static str) {
    let head = format!(
        "--boundary-5f1c\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\
         Content-Type: {media_type}\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--boundary-5f1c--\r\n"].concat();
    (body, "multipart/form-data; boundary=boundary-5f1c")
}

/// TIFF as EXIF uses it: a camera's name, orientation 6, and a GPS directory whose processing method is a marker.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [
            &tag.to_be_bytes()[..],
            &kind.to_be_bytes(),
            &count.to_be_bytes(),
            &value,
        ]
        .concat()
    };
    let (camera, place) = (b"CAMERA-5f1c\0", b"PLACE-5f1c\0");
    let strings = 8 + 2 + 3 * 12 + 4;
    let gps = strings + camera.len() + camera.len() % 2;
    let in_gps = gps + 2 + 2 * 12 + 4;
    let at = |offset: usize| u32::try_from(offset).unwrap_or_default().to_be_bytes();
    let count = |text: &[u8]| u32::try_from(text.len()).unwrap_or_default();
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend(3_u16.to_be_bytes());
    tiff.extend(entry(0x010f, 2, count(camera), at(strings)));
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, at(gps)));
    tiff.extend([0; 4]);
    tiff.extend(camera);
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, [b'N', 0, 0, 0]));
    tiff.extend(entry(0x001b, 7, count(place), at(in_gps)));
    tiff.extend([0; 4]);
    tiff.extend(place);
    tiff
}

fn segment(marker: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len() + 2).unwrap_or_default();
    [&[0xff, marker], &length.to_be_bytes()[..], bytes].concat()
}

fn header(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let fields = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[depth, colour, 0, 0, 0],
    ];
    chunk(*b"IHDR", &fields.concat())
}

fn chunk(kind: [u8; 4], bytes: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&kind);
    sum.update(bytes);
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    [&length.to_be_bytes()[..], &kind, bytes, &sum.sum().to_be_bytes()].concat()
}

fn riff(kind: [u8; 4], bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    let padding: &[u8] = if bytes.len() % 2 == 1 { &[0] } else { &[] };
    [&kind[..], &length.to_le_bytes(), bytes, padding].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap_or_default();
    packer.finish().unwrap_or_default()
}

/// The body of a form with several files, each as `(part, media type, bytes)`, and fields of text; and its media type.
#[must_use]
pub fn form_of(files: &[(&str, &str, &[u8])], fields: &[(&str, &str)]) -> (Vec<u8>, &'static str) {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--zzzz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    for (part, media_type, file) in files {
        let head = format!(
            "--zzzz\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"ada.png\"\r\nContent-Type: {media_type}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--zzzz--\r\n");
    (body, "multipart/form-data; boundary=zzzz")
}

/// A PNG that is transparent on its left half.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn mask(width: u32, height: u32) -> Vec<u8> {
    let rgba: Vec<u8> = (0..width * height)
        .flat_map(|at| [0, 0, 0, if at % width < width / 2 { 0 } else { 255 }])
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&rgba).unwrap();
    writer.finish().unwrap();
    file
}
