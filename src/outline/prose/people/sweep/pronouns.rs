//! The persons of pronouns.

use super::{NEAR, Sweep};
use crate::outline::prose::phrase::Pronoun;
use cuebook_core::id::{IdRange, WordId};

/// How much further away a thing is than a person, in words.
const THING: usize = 60;

impl Sweep<'_, '_> {
    /// Returns the people whom `they` or `we` means. It is never certain.
    pub(super) fn several(
        &mut self,
        pronoun: Pronoun,
        word: WordId,
        part: usize,
    ) -> Option<(usize, bool)> {
        let known = match pronoun {
            Pronoun::They => self.pronoun(pronoun, word, self.page.parts[part].paragraph),
            _ => None,
        };
        let who = known.map(|(who, _)| who);
        let tag = self.is_tag(word, part);
        let who = who.or_else(|| tag.then(|| self.people.crowd(word)))?;
        Some((who, false))
    }

    /// Adds the person of a tag whom the text has not mentioned: `“Late,” he said.`
    pub(super) fn stranger(
        &mut self,
        pronoun: Pronoun,
        word: WordId,
        part: usize,
    ) -> Option<(usize, bool)> {
        if !self.is_tag(word, part) {
            return None;
        }
        let who = self.introduce(word);
        self.people.people[who].manly = if pronoun == Pronoun::He { 6 } else { -6 };
        Some((who, false))
    }

    /// Returns whether a pronoun is beside a verb of speech and a speech.
    pub(super) fn is_tag(&self, word: WordId, part: usize) -> bool {
        let part = &self.page.parts[part];
        let says = |word: WordId| {
            self.page
                .known(word)
                .saying
                .is_some_and(|saying| saying.strong)
        };
        let after = (word + 1..part.words.end.min(word + 4)).ids().any(says);
        let before = word > part.words.start && says(word - 1);
        let introduces = self.page.gap(part.words.end - 1).contains(':');
        (after || before) && (introduces || self.page.is_beside_speech(part))
    }

    /// Returns the subject of this paragraph if it agrees, otherwise the last
    /// person mentioned.
    pub(in crate::outline::prose::people) fn pronoun(
        &self,
        pronoun: Pronoun,
        word: WordId,
        paragraph: usize,
    ) -> Option<(usize, bool)> {
        let people = &self.people.people;
        if let Some((subject, of)) = self.subject
            && of == paragraph
            && !self.hailed.contains(&subject)
            && people[subject].agrees(pronoun) == Some(true)
        {
            return Some((subject, self.is_only(pronoun, word, subject)));
        }
        // The subject of this paragraph is nearer than anyone before it.
        if let Some((subject, of)) = self.subject
            && of == paragraph
            && !self.hailed.contains(&subject)
            && people[subject].agrees(pronoun).is_none()
            && !people[subject].crowd
        {
            return Some((subject, false));
        }
        let known = |who: usize| people[who].agrees(pronoun) == Some(true);
        let near = |who: &usize| self.last[*who].is_some_and(|last| word - last < NEAR);
        let opening = self.opening(word);
        let best = (0..people.len())
            .filter(near)
            .filter(|who| !self.hailed.contains(who))
            .filter(|who| people[*who].agrees(pronoun) != Some(false))
            .filter(|who| people[*who].present && !people[*who].dumb)
            // `My father told him no.` The next `he` is not the father.
            .filter(|who| {
                self.told
                    .is_none_or(|(told, of)| told != *who || of + 1 != paragraph)
            })
            .max_by_key(|who| {
                let last = self.last[*who].unwrap_or_default();
                let acted = self.acted.get(*who).copied().unwrap_or_default();
                // The people of this paragraph, and those who act, come first.
                let here = last >= opening && last < word;
                let last = if here { last + 60 } else { last };
                let known = 25 * usize::from(known(*who));
                // `The alarm woke Ada before the ship did. She got up.`
                let thing = THING * usize::from(people[*who].is_thing());
                (
                    (last.max(acted + 60) + known).saturating_sub(thing),
                    usize::MAX - who,
                )
            })?;
        Some((best, known(best) && self.is_only(pronoun, word, best)))
    }

    /// Returns the first word of a word's paragraph.
    pub(in crate::outline::prose::people) fn opening(&self, word: WordId) -> WordId {
        let parts = &self.page.parts;
        let part = parts.partition_point(|part| part.words.end <= word);
        let Some(paragraph) = parts.get(part).map(|part| part.paragraph) else {
            return word;
        };
        parts[self.page.paragraph(paragraph).start].words.start
    }

    /// Returns whether a pronoun can mean only this person, who has a name.
    pub(super) fn is_only(&self, pronoun: Pronoun, word: WordId, who: usize) -> bool {
        let person = &self.people.people[who];
        (person.is_named() || person.teller) && self.rivals(pronoun, word, who) == 0
    }

    /// Returns the number of other people to whom a pronoun may refer.
    pub(super) fn rivals(&self, pronoun: Pronoun, word: WordId, than: usize) -> usize {
        let people = &self.people.people;
        let may = |who: &usize| *who != than && people[*who].agrees(pronoun) != Some(false);
        let near = |who: &usize| self.last[*who].is_some_and(|last| word - last < 4 * NEAR);
        (0..people.len()).filter(may).filter(near).count()
    }
}
