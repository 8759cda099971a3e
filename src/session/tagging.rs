//! The tags of a show: its metadata, its chapters, its cover and its credits.

use std::ops::Range;

use crate::output::encode::Container;
use crate::output::tags::{Picture, Tags};
use crate::session::credits::{Credits, Owed, Part};
use crate::session::{SessionError, Show, Studio, chapters};
use crate::timeline::Timeline;
use crate::timeline::chapters::within;
use crate::world::World;
use cuebook_core::units::Frames;

impl Studio {
    /// Returns the tags of a show, or of a part of it.
    ///
    /// # Errors
    /// When the cover can no longer be read.
    pub(crate) fn tags(
        &self,
        show: &Show,
        timeline: &Timeline,
        part: Option<&Range<Frames>>,
    ) -> Result<Tags, SessionError> {
        let meta = show.book.meta.clone();
        let cover = meta.cover.as_ref().map(|cover| {
            let bytes = self.world(&show.path).read(&cover.path);
            bytes.map(|bytes| Picture {
                kind: cover.kind,
                width: cover.width,
                height: cover.height,
                bytes,
            })
        });
        let whole = Frames::ZERO..timeline.frames;
        Ok(Tags {
            piece: None,
            chapters: within(&chapters(show, timeline), part.unwrap_or(&whole)),
            cover: cover.transpose().map_err(SessionError::Cover)?,
            credits: credits(&Credits::of(show)),
            loudness: None,
            meta,
        })
    }
}

impl Show {
    /// Returns whether a file of this show gets tags. A WAV file has its samples only, unless the
    /// script has `meta` or `chapters`.
    pub(crate) fn is_tagged(&self, container: Container) -> bool {
        !container.is_wav() || self.book.meta.is_written
    }
}

/// Returns the credits as text for a comment.
fn credits(credits: &Credits) -> String {
    let mut lines: Vec<String> = credits.files.iter().filter_map(file).collect();
    lines.extend(voices(&credits.pack));
    lines.join("\n")
}

/// Returns the credit of a file, if it has one.
fn file(file: &Owed) -> Option<String> {
    let parts = [&file.credit, &file.licence].into_iter().flatten();
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", file.file, parts.join(", ")))
}

fn voices(pack: &[Part]) -> Option<String> {
    let parts = pack
        .iter()
        .map(|part| format!("{} ({})", part.author, part.licence));
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("Voices: {}", parts.join("; ")))
}
