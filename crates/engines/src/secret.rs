//! A provider's key.

use std::fmt;

use zeroize::Zeroizing;

/// A provider's key: wiped from memory when dropped, never printed.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a key; surrounding white space, such as a file's last newline, is not part of it.
    #[must_use]
    pub fn new(text: String) -> Self {
        let whole = Zeroizing::new(text);
        Self(Zeroizing::new(whole.trim().to_owned()))
    }

    /// The key, for a request's header and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
