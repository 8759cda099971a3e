//! Words that are a verb or a noun, or a verb in two tenses.

use super::Choice::{As, Sound};
use super::{BE, Choice, HAVE, MODALS, OBJECTS, Place, SUBJECTS};

const VERB: Option<Choice> = Some(As("VB"));
const NOUN: Option<Choice> = Some(As("NN"));
const PAST: Option<Choice> = Some(As("VBD"));

/// Words after a verb of movement or of turning.
const WAYS: &[&str] = &[
    "up", "round", "around", "about", "down", "through", "along", "past", "away", "between",
    "among", "into", "across", "over", "back", "upward", "upwards", "downward", "off", "its",
];
const ARTICLES: &[&str] = &[
    "the", "a", "an", "his", "her", "my", "your", "our", "their", "its", "this", "that",
];

/// Verb after `to`, a modal or a subject; noun after an article or an adjective.
pub(super) fn noun_or_verb(place: &Place) -> Option<Choice> {
    let plural = place.word(0).ends_with('s');
    if place.is(-1, &["to"]) && place.is_tagged(0, &["JJ", "NNS"]) {
        return None;
    }
    if place.is(-1, MODALS) && !(place.is(-1, &["do", "did", "does"]) && place.is(0, &["present"]))
    {
        return if place.is(-1, &["let"]) { None } else { VERB };
    }
    if place.is(-1, &["i", "we", "you", "they", "who"]) && !plural {
        return VERB;
    }
    if place.is(-1, &["he", "she", "it", "who", "that"]) && plural {
        return VERB;
    }
    if place.is(-1, BE)
        && place.is(
            0,
            &["present", "separate", "perfect", "frequent", "subject"],
        )
    {
        return Some(As("JJ"));
    }
    if place.begins() && place.is(1, ARTICLES) && !plural {
        return VERB;
    }
    let adverb = place.is(0, &["frequent", "perfect", "separate"]);
    let object = place.is(1, OBJECTS) && !place.is(1, &["her"]);
    let noun = place.is_after_article() && !object;
    noun.then_some(As(if adverb { "JJ" } else { "NN" }))
}

/// Present or past.
pub(super) fn read(place: &Place) -> Option<Choice> {
    match place.led_by(MODALS, HAVE) {
        Some(true) => return VERB,
        Some(false) => return PAST,
        None => {}
    }
    if place.is(-1, BE) || place.is_tagged(-1, &["RB"]) && place.is(-2, BE) {
        return PAST;
    }
    if place.is_after_article() && !place.is(-1, &["that", "no"]) {
        let attribute =
            place.is(1, &["aloud"]) || place.is_before_noun() && !place.is(-1, &["good"]);
        return Some(As(if attribute { "VBN" } else { "NN" }));
    }
    if place.is(-1, &["he", "she", "it", "well", "widely"]) {
        return PAST;
    }
    if place.begins() || place.is_tagged(-1, &["UH"]) {
        return VERB;
    }
    // The verb before it in the sentence has the same tense.
    let verbs = (1..=12)
        .map(|by| -by)
        .take_while(|by| place.token(*by).is_some());
    let verb = verbs
        .into_iter()
        .find(|by| place.is_tagged(*by, &["VB", "MD", "TO"]));
    match verb.map(|by| place.tag(by)) {
        Some("VBD" | "VBN") => return PAST,
        Some("VB" | "VBZ" | "VBG" | "MD" | "TO") => return VERB,
        _ => {}
    }
    let later = (1..=20)
        .map_while(|by| place.token(by))
        .any(|token| token.tag == "VBD");
    let once = place.has(&["yesterday", "ago", "last", "then", "once", "when"]);
    let object = place.is(
        1,
        &[
            "it", "the", "that", "his", "her", "him", "this", "out", "aloud",
        ],
    );
    let usual = place.has(&["every", "always", "often", "usually", "sometimes", "never"]);
    match (later || once, usual) {
        (true, _) => PAST,
        (false, true) => VERB,
        (false, false) if object || place.is_tagged(0, &["VBD", "VBN"]) => PAST,
        (false, false) => VERB,
    }
}

