//! Puts back what an edit with a mask was not to change, whatever its model made of it (decision 0022).

use bytes::Bytes;
use darkroom::{Composited, Edit};
use engines::{ImageFormat, Output, Preview};

use super::masked_edit::{AsSent, MaskedEdit};
use crate::app::App;

/// What a result has to be laid over.
#[derive(Clone, PartialEq, Eq)]
pub enum Underlay {
    /// Nothing: it is no edit with a mask.
    Nothing,
    /// A picture that is not there any more, or cannot be opened just now.
    Gone,
    /// A picture, and where it was to change: transparent there.
    Picture {
        /// The picture.
        original: Bytes,
        /// The mask.
        mask: Bytes,
    },
}

/// A result as it is kept.
pub(super) struct Laid {
    pub(super) output: Output,
    /// Where there was a mask.
    pub(super) edit: Option<MaskedEdit>,
    /// The model's own file, where something was put back in it.
    pub(super) as_sent: Option<(Bytes, AsSent)>,
}

/// Lays the result over what it was made from. It may be paid for: where it cannot be laid over anything, it stays as it
/// came.
pub(super) async fn put_back(app: &App, underlay: &Underlay, output: Output) -> Laid {
    let (original, mask) = match underlay {
        Underlay::Nothing => return as_it_came(output, None),
        Underlay::Gone => return as_it_came(output, Some(MaskedEdit::NOT_COMPARED)),
        Underlay::Picture { original, mask } => (original.clone(), mask.clone()),
    };
    let edit = Edit {
        original,
        mask,
        result: output.bytes.clone(),
    };
    match app.darkroom.composite(edit).await {
        Ok(composited) => laid(output, composited),
        Err(error) => {
            tracing::warn!(error = %error, "an edit could not be laid over its original: it is kept as it came");
            as_it_came(output, Some(MaskedEdit::NOT_COMPARED))
        }
    }
}

const fn as_it_came(output: Output, edit: Option<MaskedEdit>) -> Laid {
    Laid {
        output,
        edit,
        as_sent: None,
    }
}

fn laid(mut output: Output, composited: Composited) -> Laid {
    output.preview = Some(Preview {
        jpeg: composited.thumbnail,
        width: composited.width,
        height: composited.height,
    });
    let as_sent = composited.file.map(|file| {
        let media_type = ImageFormat::Png.media_type().to_owned();
        let (width, height) = composited.came_as;
        let as_sent = AsSent {
            media_type: std::mem::replace(&mut output.media_type, media_type),
            width,
            height,
            length: i64::try_from(output.bytes.len()).unwrap_or(i64::MAX),
        };
        (std::mem::replace(&mut output.bytes, file), as_sent)
    });
    Laid {
        output,
        edit: Some(composited.verdict.into()),
        as_sent,
    }
}
