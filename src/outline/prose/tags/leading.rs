//! Tags before a speech: `Anna said, “…”`, `Anna turned to him: “…”`.

use super::{Tag, TagKind, Tags};
use crate::outline::lexicon::{is_saying_participle, listed};
use crate::outline::prose::people::Mention;
use cuebook_core::id::{IdRange, WordId};

impl Tags<'_, '_> {
    /// Returns the tag in the narration before a part.
    #[must_use]
    pub(in crate::outline::prose) fn before(&self, part: usize) -> Option<Tag> {
        let said = &self.page.parts[part];
        let narration = self
            .page
            .parts
            .get(part.checked_sub(1)?)
            .filter(|before| !before.speech)?;
        let last = narration.words.end - 1;
        let gap = self.page.gap(last);
        let mark = gap
            .chars()
            .find(|c| !c.is_whitespace() && !"\"“„«‘'「".contains(*c));
        let same = narration.paragraph == said.paragraph;
        if !(same || mark == Some(':') && narration.paragraph + 1 == said.paragraph) {
            return None;
        }
        let start = self.page.sentence_start(last, narration.words.start);
        let introduces =
            same && matches!(mark, None | Some(',' | '—' | '–' | '-')) || mark == Some(':');
        if !introduces {
            let whole = !(part >= 2
                && self.page.parts[part - 2].paragraph == said.paragraph
                && start == narration.words.start);
            let subject = self
                .subject(start, start..narration.words.end)
                .filter(|_| whole)?;
            let subject = match self.is_described(subject) {
                true => self.beholder(start, narration.words.start, subject),
                false => subject,
            };
            return self.beat(subject, narration.words.end, TagKind::BeatBefore);
        }
        let heard = self.overheard(start, narration.words.end);
        let tag = heard.or_else(|| self.leading(start, narration.words.end));
        // `“No,” he said, and added, “Never.”`: the same person.
        let again = part >= 2
            && start == narration.words.start
            && self.page.parts[part - 2].speech
            && self.page.parts[part - 2].paragraph == narration.paragraph
            && listed("and then but", self.page.low(start));
        let first = || self.after(part - 2).or_else(|| self.before(part - 2));
        tag.or_else(|| again.then(first).flatten())
    }

    /// Returns whether a sentence only says what its subject is like, or was before: `The man had
    /// been a tailor`, `He was a banker`.
    fn is_described(&self, who: &Mention) -> bool {
        let low = |word: WordId| self.page.low(word);
        let verb = who.words.end;
        let is = listed("was is", low(verb)) && listed("a an", low(verb + 1));
        let been = low(verb) == "had" && listed("been once", low(verb + 1));
        // `The smith was a large man, and he rose.`
        let end = self
            .page
            .sentence_end(verb, (verb + 40).min(self.page.end()));
        let acts = self.people.within(verb..end).iter().any(|who| who.subject);
        (is || been)
            && !acts
            && (who.pronoun.is_some() || !self.people.people[who.person].is_named())
    }

    /// Returns who looks at a person that a sentence describes: the one who acts in the sentence
    /// before it, or else the described person.
    fn beholder<'m>(&'m self, start: WordId, from: WordId, seen: &'m Mention) -> &'m Mention {
        let Some(last) = start.checked_sub(1).filter(|last| *last >= from) else {
            return seen;
        };
        let before = self.page.sentence_start(last, from);
        let subject = self.subject(before, before..start);
        subject
            .filter(|who| who.person != seen.person && !self.is_described(who))
            .unwrap_or(seen)
    }

    /// Reads words about a person who is heard: `Tom heard Ruth say`, `he heard the captain's voice
    /// answer`.
    pub(super) fn overheard(&self, start: WordId, end: WordId) -> Option<Tag> {
        const SAID: &str = "say saying answer answering reply cry crying whisper whispering shout shouting call calling \
            murmur mutter muttering ask asking scream exclaim add adding";
        let heard = (start..end.min(start + 8))
            .ids()
            .find(|word| listed("heard hear hears hearing", self.page.low(*word)))?;
        let from = (heard + 1..end.min(heard + 4)).ids();
        let who = from.filter_map(|word| self.people.at(word)).next()?;
        let voice = who.possessive && self.page.low(who.words.end) == "voice";
        let verb = who.words.end + usize::from(voice);
        let fits = (!who.possessive || voice) && verb < end && listed(SAID, self.page.low(verb));
        fits.then(|| self.tag(TagKind::Said, who, heard..verb + 1, start..end, None))
    }

    /// Reads a tag before the speech: `Anna said, “…”`, `Then the captain
    /// answered: “…”`, `Anna turned to him: “…”`.
    fn leading(&self, start: WordId, end: WordId) -> Option<Tag> {
        let verb = (start..end).ids().rev().find(|word| {
            self.saying(*word)
                .is_some_and(|saying| saying.strong || *word + 1 == end)
                || *word + 3 > end && is_saying_participle(self.page.low(*word))
        });
        let Some(verb) = verb else {
            let subject = self.subject(start, start..end)?;
            return self.beat(subject, end, TagKind::Lead);
        };
        let tone = self.page.known(verb).saying.and_then(|saying| saying.tone);
        let within = self.people.within(start..verb);
        let near = within.iter().rev().find(|who| {
            !who.possessive
                && (who.words.end..verb).ids().all(|word| {
                    listed("had then also only at last and", self.page.low(word))
                        || self.page.is_manner(word)
                })
        });
        // `He turned to his son, saying`: the son does not say it.
        let participle =
            is_saying_participle(self.page.low(verb)) && self.page.gap_before(verb).contains(',');
        let near = near.filter(|who| !participle || who.subject);
        let mut subjects = within.iter().filter(|who| !who.possessive && who.subject);
        let last = subjects.next_back();
        let single = subjects.all(|who| last.is_some_and(|last| last.person == who.person));
        let inverted = || self.who(verb + 1, end);
        let who = near.or(last).or_else(inverted)?;
        let shown = if who.words.start < verb {
            let from = if verb - who.words.start < 8 {
                who.words.start
            } else {
                verb
            };
            from..verb + 1
        } else {
            verb..who.words.end
        };
        let tag = self.tag(TagKind::Said, who, shown, start..end, tone);
        // `Ruth clapped her hands, and Kate rose, crying`: which of them?
        let sure = tag.sure && (near.is_some() || single);
        Some(Tag { sure, ..tag })
    }
}
