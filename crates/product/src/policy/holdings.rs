//! What the data map says in the policy: what is held, sent and set, and for how long. Pure grouping of its rows.

use std::collections::{BTreeMap, BTreeSet};

use privacy::{Basis, Category, Place, PurposeKind, Retention, Row, Whose};

/// Everything of one category that is held about a person.
#[derive(Debug, Default)]
pub struct Holding {
    /// Where it rests.
    pub places: BTreeSet<Place>,
    /// What for.
    pub purposes: BTreeSet<PurposeKind>,
    /// By what right.
    pub bases: BTreeSet<Basis>,
    /// For how long; more than one when its places differ.
    pub retentions: BTreeSet<Retention>,
}

/// What rests on our side about a person, by category. What is in the browser or with a provider is listed apart.
#[must_use]
pub fn collected(rows: &[&Row]) -> BTreeMap<Category, Holding> {
    let mut holdings = BTreeMap::<Category, Holding>::new();
    for row in personal(rows).filter(|row| !in_browser(row.place) && !matches!(row.place, Place::Outbound(_))) {
        let holding = holdings.entry(row.category).or_default();
        holding.places.insert(row.place);
        holding.purposes.extend(row.purposes);
        holding.bases.insert(row.basis);
        holding.retentions.insert(row.retention);
    }
    holdings
}

/// What is stored in the browser, personal or not, by name.
#[must_use]
pub fn cookies<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    listed(rows, |row| in_browser(row.place))
}

/// What can be sent to a provider, personal or not, by name.
#[must_use]
pub fn outbound<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    listed(rows, |row| matches!(row.place, Place::Outbound(_)))
}

/// The name of a place as the program itself says it.
#[must_use]
pub fn place_name(place: Place) -> String {
    match place {
        Place::Column(table, column) | Place::KeyColumn(table, column) => format!("{table}.{column}"),
        Place::Object(name)
        | Place::Cookie(name)
        | Place::BrowserStorage(name)
        | Place::LogField(name)
        | Place::MetricLabel(name)
        | Place::Cache(name)
        | Place::Outbound(name) => name.to_owned(),
    }
}

fn personal<'a>(rows: &[&'a Row]) -> impl Iterator<Item = &'a Row> {
    rows.iter().copied().filter(|row| row.whose == Whose::Person)
}

fn listed<'a>(rows: &[&'a Row], belongs: impl Fn(&Row) -> bool) -> Vec<&'a Row> {
    let mut listed: Vec<_> = rows.iter().copied().filter(|row| belongs(row)).collect();
    listed.sort_by_key(|row| row.place);
    listed.dedup_by_key(|row| row.place);
    listed
}

const fn in_browser(place: Place) -> bool {
    matches!(place, Place::Cookie(_) | Place::BrowserStorage(_))
}
