//! What a sound file says of its show.

use std::ops::Range;
use std::sync::Arc;

use super::credits::Credits;
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
    pub(super) fn tags(
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

/// Returns whom a show owes its sounds and voices, as one text.
fn owed(credits: &Credits) -> String {
    let files = credits.files.iter().filter_map(|file| {
        let credit = file.credit.clone()?;
        Some((credit, file.licence.clone()))
    });
    let pack = credits.pack.iter();
    let pack = pack.map(|part| (part.author.clone(), Some(part.licence.clone())));
    let mut all: Vec<String> = files
        .chain(pack)
        .map(|(who, licence)| match licence {
            Some(licence) => format!("{who} ({licence})"),
            None => who,
        })
        .collect();
    all.dedup();
    all.join("; ")
}
