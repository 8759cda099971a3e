//! Speech tags and other words beside a speech that show who speaks.
//!
//! A tag names a person whom the text mentions there. `said nothing` is not a tag.

mod leading;
mod sentence;

use std::ops::Range;

use super::page::Page;
use super::people::{Mention, People};
use super::phrase::Pronoun;
use crate::outline::lexicon::{Saying, listed};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Tone;

/// Words beside a speech that show who speaks.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub kind: TagKind,
    pub person: usize,
    pub pronoun: Option<Pronoun>,
    /// Whether the words can refer only to this person.
    pub sure: bool,
    /// Whether the words may be for anybody else too: `said the stranger`.
    pub anybody: bool,
    /// Whether it is a guess all the same, because the description may be for another person.
    pub hedged: bool,
    /// Whether it is a pronoun for the subject of its paragraph.
    pub near: bool,
    /// The words for a comment: `said Anna`.
    pub words: Range<WordId>,
    pub tone: Option<Tone>,
    /// The person spoken to: `she asked Boris`.
    pub to: Option<usize>,
}

/// The kind of words that show the speaker, from weak to strong.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TagKind {
    /// An action before it: `Anna looked up. “No.”`
    BeatBefore,
    /// An action after it: `“No.” Anna looked up.`
    Beat,
    /// `Anna turned to him: “No.”`
    Lead,
    /// Words with a verb of speech.
    Said,
}

/// Finds the tags on a page.
#[derive(Copy, Clone)]
pub(super) struct Tags<'p, 'a> {
    pub page: &'p Page<'a>,
    pub people: &'p People,
}

impl Tags<'_, '_> {
    /// Returns the tag in the narration after a part.
    #[must_use]
    pub(super) fn after(&self, part: usize) -> Option<Tag> {
        let said = &self.page.parts[part];
        let narration = self.page.parts.get(part + 1).filter(|next| !next.speech)?;
        if narration.paragraph != said.paragraph {
            return None;
        }
        let start = narration.words.start;
        let end = self.page.sentence_end(start, narration.words.end);
        // `“Go!” He bowed.` is two sentences, `“Go!” Anna said` is one.
        let pronoun = listed("he she they it we the then", self.page.low(start));
        let attached =
            !self.page.is_capital(start) || self.page.last_mark(said) != Some('.') && !pronoun;
        if let Some(tag) = self.inverted(start, end, attached) {
            return Some(tag);
        }
        if let Some(tag) = self.overheard(start, end) {
            return Some(tag);
        }
        if !attached && self.introduces_next(part) {
            return None;
        }
        let skip = usize::from(listed("then and but so at", self.page.low(start)));
        let subject = self.subject(start, start + skip..end)?;
        self.direct(subject, end, attached)
            .or_else(|| self.of_voice(subject, end))
            .or_else(|| self.beat(subject, end, TagKind::Beat))
    }

    /// Returns whether the words after a part begin with a verb of saying, as a tag does.
    #[must_use]
    pub(super) fn is_of_somebody(&self, part: usize) -> bool {
        let said = &self.page.parts[part];
        let next = self.page.parts.get(part + 1);
        let next = next.filter(|next| !next.speech && next.paragraph == said.paragraph);
        next.is_some_and(|next| {
            let saying = self.saying(next.words.start);
            saying.is_some_and(|saying| saying.strong)
        })
    }

    /// Returns whether the narration after a part leads to the next speech: `“Go.” Tom said,
    /// “No.”`
    fn introduces_next(&self, part: usize) -> bool {
        let narration = &self.page.parts[part + 1];
        let next = self.page.parts.get(part + 2);
        let is_next = next.is_some_and(|next| next.speech && next.paragraph == narration.paragraph);
        let last = narration.words.end - 1;
        let whole = self
            .page
            .sentence_end(narration.words.start, narration.words.end)
            == narration.words.end;
        let said = self.saying(last).is_some();
        is_next && whole && said && self.page.gap(last).trim_start().starts_with([',', ':'])
    }

