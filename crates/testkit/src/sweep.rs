//! SWEEP: looks for a marker in everything that is left of a person, raw and with every key that still opens.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use sha2::{Digest, Sha256};

/// Where a marker was found, and in which guise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file, or the row.
    pub place: String,
    /// How the marker was written there.
    pub guise: &'static str,
}

/// Every way in which a marker might be written down.
#[must_use]
pub fn guises(marker: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = marker.as_bytes();
    let digest = Sha256::digest(bytes);
    let mut all = vec![
        ("plain", bytes.to_vec()),
        ("lower case", marker.to_lowercase().into_bytes()),
        ("hexadecimal", hex(bytes).into_bytes()),
        ("UTF-16", marker.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("SHA-256", digest.to_vec()),
        ("SHA-256 in hexadecimal", hex(&digest).into_bytes()),
    ];
    for shift in 0..3 {
        all.push(("base64", base64_inside(&STANDARD_NO_PAD, bytes, shift)));
        all.push(("base64url", base64_inside(&URL_SAFE_NO_PAD, bytes, shift)));
    }
    let escaped: Vec<String> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    all.push(("URL-encoded", escaped.concat().into_bytes()));
    all
}

/// Looks through the bytes of every file below the folders.
///
/// # Panics
/// When a folder cannot be read.
#[must_use]
pub fn sweep_raw(folders: &[&Path], marker: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for file in folders.iter().flat_map(|folder| files_below(folder)) {
        let bytes = fs::read(&file).unwrap_or_default();
        found.extend(find_in(&bytes, marker, &file.display().to_string()));
    }
    found
}

/// Looks for a marker in bytes.
#[must_use]
pub fn find_in(bytes: &[u8], marker: &str, place: &str) -> Vec<Found> {
    let present = guises(marker).into_iter().filter(|(_, guise)| contains(bytes, guise));
    present
        .map(|(guise, _)| Found {
            place: place.to_owned(),
            guise,
        })
        .collect()
}

/// Whether some bytes occur in any file below the folder.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn occurs_below(folder: &Path, needle: &[u8]) -> bool {
    files_below(folder)
        .iter()
        .any(|file| contains(&fs::read(file).unwrap_or_default(), needle))
}

/// Every file below a folder; the folder itself may be a file.
///
/// # Panics
/// When a folder cannot be read.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(Result::unwrap)
        .flat_map(|entry| files_below(&entry.path()))
        .collect();
    files.sort();
    files
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// When it cannot be copied.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, &target).unwrap();
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    !needle.is_empty() && memchr::memmem::find(bytes, needle).is_some()
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// The characters that stand for the marker inside a longer base64 text, wherever in it the marker begins.
fn base64_inside(engine: &impl Engine, bytes: &[u8], shift: usize) -> Vec<u8> {
    let mut padded = vec![0; shift];
    padded.extend_from_slice(bytes);
    let text = engine.encode(padded);
    let start = (shift * 8).div_ceil(6);
    let end = (shift + bytes.len()) * 8 / 6;
    text.as_bytes()[start..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guise_is_found_inside_other_bytes() {
        let marker = "marker-7f3a";
        for before in ["", "a", "ab", "abc"] {
            let text = format!("{before}{marker}zz");
            let encoded = STANDARD_NO_PAD.encode(&text);
            assert!(
                !find_in(encoded.as_bytes(), marker, "x").is_empty(),
                "base64 after {before:?}"
            );
        }
        assert!(find_in(b"nothing here", marker, "x").is_empty());
        assert_eq!(find_in(b"..marker-7f3a..", marker, "x")[0].guise, "plain");
    }
}
