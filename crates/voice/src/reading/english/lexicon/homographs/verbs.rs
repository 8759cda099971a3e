//! Words that are a verb or a noun, or a verb in two tenses.

use super::Choice::{As, Sound};
use super::{ARTICLES, BE, Choice, MODALS, OBJECTS, Place, SUBJECTS, WAYS};

const VERB: Option<Choice> = Some(As("VB"));
const NOUN: Option<Choice> = Some(As("NN"));

/// Verb after `to`, a modal or a subject; noun after an article or an adjective.
pub(super) fn noun_or_verb(place: &Place) -> Option<Choice> {
    let plural = place.word(0).ends_with('s');
    if place.has_object_of_several() && !plural || is_asked(place) {
        return VERB;
    }
    if place.is(-1, "to") && place.is_tagged(0, &["JJ", "NNS"]) {
        return None;
    }
    if place.is(-1, MODALS) && !(place.is(-1, "do did does") && place.is(0, "present")) {
        return if place.is(-1, "let") { None } else { VERB };
    }
    if place.is(-1, "i we you they who") && !plural {
        return VERB;
    }
    if place.is(-1, "he she it who that") && plural {
        return VERB;
    }
    if place.is(-1, BE) && place.is(0, "present separate perfect frequent subject") {
        return Some(As("JJ"));
    }
    if place.begins() && place.is(1, ARTICLES) && !plural {
        return VERB;
    }
    let adverb = place.is(0, "frequent perfect separate");
    let object = place.is(1, OBJECTS) && !place.is(1, "her");
    let noun = place.is_after_article() && !object;
    noun.then_some(As(if adverb { "JJ" } else { "NN" }))
}

/// Returns whether a question asks for the verb: `did she object`, `do you often`.
fn is_asked(place: &Place) -> bool {
    let person = place.is_tagged(-1, &["PRP", "NNP"]) && place.tag(-1) != "PRP$";
    person
        && place.is(
            -2,
            "do does did will would shall should can could may might must",
        )
}

/// A verb after `to`, a modal or people: `they graduate`, `most graduate at twenty`; otherwise by
/// its tag.
pub(super) fn ending_in_ate(place: &Place) -> Option<Choice> {
    let led = place.is(-1, "i we you they who") || is_asked(place);
    let modal = place.led_by(MODALS, "") == Some(true) && !place.is(-1, "to let");
    let several = place.is(-1, "most many all some both few") || place.is(-2, "and");
    let all = several && place.is(1, "at in from with to by on along between");
    if led || modal || all || place.has_object_of_several() {
        return VERB;
    }
    let described = place.is(-1, BE) || place.is(-1, "a an the no every so very too more most");
    let own = place.is(0, "deliberate elaborate animate") && place.is_before_noun();
    let adjective = place.is(-1, BE) || own;
    described
        .then_some(As(if adjective { "JJ" } else { "NN" }))
        .filter(|_| place.is_before_noun() || !place.is_tagged(0, &["VB"]))
}

/// A building, or to give a home.
pub(super) fn house(place: &Place) -> Option<Choice> {
    let led = place.is(
        -1,
        "will would can could may might must should they we who you to not",
    );
    let whom = place.is(1, "you")
        || place.is(1, ARTICLES)
        || place.is(1, OBJECTS)
        || place.is_tagged(1, &["CD", "JJ"])
        || place.is(1, "all both some many more most");
    let home = place.is(-1, "to") && !whom || place.is_after_article();
    let houses = led && (whom || is_asked(place)) || is_asked(place) && !place.is(1, "of");
    // `House them in the house.`
    let them = place.is(1, "them him us me these those") && !place.is(-1, "the a this that");
    let verb = !home && (houses || them || place.has_object_of_several());
    Some(As(if verb { "VB" } else { "NN" }))
}

pub(super) fn live(place: &Place) -> Option<Choice> {
    const BESIDE: &str = "in at by on with there here alone like near for under off next over among \
            happily together through to long without";
    let plural = place.word(0) == "lives";
    if plural {
        let noun = place.is_after_article()
            || place.is(-1, "of all many save saved lost lose human whose two for");
        let verb = place.is(-1, SUBJECTS) || place.is(1, BESIDE) || place.is(-1, "that which");
        return if noun {
            Some(As("NNS"))
        } else {
            verb.then_some(As("VBZ"))
        };
    }
    let thing = place.is(
        1,
        "wire wires coal coals ammunition round rounds broadcast music oak bait \
            animal animals shell shells show audience stock",
    );
    if thing || place.is(-1, BE) {
        return Some(As("JJ"));
    }
    let verb = place.is(-1, MODALS) || place.is(-1, SUBJECTS) || place.is(-1, "long and people");
    let led = place.led_by(MODALS, "") == Some(true);
    (verb || led || place.is(1, BESIDE) && !place.is_after_article()).then_some(As("VB"))
}

