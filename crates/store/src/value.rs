//! The three kinds of value that both databases store alike.

use basics::{
    AccountId, ApiKeyId, AssetId, Credits, ErasureId, GenerationId, HolderId, JobId, ProjectId, ProviderId, SessionId,
    Time, UnitId, WebhookId, WorkspaceId,
};

/// A value going into or coming out of a row. A missing value keeps its kind, which PostgreSQL insists on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `TEXT`.
    Text(Option<String>),
    /// `BIGINT`.
    Int(Option<i64>),
    /// `BYTEA`.
    Blob(Option<Vec<u8>>),
}

/// Builds the list of values for a statement, in the order of `$1`, `$2` …
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::ToValue::to_value(&$value)),*]
    };
}

/// Types that can be bound to a statement.
pub trait ToValue {
    /// The value to bind.
    fn to_value(&self) -> Value;
}

/// Types that can be read from a row.
pub trait FromValue: Sized {
    /// The value read; `None` when it is missing or of another kind.
    fn from_value(value: &Value) -> Option<Self>;
}

/// The kind that stands for a missing value of the type.
trait Kind {
    const NULL: Value;
}

macro_rules! plain {
    ($type:ty, $variant:ident, $to:expr, $from:expr) => {
        impl Kind for $type {
            const NULL: Value = Value::$variant(None);
        }
        impl ToValue for $type {
            fn to_value(&self) -> Value {
                Value::$variant(Some($to(self)))
            }
        }
        impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(Some(inner)) => $from(inner),
                    _ => None,
                }
            }
        }
    };
}

plain!(String, Text, String::clone, |text: &String| Some(text.clone()));
plain!(i64, Int, |number: &i64| *number, |number: &i64| Some(*number));
plain!(u32, Int, |number: &u32| i64::from(*number), |number: &i64| {
    u32::try_from(*number).ok()
});
plain!(bool, Int, |truth: &bool| i64::from(*truth), |number: &i64| Some(
    *number != 0
));
plain!(Vec<u8>, Blob, Vec::clone, |bytes: &Vec<u8>| Some(bytes.clone()));
plain!(Time, Int, |time: &Time| time.millis(), |number: &i64| Some(
    Time::from_millis(*number)
));
plain!(
    Credits,
    Int,
    |credits: &Credits| credits.millionths(),
    |number: &i64| Some(Credits::from_millionths(*number))
);

macro_rules! ids {
    ($($id:ty),+) => {$(
        plain!($id, Text, ToString::to_string, |text: &String| text.parse().ok());
    )+};
}

ids!(
    AccountId,
    ApiKeyId,
    AssetId,
    ErasureId,
    GenerationId,
    HolderId,
    JobId,
    ProjectId,
    ProviderId,
    SessionId,
    WebhookId,
    UnitId,
    WorkspaceId
);

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(Some(self.to_owned()))
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Blob(Some(self.to_vec()))
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Blob(Some(self.to_vec()))
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (*self).to_value()
    }
}

impl<T: ToValue + Kind> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(T::NULL, ToValue::to_value)
    }
}

impl ToValue for Option<&str> {
    fn to_value(&self) -> Value {
        Value::Text(self.map(str::to_owned))
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(None) | Value::Int(None) | Value::Blob(None) => Some(None),
            present => T::from_value(present).map(Some),
        }
    }
}