/// `used to go`, `got used to it`; but `it was used to cut`, and `he used it`.
pub(super) fn used(place: &Place) -> Option<Choice> {
    if !place.is(1, &["to"]) {
        return Some(Sound("jˈuzd", "jˈuːzd"));
    }
    let tool = place.is(-1, BE) && place.tag(2) == "VB" && !place.is(2, &["be", "see", "hear"]);
    let carried = place.is(-1, &["being"]);
    Some(match tool || carried {
        true => Sound("jˈuzd", "jˈuːzd"),
        false => Sound("jˈust", "jˈuːst"),
    })
}

pub(super) fn live(place: &Place) -> Option<Choice> {
    const BESIDE: &[&str] = &[
        "in", "at", "by", "on", "with", "there", "here", "alone", "like", "near", "for", "under",
        "off", "next", "over", "among", "happily", "together", "through", "to", "long", "without",
    ];
    let plural = place.word(0) == "lives";
    if plural {
        let noun = place.is_after_article()
            || place.is(
                -1,
                &[
                    "of", "all", "many", "save", "saved", "lost", "lose", "human", "whose", "two",
                    "for",
                ],
            );
        let verb =
            place.is(-1, SUBJECTS) || place.is(1, BESIDE) || place.is(-1, &["that", "which"]);
        return if noun {
            Some(As("NNS"))
        } else {
            verb.then_some(As("VBZ"))
        };
    }
    let thing = place.is(
        1,
        &[
            "wire",
            "wires",
            "coal",
            "coals",
            "ammunition",
            "round",
            "rounds",
            "broadcast",
            "music",
            "oak",
            "bait",
            "animal",
            "animals",
            "shell",
            "shells",
            "show",
            "audience",
            "stock",
        ],
    );
    if thing || place.is(-1, BE) {
        return Some(As("JJ"));
    }
    let verb =
        place.is(-1, MODALS) || place.is(-1, SUBJECTS) || place.is(-1, &["long", "and", "people"]);
    let led = place.led_by(MODALS, &[]) == Some(true);
    (verb || led || place.is(1, BESIDE) && !place.is_after_article()).then_some(As("VB"))
}

/// `wound about him` is of `wind`; `a wound` is an injury.
pub(super) fn wound(place: &Place) -> Option<Choice> {
    if place.is(-1, &["to", "will", "would", "could", "might", "not"]) {
        return VERB;
    }
    if place.is_after_article() {
        return NOUN;
    }
    let way = place.is(1, WAYS)
        || place.is(1, OBJECTS)
        || place.is(1, &["the", "a", "his", "her", "my", "in"]);
    (way || place.is_tagged(0, &["VBD", "VBN"])).then_some(As("VBD"))
}

pub(super) fn wind(place: &Place) -> Option<Choice> {
    let plural = place.word(0) == "winds";
    if plural {
        let path = place.is(
            -1,
            &[
                "road",
                "path",
                "river",
                "lane",
                "stream",
                "stair",
                "staircase",
                "trail",
                "way",
                "valley",
                "street",
                "it",
                "that",
                "which",
                "he",
                "she",
            ],
        );
        return match path && place.is(1, WAYS) {
            true => Some(As("VBZ")),
            false => Some(As("NNS")),
        };
    }
    if place.is_after_article() {
        return NOUN;
    }
    let turned = place.is(1, WAYS) || place.is(1, OBJECTS) || place.is(1, ARTICLES);
    let verb = place.is(-1, MODALS) || place.is(-1, &["i", "we", "you", "they"]) || place.begins();
    Some(As(if verb && turned { "VB" } else { "NN" }))
}

