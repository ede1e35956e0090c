//! The data map: one row for every place where data can rest or leave.
//!
//! Each slice lists its own rows in its `data.rs`. Tests compare them with the live schema, the cookies, the log
//! fields and the outbound calls, in both directions.

use basics::Span;

use crate::PurposeKind;

/// Where data rests or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A table's column, in the data store.
    Column(&'static str, &'static str),
    /// A column of the key store.
    KeyColumn(&'static str, &'static str),
    /// A class of objects, by the first part of their name.
    Object(&'static str),
    /// A cookie by its name, without the `__Host-` prefix.
    Cookie(&'static str),
    /// Local or session storage in the browser.
    BrowserStorage(&'static str),
    /// A field of a log line.
    LogField(&'static str),
    /// A label of a figure about the machine. Its values are a closed set.
    MetricLabel(&'static str),
    /// A cache in memory.
    Cache(&'static str),
    /// A field sent to a provider.
    Outbound(&'static str),
}

/// What kind of data it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Who somebody is or how to reach them.
    Identity,
    /// What proves somebody's identity: hashes of passwords, sessions, keys.
    Credential,
    /// What people write, upload or receive.
    Content,
    /// Choices, sizes, models, times: how content came about.
    Parameter,
    /// What somebody agreed to.
    Agreement,
    /// How the service is used.
    Usage,
    /// What only the machinery needs; says nothing about a person by itself.
    Technical,
}

/// Whose data it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whose {
    /// A person with an account.
    Person,
    /// Nobody's: machinery.
    Nobody,
}

/// The lawful basis (GDPR Art. 6(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// Needed to do what the person asked for (point b).
    Contract,
    /// Needed by law (point c).
    LegalObligation,
    /// A legitimate interest, such as security (point f).
    LegitimateInterest,
    /// Not personal.
    NotPersonal,
}

/// How long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Retention {
    /// Until its item is erased by its owner or expires.
    UntilErased,
    /// Until the account ends.
    WhileAccountLives,
    /// At most this long.
    AtMost(Span),
    /// Kept while the installation lives; only for what is nobody's.
    Always,
}

/// How it is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Erasure {
    /// Its row is deleted together with its item.
    RowDeleted,
    /// Its key is destroyed, which reaches backups too, and the bytes are deleted.
    KeyDestroyed,
    /// It goes when its time is over.
    Expires,
    /// Nothing personal to erase.
    NotPersonal,
}

/// How a person's rows and objects are found, for those who walk the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FoundBy {
    /// The column holds the id of the person's account.
    Account,
    /// The column holds the id of the person's own workspace.
    Workspace,
    /// The objects are called after the ids of this table's rows.
    RowsOf(&'static str),
    /// The same, but not every row has one.
    SomeRowsOf(&'static str),
}

/// Whether a person's export contains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exported {
    /// In the export.
    Yes,
    /// Not in the export, for this reason.
    No(&'static str),
}

/// One place in the map.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where.
    pub place: Place,
    /// What kind.
    pub category: Category,
    /// Whose.
    pub whose: Whose,
    /// What for; empty only for technical data.
    pub purposes: &'static [PurposeKind],
    /// By what right.
    pub basis: Basis,
    /// How long.
    pub retention: Retention,
    /// How it ends.
    pub erasure: Erasure,
    /// Whether the person's export holds it.
    pub exported: Exported,
    /// How what is one person's is told from the rest; one column of a table is enough.
    pub found_by: Option<FoundBy>,
}

impl Row {
    /// Machinery: says nothing about a person, goes with the row it belongs to.
    #[must_use]
    pub const fn technical(place: Place) -> Self {
        Self {
            place,
            category: Category::Technical,
            whose: Whose::Nobody,
            purposes: &[],
            basis: Basis::NotPersonal,
            retention: Retention::Always,
            erasure: Erasure::NotPersonal,
            exported: Exported::No("machinery, not about a person"),
            found_by: None,
        }
    }

    /// Sealed content of a person, gone with its key.
    #[must_use]
    pub const fn content(place: Place) -> Self {
        Self {
            place,
            category: Category::Content,
            whose: Whose::Person,
            purposes: &[PurposeKind::Generate, PurposeKind::ShowToOwner, PurposeKind::Export],
            basis: Basis::Contract,
            retention: Retention::UntilErased,
            erasure: Erasure::KeyDestroyed,
            exported: Exported::Yes,
            found_by: None,
        }
    }

    /// How a person's content came about: sizes, models, times, links between rows.
    #[must_use]
    pub const fn parameter(place: Place) -> Self {
        Self {
            category: Category::Parameter,
            erasure: Erasure::RowDeleted,
            ..Self::content(place)
        }
    }

    /// Part of the account itself.
    #[must_use]
    pub const fn account(place: Place, category: Category) -> Self {
        Self {
            place,
            category,
            whose: Whose::Person,
            purposes: &[PurposeKind::Operate, PurposeKind::Secure],
            basis: Basis::Contract,
            retention: Retention::WhileAccountLives,
            erasure: Erasure::RowDeleted,
            exported: Exported::Yes,
            found_by: None,
        }
    }

    /// The same row, kept for at most `span`.
    #[must_use]
    pub const fn at_most(mut self, span: Span) -> Self {
        self.retention = Retention::AtMost(span);
        self.erasure = Erasure::Expires;
        self
    }

    /// The same row, left out of exports for a reason.
    #[must_use]
    pub const fn not_exported(mut self, reason: &'static str) -> Self {
        self.exported = Exported::No(reason);
        self
    }

    /// The same row, by which a person's share is found.
    #[must_use]
    pub const fn found_by(mut self, found_by: FoundBy) -> Self {
        self.found_by = Some(found_by);
        self
    }

    /// The same row, erased by destroying its key.
    #[must_use]
    pub const fn sealed(mut self) -> Self {
        self.erasure = Erasure::KeyDestroyed;
        self
    }
}
