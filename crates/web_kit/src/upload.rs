//! A file that a page's form sends: one part of the body, bounded, and nothing of the others kept.

use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};

use crate::Problem;

/// The largest file.
pub const MOST_FILE_BYTES: usize = 32_000_000;
/// A body that is too large is read to its end up to here, so that the browser hears why it was refused and not only that
/// the connection broke.
const MOST_BODY_BYTES: usize = 4 * MOST_FILE_BYTES;
/// The part that holds the file.
const PART: &str = "file";

/// The bytes of the part `file` of a form (RFC 7578). Its name and its declared type are not even looked at, and parts of
/// other names are dropped unread.
#[derive(Debug, Clone, Default)]
pub struct UploadedFile(pub Vec<u8>);

impl UploadedFile {
    /// What lets a route take so large a body.
    pub fn body_limit() -> DefaultBodyLimit {
        DefaultBodyLimit::max(MOST_BODY_BYTES)
    }
}

impl<S: Send + Sync> FromRequest<S> for UploadedFile {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|_| Problem::WrongType)?;
        let mut file = None;
        while let Some(part) = form.next_field().await.map_err(|error| refused(&error))? {
            if file.is_none() && part.name() == Some(PART) {
                file = Some(read(part, MOST_FILE_BYTES).await?);
            }
        }
        // The other parts are over by now, so that the browser listens.
        Ok(Self(file.unwrap_or_else(|| Ok(Vec::new()))?))
    }
}

const TOO_LARGE: Problem = Problem::TooLarge { limit: MOST_FILE_BYTES };

/// What a part holds, or why it is refused: it is read to its end all the same.
pub(crate) async fn read(mut part: Field<'_>, most: usize) -> Result<Result<Vec<u8>, Problem>, Problem> {
    let (mut bytes, mut is_too_large) = (Vec::new(), false);
    while let Some(piece) = part.chunk().await.map_err(|error| refused(&error))? {
        is_too_large |= bytes.len() + piece.len() > most;
        if !is_too_large {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(if is_too_large {
        Err(Problem::TooLarge { limit: most })
    } else {
        Ok(bytes)
    })
}

/// What is told of a form that cannot be read.
pub(crate) fn refused(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        TOO_LARGE
    } else {
        Problem::WrongType
    }
}
