//! The narration around a speech: whose voice it was, who acts before it, and how
//! far the turn before is.

use super::turn::Turn;
use crate::outline::lexicon::{Sex, listed};
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::people::People;
use cuebook_core::id::{IdRange, WordId};

/// The gap before a new scene.
const FAR: usize = 9;

/// Returns the person whose voice the narration right before mentions: `The
/// engineer's voice came up.`
pub(super) fn heard(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    if let Some(after) = revealed(page, people, index) {
        return Some(after);
    }
    let before = page.parts.get(index.checked_sub(1)?)?;
    if before.speech || before.paragraph + 1 < page.parts[index].paragraph {
        return None;
    }
    // The words after another speech were about that one.
    let other = index >= 2 && before.paragraph < page.parts[index].paragraph;
    if other && page.parts[index - 2].speech && revealed(page, people, index - 2).is_some() {
        return None;
    }
    let start = page.sentence_start(before.words.end - 1, before.words.start);
    let mut within = people.within(start..before.words.end).iter();
    let voice = within.find(|mention| {
        mention.possessive && matches!(page.low(mention.words.end), "voice" | "voices")
    })?;
    Some(voice.person)
}

/// Returns the person whose voice it was according to the words after it: `“Go!”
/// It was Anna's voice.`
fn revealed(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let part = &page.parts[index];
    let after = page
        .parts
        .get(index + 1)
        .filter(|after| after.paragraph == part.paragraph)?;
    let mut start = after.words.start;
    let mut end = page.sentence_end(start, after.words.end);
    // `cried a voice. It was the voice of Anna.`
    if page.low(end) == "it" && end < after.words.end {
        (start, end) = (end, page.sentence_end(end, after.words.end));
    }
    let end = end.min(start + 8);
    let was = page.low(start) == "it" && page.low(start + 1) == "was";
    let voice = (start..end).ids().any(|word| page.low(word) == "voice");
    let who = people.within(start..end).iter().find(|who| {
        let owned = who.possessive && page.low(who.words.end) == "voice";
        owned
            || was && who.words.start == start + 2
            || was && voice && page.low(who.words.start.saturating_sub(1)) == "of"
    })?;
    Some(who.person)
}

/// Returns the subject of the last sentence of the narration before, if it is
/// named.
pub(super) fn led(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let part = &page.parts[index];
    let before = page.parts.get(index.checked_sub(1)?)?;
    if before.speech || before.paragraph == part.paragraph {
        return None;
    }
    let start = page.sentence_start(before.words.end - 1, before.words.start);
    // Words right after a speech are its tag.
    let tag = index >= 2
        && page.parts[index - 2].speech
        && page.parts[index - 2].paragraph == before.paragraph
        && start == before.words.start;
    if tag {
        return None;
    }
    // `A door opened. It was Father.`
    if page.low(start) == "it" && page.low(start + 1) == "was" {
        let who = people
            .at(start + 2)
            .filter(|who| who.pronoun.is_none() && !who.possessive);
        if let Some(who) = who {
            return Some(who.person);
        }
    }
    let mut subjects = people
        .within(start..before.words.end)
        .iter()
        .rev()
        .filter(|mention| mention.subject);
    let Some(subject) = subjects.find(|mention| mention.pronoun.is_none()) else {
        return alone(people, before, start);
    };
    // `My father told him no`: he has spoken.
    let told = listed("told asked answered replied", page.low(subject.words.end));
    (!told).then_some(subject.person)
}

/// Returns the one person in a paragraph of narration whose last sentence, from `last` on, is about
/// nobody: `Anna's hand stopped. For a while there was only the rain.`
fn alone(people: &People, narration: &Part, last: WordId) -> Option<usize> {
    let within = people.within(narration.words.clone());
    let first = within.first()?;
    let named = within.iter().any(|who| who.pronoun.is_none());
    let one = within
        .iter()
        .all(|who| who.person == first.person && who.words.start < last);
    let acts = first.subject || first.possessive;
    (named && one && acts).then_some(first.person)
}

