//! Gathers speeches into turns. A turn is in one paragraph, or continues over
//! several that open their quotation marks again.

use super::turn::Turn;
use crate::outline::lexicon::{Sex, listed};
use crate::outline::prose::page::{Page, Part};
use crate::outline::prose::people::phrases::{asks_name, is_apart};
use crate::outline::prose::people::{Mention, People};
use crate::outline::prose::tags::{Tag, TagKind, Tags};

/// The gap before a new scene.
const FAR: usize = 9;

/// Gathers the speeches that are not in `quoted`. `breaks` are the first words of
/// scenes.
#[must_use]
pub(crate) fn gather(
    page: &Page<'_>,
    people: &People,
    quoted: &[Option<&'static str>],
    breaks: &[usize],
) -> Vec<Turn> {
    let tags = Tags { page, people };
    let mut turns: Vec<Turn> = Vec::new();
    for (index, part) in page.parts.iter().enumerate() {
        if !part.speech || quoted[index].is_some() {
            continue;
        }
        let before = tags.before(index);
        let after = tags.after(index);
        let joins = turns
            .last()
            .is_some_and(|turn| joins(page, people, turn, index, (&before, &after)));
        if !joins {
            turns.push(Turn {
                parts: Vec::new(),
                paragraph: part.paragraph,
                first: part.words.start,
                last: part.words.end,
                tags: Vec::new(),
                called: Vec::new(),
                polite: None,
                own: Vec::new(),
                led: led(page, people, index),
                spoken_of: Vec::new(),
                led_in: false,
                late: opens_late(page, index),
                between: between(page, people, turns.last(), index),
                gap: gap(page, turns.last(), index, breaks),
            });
        }
        if let Some(turn) = turns.last_mut() {
            for mention in people.within(part.words.clone()) {
                let list = if is_own(page, mention, index) {
                    &mut turn.own
                } else if mention.vocative || is_all_said(page, mention, index) {
                    &mut turn.called
                } else {
                    &mut turn.spoken_of
                };
                list.push(mention.person);
            }
            turn.called.extend(majesty(page, people, index));
            turn.own.extend(heard(page, people, index));
            turn.led_in |= before.is_some() && page.parts[index - 1].paragraph < part.paragraph;
            // `“Hale,” he says into the telephone, and nobody else has spoken.`
            turn.called
                .retain(|called| turn.led != Some(*called) || part.words.len() > 2);
            let tags = [after, before].into_iter().flatten();
            let tags: Vec<Tag> = tags.collect();
            let to = tags.iter().find_map(|tag| spoken_to(page, tag));
            turn.polite = turn.polite.or_else(|| polite(page, index)).or(to);
            turn.parts.push(index);
            turn.paragraph = part.paragraph;
            turn.last = part.words.end;
            turn.tags.extend(tags);
        }
    }
    for turn in &mut turns {
        turn.tags
            .sort_by_key(|tag| (std::cmp::Reverse(tag.kind), tag.pronoun.is_some()));
    }
    turns
}

/// Returns the sex for a form of address without a name: `Yes, sir`, `Mother,
/// come!`
fn polite(page: &Page<'_>, index: usize) -> Option<Sex> {
    let within = &page.parts[index].words;
    let called = |word: usize| {
        let sex = match page.low(word) {
            "sir" | "sire" | "mister" | "papa" | "father" | "dad" | "grandpa" | "grandfather"
            | "son" => Sex::Man,
            "madam" | "ma'am" | "miss" | "mama" | "mamma" | "mother" | "mum" | "grandma"
            | "grandmother" => Sex::Woman,
            _ => return None,
        };
        is_apart(page, word..word + 1, within).then_some(sex)
    };
    within.clone().find_map(called)
}

/// Returns the person whom `Your Majesty` or `sire` addresses: the king or queen
/// mentioned last.
fn majesty(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
    let words = &page.parts[index].words;
    words
        .clone()
        .find(|word| listed("majesty sire highness", page.low(*word)))?;
    let reigns = |noun: &String| {
        let noun = noun.rsplit(' ').next().unwrap_or("");
        listed(
            "king queen emperor empress prince princess tsar sultan",
            noun,
        )
    };
    let before = people.within(words.start.saturating_sub(400)..words.start);
    let last = before.iter().rev().find(|mention| {
        !mention.spoken && people.people[mention.person].nouns.iter().any(reigns)
    })?;
    Some(last.person)
}

/// Returns the sex of a pronoun for the person spoken to: `Anna asked him`.
fn spoken_to(page: &Page<'_>, tag: &Tag) -> Option<Sex> {
    let at = tag.words.end + usize::from(page.low(tag.words.end) == "to");
    let sex = match page.low(at) {
        "him" => Sex::Man,
        "her" => Sex::Woman,
        _ => return None,
    };
    // In `asked her mother` the person spoken to is not `her`.
    let whole =
        page.begins(at + 1) || !page.gap(at).trim().is_empty() || page.known(at + 1).function;
    (tag.kind == TagKind::Said && whole).then_some(sex)
}

/// Returns whether a speech is only a name and not an answer: `“Viktor.”`
fn is_all_said(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let before = page.parts[..index].iter().rev().find(|part| part.speech);
    let asked = before.is_some_and(|before| page.last_mark(before) == Some('?'));
    mention.pronoun.is_none() && mention.words == here.words && !asked
}

/// Returns whether the name is the speaker's own: `I am Anna`, or `Anna` as an
/// answer.
fn is_own(page: &Page<'_>, mention: &Mention, index: usize) -> bool {
    let here = &page.parts[index];
    let low = |back: usize| {
        let word = mention
            .words
            .start
            .checked_sub(back)
            .filter(|word| here.words.contains(word));
        word.map_or("", |word| page.low(word))
    };
    let joined = mention
        .words
        .start
        .checked_sub(1)
        .is_some_and(|before| page.is_joined(before));
    let named = joined && low(1) == "am" && low(2) == "i"
        || joined && low(1) == "i'm"
        || low(1) == "name's" && low(2) == "my"
        || low(1) == "is" && (low(2) == "name" && low(3) == "my" || low(2) == "this");
    let asked = || {
        let before = page.parts[..index].iter().rev().find(|part| part.speech);
        asks_name(page, before)
    };
    named || here.words.len() <= 4 && mention.words.start == here.words.start && asked()
}

/// Returns the person whose voice the narration right before mentions: `The
/// engineer's voice came up.`
fn heard(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
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
fn led(page: &Page<'_>, people: &People, index: usize) -> Option<usize> {
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
fn between(
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
    let part = page.parts[from..index].iter().filter(apart).next_back()?;
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

/// Returns whether a part belongs to the turn before it.
fn joins(
    page: &Page<'_>,
    people: &People,
    turn: &Turn,
    index: usize,
    tags: (&Option<Tag>, &Option<Tag>),
) -> bool {
    let part = &page.parts[index];
    let last = turn.parts.last().copied().unwrap_or(index);
    if part.continues {
        return last + 1 == index;
    }
    if turn.paragraph != part.paragraph || last + 1 == index {
        return false;
    }
    // Words that are only quoted may be between them.
    let Some(known) = turn.tags.iter().max_by_key(|tag| tag.kind) else {
        return true;
    };
    let (before, after) = tags;
    let other = |tag: &&Tag| {
        let may = |tag: &Tag, person: usize| {
            tag.pronoun
                .is_some_and(|p| people.people[person].agrees(p) != Some(false))
        };
        tag.person != known.person && !may(tag, known.person) && !may(known, tag.person)
    };
    let led = before
        .as_ref()
        .filter(|tag| tag.kind >= TagKind::Lead || known.kind >= TagKind::Beat);
    let said = after.as_ref().filter(|tag| tag.kind == TagKind::Said);
    led.filter(other).is_none() && said.filter(other).is_none()
}

/// Returns the distance to the turn before, in paragraphs of narration.
fn gap(page: &Page<'_>, before: Option<&Turn>, index: usize, breaks: &[usize]) -> usize {
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
fn opens_late(page: &Page<'_>, index: usize) -> bool {
    const LONG: usize = 15;
    let part = &page.parts[index];
    let opening = page.parts[..index].iter().rev();
    let opening = opening.take_while(|other| other.paragraph == part.paragraph);
    let first = opening.last();
    first.is_some_and(|first| part.words.start - first.words.start >= LONG)
}
