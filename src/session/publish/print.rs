//! Fingerprints of what a file is made of.

use std::fmt::{self, Debug, Write};
use std::path::Path;

use crate::output::tags::Tags;
use crate::session::files::folder;

/// Takes text into a hash.
struct Hash(blake3::Hasher);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

/// The largest file of a folder whose content is looked at; of a larger one only the size is.
const SMALL: u64 = 1 << 20;

/// Returns the fingerprint of a value, as this version of the program shows it.
pub(in crate::session) fn of(value: &impl Debug) -> String {
    let mut hash = Hash(blake3::Hasher::new());
    // Hashing cannot fail.
    let _ = write!(hash, "{} {value:?}", env!("CARGO_PKG_VERSION"));
    hash.0.finalize().to_hex().to_string()
}

/// Returns the fingerprint of bytes.
pub(in crate::session) fn of_bytes(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Returns the fingerprint of a file's content, or of a folder that was exported; `None` if it
/// cannot be read.
pub(in crate::session) fn of_path(path: &Path) -> Option<String> {
    if path.is_dir() {
        return of_folder(path);
    }
    let mut hash = blake3::Hasher::new();
    let file = std::fs::File::open(path).ok()?;
    hash.update_reader(file).ok()?;
    Some(hash.finalize().to_hex().to_string())
}

/// Returns the fingerprint of the files that were exported into a folder. Others may be beside them.
fn of_folder(path: &Path) -> Option<String> {
    let files = folder::listed(path).into_iter().map(|file| {
        let place = path.join(&file);
        let bytes = std::fs::metadata(&place).ok()?.len();
        let content = (bytes <= SMALL).then(|| of_path(&place));
        Some((file, bytes, content.flatten()))
    });
    let files: Option<Vec<_>> = files.collect();
    files.map(|files| of(&files))
}

/// Returns the fingerprint of the tags of a file, with that of their cover.
pub(in crate::session) fn tags(tags: &Tags, cover: Option<&str>) -> String {
    of(&(&tags.meta, &tags.chapters, &tags.credits, cover))
}
