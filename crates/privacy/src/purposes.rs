//! Why personal content may be opened. Each purpose is a type, so that opening for another one does not compile.

use serde::{Deserialize, Serialize};

/// The purposes as values, for the data map and for the record of processing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurposeKind {
    /// Making what the person asked for.
    Generate,
    /// Showing a person their own things.
    ShowToOwner,
    /// Handing a person a copy of their own things.
    Export,
    /// Running the account: sign-in, service messages.
    Operate,
    /// Keeping the service and its people safe.
    Secure,
}

/// A purpose that content can be opened for.
pub trait Purpose {
    /// The same purpose as a value.
    const KIND: PurposeKind;
}

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
        impl Purpose for $name {
            const KIND: PurposeKind = PurposeKind::$name;
        }
    )+};
}

purposes! {
    /// Making what the person asked for.
    Generate,
    /// Showing a person their own things.
    ShowToOwner,
    /// Handing a person a copy of their own things.
    Export,
    /// Running the account.
    Operate,
    /// Keeping the service and its people safe.
    Secure,
}
