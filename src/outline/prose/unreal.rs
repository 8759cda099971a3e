//! Decides whether a sentence's event happens in the scene. A sound is not made
//! if it is denied, wished for, remembered, compared or over.

use std::ops::Range;

use super::page::Page;
use crate::outline::lexicon::listed;

/// Returns whether the sentence shows that the event does not happen in the
/// scene.
#[must_use]
pub(super) fn is_unreal(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    denied(page, word, sentence) || supposed(page, word, sentence) || past(page, word, sentence)
}

/// Returns whether a word is denied in its clause: `no rain`, `never rang`,
/// `without a knock`.
fn denied(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    let words = "no not never without nor neither nobody nothing none hardly scarcely didn't wasn't weren't hadn't \
        couldn't wouldn't won't isn't don't doesn't cannot stopped ceased failed refused instead";
    clause(page, word, sentence, 7).any(|word| listed(words, page.low(word)))
        || (word + 1..sentence.end.min(word + 4)).any(|w| {
            listed("not didn't wasn't hadn't never", page.low(w))
                && !page.gap_before(w).contains([',', ';'])
        })
}

/// Returns whether a word is only supposed: `if it rained`, `he would have
/// knocked`, `she remembered the guns`.
fn supposed(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    let words = "if would could might should whether unless wish wished hope hoped imagine imagined dream dreamed \
        dreamt remember remembered recalled expect expected expecting feared promised will perhaps maybe seem seemed \
        seems pretended until waiting waited awaited threatened threatening about_to thought wondered must may shall \
        always often sometimes usually every whenever ago once talked talking speak spoke told described rehearsed \
        painting painted novel story tale song memory memories forecast";
    let like = (sentence.start..word).any(|w| {
        page.low(w) == "as" && matches!(page.low(w + 1), "if" | "though")
            || page.low(w) == "like" && word - w < 6
            || page.low(w) == "than" && word - w < 6
    });
    let as_as = (word.saturating_sub(4).max(sentence.start)..word)
        .any(|w| page.low(w) == "as" && (w..word).any(|v| v > w + 1 && page.low(v) == "as"));
    like || as_as
        || (sentence.start..word).any(|w| {
            listed(words, page.low(w))
                && !(page.low(w) == "will" && page.is_capital(w))
                && !(page.low(w) == "may" && page.is_capital(w))
        })
        || (sentence.start..sentence.start + 1).any(|w| listed("if when_ever", page.low(w)))
}

/// Returns whether a word is in the past of the story: `it had rained`, `used to
/// ring`, but not `it had begun to rain`.
fn past(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    let before = || clause(page, word, sentence, 5);
    let begun = before().any(|w| listed("begun started", page.low(w)));
    let had = before().any(|w| {
        listed("had hadn't he'd she'd they'd", page.low(w))
            && page.known(w + 1).past | (page.low(w + 1) == "been")
            && w < word
    }) || word > sentence.start && listed("had been", page.low(word - 1));
    let used = before().any(|w| page.low(w) == "used" && page.low(w + 1) == "to");
    (had && !begun) || used
}

/// Returns at most so many words before `word` in its clause.
fn clause(
    page: &Page<'_>,
    word: usize,
    sentence: &Range<usize>,
    most: usize,
) -> impl Iterator<Item = usize> {
    let from = word.saturating_sub(most).max(sentence.start);
    let parted = (from..word)
        .rev()
        .find(|w| page.gap(*w).contains([',', ';', ':', '—', '–']));
    parted.map_or(from, |w| w + 1)..word
}

/// Returns whether a word is a figure of speech: `a thunder of applause`, `fire
/// in his eyes`, `his eyes burned`.
#[must_use]
pub(super) fn is_figure(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    let end = sentence.end;
    let low = |w: usize| if w < end { page.low(w) } else { "" };
    let sounding = "guns gun cannon artillery rifles rifle musketry shots hooves bombs shells thunder gunfire bells \
        engines waves the a an shot voices glass wood steps feet boots fire laughter people men";
    let of = low(word + 1) == "of" && !listed(sounding, low(word + 2));
    let held = page.known(word).low.ends_with("ing");
    let body = "eyes eye heart voice veins head chest mind blood soul belly stomach cheeks face breast gaze throat \
        temper nerves thoughts words life hopes dreams conscience ears stare look tone brain skull";
    let within = matches!(low(word + 1), "in" | "within" | "behind")
        && (word + 2..word + 5).any(|w| listed(body, low(w)));
    let from = word.saturating_sub(4).max(sentence.start);
    let owned =
        (from..word).any(|w| listed(body, page.low(w)) && !page.gap(w).contains([',', ';']));
    let mind = "rage anger fury love passion despair grief joy hatred enthusiasm applause words questions abuse protest \
        criticism emotion gratitude memory desire pity guilt shame suspicion";
    let mental = (word + 1..word + 5).any(|w| listed(mind, low(w)))
        || (from..word).any(|w| listed(mind, page.low(w)));
    let compound = page.gap(word).starts_with(['-', '‐', '‑'])
        || word > sentence.start && page.gap(word - 1).ends_with(['-', '‐', '‑']);
    // Dust and tears run without footsteps.
    let poured = "dust water sweat blood tears sand ink tap nose cold shiver smoke light rumour whisper line lines \
        words path road track street corridor wall fence river";
    let flows = listed("ran running", low(word))
        && (word.saturating_sub(5).max(sentence.start)..word).any(|w| listed(poured, page.low(w)));
    // The rain on a hat makes no sound.
    let wiped = low(word + 1) == "off"
        || (from..word).any(|w| listed("shook shaking wiped wiping brushed brushing", page.low(w)));
    let figure = (wiped || of) && !held || within || owned || mental || compound || flows;
    figure || idiom(page, word, sentence)
}

/// Returns whether the word is part of an idiom: `right as rain`.
#[must_use]
pub(super) fn idiom(page: &Page<'_>, word: usize, sentence: &Range<usize>) -> bool {
    const IDIOMS: &str = "rain check | running board | running water | right as rain | under fire | opened fire | open fire | cease \
        fire | set fire to | line of fire | rang true | rang hollow | rings true | rang false | a shot of | a shot \
        at | big shot | knocked over | knocked him | knocked her | knocked me | knocked them | knocked out | knocked \
        down | ran out | ran his | ran her | ran a | ran into | ran the | ran my | second wind | got wind | in the \
        wind of | steal a march | storm out | stormed out | stole his thunder | pipe dream | match for | no match | \
        heart of | at heart | by heart | heart set | steps to | took steps | took no steps | church bells of | watch \
        out | watch over | brain storm | perfect storm | weather the storm | calm before the storm | fire of \
        questions | ring of | rain or shine | laughing stock | long shot | gun for | son of a gun | call the shots | \
        called the shots | caught fire with | played with fire | rang out in his head | bolt upright | thunder in \
        his | laughed at | whistle in the dark | clean as a whistle | wet his whistle | door to door | next door | \
        death's door | by the bell | smash hit | fire and brimstone | glass of | crashed into bed | crash course";
    let text = page
        .text(word.saturating_sub(4).max(sentence.start)..(word + 4).min(sentence.end))
        .to_lowercase();
    let low = page.low(word);
    let mut idioms = IDIOMS.split(" | ");
    idioms.any(|idiom| idiom.split(' ').any(|part| part == low) && contains(&text, idiom))
}

fn contains(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}
