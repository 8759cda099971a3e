//! How captions name a sound.

use super::Recipe;
use super::formula::{Anything, Formula};
use super::read::Text;
use super::settings::Settings;
use cuebook_dsp::random::Random;
use cuebook_yaml::mapping::{Required, mapping};

mapping! {
    /// The words of captions for a sound.
    pub struct Caption: "caption", "a caption", "{ once: dog barks }" {} keys {
        /// These words are used only where this is above zero.
        when: Formula<Anything>,
        /// A spot that sounds once, or several times.
        once: Required<Text>,
        /// A spot that sounds several times; default `once`.
        often: Text,
        /// A bed, or music; default `often`.
        lasting: Text,
        /// The end of a bed; default `lasting` and the word stops.
        over: Text,
    }
}

/// The words of captions for a sound with its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// A spot that sounds once.
    pub once: String,
    /// A spot that sounds several times.
    pub often: String,
    /// A bed, or music.
    pub lasting: String,
    /// The end of a bed.
    pub over: String,
}

impl Recipe {
    /// Returns the words of captions for this sound with some settings: the first item of
    /// `captions` whose condition holds. `None` if there is none.
    #[must_use]
    pub fn caption(&self, set: &[(String, String)]) -> Option<Words> {
        let settings = Settings::read(self, set).unwrap_or_else(|_| self.defaults());
        let found = self
            .captions
            .iter()
            .find(|caption| caption.holds(&settings))?;
        let often = found.often.as_ref().unwrap_or(&found.once);
        let lasting = found.lasting.as_ref().unwrap_or(often);
        let stops = || format!("{lasting} stops");
        Some(Words {
            once: found.once.clone(),
            often: often.clone(),
            lasting: lasting.clone(),
            over: found.over.clone().unwrap_or_else(stops),
        })
    }
}

impl Caption {
    fn holds(&self, settings: &Settings) -> bool {
        let Some(when) = &self.when else {
            return true;
        };
        // A condition of a caption has no random values, so any stream will do.
        let value = when.value(settings, &mut Random::new(0));
        value.is_ok_and(|value| value > 0.0)
    }
}
