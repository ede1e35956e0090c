//! Static files inside the program, under addresses that change with their content.

use std::sync::Arc;

use axum::{Router, extract::Path, response::IntoResponse, routing::get};
use http::{StatusCode, header};
use sha2::{Digest, Sha256};

/// One file.
#[derive(Debug, Clone, Copy)]
pub struct StaticFile {
    /// Its name, such as `kit.css`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub text: &'static str,
}

impl StaticFile {
    /// A style sheet.
    #[must_use]
    pub const fn style(name: &'static str, text: &'static str) -> Self {
        Self {
            name,
            media_type: "text/css; charset=utf-8",
            text,
        }
    }

    /// A script.
    #[must_use]
    pub const fn script(name: &'static str, text: &'static str) -> Self {
        Self {
            name,
            media_type: "text/javascript; charset=utf-8",
            text,
        }
    }
}

/// The kit's own files.
pub const KIT_FILES: &[StaticFile] = &[
    StaticFile::style("kit.css", include_str!("static/kit.css")),
    StaticFile::script("kit.js", include_str!("static/kit.js")),
    StaticFile {
        name: "icon.svg",
        media_type: "image/svg+xml",
        text: include_str!("static/icon.svg"),
    },
];

/// Every file, each with the hash of its content. Cheap to clone.
#[derive(Clone)]
pub struct StaticFiles(Arc<Vec<(StaticFile, String)>>);

impl StaticFiles {
    /// The kit's files and those of the slices.
    #[must_use]
    pub fn new(more: &[&[StaticFile]]) -> Self {
        Self(Arc::new(
            KIT_FILES
                .iter()
                .chain(more.iter().copied().flatten())
                .map(|file| (*file, hash(file.text)))
                .collect(),
        ))
    }

    /// A file's address; empty when there is no such file.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        let found = self.0.iter().find(|(file, _)| file.name == name);
        found
            .map(|(file, hash)| format!("/static/{hash}/{}", file.name))
            .unwrap_or_default()
    }

    pub(crate) fn routes(&self) -> Router {
        let files = self.clone();
        Router::new().route(
            "/static/{hash}/{name}",
            get(move |Path((hash, name)): Path<(String, String)>| async move { files.serve(&hash, &name) }),
        )
    }

    fn serve(&self, hash: &str, name: &str) -> axum::response::Response {
        let Some((file, _)) = self.0.iter().find(|(file, known)| file.name == name && known == hash) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let forever = "public, max-age=31536000, immutable";
        (
            [
                (header::CONTENT_TYPE, file.media_type),
                (header::CACHE_CONTROL, forever),
            ],
            file.text,
        )
            .into_response()
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digits: Vec<String> = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
