//! The languages that people can read the pages in.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// A made-up one, longer than English and from right to left, that shows where a page would break.
    Pseudo,
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Pseudo];

    /// Its tag (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Pseudo => "ar-XB",
        }
    }

    /// Which way it runs.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German => "ltr",
            Self::Pseudo => "rtl",
        }
    }

    /// From its tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag.trim()))
    }

    /// The first language of an `Accept-Language` header (RFC 9110 §12.5.4) that there is; the order written is taken
    /// as the order wanted, as browsers write it.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        header.split(',').take(16).find_map(|part| {
            let tag = part.split(';').next()?.trim();
            Self::from_tag(tag).or_else(|| Self::from_tag(tag.split('-').next()?))
        })
    }
}
