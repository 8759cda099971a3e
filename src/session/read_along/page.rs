//! Writes one page of HTML with the sound in it or beside it.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::sound::{self, Coding};
use super::{Making, begin, facts, unwritten};
use crate::exchange::read_along::page::{Page, Sound};
use crate::session::SessionError;
use cuebook_core::units::Bytes;

/// The most bytes of sound in a page. Browsers keep all of them in memory, more than once while
/// they open the page.
const MOST: u64 = 200_000_000;

impl Making<'_> {
    /// Writes the page.
    pub(super) fn page(
        &self,
        output: &Path,
        coding: Coding,
        is_beside: bool,
    ) -> Result<Vec<PathBuf>, SessionError> {
        let expected = coding.size(self.timeline.frames);
        if !is_beside && expected > MOST {
            return Err(SessionError::LargePage {
                output: output.to_owned(),
                size: Bytes(expected),
                limit: Bytes(MOST),
            });
        }
        let ends = [self.timeline.frames];
        let sounds = sound::encoded((self.console, self.part), coding, &ends, self.progress)?;
        let mut sound = sounds.into_iter().next();
        let beside = is_beside.then(|| output.with_extension(coding.ending()));
        let name = beside.as_ref().and_then(|path| path.file_name());
        let page = Page {
            about: self.about,
            book: &self.show.book,
            timeline: self.timeline,
            text: self.text,
            sound: Sound {
                kind: coding.media(),
                file: name.map(|name| name.to_string_lossy().into_owned()),
            },
            id: facts::identity(self.about, self.show, self.timeline)[..16].to_owned(),
        };
        let mut files = vec![output.to_owned()];
        if let (Some(path), Some(sound)) = (&beside, &mut sound) {
            copy(sound, path)?;
            files.push(path.clone());
        }
        let mut out = BufWriter::new(begin(output)?);
        let embedded = sound.as_mut().filter(|_| beside.is_none());
        page.write(&mut out, embedded.map(|sound| sound as &mut dyn Read))
            .and_then(|()| {
                out.into_inner()
                    .map_err(io::IntoInnerError::into_error)?
                    .keep()
            })
            .map_err(unwritten(output))?;
        Ok(files)
    }
}

/// Writes the sound to a file that appears when it is whole.
fn copy(sound: &mut impl Read, path: &Path) -> Result<(), SessionError> {
    let mut out = begin(path)?;
    io::copy(sound, &mut out)
        .and_then(|_| out.flush())
        .and_then(|()| out.keep())
        .map_err(unwritten(path))
}
