//! The shapes that vendors have names for, where they are not told a size in pixels.

use crate::{Failure, Size, template::resolution};

/// A shape: so much width to so much height.
pub(crate) type Ratio = (u32, u32);

/// By how many thousandths a size may differ from a shape, since vendors round their own sizes to whole blocks.
const TOLERANCE: u64 = 30;

/// The vendor's name for the shape of this size. A size of another shape is refused: a vendor would crop it unasked.
pub(crate) fn named(size: Size, known: &[Ratio]) -> Result<String, Failure> {
    let nearest = known.iter().min_by_key(|ratio| difference(size, **ratio));
    match nearest {
        Some(ratio) if difference(size, *ratio) <= TOLERANCE => Ok(name(*ratio)),
        _ => {
            let shapes: Vec<_> = known.iter().copied().map(name).collect();
            Err(Failure::bad_order(
                "size",
                format!("a shape out of {}", shapes.join(", ")),
            ))
        }
    }
}

/// The vendor's name for the number of lines of this size.
pub(crate) fn lines(size: Size, known: &[&str]) -> Result<String, Failure> {
    let lines = resolution(size);
    if known.contains(&lines.as_str()) {
        return Ok(lines);
    }
    let said = format!("the shorter side has {} lines", known.join(", "));
    Err(Failure::bad_order("size", said))
}

fn name((width, height): Ratio) -> String {
    format!("{width}:{height}")
}

fn difference(size: Size, (width, height): Ratio) -> u64 {
    let ours = u64::from(size.width()) * u64::from(height);
    let theirs = u64::from(size.height()) * u64::from(width);
    ours.abs_diff(theirs) * 1_000 / theirs.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Ratio; 4] = [(1, 1), (3, 2), (16, 9), (9, 16)];

    fn named_of(text: &str) -> Option<String> {
        named(text.parse().unwrap(), &KNOWN).ok()
    }

    #[test]
    fn a_size_that_a_vendor_rounded_has_its_shape() {
        for (size, shape) in [
            ("1024x1024", "1:1"),
            ("1536x1024", "3:2"),
            ("1376x768", "16:9"),
            ("768x1376", "9:16"),
            ("1920x1080", "16:9"),
        ] {
            assert_eq!(named_of(size).as_deref(), Some(shape), "{size}");
        }
    }

    #[test]
    fn a_size_of_another_shape_is_refused() {
        for size in ["1000x1100", "65535x1", "1x65535"] {
            assert_eq!(named_of(size), None, "{size}");
        }
        assert!(named("8x8".parse().unwrap(), &[]).is_err());
    }
}
