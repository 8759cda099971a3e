//! The trim of an interactive show: one for all its paths. So paths that begin in the same way have
//! the same samples, and a decision during playback changes no level.
//!
//! It is the trim of one path, that of a listener who does nothing. Voices have a fixed level before
//! the trim, so the paths of a show differ little.

use crate::mix::Listening;
use crate::mix::loudness::Ending;
use crate::output::meter::Sides;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::progress::Progress;
use cuebook_core::units::Gain;
use cuebook_voice::Voice;

impl Show {
    /// Returns the path whose loudness decides the trim of this path or show; `None` if that has no
    /// choices.
    ///
    /// # Errors
    /// When that path has no end.
    pub(super) fn measured(&self) -> Result<Option<Show>, SessionError> {
        let whole = self.whole();
        let story = whole.book.story.as_ref();
        if story.is_none_or(|story| story.choices.is_empty()) {
            return Ok(None);
        }
        let mut show = whole.clone().choose(None)?.show;
        show.book.target = self.book.target;
        Ok(Some(show))
    }
}

impl Studio {
    /// Returns the trim of all paths of an interactive show, and whether it reaches the target.
    /// Returns `None` for a show that is measured itself.
    pub(super) fn common_trim(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        heard: (Listening, Sides),
        progress: &dyn Progress,
    ) -> Result<Option<(Gain, Ending)>, SessionError> {
        let Some(measured) = show.measured()? else {
            return Ok(None);
        };
        let (own, other) = (&show.book, &measured.book);
        if own.turns == other.turns && own.prose.text == other.prose.text {
            return Ok(None);
        }
        let trim = self.trim_of(&measured, (voice, jobs), heard, progress)?;
        Ok(Some(trim))
    }

    /// Returns the trim of a whole show, and whether it reaches the target.
    pub(super) fn trim_of(
        &self,
        measured: &Show,
        (voice, jobs): (&dyn Voice, usize),
        heard: (Listening, Sides),
        progress: &dyn Progress,
    ) -> Result<(Gain, Ending), SessionError> {
        let staged = self.stage(measured, voice, jobs, progress)?;
        let made = (staged.performance, &staged.timeline);
        let console = self.console(&measured.book, made, heard, None);
        console.trim()
    }
}
