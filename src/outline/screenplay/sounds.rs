//! Interprets the words of a sound line of a screenplay.
//!
//! A line may name several sounds: `Door opens, footsteps approach`. It is read in
//! parts, and each part names a sound, or says what happens to the sounds before it.

mod control;

use super::fountain::SoundKind;
use crate::outline::lexicon::listed;
use crate::outline::sound::{Recipe, number};
pub(super) use control::{Control, control};

/// Recipes that are beds, but are used once where a script asks for an effect.
const PASSING: &str = "boots-on-stairs gasoline-pour paper-burn car-engine weeping";

/// A part of a sound line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub text: String,
    /// Its words in small letters.
    pub words: Vec<String>,
}

impl Part {
    /// Joins two parts to one.
    #[must_use]
    pub(super) fn and(self, next: Part) -> Part {
        Part {
            text: format!("{}, {}", self.text, next.text),
            words: self.words.into_iter().chain(next.words).collect(),
        }
    }
}

/// Returns the parts of a sound line, at punctuation and at words such as `and`.
#[must_use]
pub(super) fn parts(line: &str) -> Vec<Part> {
    const JOINTS: [&str; 9] = [
        " and ",
        " then ",
        " followed by ",
        " plus ",
        " & ",
        " + ",
        " over ",
        " - ",
        " as ",
    ];
    let mut parts: Vec<Part> = Vec::new();
    for text in between_marks(line) {
        let mut rest = text.as_str();
        loop {
            let low = rest.to_ascii_lowercase();
            let joint = JOINTS
                .iter()
                .filter_map(|joint| Some((low.find(joint)?, joint.len())));
            let (own, next) = match joint.min() {
                Some((at, length)) => (&rest[..at], Some(&rest[at + length..])),
                None => (rest, None),
            };
            let words = words(own);
            if !words.is_empty() {
                parts.push(Part {
                    text: own.trim().to_owned(),
                    words,
                });
            }
            match next {
                Some(next) => rest = next,
                None => break,
            }
        }
    }
    parts
}

/// Splits a sound line at punctuation, but not within numbers.
fn between_marks(line: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().collect();
    let mut texts = vec![String::new()];
    for (at, c) in letters.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let within =
            beside(at.checked_sub(1)).is_alphanumeric() && beside(Some(at + 1)).is_alphanumeric();
        let ends = matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '—' | '–' | '!' | ':')
            || matches!(c, '.' | '/' | '…') && !within;
        match ends {
            true => texts.push(String::new()),
            false => texts.last_mut().into_iter().for_each(|text| text.push(*c)),
        }
    }
    texts
}

/// Returns words that say how all sounds of a list are heard, if a line is no more than that or has them
/// in parentheses before the list: `(distant) knocks, a bell`. The rest of the line is second.
#[must_use]
pub(super) fn manner(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let inner = line.strip_prefix('(').and_then(|line| line.split_once(')'));
    let (words, rest) = inner.unwrap_or((line, ""));
    let own = self::words(words);
    let control = control(&own);
    let is_manner = !own.is_empty() && control.alone && !control.acts();
    let counts = repeats(&own).is_some() || silence(words).is_some();
    (is_manner && !counts).then(|| (words.trim(), rest.trim()))
}

/// Returns the words of a sound line in small letters.
#[must_use]
pub(super) fn words(line: &str) -> Vec<String> {
    let line = line.replace('×', " x");
    let parts = line.split(|c: char| !c.is_alphanumeric() && c != '-');
    let parts = parts.map(|part| part.trim_matches('-').to_lowercase());
    parts.filter(|part| !part.is_empty()).collect()
}

fn any(words: &[String], list: &str) -> bool {
    words.iter().any(|word| listed(list, word))
}

/// Returns whether a recipe is continuous, in a line of this kind with these
/// words.
#[must_use]
pub(super) fn goes_on(kind: SoundKind, recipe: Recipe<'_>, words: &[String]) -> bool {
    const ON: &str =
        "under continues continuing continuous throughout background begins starts constant";
    let lasts = recipe.bed && (!listed(PASSING, recipe.name) || any(words, ON));
    kind == SoundKind::Ambience || lasts
}

/// Returns the number of times that it sounds: `three knocks`, `knocks twice`,
/// `rings 4 times`, `x3`. `at` is the word that names the sound.
#[must_use]
pub(super) fn times(words: &[String], at: usize) -> Option<u32> {
    // `Three gun shots`: a word may be between.
    let mut before = words
        .get(at.saturating_sub(2)..at)
        .unwrap_or(&[])
        .iter()
        .rev();
    repeats(words).or_else(|| before.find_map(|word| count(word)))
}

/// Returns the number of times without regard to the sound: `twice`, `(x3)`.
#[must_use]
pub(super) fn repeats(words: &[String]) -> Option<u32> {
    asked_times(words).map(|times| times.min(MOST_TIMES))
}

/// Returns whether a sound shall come more often than a draft lets it.
#[must_use]
pub(super) fn is_too_often(words: &[String]) -> bool {
    asked_times(words).is_some_and(|times| times > MOST_TIMES)
}

/// The largest number of times that a draft lets a sound come.
pub(super) const MOST_TIMES: u32 = 20;

fn asked_times(words: &[String]) -> Option<u32> {
    let spelt = words.iter().find_map(|word| match word.as_str() {
        "twice" => Some(2),
        "thrice" => Some(3),
        "repeated" | "repeatedly" | "repeats" => Some(4),
        word => {
            let digits = word.strip_prefix('x').or_else(|| word.strip_suffix('x'));
            digits.and_then(many)
        }
    });
    let counted = words
        .windows(2)
        .find_map(|two| match (two[0].as_str(), two[1].as_str()) {
            (word, "times") => count(word).or_else(|| many(word)),
            ("x", word) => many(word),
            _ => None,
        });
    spelt.or(counted)
}

