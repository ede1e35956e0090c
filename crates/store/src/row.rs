//! One row of an answer.

use crate::{DbError, FromValue, Value};

/// A row, its values reached by the column's name.
#[derive(Debug, Clone)]
pub struct Row {
    columns: Vec<(String, Value)>,
}

impl Row {
    pub(crate) const fn new(columns: Vec<(String, Value)>) -> Self {
        Self { columns }
    }

    /// The value of a column.
    ///
    /// # Errors
    /// [`DbError::Column`] when there is no such column or it holds another kind of value.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T, DbError> {
        self.columns
            .iter()
            .find(|(name, _)| name == column)
            .and_then(|(_, value)| T::from_value(value))
            .ok_or_else(|| DbError::Column(column.to_owned()))
    }

    /// The columns themselves, in the statement's order.
    #[must_use]
    pub fn into_columns(self) -> Vec<(String, Value)> {
        self.columns
    }

    /// Every column with its value, in the statement's order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.columns.iter().map(|(name, value)| (name.as_str(), value))
    }
}
