//! Adjectives that are also a noun or a verb, and words that a capital changes.

use super::Choice::{As, Sound};
use super::{ARTICLES, BE, Choice, HAVE, OBJECTS, Place, SUBJECTS};

/// Very small, or sixty seconds.
pub(super) fn minute(place: &Place) -> Option<Choice> {
    let small = place.is(
        1,
        "particle particles detail details examination inspection description \
            quantity quantities amount amounts difference differences change changes dose doses print portion care attention account creature creatures \
            insect insects crack hole holes speck specks trace traces point points \
            fragment fragments scratches knowledge letters",
    );
    let records = place.tag(1) == "NNS"
        && !place.is_tagged(-1, &["CD"])
        && !place.is(
            -1,
            "a an every each this that another one per last next any",
        );
    let degree = place.is(-1, "so very most too extremely equally how") && !place.is(-2, "the")
        || place.is(-1, BE) && !place.is_tagged(1, &["NN"]);
    Some(As(if small || records || degree {
        "JJ"
    } else {
        "NN"
    }))
}

/// An ill person, or a thing without force.
pub(super) fn invalid(place: &Place) -> Option<Choice> {
    let ill = place.is(
        1,
        "lady chair wife mother sister father uncle aunt brother husband carriage \
            soldier soldiers daughter son friend gentleman",
    );
    let person = place.is_after_article() && !place.is_tagged(1, &["NN"]);
    Some(As(if ill || person { "NN" } else { "JJ" }))
}

/// The inside of a thing, or at peace.
pub(super) fn content(place: &Place) -> Option<Choice> {
    let glad = place.is(1, "to with himself herself myself themselves yourself")
        || place.is(-1, BE)
        || place.is(-1, "'s not well quite perfectly so more and");
    let at_rest = place.is(-1, ",") && place.is(1, ",")
        || place.is(-1, "sat lay stood lived felt seemed looked remained rested");
    let glad = glad || at_rest;
    let inside = place.is_after_article() || place.is_tagged(-1, &["NN"]);
    match (glad, inside) {
        (true, _) => Some(As("JJ")),
        (false, true) => Some(As("NN")),
        _ => None,
    }
}

pub(super) fn houses(_: &Place) -> Option<Choice> {
    Some(Sound("hˈWzᵻz", "hˈWzɪz"))
}

/// Words with which an age begins.
const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety";

/// `an aged man`, `the aged`; but `aged forty` and `he aged`.
pub(super) fn aged(place: &Place) -> Option<Choice> {
    let old = Some(Sound("ˈAʤɪd", "ˈAʤɪd"));
    let counted = place.is_tagged(1, &["CD"])
        || place.is(1, NUMBERS)
        || place.is(1, "about only between barely just nearly almost over under")
            && !place.is(-1, "the")
        || place.is(-1, "middle had has have he she well");
    let stored = place.is(1, "cheese wine beef whisky whiskey oak port brandy");
    if counted || stored {
        return None;
    }
    let alone = place.is(-1, "the") && !place.is_tagged(1, &["RB", "DT"]);
    let described = place.is_before_noun()
        && (place.is_after_article() || place.begins() || place.is_tagged(0, &["JJ"]));
    let so = place.is(-1, "very so most") || place.is(-1, BE) && place.is(1, "and");
    (alone || described || so).then_some(old).flatten()
}

/// `a learned judge`; but `he learned`.
pub(super) fn learned(place: &Place) -> Option<Choice> {
    let taught = place.is(1, "behaviour behavior response helplessness skill skills");
    let described = place.is_after_article() && (place.is_before_noun() || place.is(-1, "the"));
    // `He was learned`, but `the lesson was learned`.
    let person = place.is(
        -2,
        "he she i you they we who man men woman scholar judge doctor lawyer",
    );
    let person = person || place.is_tagged(-2, &["NNP"]);
    let so = place.is(-1, "very most so more")
        || place.is(-1, BE) && person && !place.is(1, "that by from");
    Some(As(if (described || so) && !taught {
        "JJ"
    } else {
        "VBD"
    }))
}

