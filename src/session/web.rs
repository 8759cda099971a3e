//! Exports a show as a page that plays it: a folder with the manifest, the sounds and the page.
//!
//! The samples before a turn are the same on all paths that begin in the same way. So each part
//! between two turns is laid out once, on one path that leads to it, and its sounds are made once
//! however many parts have them. A part with many conditions is laid out for each of them. Beds and
//! music go on over the turns as separate layers: what each does in a part is there once.

mod encode;
mod events;
mod files;
mod layers;
mod layout;
mod met;
mod parts;
mod route;
mod sounds;
mod text;
mod variants;

use std::path::PathBuf;

use crate::exchange::web::graph;
use crate::exchange::web::manifest::{self, Line, Manifest, Part};
use crate::mix::{Listening, compose, level};
use crate::output::meter::Sides;
use crate::session::files::Overwrite;
use crate::session::{SessionError, Show, Studio};
use crate::timeline::turns;
use cuebook_core::progress::Progress;
use cuebook_core::units::{Frames, Gain, RATE};
use cuebook_voice::Voice;

use parts::Parts;
use route::Routes;
pub(crate) use sounds::Coding;
use sounds::{Encoded, Made};

/// The options of a page.
#[derive(Clone, Debug)]
pub(crate) struct WebOptions {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// How the sounds are encoded.
    pub(crate) coding: Coding,
    /// The most parts that are laid out.
    pub(crate) limit: usize,
    /// Whether a page in the folder may be replaced.
    pub(crate) overwrite: Overwrite,
}

/// What was exported.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct WebReport {
    /// The number of parts between decisions.
    pub(crate) parts: usize,
    /// The number of sounds.
    pub(crate) sounds: usize,
    /// The bytes of the sounds.
    pub(crate) audio: u64,
    /// The bytes of the script of the page.
    pub(crate) script: u64,
    /// The number of takes that were not in the cache.
    pub(crate) spoken: usize,
}

/// The length of the fade at the end of a show.
const CLOSE: Frames = Frames(2_400);

impl Studio {
    /// Writes the page of a show.
    ///
    /// # Errors
    /// When the show cannot be performed, there are too many parts, or the folder cannot be
    /// written.
    pub(crate) fn web(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        options: &WebOptions,
        progress: &dyn Progress,
    ) -> Result<WebReport, SessionError> {
        files::check(show, &options.folder, options.overwrite)?;
        let mut parts = Parts::new((self, show), (voice, jobs), progress, options.limit);
        let mut routes = Routes::new(show);
        while let Some(route) = routes.next() {
            let running = parts.running(&route)?;
            routes.follow(&route, running);
        }
        let (lines, parts, sounds, spoken) = parts.finish();
        let number = parts.iter().filter(|part| part.key.ends_with('|')).count();
        let gain = self.gain(show, (voice, jobs), progress)?;
        let made = sounds.make((options.coding, &self.cache()?), progress)?;
        let manifest = manifest(show, gain, (lines, parts), &made);
        let written = (&made, options.coding);
        let (audio, script) = files::write(&options.folder, &manifest, written)?;
        Ok(WebReport {
            parts: number,
            sounds: made.sounds.len(),
            audio,
            script,
            spoken,
        })
    }

    /// Returns the gain that brings all paths of the show to its target.
    fn gain(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Gain, SessionError> {
        let heard = (Listening::Loudspeakers, Sides::Both);
        if let Some((gain, _)) = self.common_trim(show, (voice, jobs), heard, progress)? {
            return Ok(gain);
        }
        let own = show.clone().choose(None)?.show;
        Ok(self.trim_of(&own, (voice, jobs), heard, progress)?.0)
    }
}

/// Returns the manifest of a show whose parts are laid out.
fn manifest(
    show: &Show,
    gain: Gain,
    (lines, parts): (Vec<Line>, Vec<Part>),
    made: &Encoded,
) -> Manifest {
    let script = &show.script;
    let name = |text: &Option<cuebook_core::diagnostic::Spanned<String>>| {
        text.as_ref().map(|text| text.value.clone())
    };
    Manifest {
        format: manifest::FORMAT,
        title: show.book.title.clone(),
        author: name(&script.author),
        language: name(&script.language).unwrap_or_else(|| "en".to_owned()),
        rate: RATE,
        step: turns::grid(Frames(1)).0,
        master: manifest::Master {
            gain: gain.0,
            ceiling: show.book.target.peak.0,
            close: CLOSE.0,
        },
        levels: manifest::Levels {
            speech: compose::SPEECH.0,
            half: level::HALF.0,
            farthest: level::FARTHEST,
            most: compose::MOST,
        },
        story: match &show.book.story {
            Some(story) => graph::of(&show.book, story),
            None => graph::line(&show.book),
        },
        roles: show
            .book
            .roles
            .iter()
            .map(|role| role.name.clone())
            .collect(),
        sounds: made.sounds.iter().map(Made::manifest).collect(),
        rooms: made.rooms.iter().map(sounds::room).collect(),
        lines,
        parts,
    }
}
