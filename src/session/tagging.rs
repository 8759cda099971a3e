//! The tags of a show: its metadata, its chapters, its cover and its credits.

use std::ops::Range;

use crate::output::encode::Container;
use crate::output::tags::{Picture, Tags};
use crate::perform::Performance;
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
        (performance, timeline): (&Performance, &Timeline),
        part: Option<&Range<Frames>>,
    ) -> Result<Tags, SessionError> {
        let whole = Frames::ZERO..timeline.frames;
        Ok(Tags {
            piece: None,
            chapters: within(&chapters(show, timeline), part.unwrap_or(&whole)),
            cover: self.cover(show)?,
            credits: credits(&self.credits_heard(show, performance)),
            loudness: None,
            meta: show.book.meta.clone(),
        })
    }

    /// Returns the cover of a show, if it has one.
    ///
    /// # Errors
    /// When it can no longer be read.
    pub(crate) fn cover(&self, show: &Show) -> Result<Option<Picture>, SessionError> {
        let Some(cover) = &show.book.meta.cover else {
            return Ok(None);
        };
        let beside = show
            .member
            .as_ref()
            .and_then(|member| member.cover.as_deref());
        let bytes = self.world(beside.unwrap_or(&show.path)).read(&cover.path);
        Ok(Some(Picture {
            kind: cover.kind,
            width: cover.width,
            height: cover.height,
            bytes: bytes.map_err(SessionError::Cover)?,
        }))
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
