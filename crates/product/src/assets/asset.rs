//! An asset: one finished result, its bytes sealed in the object store under a key of its own.

use basics::{AccountId, AssetId, GenerationId, Time, WorkspaceId};
use privacy::{AllowedFor, Export, Personal, Sealed, ShowToOwner};

use super::masked_edit::{AS_SENT_OBJECT, MaskedEdit};

/// The class of objects that hold results.
pub const ASSET_OBJECT: &str = "asset";
/// The class of objects that hold small previews.
pub const THUMBNAIL_OBJECT: &str = "thumbnail";
/// Every class of objects that an asset may have.
pub(super) const OBJECTS: [&str; 3] = [ASSET_OBJECT, THUMBNAIL_OBJECT, AS_SENT_OBJECT];

/// What a picture shows, in a few words, for people who cannot see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Title(String);

impl Title {
    /// At most 200 characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(
            text.chars()
                .filter(|character| !character.is_control())
                .take(200)
                .collect(),
        )
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Personal for Title {
    const FIELD: &'static str = "asset.title";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<ShowToOwner> for Title {}
impl AllowedFor<Export> for Title {}

/// How a result came about, in the terms of IPTC's digital source types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// By a procedure: our own engine.
    Algorithmic,
    /// By a trained model.
    TrainedModel,
    /// By its owner, who uploaded it.
    Upload,
}

impl Source {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Algorithmic => "algorithmic",
            Self::TrainedModel => "trained",
            Self::Upload => "upload",
        }
    }

    /// From its stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        [Self::Algorithmic, Self::Upload]
            .into_iter()
            .find(|source| source.name() == name)
            .unwrap_or(Self::TrainedModel)
    }
}

/// An asset as it is stored.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its id; also its unit.
    pub id: AssetId,
    /// Where it belongs.
    pub workspace: WorkspaceId,
    /// Who made it.
    pub created_by: AccountId,
    /// The generation it came from; an upload came from none.
    pub generation: Option<GenerationId>,
    /// The bytes' media type.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Length of the bytes.
    pub length: i64,
    /// What it shows.
    pub title: Sealed<Title>,
    /// The seed it was made with.
    pub seed: Option<i64>,
    /// How it came about.
    pub source: Source,
    /// What became of it as an edit with a mask, if it is one.
    pub edit: Option<MaskedEdit>,
    /// When it was made.
    pub created_at: Time,
}

impl Asset {
    /// Whether it moves.
    #[must_use]
    pub fn is_film(&self) -> bool {
        is_film(&self.media_type)
    }

    /// Whether it is to be read.
    #[must_use]
    pub fn is_text(&self) -> bool {
        is_text(&self.media_type)
    }

    /// Whether it is a picture that stands still.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }

    /// Whether there is a small picture of it: films have one where our own engine made them.
    #[must_use]
    pub fn has_thumbnail(&self) -> bool {
        self.is_picture() || self.is_film() && self.source == Source::Algorithmic
    }
}

/// Whether bytes of this media type are words.
pub(super) fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
}

/// Whether bytes of this media type are a film.
pub(super) fn is_film(media_type: &str) -> bool {
    media_type.starts_with("video/")
}
