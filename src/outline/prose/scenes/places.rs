//! The place to which a sentence of narration moves the story. A place that is
//! only imagined, wished for or left does not count.

use std::ops::Range;

use crate::outline::lexicon::listed;
use crate::outline::prose::clause::Sentence;
use crate::outline::space;
use cuebook_core::id::{IdRange, WordId};

/// A place with the space of its sound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The noun: `kitchen`.
    pub noun: String,
    /// The name of the space's preset.
    pub space: &'static str,
    /// Whether a person goes there in the sentence.
    pub reached: bool,
    /// The words of the place: `down into the cellar`.
    pub words: String,
}

/// Returns the place of a sentence: the last one that a person reaches, otherwise
/// the first one mentioned.
#[must_use]
pub(super) fn place(sentence: &Sentence<'_, '_>) -> Option<Place> {
    let words = sentence.words.clone();
    let found = words.ids().filter_map(|word| at(sentence, word));
    let found: Vec<Place> = found.collect();
    let reached = found.iter().rev().find(|place| place.reached);
    reached.or(found.first()).cloned()
}

/// Returns whether a word can name a place.
#[must_use]
pub(super) fn is_known(low: &str) -> bool {
    space::of_word(low).is_some()
}

fn at(read: &Sentence<'_, '_>, word: WordId) -> Option<Place> {
    let (page, sentence) = (read.page, &read.words);
    let noun = page.low(word);
    let space = space::of_word(noun)?;
    let joined = page.gap(word).starts_with('-')
        || page.low(word + 1) == "of"
        || word + 1 < sentence.end
            && listed(
                "door window key wall floor table clock lamp roof fire sink chair bell light ceiling step steps maid",
                page.low(word + 1),
            )
            && page.gap(word) == " ";
    if joined || page.is_capital(word) && word != sentence.start || !read.is_real(word) {
        return None;
    }
    // `into the old kitchen`: the article, and the preposition before it.
    let from = word.saturating_sub(4).max(sentence.start);
    let article = (from..word)
        .ids()
        .rev()
        .find(|w| listed("the a an his her their my our", page.low(*w)))?;
    let preposition = article.checked_sub(1).filter(|p| *p >= sentence.start)?;
    let low = page.low(preposition);
    // `rang in an empty room` is elsewhere; `sat in a small kitchen` is not.
    let known = !listed("a an", page.low(article))
        || (sentence.start..preposition).ids().any(|w| {
            listed(
                "sat stood lay waited was were lived slept knelt",
                page.low(w),
            )
        });
    let is_in = known && listed("in inside at on", low) && !is_of_weather(read, word);
    // `He came down the stairs` ends in the room where the others are.
    let through = space == "staircase" && listed("to down up", low);
    let goes = listed("into to onto entered reached down up", low)
        && !through
        && travel(read, sentence.start..article).is_some();
    let first = if goes {
        travel(read, sentence.start..article).unwrap_or(preposition)
    } else {
        preposition
    };
    (is_in || goes).then(|| Place {
        noun: noun.to_owned(),
        space,
        reached: goes,
        words: page.text(if word - first < 7 {
            first..word + 1
        } else {
            preposition..word + 1
        }),
    })
}

/// Returns whether the clause of a place says what the weather or the light does there, which is not
/// where the people are: `The rain fell on the street.`
fn is_of_weather(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    const WEATHER: &str = "rain snow hail sleet wind fog mist sun sunlight moonlight light moon smoke thunder storm \
        shadow shadows dusk darkness noise sound voices bells leaves dust";
    let verb = sentence.clause(word).verb;
    let subject = verb.and_then(|verb| sentence.subject(verb));
    subject.is_some_and(|subject| listed(WEATHER, sentence.page.low(subject)))
}

/// Returns the verb that moves a person.
fn travel(sentence: &Sentence<'_, '_>, words: Range<WordId>) -> Option<WordId> {
    let verbs = "went came ran walked climbed stepped hurried entered reached returned led rushed strode burst crept \
        descended marched fled stumbled followed slipped emerged crossed";
    words.ids().find(|word| {
        let person = || {
            sentence
                .subject(*word)
                .is_some_and(|subject| sentence.is_person(subject))
        };
        listed(verbs, sentence.page.low(*word)) && person()
    })
}