/// Returns the person with whom the last paragraph of narration between two turns
/// begins, and whether it reports their words: `Mr. Hale made no answer.`
pub(super) fn between(
    page: &Page<'_>,
    people: &People,
    last: Option<&Turn>,
    index: usize,
) -> Option<(usize, bool)> {
    let paragraph = page.parts[index].paragraph;
    let from = last?.parts.last()? + 1;
    let apart = |part: &&Part| {
        part.paragraph > last.map_or(0, |last| last.paragraph) && part.paragraph < paragraph
    };
    let part = page.parts[from..index].iter().rfind(apart)?;
    let who = people
        .within(part.words.clone())
        .iter()
        .find(|mention| mention.subject && !mention.possessive)?;
    let end = page.sentence_end(who.words.start, part.words.end);
    let verb = (who.words.end..end.min(who.words.end + 3))
        .ids()
        .any(|word| {
            let other = "struck cut broke put went began returned offered added finished resumed";
            let saying = page.known(word).saying.is_some_and(|saying| saying.strong);
            saying && !listed(other, page.low(word))
        });
    let silent = (who.words.end..end.min(who.words.end + 6))
        .ids()
        .any(|word| listed("answer reply nothing", page.low(word)));
    Some((who.person, verb || silent))
}

/// Returns the narration in the paragraph right before a speech, if it has no speech.
fn narrated<'p>(page: &'p Page<'_>, index: usize) -> Option<&'p Part> {
    let before = page.parts.get(index.checked_sub(1)?)?;
    let apart = before.paragraph + 1 == page.parts[index].paragraph;
    (!before.speech && apart && !page.is_beside_speech(before)).then_some(before)
}

/// Returns the person who begins to speak with the last words of the narration right
/// before: `She put on her glasses before she began.`
pub(super) fn begins(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let before = narrated(page, index)?;
    let last = page.sentence_start(before.words.end - 1, before.words.start);
    let named = |verb: WordId| {
        let mut within = people.within(before.words.start..verb).iter().rev();
        let who = within.find(|who| who.words.end <= verb && !who.possessive)?;
        (verb - who.words.end < 2).then_some(who.person)
    };
    // `It was the first time that Miss Voss had spoken.`
    let spoken = (last..before.words.end)
        .ids()
        .find(|word| listed("spoken", page.low(*word)));
    let end = before.words.end;
    let verb = (end.saturating_sub(3).max(last)..end)
        .ids()
        .rev()
        .find(|word| {
            listed(
                "began spoke answered replied continued resumed",
                page.low(*word),
            )
        });
    // `A lady by the piano raised her voice.`
    let raised = (last..end).ids().find(|word| {
        let up = listed("raised lifted", page.low(*word));
        up && page.low(*word + 2) == "voice" && *word + 3 == end
    });
    let subject = |verb: WordId| {
        let within = people.within(last..verb);
        let who = within.iter().rev().find(|who| who.subject);
        let who = who.or_else(|| within.iter().find(|who| !who.possessive))?;
        Some(who.person)
    };
    spoken
        .or(verb)
        .and_then(named)
        .or_else(|| raised.and_then(subject))
}

/// What people do when another person has spoken.
const REACTS: &str = "nodded shrugged stared looked glanced laughed smiled grinned frowned blinked hesitated considered \
    sighed flinched blushed winced snorted waited listened turned thought knew felt wondered watched shook said didn't did \
    made gave stopped swallowed";

/// Returns the person who reacts in the paragraph of narration right after that of a speech: `I shrugged.`
pub(super) fn reacts(page: &Page<'_>, people: &People, turn: &Turn) -> Option<usize> {
    let last = turn.parts.last()?;
    let next = page.parts[last + 1..]
        .iter()
        .find(|part| part.paragraph > turn.paragraph)?;
    let is_apart = next.paragraph == turn.paragraph + 1 && !next.speech;
    if !is_apart || page.is_beside_speech(next) {
        return None;
    }
    let start = next.words.start;
    let mut near = people.within(start..next.words.end.min(start + 4)).iter();
    let who = near.find(|who| who.subject && !who.possessive)?;
    let verb = who.words.end;
    (verb..next.words.end.min(verb + 2))
        .ids()
        .any(|word| listed(REACTS, page.low(word)))
        .then_some(who.person)
}

