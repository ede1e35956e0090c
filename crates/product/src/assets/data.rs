//! Where data of the library rests.

use privacy::{
    FoundBy,
    Place::{Column, Object},
    Row,
};

use super::{
    asset::{ASSET_OBJECT, THUMBNAIL_OBJECT},
    masked_edit::AS_SENT_OBJECT,
};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::parameter(Column("asset", "id")),
    Row::parameter(Column("asset", "workspace_id")).found_by(FoundBy::Workspace),
    Row::parameter(Column("asset", "created_by")),
    Row::parameter(Column("asset", "project_id")),
    Row::parameter(Column("asset", "expires_at")),
    Row::parameter(Column("asset", "erased_at")).not_exported("marks what is being erased"),
    Row::parameter(Column("asset", "generation_id")),
    Row::parameter(Column("asset", "kind")),
    Row::parameter(Column("asset", "media_type")),
    Row::parameter(Column("asset", "width")),
    Row::parameter(Column("asset", "height")),
    Row::parameter(Column("asset", "length")),
    Row::content(Column("asset", "title")),
    Row::parameter(Column("asset", "seed")),
    Row::parameter(Column("asset", "source_type")),
    Row::parameter(Column("asset", "created_at")),
    Row::parameter(Column("asset", "kept_to_mask")),
    Row::parameter(Column("asset", "changed_outside")),
    Row::parameter(Column("as_sent", "id")),
    Row::parameter(Column("as_sent", "workspace_id")).found_by(FoundBy::Workspace),
    Row::parameter(Column("as_sent", "media_type")),
    Row::parameter(Column("as_sent", "width")),
    Row::parameter(Column("as_sent", "height")),
    Row::parameter(Column("as_sent", "length")),
    Row::content(Object(ASSET_OBJECT)).found_by(FoundBy::RowsOf("asset")),
    Row::content(Object(THUMBNAIL_OBJECT))
        .not_exported("made from the asset, which is exported")
        .found_by(FoundBy::SomeRowsOf("asset")),
    Row::content(Object(AS_SENT_OBJECT)).found_by(FoundBy::RowsOf("as_sent")),
];