    /// Reads a tag with the verb first: `said Anna`, `cried out the captain`.
    fn inverted(&self, start: WordId, end: WordId, attached: bool) -> Option<Tag> {
        let saying = self
            .saying(start)
            .filter(|saying| saying.strong || attached)?;
        let mut at = start + 1;
        while at < end
            && (listed("on out back in again up then at last", self.page.low(at))
                || self.page.is_manner(at))
        {
            at += 1;
        }
        let who = self.who(at, end)?;
        Some(self.tag(
            TagKind::Said,
            who,
            start..who.words.end,
            start..end,
            saying.tone,
        ))
    }

    /// Returns the meaning of a verb beside quoted words. `Cut` is one only in `cut
    /// in`.
    fn saying(&self, word: WordId) -> Option<Saying> {
        let helped = word
            .checked_sub(1)
            .is_some_and(|before| listed("would to did", self.page.low(before)));
        let plain = helped && listed("say ask answer cry reply call shout", self.page.low(word));
        let said = Saying {
            strong: true,
            tone: None,
        };
        let saying = self.page.known(word).saying.or(plain.then_some(said))?;
        let parted = listed("cut broke struck put cuts breaks puts", self.page.low(word));
        (!parted || listed("in out", self.page.low(word + 1))).then_some(saying)
    }

    /// Returns the person behind the verb of a tag. Adjectives and relatives may be
    /// before the name: `little Amy`, `the furious Tom`, `Anna's voice`.
    fn who(&self, at: WordId, end: WordId) -> Option<&Mention> {
        const MOST: usize = 5;
        let voice = |who: &Mention| self.page.low(who.words.end) == "voice" && who.words.end < end;
        let fits = |who: &&Mention| who.words.end <= end && (!who.possessive || voice(who));
        if let Some(who) = self.people.at(at).filter(fits) {
            return Some(who);
        }
        for word in (at..end.min(at + MOST)).ids() {
            if let Some(who) = self.people.at(word).filter(fits) {
                return who.pronoun.is_none().then_some(who);
            }
            let low = self.page.low(word);
            let before = listed("the a an his her my our their your that this", low);
            let other = self.page.known(word).function || self.page.known(word).saying.is_some();
            let quantity = listed("nothing none more much something anything good", low);
            let title = self.page.known(word).title.is_some() && self.page.gap(word) == ". ";
            let joined = self.page.is_joined(word) || self.page.gap(word) == ", " || title;
            if !before && (other || quantity) || !joined {
                return None;
            }
        }
        None
    }

    /// Reads a tag with the person first: `Anna said`, `the captain, who had
    /// risen, answered`, `he smiled`.
    fn direct(&self, who: &Mention, end: WordId, attached: bool) -> Option<Tag> {
        let mut at = who.words.end;
        let bracket = at < end && self.page.gap(at - 1).contains(',');
        if bracket {
            at = (at..end)
                .ids()
                .find(|word| self.page.gap(*word).contains(','))?
                + 1;
        }
        let most = (at + 4).min(end);
        let skips = |word: WordId| {
            let low = self.page.low(word);
            self.page.is_manner(word)
                || listed(
                    "had then also only just at last now again simply did first finally merely both all next \
                        once almost rather quite very would used to did",
                    low,
                )
        };
        while at < most && skips(at) && self.page.known(at).saying.is_none() {
            at += 1;
        }
        let saying = self.saying(at).filter(|_| at < end)?;
        let silent = listed("nothing no not little", self.page.low(at + 1)) && at + 1 < end;
        let goes = self.page.low(at) == "went" && self.page.low(at + 1) != "on"
            || self.page.low(at) == "turned"
            || self.page.low(at) == "burst" && self.page.low(at + 1) == "into";
        // After a full stop, `Boris asked her why` is narration, not a tag.
        let apart = !attached
            && at + 1 < end
            && !listed(
                "it this that quietly softly again slowly to",
                self.page.low(at + 1),
            )
            && !self.page.is_manner(at + 1)
            && !self.page.gap(at).contains(['.', ',']);
        if silent || goes || apart || !saying.strong && !attached {
            return None;
        }
        Some(self.tag(
            TagKind::Said,
            who,
            who.words.start..at + 1,
            who.words.start..end,
            saying.tone,
        ))
    }

