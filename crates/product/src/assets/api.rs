//! An asset as programs read it.

use serde::Serialize;
use utoipa::ToSchema;

use super::{asset::Source, masked_edit, view::Shown};

/// A finished result, or an uploaded picture.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssetResponse {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// The type of its file.
    #[schema(example = "image/png")]
    media_type: String,
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// The length of its file, in bytes.
    bytes: i64,
    /// What it shows, in a few words.
    title: Option<String>,
    /// The seed that it was made with, where the model said one.
    seed: Option<i64>,
    source: AssetSource,
    /// Whether the model kept to the mask; nothing where there was none.
    kept_to_mask: Option<KeptToMask>,
    /// How much the model changed outside the mask, in thousandths of what lies there, where that could be compared.
    #[schema(minimum = 0, maximum = 1_000)]
    changed_outside: Option<u32>,
    /// Where the model's own file is, as it was sent, if something was put back in this one.
    #[schema(example = "/api/v1/assets/{id}/content?as_sent=true")]
    as_sent: Option<String>,
    /// The generation that it came of; an upload came of none.
    #[schema(format = "uuid")]
    generation: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Where its file is, for the same key.
    #[schema(example = "/api/v1/assets/{id}/content")]
    content: String,
}

/// How a result came about, in the terms of IPTC's digital source types.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum AssetSource {
    /// By a procedure: the built-in model.
    AlgorithmicMedia,
    /// By a trained model.
    TrainedAlgorithmicMedia,
    /// Put together from a picture of its owner's and one by a trained model.
    CompositeWithTrainedAlgorithmicMedia,
    /// Its owner uploaded it.
    Upload,
}

/// Whether a model kept to a mask.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KeptToMask {
    /// It changed nothing outside.
    Kept,
    /// It painted outside as well; there the original's pixels were put back.
    ChangedOutside,
    /// It could not be laid over the original: this is what the model sent.
    NotCompared,
}

impl AssetResponse {
    /// The asset as programs read it.
    #[must_use]
    pub fn of(shown: &Shown) -> Self {
        let asset = &shown.asset;
        Self {
            id: asset.id.to_string(),
            media_type: asset.media_type.clone(),
            width: asset.width,
            height: asset.height,
            bytes: asset.length,
            title: shown.title.as_ref().map(|title| title.reveal().as_str().to_owned()),
            seed: asset.seed,
            source: match asset.source {
                Source::Algorithmic => AssetSource::AlgorithmicMedia,
                Source::TrainedModel if shown.as_sent.is_some() => AssetSource::CompositeWithTrainedAlgorithmicMedia,
                Source::TrainedModel => AssetSource::TrainedAlgorithmicMedia,
                Source::Upload => AssetSource::Upload,
            },
            kept_to_mask: asset.edit.map(|edit| edit.kept.into()),
            changed_outside: asset.edit.and_then(|edit| edit.changed),
            as_sent: shown
                .as_sent
                .as_ref()
                .map(|_| format!("/api/v1/assets/{}/content?as_sent=true", asset.id)),
            generation: asset.generation.map(|id| id.to_string()),
            created_at: asset.created_at.rfc3339(),
            content: format!("/api/v1/assets/{}/content", asset.id),
        }
    }
}

impl From<masked_edit::KeptToMask> for KeptToMask {
    fn from(kept: masked_edit::KeptToMask) -> Self {
        match kept {
            masked_edit::KeptToMask::Kept => Self::Kept,
            masked_edit::KeptToMask::ChangedOutside => Self::ChangedOutside,
            masked_edit::KeptToMask::NotCompared => Self::NotCompared,
        }
    }
}