/// `the blessed Virgin`, `this cursed ship`; but `he blessed them`.
pub(super) fn blessed(place: &Place) -> Option<Choice> {
    let by = place.is(1, OBJECTS) || place.is(1, "with by") || place.is(-1, BE);
    let described = place.is_after_article() && place.is_before_noun();
    let praised = place.begins() && place.is(1, "are be is virgin mary lord sacrament saint");
    let two = described || praised && place.word(0) == "blessed";
    match (two && (described || !by), place.word(0).as_str()) {
        (true, "blessed") => Some(Sound("blˈɛsɪd", "blˈɛsɪd")),
        (true, _) => Some(Sound("kˈɜɹsɪd", "kˈɜːsɪd")),
        (false, "cursed") if is_done(place) => Some(Sound("kˈɜɹst", "kˈɜːst")),
        _ => None,
    }
}

/// Returns whether a word is what a person does or did: `he cursed`, `they had cursed him`.
fn is_done(place: &Place) -> bool {
    let doer = place.is(-1, SUBJECTS) || place.is(-1, HAVE) || place.is_tagged(-1, &["NNP"]);
    let object = place.is(1, OBJECTS) || place.is(1, ARTICLES) || place.is(1, "at under");
    (doer && !place.is_before_noun() || object) && !place.begins() && !place.is_after_article()
}

/// Words that are a name or a place with a capital.
pub(super) fn capital(place: &Place) -> Option<Choice> {
    let capital = place
        .token(0)
        .is_some_and(|token| token.text.starts_with(char::is_uppercase));
    let place_before = place.is(-1, "in to at from near of for via");
    match (place.word(0).as_str(), capital) {
        ("august", false) => Some(Sound("ɔɡˈʌst", "ɔːɡˈʌst")),
        ("nice", true) if place_before => Some(Sound("nˈis", "nˈiːs")),
        ("reading", true) if place_before || place.is(1, "gaol station jail") => {
            Some(Sound("ɹˈɛdɪŋ", "ɹˈɛdɪŋ"))
        }
        ("job", true) if !place.begins() || place.is(1, "said answered was sat") => {
            Some(Sound("ʤˈOb", "ʤˈQb"))
        }
        _ => None,
    }
}

/// Small words of other languages, which the lexicon reads as letters or with a stress.
pub(super) fn particle(place: &Place) -> Option<Choice> {
    let small = place
        .token(0)
        .is_some_and(|token| token.text.starts_with(char::is_lowercase));
    let word = place.word(0);
    // `Le Havre`
    let small = small || word == "le";
    let sound = match word.as_str() {
        "le" => Sound("lə", "lə"),
        "de" => Sound("də", "də"),
        "du" => Sound("du", "djuː"),
        "von" => Sound("vɑn", "vɒn"),
        _ => Sound("ɛt", "ɛt"),
    };
    small.then_some(sound)
}

/// With less feeling than before, or a count.
pub(super) fn number(place: &Place) -> Option<Choice> {
    let feels = place.is(1, "than and")
        && place.is_tagged(2, &["RB", "IN", "JJR", "DT"])
        && !place.is_after_article()
        || place.is(-1, "grew felt grow feel growing even went getting");
    feels.then_some(Sound("nˈʌməɹ", "nˈʌmə"))
}

/// The last letter, whose name the British lexicon has as the American one.
pub(super) fn zed(_: &Place) -> Option<Choice> {
    Some(Sound("zˈi", "zˈɛd"))
}

/// Words of French and German phrases that are also English words: `c'est la vie`, `sang-froid`,
/// `mon ami`, `Guten Tag`, `Les Misérables`.
pub(super) fn french(place: &Place) -> Option<Choice> {
    let hyphen = isize::from(place.is(1, "-"));
    let behind = isize::from(place.is(-1, "-"));
    match place.word(0).as_str() {
        "vie" if place.is(-1, "la") => Some(Sound("vˈi", "vˈiː")),
        "tag" if place.is(-1, "guten") => Some(Sound("tˈɑk", "tˈɑːk")),
        "sang" if place.is(1 + hyphen, "froid") => Some(Sound("sˈɑŋ", "sˈɑːŋ")),
        "faire" if place.is(-1 - behind, "laissez savoir") => Some(Sound("fˈɛɹ", "fˈɛː")),
        "mon"
            if place.is(
                1,
                "dieu ami cher chéri cheri coeur cœur général capitaine colonel vieux",
            ) =>
        {
            Some(Sound("mˈOn", "mˈɒn"))
        }
        "les" => {
            let listed = place.is(
                1,
                "miserables halles invalides liaisons sylphides troyens temps deux fleurs \
                    enfants bons arcs gets mots huguenots femmes hommes baux",
            );
            let accented = !place.word(1).is_ascii() && !place.is(1, "’ — – “ ”");
            (listed || accented).then_some(Sound("lA", "lA"))
        }
        _ => None,
    }
}