    /// Reads words without a verb that tell whose voice it was: `“You've seen him.” A man's
    /// voice, unhurried.`
    fn of_voice(&self, who: &Mention, end: WordId) -> Option<Tag> {
        let (start, next) = (who.words.start, who.words.end);
        let voice = next > start && self.page.low(next - 1) == "voice";
        let a = listed("a an another", self.page.low(start));
        let gap = self.page.gap(next - 1);
        let closes =
            gap.contains([',', '.', ';', '—']) || listed("with from on at in", self.page.low(next));
        let verb = (next..end.min(next + 2))
            .ids()
            .any(|word| self.page.known(word).past);
        let fits = voice && a && closes && !verb;
        let tag = || self.tag(TagKind::Said, who, start..next, start..end, None);
        fits.then(|| Tag {
            sure: false,
            ..tag()
        })
    }

    /// Returns the tag of an action beside a speech.
    fn beat(&self, who: &Mention, end: WordId, kind: TagKind) -> Option<Tag> {
        let next = who.words.end;
        // `Fanny could be silent no longer.`
        let longer = (next..end)
            .ids()
            .take(6)
            .any(|word| self.page.low(word) == "longer");
        let silent = !longer
            && (next..end).ids().take(4).any(|word| {
                listed("nothing silent answer reply", self.page.low(word))
                    && self.negated(next, end)
            });
        if next >= end || silent {
            return None;
        }
        let shown = who.words.start..(next + 3).min(end);
        Some(self.tag(kind, who, shown, who.words.start..end, None))
    }

    /// Returns the subject of a sentence: the person at its beginning, or right before
    /// its first verb.
    fn subject(&self, start: WordId, words: Range<WordId>) -> Option<&Mention> {
        if let Some(first) = self.people.at(words.start) {
            return (!first.possessive).then_some(first);
        }
        if let Some(whose) = self.whose(words.clone()) {
            return Some(whose);
        }
        let verb = words.ids().find(|word| self.page.known(*word).past)?;
        let within = self.people.within(start..verb);
        within
            .iter()
            .rev()
            .find(|who| !who.possessive && who.words.end + 2 > verb)
    }

    /// Returns the owner of a part of the body that is the subject: `Anna's hand
    /// shook`.
    fn whose(&self, words: Range<WordId>) -> Option<&Mention> {
        let first = self.people.at(words.start)?;
        let body = "voice eyes hand hands face mouth lips head fingers smile shoulders brow \
            boots feet shoes eyebrows chair knees jaw expression gaze glance shoulder arm arms throat breath";
        (first.possessive && listed(body, self.page.low(first.words.end))).then_some(first)
    }

    fn tag(
        &self,
        kind: TagKind,
        who: &Mention,
        shown: Range<WordId>,
        sentence: Range<WordId>,
        tone: Option<Tone>,
    ) -> Tag {
        Tag {
            kind,
            person: who.person,
            pronoun: who.pronoun,
            sure: who.sure
                && kind == TagKind::Said
                && !self.is_one_of_two(who)
                && !self.is_hedged(&shown, &sentence),
            anybody: who.anybody,
            hedged: who.hedged,
            near: who.near && who.pronoun.is_some(),
            words: shown,
            tone: self.manner(kind, sentence.clone()).or(tone),
            to: self
                .addressee(who, sentence.clone())
                .or_else(|| self.turns_to(kind, who, sentence)),
        }
    }
}
