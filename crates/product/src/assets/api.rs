//! An asset as programs read it.

use serde::Serialize;
use utoipa::ToSchema;

use super::{asset::Source, view::Shown};

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
    /// Its owner uploaded it.
    Upload,
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
                Source::TrainedModel => AssetSource::TrainedAlgorithmicMedia,
                Source::Upload => AssetSource::Upload,
            },
            generation: asset.generation.map(|id| id.to_string()),
            created_at: asset.created_at.rfc3339(),
            content: format!("/api/v1/assets/{}/content", asset.id),
        }
    }
}
