//! Keeps a result: its key, its preview and its bytes first, its row with whatever else belongs together.

use basics::{AccountId, AssetId, GenerationId, WorkspaceId};
use bytes::Bytes;
use darkroom::DarkroomError;
use engines::{Failure, Output, Preview};
use store::{DbError, ObjectName, ScopedTransaction};
use vault::ObjectClass;

use super::{
    asset::{ASSET_OBJECT, Asset, Source, THUMBNAIL_OBJECT, Title, is_film, is_text},
    masked_edit::{AS_SENT_OBJECT, AsSent},
    put_back::{Underlay, put_back},
    queries,
};
use crate::{app::App, error::Error};

/// Where a result comes from and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// The generation.
    pub generation: GenerationId,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Who ordered it.
    pub account: AccountId,
    /// How it was made.
    pub source: Source,
    /// Which of the generation's results it is, from 0.
    pub index: u32,
    /// Width and height as they were ordered, for what is not opened here.
    pub ordered: (u32, u32),
}

/// A result whose bytes are stored, and whose rows are not written yet.
#[derive(Debug, Clone)]
pub struct Kept {
    asset: Asset,
    as_sent: Option<AsSent>,
}

/// Lays a result over what is beneath it, seals and stores its bytes; the asset is there once [`record`] has written its
/// rows. Doing it again after a crash replaces the same objects.
pub async fn keep(app: &App, origin: &Origin, output: Output, beneath: &Underlay, words: &str) -> Result<Kept, Error> {
    let id = AssetId::of(origin.generation, origin.index);
    app.vault.create_unit(id.into(), origin.account.into()).await?;
    let laid = put_back(app, beneath, output).await;
    let as_sent = match laid.as_sent {
        Some((file, as_sent)) => {
            put(app, id, AS_SENT_OBJECT, file.to_vec()).await?;
            Some(as_sent)
        }
        None => None,
    };
    let asset = Asset {
        edit: laid.edit,
        ..store(app, origin, laid.output, words).await?
    };
    Ok(Kept { asset, as_sent })
}

async fn store(app: &App, origin: &Origin, output: Output, words: &str) -> Result<Asset, Error> {
    let id = AssetId::of(origin.generation, origin.index);
    let length = i64::try_from(output.bytes.len()).unwrap_or(i64::MAX);
    let (width, height) = if is_text(&output.media_type) {
        (0, 0)
    } else if is_film(&output.media_type) && output.preview.is_none() {
        // Somebody else's films are not opened here: browsers show their first frame by themselves.
        origin.ordered
    } else {
        let preview = preview(app, &output).await?;
        put(app, id, THUMBNAIL_OBJECT, preview.jpeg.to_vec()).await?;
        (preview.width, preview.height)
    };
    put(app, id, ASSET_OBJECT, output.bytes.to_vec()).await?;
    let title = Title::new(
        output
            .title
            .as_deref()
            .filter(|title| !title.is_empty())
            .unwrap_or(words),
    );
    Ok(Asset {
        id,
        workspace: origin.workspace,
        created_by: origin.account,
        generation: Some(origin.generation),
        media_type: output.media_type,
        width,
        height,
        length,
        title: app.vault.seal(id.into(), &title).await?,
        seed: output.seed.and_then(|seed| i64::try_from(seed).ok()),
        source: origin.source,
        edit: None,
        created_at: app.now(),
    })
}

/// Writes the asset's row, and that of what was sent for it.
pub async fn record(transaction: &mut ScopedTransaction, kept: &Kept) -> Result<(), DbError> {
    queries::insert(transaction, &kept.asset).await?;
    match &kept.as_sent {
        Some(as_sent) => queries::insert_as_sent(transaction, kept.asset.id, as_sent).await,
        None => Ok(()),
    }
}

/// A vendor's bytes are opened even where they look right, so that what is kept is a picture. What the vendor made may
/// be paid for: it is not lost because the machinery failed once.
async fn preview(app: &App, output: &Output) -> Result<Preview, Error> {
    if let Some(preview) = &output.preview {
        return Ok(preview.clone());
    }
    let seen = app.darkroom.preview(output.bytes.clone()).await.map_err(|error| {
        Error::Engine(match error {
            DarkroomError::OutOfMemory | DarkroomError::TooLong | DarkroomError::TooManyPixels => Failure::TooLarge,
            DarkroomError::Unavailable => Failure::Unavailable,
            _ => Failure::NotAnImage,
        })
    })?;
    Ok(Preview {
        jpeg: seen.thumbnail,
        width: seen.width,
        height: seen.height,
    })
}

pub(super) async fn put(app: &App, id: AssetId, class: &'static str, plain: Vec<u8>) -> Result<(), Error> {
    let sealed = app.vault.seal_object(id.into(), ObjectClass(class), plain).await?;
    app.objects
        .put(&ObjectName::new(class, id), Bytes::from(sealed))
        .await?;
    Ok(())
}
