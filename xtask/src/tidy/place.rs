//! Where a file stands, told from its path.

/// The crate that a source file belongs to; nothing for its tests and benches.
pub(super) fn room(path: &str) -> Option<&str> {
    let (room, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    (rest.starts_with("src/") && !is_test(path)).then_some(room)
}

/// The slice of `product` and the file name of a file in it.
pub(super) fn slice(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("crates/product/src/")?.split_once('/')
}

/// Whether a Rust file holds tests or benchmarks only.
pub(super) fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs")
        || path.contains("/tests/")
        || path.contains("/benches/")
        || path.starts_with("benches/")
}

/// The column of a slice that a file belongs to. A column that has outgrown its file has a folder beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Door,
    Data,
    Queries,
    Api,
    Pages,
    Job,
    /// A noun or a verb: only what is in it tells which.
    Free,
}

impl Column {
    pub(super) fn of(file: &str) -> Self {
        match file.split('/').next().unwrap_or(file) {
            "mod.rs" => Self::Door,
            "data.rs" => Self::Data,
            "queries.rs" | "queries" => Self::Queries,
            "api.rs" | "api" => Self::Api,
            "pages.rs" | "pages" => Self::Pages,
            file if file.ends_with("_job.rs") => Self::Job,
            _ => Self::Free,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_paths() {
        assert_eq!(room("crates/store/src/value.rs"), Some("store"));
        assert_eq!(room("crates/store/tests/scope.rs"), None);
        assert_eq!(room("xtask/src/main.rs"), None);
        assert_eq!(
            slice("crates/product/src/library/asset.rs"),
            Some(("library", "asset.rs"))
        );
        assert_eq!(slice("crates/product/src/lib.rs"), None);
        assert_eq!(Column::of("render_job.rs"), Column::Job);
        assert_eq!(Column::of("pages/promise.rs"), Column::Pages);
        assert_eq!(Column::of("submit.rs"), Column::Free);
    }
}
