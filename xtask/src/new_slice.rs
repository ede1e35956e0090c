//! Furnishes a new slice: a door, its part of the data map and a place for its stories.

use std::{fs, io, path::Path};

/// Makes the slice's files and says what is to be done by hand.
///
/// # Errors
/// A name that is taken or not in `snake_case`, an empty purpose, and what the disk has to say.
pub fn new_slice(root: &Path, name: &str, purpose: &str) -> io::Result<String> {
    let folder = root.join("crates/product/src").join(name);
    if !is_snake_case(name) {
        return Err(refused("a slice is named in snake_case"));
    }
    if purpose.trim().is_empty() {
        return Err(refused("say what the slice is for"));
    }
    if folder.exists() {
        return Err(refused("there is such a slice already"));
    }
    fs::create_dir(&folder)?;
    fs::write(folder.join("mod.rs"), door(purpose))?;
    fs::write(folder.join("data.rs"), data(name))?;
    Ok(format!(
        "crates/product/src/{name}/ stands. Now: name it in the table of contents, give every column a row in its data.rs,\n\
         and write its first story in tests.rs (CONTRIBUTING.md, \"A new slice\")."
    ))
}

fn refused(words: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, words)
}

fn is_snake_case(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    letters && name.starts_with(|first: char| first.is_ascii_lowercase())
}

fn door(purpose: &str) -> String {
    format!("//! {}\n\nmod data;\n\npub use data::DATA;\n", purpose.trim())
}

fn data(name: &str) -> String {
    let words = name.replace('_', " ");
    format!(
        "//! Where data of {words} rests and leaves.\n\nuse privacy::Row;\n\n/// The slice's part of the data map.\n\
         pub const DATA: &[Row] = &[];\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::{Tree, check};

    fn house() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder to build in");
        fs::create_dir_all(root.path().join("crates/product/src")).expect("a room for slices");
        root
    }

    #[test]
    fn a_new_slice_is_tidy() {
        let root = house();
        new_slice(root.path(), "postcards", "Pictures that travel by post.").expect("a new slice");
        let tree = Tree::read(root.path()).expect("the tree can be read");
        assert_eq!(tree.len(), 2);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn names_that_are_taken_or_wrong_are_refused() {
        let root = house();
        new_slice(root.path(), "postcards", "Pictures that travel by post.").expect("a new slice");
        for (name, purpose) in [
            ("postcards", "Again."),
            ("PostCards", "Wrong."),
            ("../up", "Out."),
            ("letters", " "),
        ] {
            assert!(new_slice(root.path(), name, purpose).is_err(), "{name}");
        }
    }
}
