//! An edit laid over its original: what was not to change is the original's to the bit, whatever a model made of it.

use crate::{ImageFormat, Mask, Opened, Verdict, verdict::compare};

/// Two pictures are of one shape when their proportions differ by no more than one in so many: models round sides to
/// what they can make.
const SAME_SHAPE: u64 = 50;

/// What came of laying an edit over its original.
pub struct Composite {
    /// What is to be kept.
    pub picture: Opened,
    /// Whether that is the edit itself, untouched: it had changed nothing outside, or it does not fit.
    pub as_it_came: bool,
    /// Whether whoever made it kept to the mask.
    pub verdict: Verdict,
}

/// Lays an edit over its original. Every pixel that the mask says stays is the original's; the others are the edit's, with
/// a soft beginning inside the mask. An edit of another size is resized; one of another shape stays as it came, and so
/// does one that has nothing but its own edges to be laid over.
#[must_use]
pub fn composite(original: Opened, mask: &Mask, edit: Opened) -> Composite {
    let size = (original.width(), original.height());
    let edit_size = (edit.width(), edit.height());
    if (mask.width(), mask.height()) != size || mask.is_empty() || !same_shape(size, edit_size) {
        return as_it_came(edit, Verdict::NotCompared);
    }
    if mask.stays().all(|stays| !stays) {
        return as_it_came(edit, Verdict::from_changed(0));
    }
    let each = if original.has_opacity() || edit.has_opacity() {
        4
    } else {
        3
    };
    let mut below = original.into_bytes(each);
    let format = edit.format();
    let fitting = edit_size == size;
    let above = if fitting { edit } else { edit.resized(size) }.into_bytes(each);
    let pairs = || below.chunks_exact(each).zip(above.chunks_exact(each));
    if fitting
        && pairs()
            .zip(mask.stays())
            .all(|((below, above), stays)| !stays || below == above)
    {
        return as_it_came(Opened::from_bytes(above, size, each, format), Verdict::from_changed(0));
    }
    let verdict = compare(&below, &above, each, mask);
    let pixels = below.chunks_exact_mut(each).zip(above.chunks_exact(each));
    for ((below, above), weight) in pixels.zip(mask.blend()) {
        lay(below, above, weight);
    }
    Composite {
        picture: Opened::from_bytes(below, size, each, ImageFormat::Png),
        as_it_came: false,
        verdict,
    }
}

const fn as_it_came(picture: Opened, verdict: Verdict) -> Composite {
    Composite {
        picture,
        as_it_came: true,
        verdict,
    }
}

fn same_shape((width, height): (u32, u32), (other_width, other_height): (u32, u32)) -> bool {
    let across = u64::from(width) * u64::from(other_height);
    let along = u64::from(height) * u64::from(other_width);
    across.abs_diff(along) * SAME_SHAPE <= across.max(along)
}

/// Lays a pixel over another with a weight of 255; colours count by their opacity.
pub(crate) fn lay(below: &mut [u8], above: &[u8], weight: u8) {
    match weight {
        0 => {}
        255 => below.copy_from_slice(above),
        _ => mix(below, above, u32::from(weight)),
    }
}

fn mix(below: &mut [u8], above: &[u8], weight: u32) {
    let opacity = |pixel: &[u8]| pixel.get(3).map_or(255, |opacity| u32::from(*opacity));
    let (under, over) = (opacity(below) * (255 - weight), opacity(above) * weight);
    let both = under + over;
    if both == 0 {
        return;
    }
    for (below, above) in below.iter_mut().zip(above).take(3) {
        *below = ((u32::from(*below) * under + u32::from(*above) * over + both / 2) / both) as u8;
    }
    if let Some(opacity) = below.get_mut(3) {
        *opacity = ((both + 127) / 255) as u8;
    }
}