/// `tears` are of the eyes, unless a person tears something.
pub(super) fn tear(place: &Place) -> Option<Choice> {
    let rip = place.word(0) == "tear"
        && (place.is(-1, &["a", "the", "long", "small", "great"]) && place.is(1, &["in"])
            || place.is(-1, &["and"]) && place.is(-2, &["wear"]));
    if rip {
        return VERB;
    }
    if place.is_after_article()
        || place.is(-1, &["in", "into", "with", "bitter", "hot", "and"]) && place.word(0) == "tears"
    {
        return Some(As("NNS"));
    }
    let torn = place.is(1, OBJECTS)
        || place.is(1, ARTICLES)
        || place.is(
            1,
            &[
                "up", "at", "off", "out", "open", "down", "through", "away", "from", "apart",
            ],
        );
    let verb = place.is(-1, MODALS) || place.is(-1, SUBJECTS) || place.begins();
    if verb && torn || place.is(-1, MODALS) {
        return VERB;
    }
    (place.word(0) == "tears" && !torn).then_some(As("NNS"))
}

/// `close to`, `close behind` are near; `close the door` shuts it.
pub(super) fn close(place: &Place) -> Option<Choice> {
    const NEAR: Option<Choice> = Some(As("JJ"));
    if place.is(-1, &["the", "a", "its", "his"])
        && place.is(1, &["of", "when", "with", ".", ",", "?", "!"])
    {
        return NOUN;
    }
    let shut = place.is(1, ARTICLES) || place.is(1, OBJECTS) || place.is(1, &["down", "off", "up"]);
    let near = place.is(
        1,
        &[
            "to",
            "by",
            "beside",
            "upon",
            "at",
            "against",
            "together",
            "enough",
            "friend",
            "friends",
            "attention",
            "quarters",
            "call",
            "thing",
            "air",
            "inspection",
            "examination",
            "watch",
            "range",
            "proximity",
            "behind",
            "companion",
            "contact",
            "as",
            "relation",
            "relations",
            "round",
            "about",
            "under",
        ],
    );
    if place.is(-1, MODALS) || place.is(-1, &["i", "we", "they"]) {
        return if near && !place.is(-1, MODALS) {
            NEAR
        } else {
            VERB
        };
    }
    if place.is(
        -1,
        &["so", "very", "too", "as", "quite", "how", "pretty", "more"],
    ) || place.is(-1, BE)
    {
        return NEAR;
    }
    if near || place.is_after_article() && place.is_before_noun() {
        return NEAR;
    }
    let kept = place.is_tagged(-1, &["VB", "PRP", "RP"]) && !shut;
    match shut && !kept {
        true => VERB,
        false => kept.then_some(As("JJ")),
    }
}

/// `no use`, `of use`, `the use of`; `to use it`.
pub(super) fn usage(place: &Place) -> Option<Choice> {
    if place.is(-1, MODALS) || place.is(-1, &["i", "we", "you", "they"]) {
        return VERB;
    }
    if place.word(0) == "uses" && place.is(-1, SUBJECTS) {
        return Some(As("VBZ"));
    }
    let noun = place.is_after_article()
        || place.is(
            -1,
            &[
                "any", "in", "make", "made", "much", "little", "some", "for", "such", "into",
                "more",
            ],
        )
        || place.is(1, &["of"]);
    noun.then_some(As("NN"))
}

pub(super) fn dove(place: &Place) -> Option<Choice> {
    let moved = place.is(
        1,
        &[
            "into",
            "under",
            "down",
            "for",
            "in",
            "beneath",
            "off",
            "headfirst",
            "over",
            "through",
            "from",
            "straight",
        ],
    );
    Some(As(if moved && !place.is_after_article() {
        "VBD"
    } else {
        "NN"
    }))
}

pub(super) fn dogged(place: &Place) -> Option<Choice> {
    let followed = place.is(1, OBJECTS) || place.is(1, ARTICLES) || place.is(1, &["by"]);
    Some(As(if followed { "VBD" } else { "JJ" }))
}

/// At the start of a sentence the capital says nothing.
pub(super) fn polish(place: &Place) -> Option<Choice> {
    let shine =
        place.begins() && (place.is(1, ARTICLES) || place.is(1, OBJECTS) || place.tag(0) == "VB");
    shine.then_some(Sound("pˈɑlɪʃ", "pˈɒlɪʃ"))
}
