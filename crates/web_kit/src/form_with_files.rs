//! A page's form with files: every field and every file of it, bounded.

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
};

use crate::{
    FormFields, MOST_FILE_BYTES, Problem,
    upload::{read, refused},
};

/// The most parts.
const MOST_PARTS: usize = 64;
/// The longest field that is no file.
const MOST_FIELD_BYTES: usize = 64 * 1024;

/// The parts of a form (RFC 7578): fields, and files by the names of their fields; a form that was sent without any file may
/// come as plain fields. Files' own names and declared types are not even looked at.
#[derive(Debug, Clone, Default)]
pub struct FormWithFiles {
    /// What is no file.
    pub fields: FormFields,
    files: Vec<(String, Vec<u8>)>,
}

impl FormWithFiles {
    /// Takes out a file; nothing where none was chosen.
    pub fn take_file(&mut self, name: &str) -> Option<Vec<u8>> {
        let at = self
            .files
            .iter()
            .position(|(field, file)| field == name && !file.is_empty())?;
        Some(self.files.swap_remove(at).1)
    }
}

impl<S: Send + Sync> FromRequest<S> for FormWithFiles {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_multipart(&request) {
            let fields = FormFields::from_request(request, state).await?;
            return Ok(Self {
                fields,
                files: Vec::new(),
            });
        }
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|_| Problem::WrongType)?;
        let (mut fields, mut files, mut left) = (Vec::new(), Vec::new(), MOST_FILE_BYTES);
        for _ in 0..MOST_PARTS {
            let Some(part) = form.next_field().await.map_err(|error| refused(&error))? else {
                break;
            };
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_some() {
                let file = read(part, left).await??;
                left -= file.len();
                files.push((name, file));
            } else {
                let text = read(part, MOST_FIELD_BYTES).await??;
                fields.push((name, String::from_utf8_lossy(&text).into_owned()));
            }
        }
        Ok(Self {
            fields: FormFields::of(fields),
            files,
        })
    }
}

fn is_multipart(request: &Request) -> bool {
    let media_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.starts_with("multipart/form-data"))
}
