//! Pictures as files: what is written can be read by others, and what others write cannot harm.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::io::Cursor;

use atelier::{DecodeError, DigitalSourceType, ImageFormat, Origin, PaintError, decode, encode};
use proptest::prelude::*;

const ORIGIN: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt",
};
const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

fn gradient(width: u32, height: u32) -> Vec<u8> {
    (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| [x * 3, y * 5, 90]))
        .map(|value| u8::try_from(value.min(255)).unwrap())
        .collect()
}

#[test]
fn lossless_files_come_back_to_the_bit_here_and_in_another_reader() {
    let rgb = gradient(61, 43);
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let file = encode(&rgb, 61, 43, format, &ORIGIN).unwrap();
        assert_eq!(decode(&file).unwrap(), (rgb.clone(), 61, 43), "{format:?}");
        assert_eq!(
            image::load_from_memory(&file).unwrap().into_rgb8().into_raw(),
            rgb,
            "{format:?}"
        );
    }
}

#[test]
fn a_jpeg_comes_back_nearly_the_same() {
    let rgb = gradient(64, 48);
    let file = encode(&rgb, 64, 48, ImageFormat::Jpeg, &ORIGIN).unwrap();
    let (back, width, height) = decode(&file).unwrap();
    assert_eq!((width, height), (64, 48));
    let furthest = rgb.iter().zip(&back).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    assert!(furthest < 20, "{furthest}");
}

#[test]
fn every_format_carries_the_origin() {
    for format in FORMATS {
        let file = encode(&gradient(16, 16), 16, 16, format, &ORIGIN).unwrap();
        let text = String::from_utf8_lossy(&file);
        assert!(text.contains("digitalsourcetype/algorithmicMedia"), "{format:?}");
        assert!(text.contains("Nano Prompt"), "{format:?}");
    }
}

#[test]
fn pixels_that_do_not_fill_the_size_are_refused() {
    for (width, height) in [(4, 5), (0, 4), (u32::MAX, u32::MAX)] {
        let outcome = encode(&gradient(4, 4), width, height, ImageFormat::Png, &ORIGIN);
        assert!(matches!(outcome, Err(PaintError::Size)));
    }
}

#[test]
fn transparency_is_laid_over_white() {
    let clear = image::RgbaImage::from_pixel(8, 8, image::Rgba([200, 0, 0, 0]));
    let mut file = Cursor::new(Vec::new());
    clear.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let (rgb, _, _) = decode(file.get_ref()).unwrap();
    assert!(rgb.iter().all(|value| *value == 255));
}

#[test]
fn a_file_that_breaks_off_is_damaged_and_other_files_are_unknown() {
    for format in FORMATS {
        let file = encode(&gradient(64, 64), 64, 64, format, &ORIGIN).unwrap();
        assert_eq!(decode(&file[..20]), Err(DecodeError::Damaged), "{format:?}");
    }
    assert_eq!(decode(b"%PDF-1.7"), Err(DecodeError::UnknownFormat));
    assert_eq!(decode(b""), Err(DecodeError::UnknownFormat));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn garbage_behind_a_known_beginning_never_panics(
        format in prop::sample::select(&FORMATS[..]),
        garbage in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let beginning: &[u8] = match format {
            ImageFormat::Png => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            ImageFormat::Jpeg => b"\xff\xd8\xff",
            ImageFormat::WebP => b"RIFF\x40\0\0\0WEBPVP8 ",
        };
        prop_assert!(decode(&[beginning, &garbage].concat()).is_err());
    }

    #[test]
    fn a_file_with_one_byte_changed_never_panics(
        format in prop::sample::select(&FORMATS[..]),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut file = encode(&gradient(24, 24), 24, 24, format, &ORIGIN).unwrap();
        let place = place.index(file.len());
        file[place] = byte;
        if let Ok((rgb, width, height)) = decode(&file) {
            prop_assert_eq!(rgb.len(), width as usize * height as usize * 3);
        }
    }
}