/// Returns whether the narration right before says that the last speaker goes on.
pub(super) fn goes_on(page: &Page<'_>, index: usize) -> bool {
    let Some(before) = narrated(page, index) else {
        return false;
    };
    let start = before.words.start;
    let first = page.sentence_end(start, before.words.end);
    let speaks = |word: WordId| listed("spoke speaking talked talking", page.low(word));
    let on = |word: WordId| page.low(word) == "on" && page.low(word.saturating_sub(1)) == "went";
    listed("he she i", page.low(start)) && (start..first).ids().any(|word| speaks(word) || on(word))
}

/// Returns the distance to the turn before, in paragraphs of narration.
pub(super) fn gap(
    page: &Page<'_>,
    before: Option<&Turn>,
    index: usize,
    breaks: &[WordId],
) -> usize {
    let part = &page.parts[index];
    let Some(before) = before else {
        return FAR;
    };
    let scene = breaks.partition_point(|word| *word <= before.first);
    if breaks
        .get(scene)
        .is_some_and(|word| *word <= part.words.start)
    {
        return FAR;
    }
    let paragraphs = part
        .paragraph
        .saturating_sub(before.paragraph)
        .saturating_sub(1);
    let words = part.words.start.since(before.last).unwrap_or(0);
    paragraphs.max(words / 120).min(FAR)
}

/// Returns whether the paragraph of a speech opens with long narration.
pub(super) fn opens_late(page: &Page<'_>, index: usize) -> bool {
    const LONG: usize = 15;
    let part = &page.parts[index];
    let first = &page.parts[page.paragraph(part.paragraph).start];
    part.words.start - first.words.start >= LONG
}

/// Returns the sex of the pronoun with which a sentence beside a speech begins: `His chair
/// scraped.`
pub(super) fn whose(page: &Page<'_>, index: usize) -> Option<Sex> {
    let mut owners = owners(page, index);
    owners.next().map(|(_, sex)| sex)
}

/// Returns the sex of the voice that a sentence beside a speech describes: `Her voice was thin.`
pub(super) fn voiced(page: &Page<'_>, index: usize) -> Option<Sex> {
    let is_voice = |own: WordId| {
        let mut near = (own + 1..own + 3).ids();
        near.any(|word| word < page.end() && page.low(word) == "voice")
    };
    let mut voices = owners(page, index).filter(|(own, _)| is_voice(*own));
    voices.next().map(|(_, sex)| sex)
}

/// Returns `his` and `her` with which the sentences after and before a speech begin, with their sex.
fn owners(page: &Page<'_>, index: usize) -> impl Iterator<Item = (WordId, Sex)> {
    let part = &page.parts[index];
    let beside = |other: Option<usize>| {
        let other = page.parts.get(other?)?;
        (!other.speech && other.paragraph == part.paragraph).then_some(other)
    };
    let after = beside(Some(index + 1)).map(|after| after.words.start);
    let before = beside(index.checked_sub(1))
        .map(|before| page.sentence_start(before.words.end - 1, before.words.start));
    let sex = |word: WordId| match page.low(word) {
        "his" => Some((word, Sex::Man)),
        "her" => Some((word, Sex::Woman)),
        _ => None,
    };
    let after = after.and_then(sex);
    after.into_iter().chain(before.and_then(sex))
}

/// Returns how many people speak or are addressed around a turn, as far as the text says.
pub(super) fn company(turns: &[Turn], turn: usize) -> usize {
    const AROUND: usize = 8;
    const FAR: usize = 3;
    let mut people: Vec<usize> = Vec::new();
    let after = turns[turn..].iter().take(AROUND).enumerate();
    let after = after
        .take_while(|(place, turn)| *place == 0 || turn.gap < FAR)
        .map(|(_, turn)| turn);
    let mut broken = false;
    let before = turns[turn.saturating_sub(AROUND)..=turn].iter().rev();
    let before = before
        .take_while(|turn| !std::mem::replace(&mut broken, turn.gap >= FAR))
        .skip(1);
    for turn in before.chain(after) {
        let named = turn.tags.iter().filter(|tag| tag.pronoun.is_none());
        for person in named
            .map(|tag| tag.person)
            .chain(turn.called.iter().copied())
        {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    people.len()
}
