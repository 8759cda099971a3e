//! Nouns and adjectives of one spelling.

use super::Choice::Sound;
use super::{Choice, Place};

/// A greeting and the front of a ship, or a weapon and a ribbon.
pub(super) fn bow(place: &Place) -> Option<Choice> {
    let (word, tied) = (
        place.word(0),
        place.is(
            1,
            &[
                "tie", "ties", "window", "windows", "legs", "string", "front", "saw",
            ],
        ),
    );
    let weapon = place.is(1, &["and"]) && place.is(2, &["arrow", "arrows", "quiver"])
        || place.is(
            -1,
            &[
                "long", "violin", "fiddle", "silk", "satin", "ribbon", "velvet", "hair", "pink",
                "strung", "yew",
            ],
        )
        || place.is(
            -2,
            &["drew", "bent", "strung", "drawn", "tied", "draw", "bend"],
        ) && place.is(-1, &["his", "her", "the", "a", "my"]);
    let armed = place.has(&[
        "arrow", "arrows", "quiver", "archer", "archers", "violin", "fiddle", "cello", "ribbon",
        "string", "armed",
    ]);
    let low = Some(match word.as_str() {
        "bow" => Sound("bˈW", "bˈW"),
        "bows" => Sound("bˈWz", "bˈWz"),
        "bowed" => Sound("bˈWd", "bˈWd"),
        _ => Sound("bˈWɪŋ", "bˈWɪŋ"),
    });
    let curved = Some(match word.as_str() {
        "bow" => Sound("bˈO", "bˈQ"),
        "bows" => Sound("bˈOz", "bˈQz"),
        "bowed" => Sound("bˈOd", "bˈQd"),
        _ => Sound("bˈOɪŋ", "bˈQɪŋ"),
    });
    if tied || weapon {
        return curved;
    }
    if matches!(word.as_str(), "bowed" | "bowing") || place.is_tagged(0, &["VB"]) {
        return low;
    }
    let greeting = place.is(
        -1,
        &[
            "low",
            "deep",
            "slight",
            "polite",
            "stiff",
            "little",
            "formal",
            "graceful",
            "courtly",
            "profound",
            "short",
            "stately",
            "mock",
            "sweeping",
            "grave",
            "silent",
            "respectful",
            "ceremonious",
            "elaborate",
            "quick",
            "awkward",
            "final",
            "to",
            "he",
            "she",
            "they",
            "i",
        ],
    );
    let made = (2..=4).any(|by: isize| {
        place.is(
            -by,
            &[
                "made", "make", "making", "makes", "gave", "give", "giving", "took", "take",
                "returned", "with",
            ],
        )
    });
    let ship = place.is(
        -1,
        &["port", "starboard", "weather", "lee", "our", "ship's"],
    ) || place.is(1, &["wave", "gun", "oar", "thruster", "of"])
        || place.is(-1, &["the", "her", "its"])
            && place.is(
                -2,
                &["in", "at", "over", "on", "off", "across", "from", "under"],
            );
    match (greeting || made || ship || word == "bows", armed) {
        (_, true) if !greeting => curved,
        (true, _) => low,
        _ => curved,
    }
}

/// The metal, or what leads.
pub(super) fn lead(place: &Place) -> Option<Choice> {
    let metal = Some(match place.word(0).as_str() {
        "lead" => Sound("lˈɛd", "lˈɛd"),
        _ => Sound("lˈɛdz", "lˈɛdz"),
    });
    if place.word(0) == "leads" {
        let roof =
            place.is(-1, &["the"]) && place.is(-2, &["on", "over", "across", "onto", "along"]);
        return if roof { metal } else { None };
    }
    let made = place.is(
        1,
        &[
            "bullet",
            "bullets",
            "pipe",
            "pipes",
            "pencil",
            "pencils",
            "paint",
            "shot",
            "weight",
            "weights",
            "ball",
            "balls",
            "coffin",
            "coffins",
            "roof",
            "roofs",
            "mine",
            "mines",
            "poisoning",
            "soldier",
            "soldiers",
            "glass",
            "acetate",
            "sinker",
            "seal",
            "cistern",
            "sheet",
            "ingot",
            "lining",
            "oxide",
            "ore",
            "coloured",
            "colored",
            "foil",
            "box",
            "lined",
            "grey",
            "gray",
            "colour",
            "type",
        ],
    );
    let mass = place.is(
        -1,
        &[
            "of", "like", "with", "molten", "melted", "as", "from", "sheet", "white", "red",
            "black", "hot", "solid", "liquid", "pure", "cold", "and", "or", "tin", "iron", "into",
            "heavy",
        ],
    ) && place.is_tagged(0, &["NN", "JJ"])
        && !place.is(
            1,
            &[
                "role", "singer", "actor", "story", "the", "us", "him", "them", "me", "her", "to",
            ],
        );
    (made || mass).then_some(metal).flatten()
}

/// A quarrel, or a line of things.
pub(super) fn row(place: &Place) -> Option<Choice> {
    let quarrel = Some(match place.word(0).as_str() {
        "row" => Sound("ɹˈW", "ɹˈW"),
        _ => Sound("ɹˈWz", "ɹˈWz"),
    });
    if place.is(1, &["of"])
        || place.is(
            -1,
            &[
                "front", "back", "top", "bottom", "last", "first", "second", "long", "to",
            ],
        )
    {
        return None;
    }
    let loud = place.is(
        -1,
        &[
            "terrible",
            "awful",
            "fearful",
            "dreadful",
            "frightful",
            "blazing",
            "furious",
            "infernal",
            "family",
            "almighty",
            "flaming",
            "devil",
            "tremendous",
            "such",
            "fine",
            "violent",
        ],
    );
    let made = (2..=4).any(|by: isize| {
        place.is(
            -by,
            &[
                "had", "have", "having", "has", "make", "made", "making", "kick", "kicked", "hear",
                "heard", "what", "such", "start", "started",
            ],
        )
    });
    let article = place.is(-1, &["a", "the", "this", "that", "another", "any"]) || loud;
    let about = place.is(1, &["with", "about", "over", "between"]);
    let sat = place.has(&["sat", "seats", "chairs", "houses", "trees", "boat", "oars"]);
    (loud || article && (made || about) && !sat)
        .then_some(quarrel)
        .flatten()
}

/// A voice, unless there is a fisher.
pub(super) fn bass(place: &Place) -> Option<Choice> {
    let fish = place.has(&[
        "fish", "fishing", "caught", "catch", "lake", "hook", "rod", "trout", "perch", "sea",
    ]);
    let sung = place.is(
        1,
        &[
            "voice", "drum", "drums", "guitar", "clef", "viol", "note", "notes", "line", "part",
            "singer",
        ],
    );
    Some(match fish && !sung {
        true => Sound("bˈæs", "bˈas"),
        false => Sound("bˈAs", "bˈAs"),
    })
}
