//! Set phrases in which nobody hears the word of sound.

use crate::outline::lexicon::verbs;
use crate::outline::prose::clause::Sentence;
use cuebook_core::id::{IdRange, WordId};

/// Phrases divided by `|`. A verb in its base form means all its forms; `*` is any word.
#[rustfmt::skip]
const IDIOMS: &str = "rain check | right as rain | under fire | open fire | cease fire | set fire to | on fire with | line of fire | \
    ring true | ring hollow | ring false | ring off | ring up | ring no bell | alarm bells | shot of | big shot | long shot | \
    shot in the arm | shot in the dark | shot at the | parting shot | call the shots | knock over | knock out | knock down | \
    knock off | knock about | knock into | knock back | knock on effect | knock on wood | knock for six | wind * knock | \
    knock the wind | take the wind | wind out of * sails | wind of change | winds of change | second wind | get wind | \
    in the wind of | wind of it | wind of the | to the wind | to the four winds | three sheets to the wind | \
    in the teeth of the wind | which way the wind | run out of | run into trouble | run into difficulties | run into debt | \
    run over in | run through the list | run over the | run to fat | run in the family | run * course | run for office | \
    run for parliament | run for president | run for mayor | run for congress | run for election | run for governor | \
    run for years | run for a year | storm out | storm in a | steal * thunder | rain or shine | laughing stock | laugh off | laugh away | house of cards collapse | doors open for | doors open to | last laugh | \
    son of a gun | stick to * guns | jump the gun | door to door | next door | death's door | show * the door | \
    open on to | open onto | open into | open upon | open on | beat about the bush | strike him that | strike me that | \
    strike her that | strike dumb | strike camp | strike a bargain | strike a balance | strike a note | strike gold | \
    strike home | running water | hit the roof | between two fires | play with fire | fight fire | break the silence | \
    break the ice | break the news | break camp | shot up | shot out | shot past | shot through | shot forward | shot across | \
    shot upright | burst into bloom | burst into flower | burst into song | burst into flame | catch her breath at | tip of | \
    fire with | fire up | fire away | fire off | fire a question | fire questions | drum into | drum up | drum * fingers | \
    roar with | turn over a new leaf | turn the page on | turn a page in | draw up a | draw * sword against | \
    blow the whistle on | blow * top | blow a fuse | give it a crack | give it a shot | have a crack | have a shot | take a shot | \
    crack a joke | crack a smile | crack the code | crack of dawn | crack of doom | clap eyes | clap in irons | bark up | \
    bark * shin | bark * knuckles | cough up | in * footsteps | * dog days | go to the dogs | blow up at | slam the brakes | \
    murmur of the heart | hear a pin | cry wolf | cry for the moon | cry off | weep over spilt | bolt upright | bolt from the blue | \
    glass ceiling | burn * bridges | burn * boats | pour cold water | pour scorn | pour out * heart | step by step | down to earth with a bump | back to earth with a bump | land with a bump | beat the drum for | bang the drum for | \
    one step | next step | first step | wrong step | step in the right | step ahead | step towards";

/// Returns whether a word is part of a set phrase.
#[must_use]
pub(super) fn is_idiom(sentence: &Sentence<'_, '_>, word: WordId) -> bool {
    let from = word.saturating_sub(5).max(sentence.words.start);
    let to = (word + 6).min(sentence.words.end);
    let words: Vec<&str> = (from..to).ids().map(|w| sentence.page.low(w)).collect();
    let own = sentence.page.low(word);
    IDIOMS.split('|').any(|idiom| {
        let idiom: Vec<&str> = idiom.split_ascii_whitespace().collect();
        let here = |words: &[&str]| words.iter().zip(&idiom).all(|(word, own)| fits(own, word));
        idiom.iter().any(|part| *part != "*" && fits(part, own))
            && words.windows(idiom.len()).any(here)
    })
}

/// Returns whether a word of a text is one of a phrase.
fn fits(part: &str, word: &str) -> bool {
    part == "*" || part == word || verbs(word).iter().any(|(base, _)| *base == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_stand_for_all_their_forms() {
        for (part, word) in [
            ("ring", "rang"),
            ("open", "opened"),
            ("knock", "knocking"),
            ("*", "his"),
        ] {
            assert!(fits(part, word), "{part} {word}");
        }
        assert!(!fits("ring", "bell") && !fits("fire", "fires of"));
    }
}
