//! Verbs whose sound depends on the tense, or on their object.

use super::Choice::{As, Sound};
use super::{ARTICLES, BE, Choice, HAVE, MODALS, OBJECTS, Place, SUBJECTS, WAYS};

const PRESENT: Option<Choice> = Some(As("VB"));
const PAST: Option<Choice> = Some(As("VBD"));

/// Present or past.
pub(super) fn read(place: &Place) -> Option<Choice> {
    match place.led_by(MODALS, HAVE) {
        Some(true) => return PRESENT,
        Some(false) => return PAST,
        None => {}
    }
    if place.is(-1, BE) || place.is_tagged(-1, &["RB"]) && place.is(-2, BE) {
        return PAST;
    }
    if is_one_person(place) {
        return Some(if is_asked(place) { As("VB") } else { As("VBD") });
    }
    if place.is_after_article() && !place.is(-1, "that no") {
        let attribute = place.is(1, "aloud") || place.is_before_noun() && !place.is(-1, "good");
        return Some(As(if attribute { "VBN" } else { "NN" }));
    }
    if place.is(-1, "he she it well widely") {
        return PAST;
    }
    if place.begins() || place.is_tagged(-1, &["UH"]) {
        return PRESENT;
    }
    // `what I read when I was ten`: the time is over.
    let times = (1..=3).filter(|by| place.is(*by, "when while before after as"));
    let past = |by: isize| {
        place.is(by + 1, "i he she it we they") && place.is(by + 2, "was were had did went came")
    };
    if times.into_iter().any(past) || place.is(-1, SUBJECTS) && place.has("yesterday ago") {
        return PAST;
    }
    by_the_verbs_beside(place)
}

/// Returns whether one person or thing is before the verb: in the present it would have an `s`.
/// The number of a king is passed over.
fn is_one_person(place: &Place) -> bool {
    let number =
        place.is(-2, "the") && place.is_tagged(-3, &["NNP"]) && place.is_tagged(-1, &["JJ", "NN"]);
    let by = if number { -3 } else { -1 };
    let single = matches!(place.tag(by), "NN" | "NNP") && place.word(by).len() > 1;
    let several = place.is(by - 1, "and or nor");
    let vocative = place.begins_at(by) && place.is(0, "read") && place.is(1, "this that it");
    single && !several && !vocative
}

/// Returns whether a verb before it takes the bare verb: `did Tom read`, `let the boy read`.
fn is_asked(place: &Place) -> bool {
    const BARE: &str = "let lets make makes made help helps helped hear hears heard see saw watch \
        watched have having";
    let before = (1..=6).map(|by| -by);
    let mut clause = before.take_while(|by| {
        place
            .token(*by)
            .is_some_and(|token| !matches!(token.tag, "," | "." | ":" | "CC" | "IN"))
    });
    clause.any(|by| place.is(by, MODALS) || place.is(by, BARE))
}

/// The verb before it in the sentence has the same tense; then the words of time decide.
fn by_the_verbs_beside(place: &Place) -> Option<Choice> {
    let clause = (1..=6).take_while(|by| place.token(*by).is_some_and(|own| own.tag != ","));
    if clause.into_iter().any(|by| place.is(by, "yesterday ago")) {
        return PAST;
    }
    let before = (1..=12)
        .map(|by| -by)
        .take_while(|by| place.token(*by).is_some());
    let verb = before
        .into_iter()
        .find(|by| place.is_tagged(*by, &["VB", "MD", "TO"]));
    match verb.map(|by| place.tag(by)) {
        Some("VBD" | "VBN") => return PAST,
        Some("VB" | "VBZ" | "VBG" | "MD" | "TO") => return PRESENT,
        _ => {}
    }
    let mut after = (1..=20).map_while(|by| place.token(by));
    let later = after.any(|token| token.tag == "VBD");
    let once = place.has("yesterday ago last then once when");
    let object = place.is(1, "it the that his her him this out aloud");
    let usual = place.has("every each always often usually sometimes never seldom rarely daily");
    match (later || once, usual) {
        (true, _) => PAST,
        (false, true) => PRESENT,
        (false, false) if object || place.is_tagged(0, &["VBD", "VBN"]) => PAST,
        (false, false) => PRESENT,
    }
}

/// `used to go`, `got used to it`; but `it was used to cut`, and `he used it`.
pub(super) fn used(place: &Place) -> Option<Choice> {
    if !place.is(1, "to") {
        return Some(Sound("jˈuzd", "jˈuːzd"));
    }
    let tool = place.is(-1, BE) && place.tag(2) == "VB" && !place.is(2, "be see hear");
    let carried = place.is(-1, "being");
    Some(match tool || carried {
        true => Sound("jˈuzd", "jˈuːzd"),
        false => Sound("jˈust", "jˈuːst"),
    })
}

/// `wound about him` is of `wind`; `a wound` is an injury.
pub(super) fn wound(place: &Place) -> Option<Choice> {
    if place.is(-1, "to will would could might not") {
        return PRESENT;
    }
    // `The wounded wound up in hospital`: the adjective is the subject.
    if place.is(-1, "wounded injured rich poor old young") && place.is(1, "up down its") {
        return Some(As("VBD"));
    }
    if place.is_after_article() {
        return Some(As("NN"));
    }
    let way = place.is(1, WAYS) || place.is(1, OBJECTS) || place.is(1, "the a his her my in");
    (way || place.is_tagged(0, &["VBD", "VBN"])).then_some(As("VBD"))
}

pub(super) fn dove(place: &Place) -> Option<Choice> {
    let moved = place.is(
        1,
        "into under down for in beneath off headfirst over through from straight",
    );
    Some(As(if moved && !place.is_after_article() {
        "VBD"
    } else {
        "NN"
    }))
}

pub(super) fn dogged(place: &Place) -> Option<Choice> {
    let followed = place.is(1, OBJECTS) || place.is(1, ARTICLES) || place.is(1, "by");
    Some(As(if followed { "VBD" } else { "JJ" }))
}
