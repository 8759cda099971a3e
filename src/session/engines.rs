//! What a show sends to the speech engines of the configuration, known before it is sent.

use crate::perform::Performance;
use crate::session::{SessionError, Show, Studio};
use cuebook_remote::{Cost, Engine, Failure, Kind, costs};

impl Studio {
    /// Returns what each engine has to speak for a show: the takes that are not in the cache.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub(crate) fn costs(&self, show: &Show) -> Result<Vec<Cost<'_>>, SessionError> {
        let roster = &self.config.roster;
        let mut roles = show.book.roles.iter();
        if !roles.any(|role| roster.speaker(&role.voice).is_some()) {
            return Ok(Vec::new());
        }
        let missing = Performance::missing_speech(&show.book, &self.neural(), &self.cache()?);
        let missing = missing.map_err(|source| self.cache_failed(source))?;
        Ok(costs(roster, missing.iter()))
    }

    /// Checks that engines can be asked for what they have to speak.
    ///
    /// # Errors
    /// When it is more than the limit of one, or one needs HTTPS and the build does not have it.
    pub(crate) fn allow(&self, costs: &[Cost<'_>]) -> Result<(), SessionError> {
        for cost in costs {
            if let Kind::Http { address, .. } = &cost.engine.kind
                && address.lacks_https()
            {
                return Err(SessionError::NoHttps(address.text().to_owned()));
            }
            if let Some(limit) = cost.engine.limit.filter(|limit| cost.characters > *limit) {
                return Err(SessionError::OverLimit {
                    engine: cost.engine.name.clone(),
                    characters: cost.characters,
                    limit,
                });
            }
        }
        Ok(())
    }

    /// Asks each engine whether it is there. Returns what it says, or why it does not answer.
    pub(crate) fn greet_engines(&self) -> Vec<(Engine, Result<String, Failure>)> {
        let company = self.neural();
        let greeted = company.greet();
        greeted
            .map(|(engine, said)| (engine.clone(), said))
            .collect()
    }
}
