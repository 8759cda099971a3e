//! Makes cues of the words that mention sounds.

use super::table::NEAR;
use super::{Call, Until};
use crate::outline::anchor::Quotes;
use crate::outline::id::Ids;
use crate::outline::prose::page::Page;
use crate::outline::{Cue, CueKind, Place, Sound};
use cuebook_core::id::WordId;
use cuebook_script::Edge;

/// The largest number of words before the mention that a quote may include.
const BACK: usize = 6;

impl Call<'_> {
    /// Returns the first word of the cue.
    #[must_use]
    pub(crate) fn first(&self) -> WordId {
        match self.is_bed() {
            true => self.words.start,
            false => self.words.end,
        }
    }

    /// Returns the cue, or `None` if no quote names its place.
    #[must_use]
    pub(crate) fn outline(
        &self,
        page: &Page<'_>,
        quotes: &Quotes<'_>,
        ids: &mut Ids,
    ) -> Option<Cue> {
        let Some(recipe) = self.recipe else {
            return Some(Cue {
                id: None,
                sound: None,
                words: Some(self.words.clone()),
                reason: self.lacking(),
            });
        };
        let id = ids.of_words(&self.called.join(" "), recipe.name);
        let sound = match self.is_bed() {
            true => self.bed(page, quotes)?,
            false => self.spot(quotes)?,
        };
        Some(Cue {
            id: Some(id),
            sound: Some(sound),
            words: Some(self.words.clone()),
            reason: self.reason(page),
        })
    }

    /// Returns the words that mention the sound.
    fn mention(&self) -> String {
        let called = self.called.iter().map(|words| format!("“{words}”"));
        called.collect::<Vec<_>>().join(", ")
    }

    /// Returns the comment for a sound that the library lacks.
    fn lacking(&self) -> String {
        let sound = self.sound.trim_start_matches('?');
        let near = NEAR.iter().find(|(lacks, _)| *lacks == sound);
        let near = near.map_or(String::new(), |(_, near)| format!("; near: {near}"));
        format!("{}; not in the library: {sound}{near}", self.mention())
    }

    fn spot(&self, quotes: &Quotes<'_>) -> Option<Sound> {
        let back = self.words.start.saturating_sub(BACK);
        let times = self.told.times.map(|times| ("times", times.to_string()));
        let gain = ("gain", format!("{}dB", self.told.louder - 6));
        Some(Sound {
            kind: CueKind::Spot,
            what: self.sound.to_owned(),
            settings: self.told.settings.clone(),
            at: Place::Words(Edge::After, quotes.until(&self.words, back)?),
            until: None,
            set: times
                .into_iter()
                .chain(self.told.keys.clone())
                .chain([gain])
                .collect(),
        })
    }

    fn bed(&self, page: &Page<'_>, quotes: &Quotes<'_>) -> Option<Sound> {
        // The quote does not continue into the next speech.
        let word = self.words.start;
        let end = page.sentence_end(word, page.end());
        let first = page.sentence_start(word, WordId::FIRST);
        let start = word.min(end.saturating_sub(3).max(first));
        let until = match &self.until {
            Until::Scene => None,
            Until::Words(words) | Until::Guessed(words) => {
                let back = words.start.saturating_sub(BACK).max(word);
                Some(Place::Words(Edge::After, quotes.until(words, back)?))
            }
        };
        let mut set = self.told.keys.clone();
        let at = match self.answered {
            true => {
                let gain = format!("{}dB", self.told.louder - 6);
                set.extend([("gain", gain), ("loop", "false".to_owned())]);
                set.push(("fade", "{ in: 0s, out: 0.1s }".to_owned()));
                let back = word.saturating_sub(BACK);
                Place::Words(Edge::After, quotes.until(&self.words, back)?)
            }
            false => {
                set.push(("gain", format!("{}dB", self.told.louder - 12)));
                set.push(("fade", "{ in: 2s, out: 3s }".to_owned()));
                Place::Words(Edge::Start, quotes.from(&(start..page.end()))?)
            }
        };
        Some(Sound {
            kind: CueKind::Bed,
            what: self.sound.to_owned(),
            settings: self.told.settings.clone(),
            at,
            until,
            set,
        })
    }

    /// Returns the words that mention the sound, how they say it sounds, and the words that end it.
    fn reason(&self, page: &Page<'_>) -> String {
        let mut reasons = vec![self.mention()];
        reasons.extend(self.told.reasons.iter().cloned());
        if self.is_bed() {
            reasons.push(match &self.until {
                Until::Scene => "to the end of the scene".to_owned(),
                Until::Words(words) => format!("“{}” ends it", page.text(words.clone())),
                Until::Guessed(_) => "guess: while the text mentions it".to_owned(),
            });
        }
        reasons.join("; ")
    }
}
