//! Speech tags and other words beside a speech that show who speaks.
//!
//! A tag names a person whom the text mentions there. `said nothing` is not a tag.

use std::ops::Range;

use super::page::Page;
use super::people::{Mention, People};
use super::phrase::Pronoun;
use crate::outline::lexicon::{self, Saying, is_saying_participle, listed};
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
    /// Whether it is a pronoun for the subject of its paragraph.
    pub near: bool,
    /// The words for a comment: `said Anna`.
    pub words: Range<usize>,
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
        let skip = usize::from(listed("then and but so at", self.page.low(start)));
        let subject = self.subject(start, start + skip..end)?;
        self.direct(subject, end, attached)
            .or_else(|| self.beat(subject, end, TagKind::Beat))
    }

    /// Returns the tag in the narration before a part.
    #[must_use]
    pub(super) fn before(&self, part: usize) -> Option<Tag> {
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
            return self.beat(subject, narration.words.end, TagKind::BeatBefore);
        }
        let tag = self.leading(start, narration.words.end);
        // `“No,” he said, and added, “Never.”`: the same person.
        let again = part >= 2
            && start == narration.words.start
            && self.page.parts[part - 2].speech
            && self.page.parts[part - 2].paragraph == narration.paragraph
            && listed("and then but", self.page.low(start));
        let first = || self.after(part - 2).or_else(|| self.before(part - 2));
        tag.or_else(|| again.then(first).flatten())
    }

    /// Reads a tag with the verb first: `said Anna`, `cried out the captain`.
    fn inverted(&self, start: usize, end: usize, attached: bool) -> Option<Tag> {
        let saying = self
            .saying(start)
            .filter(|saying| saying.strong || attached)?;
        let mut at = start + 1;
        while at < end
            && (listed("on out back in again up then at last", self.page.low(at))
                || self.page.low(at).ends_with("ly"))
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
    fn saying(&self, word: usize) -> Option<Saying> {
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
    fn who(&self, at: usize, end: usize) -> Option<&Mention> {
        const MOST: usize = 5;
        let voice = |who: &Mention| self.page.low(who.words.end) == "voice" && who.words.end < end;
        let fits = |who: &&Mention| who.words.end <= end && (!who.possessive || voice(who));
        if let Some(who) = self.people.at(at).filter(fits) {
            return Some(who);
        }
        for word in at..end.min(at + MOST) {
            if let Some(who) = self.people.at(word).filter(fits) {
                return who.pronoun.is_none().then_some(who);
            }
            let low = self.page.low(word);
            let before = listed("the a an his her my our their your that this", low);
            let other = self.page.known(word).function || self.page.known(word).saying.is_some();
            let quantity = listed("nothing none more much something anything good", low);
            if !before && (other || quantity)
                || !self.page.is_joined(word) && self.page.gap(word) != ", "
            {
                return None;
            }
        }
        None
    }

    /// Reads a tag with the person first: `Anna said`, `the captain, who had
    /// risen, answered`, `he smiled`.
    fn direct(&self, who: &Mention, end: usize, attached: bool) -> Option<Tag> {
        let mut at = who.words.end;
        let bracket = at < end && self.page.gap(at - 1).contains(',');
        if bracket {
            at = (at..end).find(|word| self.page.gap(*word).contains(','))? + 1;
        }
        let most = (at + 4).min(end);
        let skips = |word: usize| {
            let low = self.page.low(word);
            low.ends_with("ly")
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
            && !self.page.low(at + 1).ends_with("ly")
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

    /// Returns the tag of an action beside a speech.
    fn beat(&self, who: &Mention, end: usize, kind: TagKind) -> Option<Tag> {
        let next = who.words.end;
        let silent = (next..end).take(4).any(|word| {
            listed("nothing silent answer reply", self.page.low(word)) && self.negated(next, end)
        });
        if next >= end || silent {
            return None;
        }
        let shown = who.words.start..(next + 3).min(end);
        Some(self.tag(kind, who, shown, who.words.start..end, None))
    }

    fn negated(&self, from: usize, end: usize) -> bool {
        (from..end).take(5).any(|word| {
            listed(
                "nothing not no didn't silent never did",
                self.page.low(word),
            )
        })
    }

    /// Reads a tag before the speech: `Anna said, “…”`, `Then the captain
    /// answered: “…”`, `Anna turned to him: “…”`.
    fn leading(&self, start: usize, end: usize) -> Option<Tag> {
        let verb = (start..end).rev().find(|word| {
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
                && (who.words.end..verb).all(|word| {
                    listed("had then also only at last and", self.page.low(word))
                        || self.page.low(word).ends_with("ly")
                })
        });
        let mut subjects = within.iter().filter(|who| !who.possessive && who.subject);
        let last = subjects.next_back();
        let single = subjects.all(|who| last.is_some_and(|last| last.person == who.person));
        let inverted = self
            .people
            .at(verb + 1)
            .filter(|who| who.words.end <= end && near.is_none() && last.is_none());
        let who = near.or(inverted).or(last)?;
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

    /// Returns the subject of a sentence: the person at its beginning, or right before
    /// its first verb.
    fn subject(&self, start: usize, words: Range<usize>) -> Option<&Mention> {
        if let Some(first) = self.people.at(words.start) {
            return (!first.possessive).then_some(first);
        }
        if let Some(whose) = self.whose(words.clone()) {
            return Some(whose);
        }
        let verb = words.clone().find(|word| self.page.known(*word).past)?;
        let within = self.people.within(start..verb);
        within
            .iter()
            .rev()
            .find(|who| !who.possessive && who.words.end + 2 > verb)
    }

    /// Returns the owner of a part of the body that is the subject: `Anna's hand
    /// shook`.
    fn whose(&self, words: Range<usize>) -> Option<&Mention> {
        let first = self.people.at(words.start)?;
        let body = "voice eyes hand hands face mouth lips head fingers smile shoulders brow";
        (first.possessive && listed(body, self.page.low(first.words.end))).then_some(first)
    }

    fn tag(
        &self,
        kind: TagKind,
        who: &Mention,
        shown: Range<usize>,
        sentence: Range<usize>,
        tone: Option<Tone>,
    ) -> Tag {
        Tag {
            kind,
            person: who.person,
            pronoun: who.pronoun,
            sure: who.sure && kind == TagKind::Said,
            anybody: who.anybody,
            near: who.near && who.pronoun.is_some(),
            words: shown,
            tone: self.manner(kind, sentence.clone()).or(tone),
            to: self.addressee(who, sentence),
        }
    }

    /// Returns the tone of adverbs beside the verb.
    fn manner(&self, kind: TagKind, sentence: Range<usize>) -> Option<Tone> {
        let near = sentence.clone().take(14);
        let found = near
            .filter_map(|word| lexicon::adverb_tone(self.page.low(word)))
            .next();
        found.filter(|_| kind == TagKind::Said)
    }

    /// Returns the person spoken to: `asked Boris`, `said to the captain`, `asked
    /// him`.
    fn addressee(&self, who: &Mention, sentence: Range<usize>) -> Option<usize> {
        let verb = sentence.clone().find(|word| {
            self.page
                .known(*word)
                .saying
                .is_some_and(|saying| saying.strong)
        })?;
        let next = verb + 1 + usize::from(self.page.low(verb + 1) == "to");
        let to = self
            .people
            .at(next)
            .filter(|to| to.person != who.person && to.words.end <= sentence.end)?;
        let takes_person = listed(
            "told asked answered reminded warned informed assured",
            self.page.low(verb),
        );
        (next > verb + 1 || takes_person).then_some(to.person)
    }
}