pub(super) fn wind(place: &Place) -> Option<Choice> {
    let plural = place.word(0) == "winds";
    if plural {
        let path = place.is(
            -1,
            "road path river lane stream stair staircase trail way valley street it that \
            which he she",
        );
        let clock =
            place.is(-1, "he she it who") && (place.is(1, ARTICLES) || place.is(1, OBJECTS));
        return match path && (place.is(1, WAYS) || place.is(1, "on")) || clock {
            true => Some(As("VBZ")),
            false => Some(As("NNS")),
        };
    }
    if place.is_after_article() {
        return NOUN;
    }
    let turned = place.is(1, WAYS) || place.is(1, OBJECTS) || place.is(1, ARTICLES);
    let verb = place.is(-1, MODALS)
        || place.is(-1, "i we you they")
        || place.begins()
        || place.is_tagged(-1, &["NNS"]);
    Some(As(if verb && turned { "VB" } else { "NN" }))
}

/// `tears` are of the eyes, unless a person tears something.
pub(super) fn tear(place: &Place) -> Option<Choice> {
    let wept = (2..=5).any(|by| place.is(by, "eye eyes voice corner"));
    let rip = place.word(0) == "tear"
        && (place.is(-1, "a the long small great") && place.is(1, "in") && !wept
            || place.is(-1, "and") && place.is(-2, "wear"));
    let cloth = "fabric cloth sail sails curtain curtains dress coat shirt canvas paper roof net skin muscle";
    let holes = place.is(
        -1,
        "the a two three several some these those long small big many",
    );
    let rip = rip || holes && !wept && place.is(1, "in") && (2..=4).any(|by| place.is(by, cloth));
    if rip {
        return VERB;
    }
    if place.is_after_article()
        || place.is(-1, "in into with bitter hot and") && place.word(0) == "tears"
    {
        return Some(As("NNS"));
    }
    let torn = place.is(1, OBJECTS)
        || place.is(1, ARTICLES)
        || place.is(1, "up at off out open down through away from apart");
    let verb = place.is(-1, MODALS)
        || place.is(-1, SUBJECTS)
        || place.is_tagged(-1, &["NNS"])
        || place.begins();
    if verb && torn || place.is(-1, MODALS) {
        return VERB;
    }
    (place.word(0) == "tears" && !torn).then_some(As("NNS"))
}

/// `close to`, `close behind` are near; `close the door` shuts it.
pub(super) fn close(place: &Place) -> Option<Choice> {
    const NEAR: Option<Choice> = Some(As("JJ"));
    // `a close-up`, `in close-up`; `to close up` has no hyphen.
    let hyphen = place.is(1, "-");
    if hyphen && place.is(2, "up ups range knit fitting run set cropped") {
        return NEAR;
    }
    if place.is(1, "up ups") && place.is_after_article() && !place.is(-1, "that this no") {
        return NEAR;
    }
    if is_asked(place) && !place.is(1, "to by enough") {
        return VERB;
    }
    if place.is(-1, "the a its his") && place.is(1, "of when with . , ? !") {
        return NOUN;
    }
    let shut = place.is(1, ARTICLES) || place.is(1, OBJECTS) || place.is(1, "down off up");
    let near = place.is(
        1,
        "to by beside upon at against together enough friend friends attention \
            quarters call thing air inspection examination watch range proximity behind \
            companion contact as relation relations round about under",
    );
    if place.is(-1, MODALS) || place.is(-1, "i we they") || place.is_tagged(-1, &["NNS"]) {
        let timed = place.is(1, "at") && !place.is(2, "hand");
        return if near && !timed && !place.is(-1, MODALS) {
            NEAR
        } else {
            VERB
        };
    }
    if place.is(-1, "so very too as quite how pretty more") || place.is(-1, BE) {
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
    if place.is(-1, MODALS) || place.is(-1, "i we you they") {
        return VERB;
    }
    if place.word(0) == "uses" && place.is(-1, SUBJECTS) {
        return Some(As("VBZ"));
    }
    let noun = place.is_after_article()
        || place.is(-1, "any in make made much little some for such into more")
        || place.is(1, "of");
    noun.then_some(As("NN"))
}

/// At the start of a sentence the capital says nothing.
pub(super) fn polish(place: &Place) -> Option<Choice> {
    let shine =
        place.begins() && (place.is(1, ARTICLES) || place.is(1, OBJECTS) || place.tag(0) == "VB");
    shine.then_some(Sound("pˈɑlɪʃ", "pˈɒlɪʃ"))
}

/// An objection, or to object.
pub(super) fn protest(place: &Place) -> Option<Choice> {
    let verb = noun_or_verb(place) == VERB;
    Some(match place.word(0).as_str() {
        "protested" => Sound("pɹətˈɛstᵻd", "pɹətˈɛstɪd"),
        "protesting" => Sound("pɹətˈɛstɪŋ", "pɹətˈɛstɪŋ"),
        "protest" if verb => Sound("pɹətˈɛst", "pɹətˈɛst"),
        "protests" if verb => Sound("pɹətˈɛsts", "pɹətˈɛsts"),
        _ => return None,
    })
}
