//! The plan of a person's erasure, made from the data map: no table has erasure code of its own.

use std::collections::BTreeMap;

use crate::{Category, Erasure, FoundBy, Place, Row, Whose};

/// What is to be removed in one step, which may be repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The table whose rows go.
    pub table: &'static str,
    /// Its column that tells whose a row is.
    pub column: &'static str,
    /// What that column holds.
    pub whose: WhoseId,
    /// The classes of objects that are called after the rows, and go before them.
    pub objects: Vec<&'static str>,
}

/// What a column that tells whose a row is holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoseId {
    /// An account's id.
    Account,
    /// The id of somebody's own workspace.
    Workspace,
}

/// A place of the map that no erasure would reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable(pub Place);

/// The steps of a person's erasure: tables with objects first, and the accounts' own last.
///
/// # Errors
/// The first place with something of a person that the map does not say how to find.
pub fn erasure_plan(map: &[&Row]) -> Result<Vec<Step>, Unreachable> {
    let linked: BTreeMap<_, _> = map.iter().filter_map(|row| link(row)).collect();
    if let Some(row) = map.iter().find(|row| is_left_out(row, &linked)) {
        return Err(Unreachable(row.place));
    }
    let mut steps: Vec<_> = linked
        .into_iter()
        .map(|(table, (column, whose))| Step {
            table,
            column,
            whose,
            objects: objects_of(map, table),
        })
        .collect();
    steps.sort_by_key(|step| (step.objects.is_empty(), is_account(map, step)));
    Ok(steps)
}

type Link = (&'static str, (&'static str, WhoseId));

fn link(row: &Row) -> Option<Link> {
    let Place::Column(table, column) = row.place else {
        return None;
    };
    match row.found_by? {
        FoundBy::Account => Some((table, (column, WhoseId::Account))),
        FoundBy::Workspace => Some((table, (column, WhoseId::Workspace))),
        FoundBy::RowsOf(_) | FoundBy::SomeRowsOf(_) => None,
    }
}

/// What expires by itself is found by its time.
fn is_left_out(row: &Row, linked: &BTreeMap<&'static str, (&'static str, WhoseId)>) -> bool {
    if row.whose != Whose::Person || row.erasure == Erasure::Expires {
        return false;
    }
    match (row.place, row.found_by) {
        (Place::Column(table, _), _)
        | (Place::Object(_), Some(FoundBy::RowsOf(table) | FoundBy::SomeRowsOf(table))) => !linked.contains_key(table),
        (Place::Object(_), _) => true,
        _ => false,
    }
}

/// The classes of objects that are called after a table's rows.
#[must_use]
pub fn objects_of(map: &[&Row], table: &str) -> Vec<&'static str> {
    map.iter()
        .filter_map(|row| match (row.place, row.found_by) {
            (Place::Object(class), Some(FoundBy::RowsOf(of) | FoundBy::SomeRowsOf(of))) if of == table => Some(class),
            _ => None,
        })
        .collect()
}

/// Those of which every row of the table has one.
#[must_use]
pub fn objects_of_every_row(map: &[&Row], table: &str) -> Vec<&'static str> {
    map.iter()
        .filter_map(|row| match (row.place, row.found_by) {
            (Place::Object(class), Some(FoundBy::RowsOf(of))) if of == table => Some(class),
            _ => None,
        })
        .collect()
}

/// The table by whose own ids people are known goes last: until then it says that somebody is on their way out.
fn is_account(map: &[&Row], step: &Step) -> bool {
    map.iter().any(|row| {
        row.place == Place::Column(step.table, step.column)
            && row.category == Category::Identity
            && step.whose == WhoseId::Account
            && step.column == "id"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: Row = Row::parameter(Place::Column("picture", "workspace_id")).found_by(FoundBy::Workspace);
    const BYTES: Row = Row::content(Place::Object("picture")).found_by(FoundBy::RowsOf("picture"));
    const SMALL: Row = Row::content(Place::Object("small")).found_by(FoundBy::SomeRowsOf("picture"));
    const ACCOUNT: Row = Row::account(Place::Column("account", "id"), Category::Identity).found_by(FoundBy::Account);

    #[test]
    fn an_object_that_not_every_row_has_goes_with_its_row_and_is_not_missed() {
        let map = [&PICTURE, &BYTES, &SMALL];
        assert_eq!(objects_of(&map, "picture"), ["picture", "small"]);
        assert_eq!(objects_of_every_row(&map, "picture"), ["picture"]);
    }

    #[test]
    fn objects_go_with_the_rows_they_are_called_after_and_the_account_goes_last() {
        let plan = erasure_plan(&[&ACCOUNT, &PICTURE, &BYTES]).unwrap();
        let order: Vec<_> = plan.iter().map(|step| (step.table, step.objects.as_slice())).collect();
        assert_eq!(order, [("picture", &["picture"][..]), ("account", &[][..])]);
    }

    #[test]
    fn a_table_or_class_that_nobody_would_find_makes_no_plan() {
        let diary = Row::content(Place::Column("diary", "entry"));
        let film = Row::content(Place::Object("film"));
        for stray in [diary, film] {
            assert_eq!(erasure_plan(&[&ACCOUNT, &stray]), Err(Unreachable(stray.place)));
        }
    }

    #[test]
    fn what_expires_and_what_is_nobodys_needs_no_plan() {
        let seen = Row::parameter(Place::Column("visit", "seen_at")).at_most(basics::Span::days(1));
        let lock = Row::technical(Place::Column("lock", "name"));
        assert_eq!(erasure_plan(&[&seen, &lock]), Ok(Vec::new()));
    }
}
