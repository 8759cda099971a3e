//! Which sound of the library words ask for.
//!
//! In: what a sound line says. Out: a recipe. Always true: a recipe is given
//! only where one of its own words, or its whole name, is asked for.

use crate::exchange::fountain::SoundKind;
use crate::perform::sound::recipe::{self, Kind, Recipe};

/// Recipes that can stand for music, and what music is called that is like them.
const MUSIC: [(&str, &[&str]); 5] = [
    (
        "lament",
        &[
            "sad",
            "mournful",
            "melancholy",
            "slow",
            "elegy",
            "requiem",
            "strings",
            "cello",
        ],
    ),
    (
        "drone",
        &[
            "dark", "eerie", "low", "deep", "uneasy", "sinister", "dread",
        ],
    ),
    (
        "pulse",
        &["tense", "tension", "driving", "urgent", "thriller", "fast"],
    ),
    ("sting", &["stab", "dramatic", "shock", "stinger"]),
    ("bugle", &["brass", "military", "horn"]),
];

/// Words that writers have for words of the library.
const SYNONYMS: [(&str, &str); 8] = [
    ("gunshot", "shot"),
    ("gunshots", "shots"),
    ("cannonfire", "cannon"),
    ("doorbell", "bell"),
    ("hammering", "hammer"),
    ("applause", "crowd"),
    ("sobs", "sobbing"),
    ("automobile", "car"),
];

/// Recipes that go on, and yet happen once where a script asks for an effect.
const PASSING: [&str; 6] = [
    "boots-on-stairs",
    "gasoline-pour",
    "wine-pour",
    "paper-burn",
    "car-engine",
    "weeping",
];

/// A word of a sound line, in small letters.
pub(super) fn tokens(words: &str) -> Vec<String> {
    let parts = words.split(|c: char| !c.is_alphanumeric() && c != '-');
    let parts = parts.map(|part| part.trim_matches('-').to_lowercase());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The recipe that fits best, with the place of the word that it fits by.
pub(super) fn find(kind: SoundKind, tokens: &[String]) -> Option<(&'static Recipe, usize)> {
    let recipes: Vec<&'static Recipe> = recipe::names().filter_map(recipe::find).collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| synonym(token)).collect();
    let musical = |name: &str| MUSIC.iter().find(|(known, _)| *known == name);
    let mut best: Option<(f64, &Recipe, usize)> = None;
    for recipe in &recipes {
        let extra = match (kind, musical(&recipe.name)) {
            (SoundKind::Music, None) => continue,
            (SoundKind::Music, Some((_, moods))) => *moods,
            _ => &[],
        };
        let (score, at) = score(recipe, extra, &tokens, &recipes);
        if score > best.map_or(0.0, |best| best.0) {
            best = Some((score, recipe, at));
        }
    }
    best.map(|(_, recipe, at)| (recipe, at))
}

fn synonym(token: &str) -> &str {
    let known = SYNONYMS.iter().find(|(known, _)| *known == token);
    known.map_or(token, |(_, word)| word)
}

/// How well a recipe fits, and by which token first. A word that few recipes
/// answer to says more than one that many do.
fn score(recipe: &Recipe, extra: &[&str], tokens: &[&str], all: &[&Recipe]) -> (f64, usize) {
    let place = |word: &str| tokens.iter().position(|token| alike(word, token));
    let mut score = 0.0;
    let mut first = usize::MAX;
    let words = recipe.words.iter().map(String::as_str);
    for word in words.chain(extra.iter().copied()) {
        // Words of a phrase have to stand all.
        let found: Option<Vec<usize>> = word.split(' ').map(place).collect();
        if let Some(at) = found.and_then(|places| places.into_iter().min()) {
            let answers = |other: &&&Recipe| {
                let named = other.name.split('-').any(|part| alike(part, word));
                named || other.words.iter().any(|own| alike(own, word))
            };
            let rivals = all.iter().filter(answers);
            score += 6.0 / (1.0 + rivals.count() as f64);
            first = first.min(at);
        }
    }
    let parts: Vec<&str> = recipe.name.split('-').collect();
    let named: Vec<usize> = parts.iter().filter_map(|part| place(part)).collect();
    if named.len() == parts.len() || tokens.contains(&recipe.name.as_str()) {
        score += 5.0 + parts.len() as f64;
        first = first.min(named.iter().copied().min().unwrap_or(0));
    }
    if tokens.first() == Some(&recipe.name.as_str()) {
        score += 100.0;
        first = 0;
    } else if score > 0.0 {
        score += 0.5 * named.len() as f64;
    }
    (score, first)
}

/// Whether two words are the same but for an ending: door, doors.
fn alike(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 6] = ["", "s", "es", "ed", "ing", "d"];
    let ends = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        // “sing” is not “singed”.
        rest.is_some_and(|rest| match rest {
            "" => true,
            "s" | "es" => short.len() > 2,
            rest => ENDINGS.contains(&rest) && short.len() > 4,
        })
    };
    ends(one, other) || ends(other, one)
}

