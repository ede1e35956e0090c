//! Sends an asset's file, whole or a part of it, in pieces, so that a film of any length takes little memory.

use std::ops::Range;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt, stream};

use super::super::ranges::{Wanted, wanted};
use crate::{
    app::App,
    assets::{self, Content, Shown, Version},
    error::Error,
};

/// How much is opened at once, in bytes.
const PIECE: u64 = 1 << 20;

/// How a browser is to take a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// As something to show.
    Show,
    /// As something to keep.
    Download,
}

/// The file, or the part of it that the headers ask for. The asset must have been looked up in the caller's scope.
pub async fn serve(
    app: &App,
    shown: &Shown,
    version: Version,
    headers: &HeaderMap,
    take: Take,
) -> Result<Response, Error> {
    let (class, media_type) = shown.version(version);
    let content = assets::content(app, &shown.asset, class).await?;
    let whole = content.length();
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (status, range) = match wanted(asked, whole) {
        Wanted::Whole => (StatusCode::OK, 0..whole),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Wanted::Nothing => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{whole}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range).into_response());
        }
    };
    let length = range.end - range.start;
    let body = body(app, content, range.clone()).await?;
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if status == StatusCode::PARTIAL_CONTENT {
        let text = format!("bytes {}-{}/{whole}", range.start, range.end - 1);
        headers.extend(HeaderValue::from_str(&text).map(|value| (header::CONTENT_RANGE, value)));
    }
    headers.extend(HeaderValue::from_str(media_type).map(|value| (header::CONTENT_TYPE, value)));
    let kind = if take == Take::Download { "attachment" } else { "inline" };
    let disposition = format!("{kind}; filename=\"{}\"", file_name(shown, media_type));
    headers.extend(HeaderValue::from_str(&disposition).map(|value| (header::CONTENT_DISPOSITION, value)));
    Ok(response)
}

/// A drawing, as something to keep: a browser that shows one as a page of its own would let it be one.
pub fn serve_drawing(shown: &Shown, svg: String) -> Response {
    const SVG: &str = "image/svg+xml";
    let disposition = format!("attachment; filename=\"{}\"", file_name(shown, SVG));
    let headers = [
        (header::CONTENT_TYPE, SVG.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, svg).into_response()
}

/// What fits into one piece is opened before the answer begins, so that what cannot be opened is told.
async fn body(app: &App, content: Content, range: Range<u64>) -> Result<Body, Error> {
    let first = range.start..range.end.min(range.start + PIECE);
    let begun = content.read(app, first.clone()).await?;
    if first.end == range.end {
        return Ok(Body::from(begun));
    }
    let rest = rest(app.clone(), content, first.end..range.end);
    let begun = stream::once(async { Ok(begun) });
    Ok(Body::from_stream(begun.chain(rest)))
}

fn rest(app: App, content: Content, range: Range<u64>) -> impl Stream<Item = Result<Bytes, Error>> {
    stream::try_unfold((content, range), move |(content, range)| {
        let app = app.clone();
        async move {
            if range.start >= range.end {
                return Ok(None);
            }
            let next = range.end.min(range.start + PIECE);
            let piece = content.read(&app, range.start..next).await?;
            Ok(Some((piece, (content, next..range.end))))
        }
    })
}

/// A few words of the title, safe in every file system.
fn file_name(shown: &Shown, media_type: &str) -> String {
    let plain: String = shown
        .words()
        .to_lowercase()
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().take(6).collect();
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "video/mp4" => "mp4",
        "text/plain" => "txt",
        "image/svg+xml" => "svg",
        _ => "png",
    };
    if words.is_empty() {
        let what = match &shown.asset {
            asset if asset.is_film() => "film",
            asset if asset.is_text() => "text",
            _ => "picture",
        };
        format!("{what}.{ending}")
    } else {
        format!("{}.{ending}", words.join("-"))
    }
}
