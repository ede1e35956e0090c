//! Preferences: in the browser alone, and only when chosen (P-COO-03).

use basics::Span;
use privacy::{Category::Parameter, Place::Cookie, Row};

const YEAR: Span = Span::days(365);
const HERE: &str = "kept in the person's own browser only";

/// The part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Cookie("language"), Parameter)
        .at_most(YEAR)
        .not_exported(HERE),
    Row::account(Cookie("theme"), Parameter)
        .at_most(YEAR)
        .not_exported(HERE),
];