/// Whether a recipe is to go on, in a line of this kind with these words.
pub(super) fn goes_on(kind: SoundKind, recipe: &Recipe, tokens: &[String]) -> bool {
    const ON: [&str; 9] = [
        "under",
        "continues",
        "continuing",
        "continuous",
        "throughout",
        "background",
        "begins",
        "starts",
        "constant",
    ];
    let asked = tokens.iter().any(|token| ON.contains(&token.as_str()));
    let lasting = recipe.kind == Kind::Bed && !PASSING.contains(&recipe.name.as_str());
    kind == SoundKind::Ambience || lasting || recipe.kind == Kind::Bed && asked
}

/// Whether the words end a sound instead of beginning one.
pub(super) fn ends(tokens: &[String]) -> bool {
    const ENDS: [&str; 10] = [
        "stop", "stops", "stopped", "out", "ends", "end", "ceases", "cease", "dies", "fades",
    ];
    let has = |word: &str| tokens.iter().any(|token| token == word);
    let fades_in = has("in") || has("up") || has("under");
    tokens.iter().any(|token| ENDS.contains(&token.as_str())) && !fades_in
}

/// How often it sounds: `three knocks`, `knocks twice`, `rings 4 times`.
pub(super) fn times(tokens: &[String], at: usize) -> Option<u32> {
    let number = |token: &String| match token.as_str() {
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "several" | "some" => Some(3),
        "repeated" | "repeatedly" => Some(4),
        digits => digits.parse().ok().filter(|count| (2..=20).contains(count)),
    };
    let spelt = tokens.iter().find_map(|token| match token.as_str() {
        "twice" => Some(2),
        "thrice" => Some(3),
        _ => None,
    });
    let counted = tokens
        .windows(2)
        .find(|two| two[1] == "times")
        .and_then(|two| number(&two[0]));
    let before = at
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .and_then(number);
    spelt.or(counted).or(before)
}

/// Whether it comes from far away.
pub(super) fn is_far(tokens: &[String]) -> bool {
    const FAR: [&str; 6] = ["distant", "distance", "far", "faint", "faintly", "off"];
    tokens.iter().any(|token| FAR.contains(&token.as_str()))
}

/// How long a silence lasts, where the words ask for one.
pub(super) fn silence(tokens: &[String]) -> Option<String> {
    let first = tokens.first()?;
    if !matches!(first.as_str(), "silence" | "hush" | "beat" | "pause") {
        return None;
    }
    let number = tokens.iter().find_map(|token| {
        let digits = token.trim_end_matches(|c: char| c.is_alphabetic());
        digits
            .parse::<u32>()
            .ok()
            .filter(|count| (1..=60).contains(count))
    });
    Some(format!("{}s", number.unwrap_or(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: SoundKind, words: &str) -> Option<&'static str> {
        find(kind, &tokens(words)).map(|(recipe, _)| recipe.name.as_str())
    }

    #[test]
    fn words_find_the_sound_that_answers_to_them() {
        for (words, expected) in [
            ("A heavy door slams.", Some("door-slam")),
            ("A knock at the door", Some("door-strike")),
            ("DOOR OPENS", Some("door-open")),
            ("Rain on the roof", Some("rain")),
            ("The phone rings twice", Some("telephone-bell")),
            ("Glass shatters", Some("glass-break")),
            ("WIND HOWLS", Some("wind")),
            ("Footsteps approach", Some("footsteps")),
            ("A gunshot", Some("rifle")),
            ("Distant thunder", Some("thunder")),
            ("church bell tolls", Some("bell-toll")),
            ("clock ticking", Some("clock")),
            ("A kettle boils", None),
            ("In the", None),
        ] {
            assert_eq!(found(SoundKind::Effect, words), expected, "{words}");
        }
    }

    #[test]
    fn music_is_music() {
        assert_eq!(
            found(SoundKind::Music, "A sad tune by the door"),
            Some("lament")
        );
        assert_eq!(found(SoundKind::Music, "Tense"), Some("pulse"));
        assert_eq!(found(SoundKind::Music, "A tango"), None);
        for (name, _) in MUSIC {
            assert!(recipe::find(name).is_some(), "{name}");
        }
        assert!(PASSING.iter().all(|name| recipe::find(name).is_some()));
    }

    #[test]
    fn numbers_ends_and_silences_are_understood() {
        let count = |words: &str| {
            let tokens = tokens(words);
            let at = find(SoundKind::Effect, &tokens).unwrap().1;
            times(&tokens, at)
        };
        assert_eq!(count("Three knocks at the door"), Some(3));
        assert_eq!(count("The telephone rings twice"), Some(2));
        assert_eq!(count("A knock, 4 times"), Some(4));
        assert_eq!(count("A knock"), None);
        assert!(ends(&tokens("Rain stops.")) && !ends(&tokens("Rain fades in")));
        assert_eq!(
            silence(&tokens("Silence, 3 seconds")),
            Some("3s".to_owned())
        );
        assert_eq!(silence(&tokens("The silence of the room")), None);
    }
}
