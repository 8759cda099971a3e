//! Figures of speech: words of sound that no one hears.

use crate::outline::lexicon::listed;
use crate::outline::prose::clause::Sentence;

const BODY: &str = "eyes eye heart voice veins head chest mind blood soul belly stomach cheeks face breast gaze throat temper \
    nerves thoughts life hopes dreams conscience ears stare look brain skull memory imagination";
const MIND: &str = "rage anger fury love passion despair grief joy hatred enthusiasm questions abuse protest protests criticism \
    emotion gratitude memory desire pity guilt shame suspicion indignation contempt words accusations";
/// Nouns after `of` that sound: `a roar of guns`.
const SOUNDING: &str = "guns gun cannon artillery rifles rifle musketry shots hooves bombs shells thunder gunfire bells engines waves \
    the a an his her their its voices glass wood steps feet boots fire laughter people men applause wind rain water \
    doors horses wheels";
const IDIOMS: &str = "rain check | right as rain | under fire | opened fire | open fire | cease fire | set fire to | on fire with | \
    line of fire | rang true | rang hollow | rings true | rang false | shot of | big shot | long shot | knocked over | \
    knocked out | knocked down | knocked off | knocked about | knocked into | ran out of | ran into trouble | ran into \
    difficulties | ran into debt | second wind | got wind | in the wind of | wind of it | wind of the | stormed out | stole his \
    thunder | rain or shine | laughing stock | son of a gun | call the shots | called the shots | ran over in | door to \
    door | next door | death's door | opened on to | opened onto | opens on | opens onto | opened into | opened upon | \
    opens into | opened on | opening into | opening on | opening onto | opening upon | ran through the list | ran over \
    the | beat about the bush | struck him that | struck me that | struck her that | running water | hit the roof | \
    between two fires | broke the silence | broke the ice | broke the news | shot up | shot out | shot past | shot \
    through | shot forward | shot across | shot upright | rang off | rang up | struck dumb | ran to fat | \
    ran in the family | ran its course | burst into bloom | burst into flower | burst into song | caught her breath \
    at | tip of | fired with | fired up | drummed into | roared with | turned over a new leaf | turn over a new \
    leaf | turned the page on | in the teeth of the wind | to the wind | to the four winds | three sheets to the wind | \
    drew up a";

/// Returns whether a word is part of a figure of speech: `a thunder of applause`,
/// `fire in his eyes`, `exploded with anger`.
#[must_use]
pub(super) fn is_figure(sentence: &Sentence<'_, '_>, word: usize) -> bool {
    let page = sentence.page;
    let clause = sentence.clause(word).words.clone();
    let end = clause.end;
    let low = |w: usize| if w < end { page.low(w) } else { "" };
    let heart = listed(
        "pounded pounding hammered hammering thudded beat beating thumped heartbeat thumping beats",
        low(word),
    );
    let of =
        low(word + 1) == "of" && !listed(SOUNDING, low(word + 2)) && !low(word).ends_with("ing");
    let within = (word + 1..(word + 6).min(end)).any(|w| {
        listed("in within behind inside through", low(w))
            && (w + 1..w + 5).any(|v| listed(BODY, low(v)))
    });
    let owned = (word.saturating_sub(3).max(clause.start)..word).any(|w| {
        listed(BODY, low(w))
            && !listed("of in", low(w.saturating_sub(1)))
            && sentence.subject(word) == Some(w)
    });
    let mental = (word + 1..(word + 5).min(end)).any(|w| listed(MIND, low(w)))
        || word > clause.start
            && (word.saturating_sub(2).max(clause.start)..word).any(|w| listed(MIND, low(w)));
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
        || is_idiom(sentence, word)
}

fn is_idiom(sentence: &Sentence<'_, '_>, word: usize) -> bool {
    let from = word.saturating_sub(5).max(sentence.words.start);
    let to = (word + 6).min(sentence.words.end);
    let words: Vec<&str> = (from..to).map(|w| sentence.page.low(w)).collect();
    let low = sentence.page.low(word);
    IDIOMS.split(" | ").any(|idiom| {
        let idiom: Vec<&str> = idiom.split(' ').collect();
        idiom.contains(&low) && words.windows(idiom.len()).any(|here| here == idiom)
    })
}
