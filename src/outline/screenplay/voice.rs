//! How a voice is heard, by the extensions of a name and the parentheses of a speech:
//! `(O.S.)`, `(v. o.)`, `(THROUGH DOOR)`, `(on the phone)`, `(beat)`, `(6m)`.
//!
//! A direction is read in parts: `O.S., CONT'D` has two. Each part is reduced to bare
//! words, so that spelling does not matter.

mod phrases;

use std::collections::BTreeMap;

use super::age;
use crate::outline::lexicon::direction_tone;
use cuebook_script::Feeling;
use phrases::Meaning;

/// The keys of a line for its directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Directed {
    pub tone: Option<Feeling>,
    /// The other keys with their values.
    pub set: Vec<(&'static str, String)>,
    /// The directions that the keys do not express completely.
    pub remark: Option<String>,
    /// The extensions that are not known.
    pub unknown: Vec<String>,
}

/// The directions of a part of a speech.
#[derive(Copy, Clone, Debug)]
pub(super) struct Directions<'a> {
    /// The parentheses after the name.
    pub extensions: &'a [String],
    /// The parentheses before the words.
    pub before: &'a [String],
    /// The parentheses after the last words of the speech.
    pub after: &'a [String],
    /// Whether the scene has a space, which a voice-over leaves.
    pub roomed: bool,
}

/// Returns the keys for directions. Those nearest to the words win.
#[must_use]
pub(super) fn directed(directions: &Directions<'_>) -> Directed {
    let mut directed = Directed::default();
    let mut heard = Heard::default();
    let mut rest: Vec<String> = Vec::new();
    for extension in directions.extensions {
        match heard.read(extension, true) {
            Taken::All => {}
            Taken::Known => rest.push(extension.clone()),
            Taken::Nothing => {
                rest.push(extension.clone());
                directed.unknown.push(extension.clone());
            }
        }
    }
    for aside in directions.before {
        if heard.read(aside, false) != Taken::All {
            rest.push(aside.clone());
        }
    }
    for aside in directions.after {
        match length_of_pause(&plain(aside)) {
            Some(length) => heard.after = Some(length),
            None => rest.push(aside.clone()),
        }
    }
    directed.tone = heard.tone.filter(|tone| !tone.is_neutral());
    directed.set = heard.keys(directions.roomed);
    directed.remark = (!rest.is_empty()).then(|| format!("({})", rest.join("; ")));
    directed
}

/// Returns whether extensions say where a voice is, or through what it is heard.
#[must_use]
pub(super) fn is_placed(extensions: &[String]) -> bool {
    let mut heard = Heard::default();
    for extension in extensions {
        heard.read(extension, true);
    }
    heard.out_of_room || !heard.values.is_empty()
}

/// How much of a direction the keys express.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Taken {
    All,
    /// It is known, but the comment says more.
    Known,
    Nothing,
}

#[derive(Debug, Default)]
struct Heard {
    tone: Option<Feeling>,
    before: Option<String>,
    after: Option<String>,
    values: BTreeMap<&'static str, String>,
    out_of_room: bool,
}

impl Heard {
    fn read(&mut self, direction: &str, extension: bool) -> Taken {
        let parts = parts(direction);
        let taken = parts.iter().map(|part| self.part(part, extension));
        let taken: Vec<Taken> = taken.collect();
        match taken.as_slice() {
            all if all.iter().all(|taken| *taken == Taken::All) => Taken::All,
            // The rest of a description is not a direction: `30s, a nurse`.
            all if all.contains(&Taken::Nothing) && age::of_description(direction).is_none() => {
                Taken::Nothing
            }
            _ => Taken::Known,
        }
    }

    fn part(&mut self, part: &str, extension: bool) -> Taken {
        let lower = part.to_lowercase();
        let named = Feeling::read(&lower).ok();
        // Other words for a tone are directions.
        let is_name = |feeling: &Feeling| Feeling::parts(&lower).0 == feeling.tone.name();
        if let Some(tone) = named.filter(is_name) {
            self.tone = Some(tone);
            return Taken::All;
        }
        if let Some((key, value)) = measure(part) {
            self.values.insert(key, value);
            return Taken::All;
        }
        let plain = plain(part);
        if let Some(length) = length_of_pause(&plain) {
            self.before = Some(length);
            return Taken::All;
        }
        if let Some(length) = overlap(&plain) {
            self.values.insert("overlap", length);
            return Taken::All;
        }
        let tone = direction_tone(&lower);
        self.tone = tone.map(Into::into).or(self.tone);
        let found = phrases::meanings(&plain, extension);
        for meaning in &found.meanings {
            self.mean(meaning);
        }
        match (found.meanings.is_empty(), tone.is_some()) {
            (false, _) if found.complete => Taken::All,
            (false, _) | (true, true) => Taken::Known,
            (true, false) => Taken::Nothing,
        }
    }

    fn mean(&mut self, meaning: &Meaning) {
        match meaning {
            Meaning::Nothing => {}
            Meaning::Near => {
                self.values.remove("distance");
            }
            Meaning::VoiceOver => self.out_of_room = true,
            Meaning::Key(key, value) => {
                self.values.insert(key, (*value).to_owned());
            }
        }
    }

