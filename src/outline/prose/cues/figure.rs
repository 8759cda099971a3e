//! Figures of speech: words of sound that no one hears.

use super::idiom::is_idiom;
use crate::outline::lexicon::listed;
use crate::outline::prose::clause::{Class, Sentence};
use cuebook_core::id::{IdRange, WordId};

const BODY: &str = "eyes eye heart voice veins head chest mind blood soul belly stomach cheeks face breast gaze throat temper \
    nerves thoughts life hopes dreams conscience ears stare look brain skull memory imagination";
const MIND: &str = "rage anger fury love passion despair grief joy hatred enthusiasm questions abuse protest protests criticism \
    emotion gratitude memory desire pity guilt shame suspicion indignation contempt words accusations relief sympathy nostalgia \
    excitement nausea weariness sadness happiness rumours rumors gossip oaths insults curses";
/// Nouns after `of` that sound: `a roar of guns`.
const SOUNDING: &str = "guns gun cannon artillery rifles rifle musketry shots hooves bombs shells thunder gunfire bells engines waves \
    the a an his her their its voices glass wood steps feet boots fire laughter people men applause wind rain water \
    doors horses wheels";
/// What can be no source of a sound.
const ABSTRACT: &str = "justice war change growth state fortune time progress industry history government society commerce \
    thought fate life death youth opportunity success power law fashion party matter silence scheme plan plans affair \
    season year career hopes news show evening meeting marriage business deal campaign story project world day";
/// Pictures and tales, in which nothing is heard.
const SHOWN: &str = "picture painting photograph drawing sketch print tapestry story tale book poem song dream dreams novel";

/// Returns whether a word is part of a figure of speech: `a thunder of applause`,
/// `fire in his eyes`, `exploded with anger`.
#[must_use]
pub(super) fn is_figure(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let page = sentence.page;
    let clause = sentence.clause(word).words.clone();
    let end = clause.end;
    let low = |w: WordId| if w < end { page.low(w) } else { "" };
    let heart = listed(
        "pounded pounding hammered hammering thudded beat beating thumped heartbeat thumping beats",
        low(word),
    );
    let of = low(word + 1) == "of"
        && !low(word).ends_with("ing")
        && (!listed(SOUNDING, low(word + 2))
            || !heart && (word + 3..word + 6).ids().any(|w| listed(BODY, low(w))));
    let within = (word + 1..(word + 6).min(end)).ids().any(|w| {
        let body = || (w + 1..w + 5).ids().any(|v| listed(BODY, low(v)));
        let shown = || (w + 1..w + 4).ids().any(|v| listed(SHOWN, low(v)));
        listed("in within behind inside through", low(w)) && body()
            || listed("in", low(w)) && shown()
    });
    let owned = (word.saturating_sub(3).max(clause.start)..word)
        .ids()
        .any(|w| {
            listed(BODY, low(w))
                && !listed("of in", low(w.saturating_sub(1)))
                && sentence.subject(word) == Some(w)
        });
    let mental = (word + 1..(word + 5).min(end))
        .ids()
        .any(|w| listed(MIND, low(w)))
        || word > clause.start
            && (word.saturating_sub(2).max(clause.start)..word)
                .ids()
                .any(|w| listed(MIND, low(w)));
    let dashes = ['-', '‐', '‑'];
    let compound = page.gap(word).starts_with(dashes) && page.gap(word).len() <= 3
        || word > sentence.words.start
            && page.gap(word - 1).ends_with(dashes)
            && page.gap(word - 1).len() <= 3;
    let wiped = low(word + 1) == "off" && listed("rain snow", low(word));
    !heart && (within || owned)
        || of
        || mental
        || compound && !listed("gun guns", low(word))
        || wiped
        || is_abstract(sentence, word)
        || is_thing(sentence, word)
        || strikes_mind(sentence, word)
        || is_way(sentence, word)
        || is_idiom(sentence, word)
}

/// Returns whether what makes the sound is no thing: `the wheels of justice ground`, `the party
/// went off with a bang`.
fn is_abstract(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let low = |w: WordId| sentence.page.low(w);
    let clause = sentence.clause(word);
    let subject = sentence
        .subject(word)
        .or_else(|| sentence.subject(clause.verb?));
    let Some(subject) = subject.filter(|subject| clause.words.contains(subject)) else {
        return false;
    };
    let of = (subject + 1..subject + 3)
        .ids()
        .any(|w| low(w) == "of" && listed(ABSTRACT, low(w + 1)))
        || subject > WordId(1) && low(subject - 1) == "of" && listed(ABSTRACT, low(subject));
    let noise = word > subject && sentence.class(word) == Some(Class::Noun);
    of || noise && listed(ABSTRACT, low(subject))
}

/// Returns whether a word of sound is a thing that is seen: `a crack in the wall`, `the bark of
/// the oak`.
fn is_thing(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let low = |w: WordId| sentence.page.low(w);
    let next = low(word + 1);
    match low(word) {
        "crack" | "cracks" => listed(
            "in between ran run runs spread widened opened appeared",
            next,
        ),
        "bark" => {
            const DOGS: &str =
                "dog dogs hound hounds terrier puppy spaniel mastiff retriever collie fox laughter";
            next == "of" && !(word + 2..word + 6).ids().any(|w| listed(DOGS, low(w)))
        }
        _ => false,
    }
}

/// Returns whether a verb of striking means a thought: `struck him as odd`.
fn strikes_mind(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let low = |w: WordId| sentence.page.low(w);
    let mind = "him her me us them he she they";
    let as_what = || (word + 2..word + 5).ids().any(|w| low(w) == "as");
    let person = || {
        sentence
            .objects(word)
            .first()
            .is_some_and(|object| sentence.is_person(object.head))
    };
    listed("struck strike strikes striking", low(word))
        && (listed(mind, low(word + 1)) || person() && as_what())
}

/// Returns whether a door is none: `the door to success`, `it opened the door to abuse`.
fn is_way(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let low = |w: WordId| sentence.page.low(w);
    let end = sentence.clause(word).words.end;
    let door = (word..(word + 5).min(end))
        .ids()
        .find(|w| listed("door doors gate gates", low(*w)));
    let subject = sentence.subject(word).filter(|subject| *subject < word);
    let door = door.or(subject.filter(|subject| listed("door doors gate gates", low(*subject))));
    let Some(to) = door
        .map(|door| door + 1)
        .filter(|to| listed("to for on of", low(*to)))
    else {
        return false;
    };
    // `opened the door to success`: no article.
    let noun = sentence.class(to + 1) == Some(Class::Noun)
        && !sentence.page.is_capital(to + 1)
        && !sentence.is_person(to + 1);
    let abstract_one = listed("to for", low(to)) && noun;
    let by_thing = subject.is_some_and(|subject| listed("it this that which", low(subject)))
        && listed("to for", low(to));
    let part = (to + 1..(to + 5).min(end)).ids().any(|w| {
        listed(
            "life past future career heaven hell opportunity fame",
            low(w),
        )
    });
    abstract_one || by_thing || part
}
