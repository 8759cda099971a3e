//! When everything will be heard, as far as that is known before it is made.

use crate::perform::ahead;
use crate::session::{SessionError, Show, Studio};
use crate::timeline::{PerformanceLengths, Timeline};

/// A show laid out with what the cache has of it; the rest by what it may turn out to be.
#[derive(Clone, Debug)]
pub struct Expected {
    pub timeline: Timeline,
    /// Whether all of it is there, so that its times are those that will be heard.
    pub is_exact: bool,
}

impl Studio {
    /// Lays a show out without speaking or making anything.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn expect(&self, show: &Show) -> Result<Expected, SessionError> {
        let expected = ahead::expected(&show.book, &self.neural(), &self.cache()?);
        let performance = expected.map_err(|source| self.cache_failed(source))?;
        let lengths = PerformanceLengths::of(&performance);
        Ok(Expected {
            timeline: Timeline::place(&show.book, &lengths),
            is_exact: performance.audio.iter().all(|heard| heard.is_made),
        })
    }
}