    fn keys(self, roomed: bool) -> Vec<(&'static str, String)> {
        let mut values = self.values;
        if self.out_of_room && roomed {
            values.insert("space", "none".to_owned());
        }
        let mut keys: Vec<(&'static str, String)> = ["effect", "distance", "space", "overlap"]
            .into_iter()
            .filter_map(|key| values.remove(key).map(|value| (key, value)))
            .collect();
        let sides = [("before", self.before), ("after", self.after)];
        let sides = sides
            .into_iter()
            .filter_map(|(side, length)| Some(format!("{side}: {}", length?)));
        let sides: Vec<String> = sides.collect();
        if !sides.is_empty() {
            keys.push(("pause", format!("{{ {} }}", sides.join(", "))));
        }
        keys
    }
}

/// Returns the parts of a direction. `V/O` is one part, `ON PHONE / WHISPER` are two.
fn parts(direction: &str) -> Vec<String> {
    let joined = direction
        .replace(" & ", ",")
        .replace(" AND ", ",")
        .replace(" and ", ",");
    let letters: Vec<char> = joined.chars().collect();
    let is_letter = |at: Option<usize>| {
        let letter = at.and_then(|at| letters.get(at));
        letter.is_some_and(|c| c.is_alphabetic())
    };
    let mut parts = vec![String::new()];
    for (at, c) in letters.iter().enumerate() {
        let one_before = is_letter(at.checked_sub(1)) && !is_letter(at.checked_sub(2));
        let one_after = is_letter(Some(at + 1)) && !is_letter(Some(at + 2));
        let last = parts.last_mut();
        match c {
            '/' if one_before && one_after => last.into_iter().for_each(|part| part.push('.')),
            ',' | ';' | '+' | '|' | '/' => parts.push(String::new()),
            c => last.into_iter().for_each(|part| part.push(*c)),
        }
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect()
}

/// Returns the bare words of a part in capitals: `o. s.` is `OS`, `Cont’d` is `CONTD`.
fn plain(part: &str) -> Vec<String> {
    let unquoted = part.chars().filter(|c| !"'’‘`´ʼ′\"“”".contains(*c));
    let upper: String = unquoted.flat_map(char::to_uppercase).collect();
    let words = upper.split(|c: char| !c.is_alphanumeric());
    let mut plain: Vec<String> = Vec::new();
    let mut spelt = false;
    for word in words.filter(|word| !word.is_empty()) {
        let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        // `A` is an article unless another letter is before it: `P.A.`.
        let letter = letter && (spelt || word != "A");
        match plain.last_mut() {
            Some(last) if letter && spelt => last.push_str(word),
            _ => plain.push(word.to_owned()),
        }
        spelt = letter;
    }
    plain
}

/// Reads a distance: `6m`, `25 metres away`, `10 ft`.
fn measure(part: &str) -> Option<(&'static str, String)> {
    let low = part.to_lowercase();
    let end = low.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f64 = low[..end].parse().ok()?;
    let mut words = low[end..].split_whitespace();
    let metres = match words.next()? {
        "m" | "metres" | "meters" | "metre" | "meter" => number,
        "cm" => number / 100.0,
        "ft" | "feet" | "foot" => (number * 3.0).round() / 10.0,
        "yards" | "yd" => (number * 9.0).round() / 10.0,
        _ => return None,
    };
    let away = words.all(|word| matches!(word, "away" | "off"));
    (away && (0.1..=200.0).contains(&metres)).then(|| ("distance", format!("{metres}m")))
}

/// Returns the length of a pause, if the words ask for one: `beat`, `pause 0.4s`.
fn length_of_pause(words: &[String]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["BEAT" | "PAUSE" | "PAUSES" | "SILENCE"] | ["A" | "THEN", "BEAT" | "PAUSE"] => Some("1s"),
        ["LONG" | "LONGER", "BEAT" | "PAUSE"] | ["A", "LONG", "BEAT" | "PAUSE"] => Some("2s"),
        ["SHORT" | "BRIEF" | "SLIGHT" | "SMALL", "BEAT" | "PAUSE"]
        | [
            "A",
            "SHORT" | "BRIEF" | "SLIGHT" | "SMALL",
            "BEAT" | "PAUSE",
        ] => Some("0.5s"),
        _ => None,
    }
    .map(str::to_owned)
    .or_else(|| counted_pause(&words))
}

/// Returns how long a line overlaps the one before: `overlapping`, `overlap 0.8s`.
fn overlap(words: &[String]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["OVERLAPPING" | "OVERLAPS" | "INTERRUPTING" | "INTERRUPTS" | "CUTTING IN"] => {
            Some("0.4s".to_owned())
        }
        ["OVERLAP", length @ ..] => seconds(length),
        _ => None,
    }
}

fn counted_pause(words: &[&str]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    matches!(*first, "PAUSE" | "BEAT").then(|| seconds(rest))?
}

/// Reads `0 4S`, whose full stop is a gap between words.
fn seconds(words: &[&str]) -> Option<String> {
    let length = words.join(".");
    let number = length.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let unit = length[number.len()..].trim_matches('.');
    let seconds: f64 = number.parse().ok()?;
    let fits =
        matches!(unit, "S" | "SECOND" | "SECONDS" | "SEC") && (0.0..=60.0).contains(&seconds);
    fits.then(|| format!("{seconds}s"))
}

#[cfg(test)]
mod tests;
