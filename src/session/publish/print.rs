//! Fingerprints of what a file is made of.

use std::fmt::{self, Debug, Write};
use std::path::Path;

use crate::output::tags::Tags;

/// Takes text into a hash.
struct Hash(blake3::Hasher);

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

/// Returns the fingerprint of a value, as this version of the program shows it.
pub(super) fn of(value: &impl Debug) -> String {
    let mut hash = Hash(blake3::Hasher::new());
    // Hashing cannot fail.
    let _ = write!(hash, "{} {value:?}", env!("CARGO_PKG_VERSION"));
    hash.0.finalize().to_hex().to_string()
}

/// Returns the fingerprint of bytes.
pub(super) fn of_bytes(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Returns the fingerprint of a file's content; `None` if it cannot be read.
pub(super) fn of_file(path: &Path) -> Option<String> {
    let mut hash = blake3::Hasher::new();
    let file = std::fs::File::open(path).ok()?;
    hash.update_reader(file).ok()?;
    Some(hash.finalize().to_hex().to_string())
}

/// Returns the fingerprint of the facts about a show in its file.
pub(super) fn tags(tags: &Tags) -> String {
    let cover = tags.cover.as_ref().map(|cover| of_bytes(&cover.bytes));
    of(&(&tags.meta, &tags.chapters, &tags.credits, cover))
}
