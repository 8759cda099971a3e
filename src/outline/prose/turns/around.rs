//! The narration around a speech: whose voice it was, who acts before it, and how
//! far the turn before is.

use super::turn::Turn;
use crate::outline::lexicon::listed;
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::people::People;

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
    let voice = (start..end).any(|word| page.low(word) == "voice");
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
    let mut subjects = people
        .within(start..before.words.end)
        .iter()
        .rev()
        .filter(|mention| mention.subject);
    let subject = subjects.find(|mention| mention.pronoun.is_none())?;
    Some(subject.person)
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
        .any(|word| page.known(word).saying.is_some_and(|saying| saying.strong));
    let silent = (who.words.end..end.min(who.words.end + 6))
        .any(|word| listed("answer reply nothing", page.low(word)));
    Some((who.person, verb || silent))
}

/// Returns the distance to the turn before, in paragraphs of narration.
pub(super) fn gap(page: &Page<'_>, before: Option<&Turn>, index: usize, breaks: &[usize]) -> usize {
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
    let words = part.words.start.saturating_sub(before.last);
    paragraphs.max(words / 120).min(FAR)
}

/// Returns whether the paragraph of a speech opens with long narration.
pub(super) fn opens_late(page: &Page<'_>, index: usize) -> bool {
    const LONG: usize = 15;
    let part = &page.parts[index];
    let opening = page.parts[..index].iter().rev();
    let opening = opening.take_while(|other| other.paragraph == part.paragraph);
    let first = opening.last();
    first.is_some_and(|first| part.words.start - first.words.start >= LONG)
}
