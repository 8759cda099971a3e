//! Gathers speeches into turns. A turn is in one paragraph, or continues over
//! several that open their quotation marks again.

use super::address::{
    courtesies, idiom, is_all_said, is_echo, is_missed, is_own, is_sender, kin, majesty, polite,
    spoken_to, spouse,
};
use super::around::{
    begins, between, company, gap, goes_on, heard, led, opens_late, voiced, whose,
};
use super::call::{self, is_voice};
use super::turn::{Form, Turn};
use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use crate::outline::prose::people::People;
use crate::outline::prose::tags::{Tag, TagKind, Tags};
use cuebook_core::id::{IdRange, WordId};

/// Gathers the speeches that are not in `quoted`. `breaks` are the first words of
/// scenes.
#[must_use]
pub(crate) fn gather(
    page: &Page<'_>,
    people: &People,
    quoted: &[Option<&'static str>],
    breaks: &[WordId],
) -> Vec<Turn> {
    let tags = Tags { page, people };
    let mut turns: Vec<Turn> = Vec::new();
    for (index, part) in page.parts.iter().enumerate() {
        if !part.speech || quoted[index].is_some() {
            continue;
        }
        let before = tags.before(index);
        let after = tags.after(index);
        // `said the other one` is the tag of another person, even if the text does not say of whom.
        let is_strange = after.is_none() && tags.is_of_somebody(index);
        let joins = !is_strange
            && turns
                .last()
                .is_some_and(|turn| joins(page, people, turn, index, (&before, &after)));
        if !joins {
            turns.push(opened(page, people, index, turns.last(), breaks));
        }
        if let Some(turn) = turns.last_mut() {
            let tags: Vec<Tag> = [after, before].into_iter().flatten().collect();
            add(page, people, index, turn, tags);
        }
    }
    for turn in &mut turns {
        turn.tags
            .sort_by_key(|tag| (std::cmp::Reverse(tag.kind), tag.pronoun.is_some()));
    }
    senders(people, &mut turns);
    for index in 0..turns.len() {
        turns[index].company = company(&turns, index);
    }
    turns
}

/// Finds the voices that give their own name first, which the reply shows: `“Hawk Two, in sixty
/// seconds,” said a new voice. “Hawk Two, turn round.”`
fn senders(people: &People, turns: &mut [Turn]) {
    for index in 1..turns.len() {
        let (last, this) = (&turns[index - 1], &turns[index]);
        let voice = last
            .tag()
            .is_some_and(|tag| is_voice(&people.people[tag.person]));
        let first = people.at(last.first).map(|mention| mention.person);
        let sender = first.filter(|who| {
            let short = last.last - last.first < 4;
            voice
                && !short
                && this.gap == 0
                && this.parts.len() == 1
                && last.called.contains(who)
                && people
                    .at(this.first)
                    .is_some_and(|mention| mention.person == *who)
                && this.called.contains(who)
        });
        if let Some(sender) = sender {
            let last = &mut turns[index - 1];
            last.called.retain(|who| *who != sender);
            last.own.push(sender);
        }
    }
}

/// Returns a turn that begins with a part, without its words yet.
fn opened(
    page: &Page<'_>,
    people: &People,
    index: usize,
    last: Option<&Turn>,
    breaks: &[WordId],
) -> Turn {
    let part = &page.parts[index];
    Turn {
        parts: Vec::new(),
        paragraph: part.paragraph,
        first: part.words.start,
        last: part.words.end,
        tags: Vec::new(),
        strongest: None,
        called: Vec::new(),
        forms: Vec::new(),
        kin: Vec::new(),
        polite: None,
        polite_last: None,
        own: Vec::new(),
        led: led(page, people, index),
        spoken_of: Vec::new(),
        missed: Vec::new(),
        begins: begins(page, people, index),
        goes_on: goes_on(page, index),
        led_in: false,
        asks: false,
        company: 0,
        idiom: Vec::new(),
        spouse: None,
        whose: None,
        voiced: None,
        late: opens_late(page, index),
        between: between(page, people, last, index),
        gap: gap(page, last, index, breaks),
    }
}

/// Adds a speech and its tags to a turn.
fn add(page: &Page<'_>, people: &People, index: usize, turn: &mut Turn, tags: Vec<Tag>) {
    let part = &page.parts[index];
    for mention in people.within(part.words.clone()) {
        if mention.vocative {
            let known = page.known(mention.words.start);
            turn.forms.push(Form {
                person: mention.person,
                word: page.stem_id(mention.words.end - 1),
                bare: known.title.is_none() && known.noun.is_none(),
            });
        }
        if is_missed(page, mention) {
            turn.missed.push(mention.person);
        }
        let echo = is_echo(page, people, mention, index);
        // `Hale,` he says into the telephone, and nobody else has spoken.
        let answers = turn.led == Some(mention.person)
            && is_all_said(page, mention, index)
            && (turn.gap > 0 || turn.parts.is_empty());
        // `The phone buzzed. She lifted it. “Hale.”`
        let answers = answers
            || is_all_said(page, mention, index)
                && turn.parts.is_empty()
                && turn.gap > 0
                && turn.led.is_none()
                && people.people[mention.person].is_named()
                && tags.iter().all(|tag| tag.person == mention.person)
                && call::begins_between(page, turns_end(page, index), part.words.start);
        let sends = is_sender(page, people, mention, index)
            && (turn.led == Some(mention.person) || mention.words.start == part.words.start);
        // `“It's Idris,” Marta said, and held out the receiver.`
        let named = |who: usize| people.people[who].is_named();
        let it = listed("it's is", page.low_before(mention.words.start));
        let other = it
            && tags.iter().any(|tag| {
                tag.kind == TagKind::Said
                    && tag.pronoun.is_none()
                    && tag.person != mention.person
                    && named(tag.person)
                    && named(mention.person)
            });
        let list = if answers || sends || is_own(page, mention, index) && !other {
            &mut turn.own
        } else if echo {
            &mut turn.spoken_of
        } else if mention.vocative || is_all_said(page, mention, index) {
            &mut turn.called
        } else {
            &mut turn.spoken_of
        };
        // The one who is named last is the one who answers.
        list.retain(|who| *who != mention.person);
        list.push(mention.person);
    }
    turn.kin.extend(kin(page, index));
    turn.called.extend(majesty(page, people, index));
    turn.own.extend(heard(page, people, index));
    let first = page.parts[index.saturating_sub(1)].paragraph;
    turn.led_in |=
        first < part.paragraph && tags.iter().any(|tag| tag.words.end <= part.words.start);
    // `“Hale,” he says into the telephone, and nobody else has spoken.`
    turn.called
        .retain(|called| turn.led != Some(*called) || part.words.len() > 2);
    let to = tags.iter().find_map(|tag| spoken_to(page, tag));
    turn.forms.extend(courtesies(page, index).map(|word| Form {
        person: usize::MAX,
        word,
        bare: false,
    }));
    let polite = polite(page, index);
    turn.polite = turn.polite.or(polite).or(to);
    // The one who is named last is the one who answers.
    let named = people
        .within(part.words.clone())
        .iter()
        .any(|mention| mention.vocative);
    let earlier = turn.polite_last.filter(|_| !named);
    turn.polite_last = earlier.or(polite).or(to);
    turn.idiom.extend(idiom(page, index));
    turn.spouse = turn.spouse.or(spouse(page, index));
    turn.whose = turn.whose.or(whose(page, index));
    turn.voiced = turn.voiced.or(voiced(page, index));
    turn.asks = page.last_mark(part) == Some('?');
    turn.parts.push(index);
    turn.paragraph = part.paragraph;
    turn.last = part.words.end;
    for tag in tags {
        if turn
            .strongest
            .as_ref()
            .is_none_or(|known| tag.kind >= known.kind)
        {
            turn.strongest = Some(tag.clone());
        }
        turn.tags.push(tag);
    }
}

/// Returns the end of the speech before a part.
fn turns_end(page: &Page<'_>, index: usize) -> WordId {
    let last = page.parts[..index].iter().rev().find(|part| part.speech);
    last.map_or(WordId::FIRST, |last| last.words.end)
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
    let Some(known) = &turn.strongest else {
        return true;
    };
    let (before, after) = tags;
    let other = |tag: &&Tag| {
        let may = |tag: &Tag, person: usize| {
            tag.pronoun
                .is_some_and(|p| people.people[person].agrees(p) != Some(false))
        };
        // `“Stop,” said Bo to the boy. “Why?” he said.`
        let told = known.to == Some(tag.person);
        tag.person != known.person && (told || !may(tag, known.person) && !may(known, tag.person))
    };
    let led = before
        .as_ref()
        .filter(|tag| tag.kind >= TagKind::Lead || known.kind >= TagKind::Beat);
    let said = after.as_ref().filter(|tag| tag.kind == TagKind::Said);
    led.filter(other).is_none() && said.filter(other).is_none()
}
