//! What of a stranger rests anywhere: nothing. Their words are in memory while their picture is painted.

use privacy::Row;

/// The slice's part of the data map.
pub const DATA: &[Row] = &[];