/// Returns a number in digits from 2 on. One that is too large for any use is the largest.
fn many(word: &str) -> Option<u32> {
    let is_number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let number = is_number.then(|| word.parse().unwrap_or(u32::MAX));
    number.filter(|number| *number > 1)
}

fn digits_of(word: &str) -> Option<u32> {
    many(word).filter(|count| *count <= MOST_TIMES)
}

fn count(word: &str) -> Option<u32> {
    match word {
        "several" | "some" | "few" => Some(3),
        "couple" | "pair" | "double" => Some(2),
        word => number(word).or_else(|| digits_of(word)),
    }
}

/// Returns whether it is far away.
#[must_use]
pub(super) fn is_far(words: &[String]) -> bool {
    any(
        words,
        "distant distance far faint faintly off muffled outside",
    )
}

/// Returns the length of a silence, if the words ask for one.
#[must_use]
pub(super) fn silence(text: &str) -> Option<String> {
    let words = words(text);
    if !listed("silence hush beat pause", words.first()?) {
        return None;
    }
    let digit = |c: char| c.is_ascii_digit();
    let seconds = text.find(digit).and_then(|at| {
        let end = text[at..].find(|c: char| !digit(c) && c != '.');
        let written = text[at..end.map_or(text.len(), |end| at + end)].trim_end_matches('.');
        written.parse::<f64>().ok()
    });
    let seconds = seconds.filter(|seconds| (0.1..=60.0).contains(seconds));
    let spelt = words.iter().find_map(|word| number(word)).map(f64::from);
    Some(format!("{}s", seconds.or(spelt).unwrap_or(2.0)))
}

/// Things that open and shut.
const DOORS: &str = "door doors gate gates hatch lid window trunk boot drawer";

/// Returns the words with those that the library knows for what a door does, and
/// whether it is done softly.
#[must_use]
pub(super) fn known(words: &[String]) -> (Vec<String>, bool) {
    if !any(words, DOORS) {
        return (words.to_vec(), false);
    }
    let shuts = any(words, "close closes closed closing shut shuts shutting");
    let hard = any(words, "slam slams slammed bang bangs hard");
    let breaks = any(words, "broken break breaks bursts burst smashes");
    let more = match (shuts, breaks) {
        (true, _) => Some("slams"),
        (_, true) => Some("breach"),
        _ => None,
    };
    let words = words.iter().map(String::as_str).chain(more);
    (words.map(str::to_owned).collect(), shuts && !hard)
}

/// Returns a part about the thing of the part before: `Door opens and closes`.
#[must_use]
pub(super) fn shared(before: &Part, part: &Part) -> Option<Part> {
    let thing = before.words.iter().find(|word| listed(DOORS, word))?;
    let acts = any(
        &part.words,
        "close closes shut shuts slams opens open bangs creaks locks unlocks",
    );
    let named = any(&part.words, DOORS);
    (acts && !named).then(|| Part {
        text: part.text.clone(),
        words: std::iter::once(thing).chain(&part.words).cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::sound::Library;
    use crate::perform::BuiltinCatalog;
    use crate::world::Catalog;

    #[test]
    fn numbers_and_silences_are_understood() {
        let count = |line: &str| {
            let words = words(line);
            let at = Library::of(&BuiltinCatalog).find(false, &words).unwrap().1;
            times(&words, at)
        };
        for (line, expected) in [
            ("Three knocks at the door", Some(3)),
            ("The telephone rings twice", Some(2)),
            ("A knock, 4 times", Some(4)),
            ("Knock x3", Some(3)),
            ("Knock ×3", Some(3)),
            ("Knock x 3", Some(3)),
            ("Knock (3x)", Some(3)),
            ("KNOCK THREE TIMES", Some(3)),
            ("A couple knocks", Some(2)),
            ("Three gun shots", Some(3)),
            ("Knock, repeated", Some(4)),
            ("Knock x99999", Some(20)),
            ("Knock 400 times", Some(20)),
            ("A knock", None),
        ] {
            assert_eq!(count(line), expected, "{line}");
        }
        assert_eq!(silence("Silence, 3 seconds"), Some("3s".to_owned()));
        assert_eq!(silence("Silence, 1.5 s"), Some("1.5s".to_owned()));
        assert_eq!(silence("Silence for two seconds"), Some("2s".to_owned()));
        assert_eq!(silence("The silence of the room"), None);
    }

    #[test]
    fn a_line_has_a_part_for_each_sound() {
        let texts = |line: &str| {
            let parts = parts(line).into_iter();
            parts.map(|part| part.text).collect::<Vec<_>>().join("|")
        };
        for (line, expected) in [
            (
                "Door opens, footsteps approach.",
                "Door opens|footsteps approach",
            ),
            (
                "Rain and thunder, continuing under",
                "Rain|thunder|continuing under",
            ),
            (
                "KNOCK (x3). DOOR OPENS/CLOSES",
                "KNOCK|x3|DOOR OPENS/CLOSES",
            ),
            (
                "Glass breaks; a scream -- silence",
                "Glass breaks|a scream -- silence",
            ),
            ("1.5 seconds of rain", "1.5 seconds of rain"),
            ("Rain", "Rain"),
            ("...", ""),
        ] {
            assert_eq!(texts(line), expected, "{line}");
        }
    }

    #[test]
    fn passing_sounds_are_in_the_library() {
        for name in PASSING.split(' ') {
            assert!(
                BuiltinCatalog.recipe(name).is_some_and(|recipe| recipe.bed),
                "{name}"
            );
        }
    }
}
