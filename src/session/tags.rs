//! What a sound file says of its show.

use std::ops::Range;
use std::sync::Arc;

use super::credits::{Credits, Owed};
use super::{SessionError, Show, Studio};
use crate::output::encode::Container;
use crate::output::tags::{Picture, Tags};
use crate::timeline::{Timeline, chapters};
use crate::world::World;
use cuebook_core::units::Frames;

impl Studio {
    /// Returns what the file of a part of a show says of it. A WAV file says something only if the
    /// script has metadata: it has the samples alone otherwise, as programs for sound expect.
    ///
    /// # Errors
    /// When the cover cannot be read any more.
    pub(crate) fn tags(
        &self,
        show: &Show,
        timeline: &Timeline,
        (part, container): (Option<&Range<Frames>>, Container),
    ) -> Result<Option<Arc<Tags>>, SessionError> {
        let meta = &show.book.meta;
        if container.is_wav() && !meta.is_written {
            return Ok(None);
        }
        let all = timeline.chapters(&show.book);
        let cover = meta.cover.as_ref().map(|cover| {
            let bytes = self.world(&show.path).read(&cover.path)?;
            Ok::<Picture, SessionError>(Picture {
                kind: cover.kind,
                width: cover.width,
                height: cover.height,
                bytes,
            })
        });
        Ok(Some(Arc::new(Tags {
            meta: meta.clone(),
            chapters: match part {
                Some(part) => chapters::within(&all, part),
                None => all,
            },
            cover: cover.transpose()?,
            credits: owed(&Credits::of(show)),
            loudness: None,
        })))
    }
}

/// Returns whom a show owes its sounds and voices, as text for a comment.
fn owed(credits: &Credits) -> String {
    let mut lines: Vec<String> = credits.files.iter().filter_map(file).collect();
    let voices = credits.pack.iter();
    let voices = voices.map(|part| format!("{} ({})", part.author, part.licence));
    let voices: Vec<String> = voices.collect();
    if !voices.is_empty() {
        lines.push(format!("Voices: {}", voices.join("; ")));
    }
    lines.join("\n")
}

/// Returns the credit of a file, if it has one.
fn file(file: &Owed) -> Option<String> {
    let parts = [&file.credit, &file.licence].into_iter().flatten();
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", file.file, parts.join(", ")))
}
