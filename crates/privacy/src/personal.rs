//! Personal content: what it is, sealed and clear.

use std::{fmt, marker::PhantomData};

use basics::UnitId;

use crate::Purpose;

/// A kind of personal content, such as the words of a prompt.
///
/// Implementors give neither `Display` nor `Serialize`, so that they cannot slip into a log or an answer.
pub trait Personal: Sized {
    /// The field's name in the data map and in the seal, for instance `generation.prompt`.
    const FIELD: &'static str;
    /// The content as bytes.
    fn to_bytes(&self) -> Vec<u8>;
    /// The content again; `None` when the bytes are not such content.
    fn from_bytes(bytes: Vec<u8>) -> Option<Self>;
}

/// Says that a kind of content may be opened for a purpose.
///
/// ```
/// use privacy::{AllowedFor, Generate};
/// struct Prompt;
/// impl AllowedFor<Generate> for Prompt {}
/// fn open<P: privacy::Purpose, T: AllowedFor<P>>() {}
/// open::<Generate, Prompt>();
/// ```
///
/// For a purpose that it does not allow, the same call is refused by the compiler (P-OWN-02):
///
/// ```compile_fail,E0277
/// use privacy::{AllowedFor, Generate, Secure};
/// struct Prompt;
/// impl AllowedFor<Generate> for Prompt {}
/// fn open<P: privacy::Purpose, T: AllowedFor<P>>() {}
/// open::<Secure, Prompt>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not be opened for `{P}`",
    note = "a kind of personal content lists the purposes it allows beside its declaration"
)]
pub trait AllowedFor<P: Purpose> {}

/// Content under its unit's key. Only the vault opens it.
pub struct Sealed<T> {
    unit: UnitId,
    bytes: Vec<u8>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// Ciphertext as it rests in a row, and the unit it was sealed for.
    #[must_use]
    pub const fn from_row(unit: UnitId, bytes: Vec<u8>) -> Self {
        Self {
            unit,
            bytes,
            kind: PhantomData,
        }
    }

    /// The unit whose key opens this.
    #[must_use]
    pub const fn unit(&self) -> UnitId {
        self.unit
    }

    /// The ciphertext.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The ciphertext, for a row.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self::from_row(self.unit, self.bytes.clone())
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.bytes.len())
    }
}

/// Opened content. It has no `Display`, no `Serialize`, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Clear<T>(T);

impl<T> Clear<T> {
    /// Marks content as opened or just given by its owner.
    #[must_use]
    pub const fn new(content: T) -> Self {
        Self(content)
    }

    /// The content, to be used for the purpose it was opened for and for nothing else.
    #[must_use]
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The content itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Clear<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clear(…)")
    }
}

/// The bytes under a seal were not content of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClearError;

impl fmt::Display for ClearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sealed bytes are not content of this kind")
    }
}

impl std::error::Error for ClearError {}
