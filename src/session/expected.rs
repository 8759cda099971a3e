//! Estimates the timeline of a show before all its audio exists.

use crate::perform::{Performance, ahead};
use crate::session::{SessionError, Show, Studio};
use crate::timeline::{PerformanceLengths, Timeline};
use cuebook_voice::Voice;

/// A show laid out with the cached audio, and with estimated lengths for the rest.
#[derive(Clone, Debug)]
pub struct Expected {
    pub timeline: Timeline,
    /// The audio that is cached, and estimates for the rest.
    pub(crate) performance: Performance,
    /// Whether all audio is cached, so that the times are final.
    pub is_exact: bool,
}

impl Studio {
    /// Lays a show out without speaking or making anything.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn expect(&self, show: &Show) -> Result<Expected, SessionError> {
        self.expect_with(show, &self.neural())
    }

    /// Lays a show out for a voice without speaking or making anything.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn expect_with(
        &self,
        show: &Show,
        voice: &dyn Voice,
    ) -> Result<Expected, SessionError> {
        let expected = ahead::expected(&show.book, voice, &self.cache()?);
        let performance = expected.map_err(|source| self.cache_failed(source))?;
        let lengths = PerformanceLengths::of(&performance);
        Ok(Expected {
            timeline: Timeline::place(&show.book, &lengths),
            is_exact: performance.audio.iter().all(|heard| heard.is_made),
            performance,
        })
    }
}
