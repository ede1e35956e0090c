//! Writes what was made.

use std::{io::Write, path::PathBuf};

use engines::Output;

use super::GenerateError;
use crate::commands::GenerateFlags;

/// Writes each into a file of its own, or to standard output. They came of the order with this number, of so many.
pub(super) fn write(
    flags: &GenerateFlags,
    outputs: &[Output],
    (number, many): (usize, usize),
) -> Result<(), GenerateError> {
    for (index, output) in outputs.iter().enumerate() {
        let place = number * outputs.len() + index;
        let file = file_name(flags, place, many * outputs.len(), &output.media_type);
        let written = match &file {
            Some(file) => std::fs::write(file, &output.bytes),
            None => std::io::stdout().write_all(&output.bytes),
        };
        let name = file.map_or_else(|| "standard output".to_owned(), |file| file.display().to_string());
        written.map_err(|error| GenerateError::Unwritable { file: name, error })?;
    }
    Ok(())
}

/// `None` is standard output: for `-o -`, and for text without a file.
fn file_name(flags: &GenerateFlags, index: usize, of: usize, media_type: &str) -> Option<PathBuf> {
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "text/plain" => "txt",
        "video/mp4" => "mp4",
        "image/svg+xml" => "svg",
        _ => "png",
    };
    let wanted = match &flags.output {
        Some(file) if file.as_os_str() == "-" => return None,
        None if media_type == "text/plain" => return None,
        Some(file) => file.clone(),
        None => PathBuf::from(format!("{}.{ending}", slug(&flags.words))),
    };
    if of == 1 {
        return Some(wanted);
    }
    let stem = wanted
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    Some(wanted.with_file_name(format!("{stem}-{}.{ending}", index + 1)))
}

/// A few words as a file name.
fn slug(words: &str) -> String {
    let plain: String = words
        .to_lowercase()
        .chars()
        .map(|character| if character.is_alphanumeric() { character } else { '-' })
        .collect();
    let short: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).take(6).collect();
    if short.is_empty() {
        "untitled".to_owned()
    } else {
        short.join("-")
    }
}
