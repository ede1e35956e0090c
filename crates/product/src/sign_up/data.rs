//! Where data of signing up rests: in the browser alone, and of the age only that it was below the limit.

use basics::Span;
use privacy::{Category::Parameter, Place::Cookie, Row};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[Row::account(Cookie("age"), Parameter)
    .at_most(Span::hours(24))
    .not_exported("ends with the browser's session")];
