//! All promises, as they were when the program was built.

use std::sync::LazyLock;

use include_dir::{Dir, File, include_dir};

use super::promise::{Promise, PromiseError, PromiseId};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../promises");
static PROMISES: LazyLock<Result<Vec<Promise>, PromiseError>> = LazyLock::new(|| FILES.files().map(read).collect());

/// All promises by their id. One bad file spoils the whole: a registry with gaps would look like a smaller policy.
///
/// # Errors
/// The first file that is not a promise, or claims more than it shows.
pub fn promises() -> Result<&'static [Promise], &'static PromiseError> {
    PROMISES.as_deref()
}

fn read(file: &File<'_>) -> Result<Promise, PromiseError> {
    let text = file
        .contents_utf8()
        .ok_or_else(|| PromiseError::Unreadable("not text".to_owned()))?;
    let promise = Promise::parse(text)?;
    let named = file
        .path()
        .file_stem()
        .and_then(|stem| PromiseId::parse(stem.to_str()?));
    if named.as_ref() == Some(&promise.id) {
        Ok(promise)
    } else {
        Err(PromiseError::Misplaced(promise.id))
    }
}
