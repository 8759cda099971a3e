//! Nouns and adjectives of one spelling.

use super::Choice::Sound;
use super::{Choice, Place};

/// A greeting and the front of a ship, or a weapon and a ribbon.
pub(super) fn bow(place: &Place) -> Option<Choice> {
    let (word, tied) = (
        place.word(0),
        place.is(1, "tie ties window windows legs string front saw"),
    );
    let weapon = place.is(1, "and") && place.is(2, "arrow arrows quiver")
        || place.is(
            -1,
            "long violin fiddle silk satin ribbon velvet hair pink strung yew",
        )
        || place.is(-2, "drew bent strung drawn tied draw bend")
            && place.is(-1, "his her the a my");
    let armed =
        place.has("arrow arrows quiver archer archers violin fiddle cello ribbon string armed");
    let (low, curved) = bow_sounds(&word);
    let carried = place.is(-2, "with") && place.is(-1, "his her my your their our its");
    if tied || weapon || carried {
        return curved;
    }
    if word == "bow" && place.begins() && place.is(1, "to before down low deeply your") {
        return low;
    }
    if matches!(word.as_str(), "bowed" | "bowing") || place.is_tagged(0, &["VB"]) {
        return low;
    }
    let greeting = place.is(
        -1,
        "low deep slight polite stiff little formal graceful courtly profound short \
            stately mock sweeping grave silent respectful ceremonious elaborate quick \
            awkward final to he she they i",
    );
    let made = (2..=4).any(|by: isize| {
        place.is(
            -by,
            "made make making makes gave give giving took take returned with",
        )
    });
    let sails = place.has("ship boat stern deck hull vessel waves anchor canoe rudder");
    let ship = sails && !armed
        || place.is(-1, "port starboard weather lee our ship's")
        || place.is(1, "wave gun oar thruster of")
        || place.is(-1, "the her its") && place.is(-2, "in at over on off across from under");
    let from = place.is_after_article() && place.is(1, "from") && !armed;
    match (greeting || made || ship || from || word == "bows", armed) {
        (_, true) if !greeting => curved,
        (true, _) => low,
        _ => curved,
    }
}

/// Returns the sound of the greeting and the ship, and of the weapon and the ribbon.
fn bow_sounds(word: &str) -> (Option<Choice>, Option<Choice>) {
    let (low, curved) = match word {
        "bow" => (Sound("bˈW", "bˈW"), Sound("bˈO", "bˈQ")),
        "bows" => (Sound("bˈWz", "bˈWz"), Sound("bˈOz", "bˈQz")),
        "bowed" => (Sound("bˈWd", "bˈWd"), Sound("bˈOd", "bˈQd")),
        _ => (Sound("bˈWɪŋ", "bˈWɪŋ"), Sound("bˈOɪŋ", "bˈQɪŋ")),
    };
    (Some(low), Some(curved))
}

/// The metal, or what leads.
pub(super) fn lead(place: &Place) -> Option<Choice> {
    let metal = Some(match place.word(0).as_str() {
        "lead" => Sound("lˈɛd", "lˈɛd"),
        _ => Sound("lˈɛdz", "lˈɛdz"),
    });
    if place.word(0) == "leads" {
        let roof = place.is(-1, "the") && place.is(-2, "on over across onto along");
        return if roof { metal } else { None };
    }
    let made = place.is(
        1,
        "bullet bullets pipe pipes pencil pencils paint shot weight weights ball \
            balls coffin coffins roof roofs mine mines poisoning soldier soldiers glass \
            acetate sinker seal cistern sheet ingot lining oxide ore coloured colored \
            foil box lined grey gray colour type",
    );
    let mass = place.is(
        -1,
        "of like with molten melted as from sheet white red black hot solid liquid \
            pure cold and or tin iron into heavy",
    ) && place.is_tagged(0, &["NN", "JJ"])
        && !place.is(1, "role singer actor story the us him them me her to");
    let mass = mass
        || place.is(-1, "in")
            && place.is(
                -2,
                "covered coated clad dipped wrapped sheathed encased sealed",
            );
    // `the pencil's lead`, whose mark may be one more token
    let pencil = (1..=3).any(|by: isize| place.is(-by, "pencil pencils"))
        && !place.is(-1, "the a an his her my");
    let mass = mass || pencil;
    let named = place.has("metal molten") && place.is_tagged(0, &["NN"]);
    (made || mass || named).then_some(metal).flatten()
}

