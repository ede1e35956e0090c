//! Where data of generations rests and leaves.

use privacy::{
    FoundBy,
    Place::{Column, Outbound},
    Row,
};

const MACHINERY: &str = "which piece of work made it; nothing about the person";

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::parameter(Column("generation", "id")),
    Row::parameter(Column("generation", "workspace_id")).found_by(FoundBy::Workspace),
    Row::parameter(Column("generation", "created_by")),
    Row::parameter(Column("generation", "project_id")),
    Row::parameter(Column("generation", "expires_at")),
    Row::parameter(Column("generation", "erased_at")).not_exported("marks what is being erased"),
    Row::parameter(Column("generation", "job_id")).not_exported(MACHINERY),
    Row::parameter(Column("generation", "kind")),
    Row::parameter(Column("generation", "model")),
    Row::content(Column("generation", "prompt")),
    Row::parameter(Column("generation", "width")),
    Row::parameter(Column("generation", "height")),
    Row::parameter(Column("generation", "count")),
    Row::parameter(Column("generation", "seed")),
    Row::parameter(Column("generation", "format")),
    Row::parameter(Column("generation", "state")),
    Row::parameter(Column("generation", "failure")),
    Row::parameter(Column("generation", "went_to")),
    Row::parameter(Column("generation", "created_at")),
    Row::parameter(Column("generation", "started_at")),
    Row::parameter(Column("generation", "finished_at")),
    Row::content(Outbound("prompt")),
    Row::parameter(Outbound("model")),
    Row::parameter(Outbound("n")),
    Row::parameter(Outbound("size")),
    Row::parameter(Outbound("response_format")),
];
