//! Where somebody's rules for models rest.

use basics::Span;
use privacy::{
    Category::Parameter,
    FoundBy,
    Place::{Cache, Column},
    Row,
};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("model_rule", "account_id"), Parameter).found_by(FoundBy::Account),
    Row::account(Column("model_rule", "local_only"), Parameter),
    Row::account(Column("model_rule", "no_training"), Parameter),
    Row::account(Column("model_rule", "longest_kept"), Parameter),
    Row::account(Column("model_rule", "regions"), Parameter),
    Row::account(Column("model_rule", "changed_at"), Parameter),
    Row::account(Cache("model_rules"), Parameter)
        .at_most(Span::minutes(1))
        .not_exported("a copy of the rows that are exported"),
];