/// A quarrel, or a line of things.
pub(super) fn row(place: &Place) -> Option<Choice> {
    let quarrel = Some(match place.word(0).as_str() {
        "row" => Sound("ɹˈW", "ɹˈW"),
        _ => Sound("ɹˈWz", "ɹˈWz"),
    });
    if place.is(1, "of") || place.is(-1, "front back top bottom last first second long to") {
        return None;
    }
    let loud = place.is(
        -1,
        "terrible awful fearful dreadful frightful blazing furious infernal family \
            almighty flaming devil tremendous such fine violent",
    );
    let made = (2..=4).any(|by: isize| {
        place.is(
            -by,
            "had have having has make made making kick kicked hear heard what such start \
            started",
        )
    });
    let article = place.is(-1, "a the this that another any") || loud;
    let about = place.is(1, "with about over between");
    let loudly = place.is(
        1,
        "broke began started erupted going went raged ensued followed flared upstairs downstairs developed",
    );
    let sat = place.has("sat seats chairs houses trees boat oars");
    let ends = (place.token(1)).is_none_or(|token| !token.text.chars().any(char::is_alphanumeric));
    let often = place.is(-1, "had having have")
        && place.word(0) == "rows"
        && (ends || place.is(1, "with every about over"));
    (loud || (article && (made || about || loudly) || often) && !sat)
        .then_some(quarrel)
        .flatten()
}

/// A voice, unless there is a fisher.
pub(super) fn bass(place: &Place) -> Option<Choice> {
    let fish = place.has(
        "fish fishing fisherman fished caught catch lake hook hooked rod trout perch pike sea river \
        pond bait reeds scales fins net grilled fried baked boned filleted lemon ate eat swam",
    ) || place.is_tagged(-1, &["CD"]);
    let sung = place.is(
        1,
        "voice drum drums guitar clef viol note notes line part singer",
    );
    Some(match fish && !sung {
        true => Sound("bˈæs", "bˈas"),
        false => Sound("bˈAs", "bˈAs"),
    })
}

/// An account of a person's work, or to go on.
pub(super) fn resume(place: &Place) -> Option<Choice> {
    let account = place.is_after_article() && !place.is(-1, "of")
        || place.is(1, "and") && place.is(-1, "with");
    let account = account && !place.is_tagged(1, &["DT", "PRP$"]);
    let written = place.word(0).starts_with("résumé");
    let several = place.word(0).ends_with('s');
    Some(match (account || written, several) {
        (false, _) => return None,
        (true, false) => Sound("ɹˈɛzəmˌA", "ɹˈɛzjʊmˌA"),
        (true, _) => Sound("ɹˈɛzəmˌAz", "ɹˈɛzjʊmˌAz"),
    })
}

/// Deer, where it is a noun: `two does`, `the does and the bucks`.
pub(super) fn does(place: &Place) -> Option<Choice> {
    let counted = place.is_tagged(-1, &["CD"]) && !place.is(-1, "one")
        || place.is(-1, "the these those some several many young grazing and")
            && place.has("buck bucks stag stags deer fawn fawns herd wood forest grazed");
    let helps = place.is(1, "not n't he she it the a this that");
    // An article is before no verb.
    let named = place.is(-1, "the these those") && !place.has("don't don’t don'ts don’ts");
    ((counted || named) && !helps).then_some(Sound("dˈOz", "dˈQz"))
}

/// A person who sews, or a drain.
pub(super) fn sewer(place: &Place) -> Option<Choice> {
    let skilled = place.is(
        -1,
        "good neat fine skilled expert quick careful clever slow",
    );
    let person = skilled || place.is(1, "and") && place.is(2, "knitter mender weaver embroiderer");
    Some(match (person, place.word(0).as_str()) {
        (false, _) => return None,
        (true, "sewer") => Sound("sˈOəɹ", "sˈQə"),
        (true, _) => Sound("sˈOəɹz", "sˈQəz"),
    })
}

/// Plurals of `axe` and `axis`, of `base` and `basis`.
pub(super) fn in_es(place: &Place) -> Option<Choice> {
    if place.word(0) == "axes" {
        let lines = place.has(
            "axis graph graphs ellipse ellipses coordinate coordinates crystal crystals rotation \
            symmetry vertical horizontal planet planets wheel wheels plane parallel perpendicular",
        );
        return Some(match lines {
            true => Sound("ˈæksˌiz", "ˈaksiːz"),
            false => Sound("ˈæksᵻz", "ˈaksɪz"),
        });
    }
    let grounds = place.is(1, "of for")
        && !place.is(-1, "all our their")
        && place.has(
            "argument arguments claim claims belief beliefs theory theories faith law morality \
            knowledge decision decisions judgment judgement science power these such",
        );
    Some(match grounds {
        true => Sound("bˈAsiz", "bˈAsiːz"),
        false => Sound("bˈAsᵻz", "bˈAsɪz"),
    })
}

/// A small motor cycle, or was sad.
pub(super) fn moped(place: &Place) -> Option<Choice> {
    let owned = place.is_after_article() || place.is(-1, "her his my your our their");
    owned.then_some(Sound("mˈOpˌɛd", "mˈQpɛd"))
}

/// A box in a table; a person who draws is rare.
pub(super) fn drawer(place: &Place) -> Option<Choice> {
    Some(match place.word(0).as_str() {
        "drawer" => Sound("dɹˈɔɹ", "dɹˈɔː"),
        _ => Sound("dɹˈɔɹz", "dɹˈɔːz"),
    })
}
