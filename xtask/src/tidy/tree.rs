//! The files of the tree, read once; Rust files also parsed once.

use std::{fs, io, path::Path};

use super::source::Source;

/// Folders of machines, not of people.
const NOT_OURS: &[&str] = &[".git", ".peers", "node_modules"];

/// The largest file that is read, in bytes; what is larger is not written by hand.
const LARGEST: u64 = 2_000_000;

/// Every text file.
pub struct Tree {
    files: Vec<File>,
}

/// A text file and, when it is Rust, what is in it.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) rust: Option<Result<Source, syn::Error>>,
}

impl Tree {
    /// Reads the folder, without what builds leave behind.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        Ok(Self { files })
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Every file's path and text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.path.as_str(), file.text.as_str()))
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(|file| file.text.as_str())
    }

    /// Rust files that could be parsed, tests among them.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files
            .iter()
            .filter_map(|file| Some((file.path.as_str(), file.rust.as_ref()?.as_ref().ok()?)))
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File::new((*path).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        let rust = has_extension(&path, "rs").then(|| Source::parse(&text));
        Self { path, text, rust }
    }
}

/// Whether the file name ends in `.extension`.
pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

fn read_folder(folder: &Path, path: &str, files: &mut Vec<File>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let below = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}/{name}")
        };
        let kind = entry.file_type()?;
        if kind.is_dir() && !is_left_behind(&below, &name) {
            read_folder(&entry.path(), &below, files)?;
        } else if kind.is_file() && name != ".git" && entry.metadata()?.len() <= LARGEST {
            let text = String::from_utf8(fs::read(entry.path())?);
            files.extend(text.ok().map(|text| File::new(below, text)));
        }
    }
    Ok(())
}

fn is_left_behind(path: &str, name: &str) -> bool {
    NOT_OURS.contains(&name) || path == "target" || path.starts_with("target-")
}
