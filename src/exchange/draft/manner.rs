//! The lines of dialogue: who speaks them and how.
//!
//! In: the prose as it was told. Out: a note for each of its lines. Always
//! true: every note names its line by words that the finder found.

use std::collections::BTreeMap;

use super::anchor::Places;
use super::place::Scene;
use super::told::{Said, Told};
use crate::script::Quote;
use crate::script::Tone;
use crate::script::prose::StretchKind;
use crate::script::write::{self, slug};

/// One line of the draft.
#[derive(Debug)]
pub(super) struct Line {
    pub id: Option<String>,
    pub quote: Quote,
    pub by: String,
    pub tone: Option<Tone>,
    /// The keys and values that are set besides.
    pub set: Vec<(&'static str, String)>,
    /// What the screenplay says of it and the format cannot.
    pub remark: Option<String>,
}

/// The ids that lines have got.
#[derive(Default)]
struct Names {
    /// How many lines a role has.
    numbers: BTreeMap<String, usize>,
    /// That of the first line of each speech.
    first: BTreeMap<usize, String>,
}

/// What a beat is worth.
const BEAT: &str = "1s";

/// A note for every line of dialogue, in the order of the prose.
pub(super) fn lines(told: &Told, places: &Places<'_>, scenes: &[Scene]) -> Vec<Line> {
    let prose = places.prose;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for (index, stretch) in prose.stretches.iter().enumerate() {
        let words = prose.words_of(stretch);
        if stretch.kind == StretchKind::Narration || words.is_empty() {
            continue;
        }
        let Some(quote) = places.line(index) else {
            continue;
        };
        let begin = prose.words[words.start].span.start;
        let place = told.said.partition_point(|said| said.at.end <= begin);
        let said = told.said.get(place).filter(|said| said.at.contains(&begin));
        let roomed = scenes
            .iter()
            .any(|s| s.words.contains(&words.start) && s.space.is_some());
        lines.push(match said {
            Some(said) => line(told, said, place, (quote, roomed), &mut names),
            // Quotation marks in the action: the narrator reads on.
            None => read(told, quote),
        });
    }
    lines
}

fn read(told: &Told, quote: Quote) -> Line {
    Line {
        id: None,
        quote,
        by: told.narrator.clone(),
        tone: None,
        set: Vec::new(),
        remark: None,
    }
}

fn line(
    told: &Told,
    said: &Said,
    place: usize,
    (quote, roomed): (Quote, bool),
    names: &mut Names,
) -> Line {
    let by = said
        .role
        .map_or(told.narrator.as_str(), |role| &told.roles[role].name);
    let name = match slug(by, 40) {
        name if name.is_empty() => "line".to_owned(),
        name => name,
    };
    let number = names.numbers.entry(name.clone()).or_insert(0);
    *number += 1;
    let (tone, beat, remark) = asides(&said.asides);
    let mut set = through(&said.extensions, roomed);
    if beat {
        set.push(("pause", format!("{{ before: {BEAT} }}")));
    }
    let id = format!("{name}-{number}");
    let other = place.checked_sub(1).map(|before| told.said[before].speech);
    let other = other.and_then(|speech| names.first.get(&speech));
    if let Some(other) = other.filter(|_| said.dual) {
        set.push(("with", write::name(other)));
    }
    names.first.entry(said.speech).or_insert_with(|| id.clone());
    Line {
        id: Some(id),
        quote,
        by: by.to_owned(),
        tone,
        set,
        remark,
    }
}

/// What the extensions of a name say of how its voice is heard.
fn through(extensions: &[String], roomed: bool) -> Vec<(&'static str, String)> {
    let all = extensions.join(" ").to_uppercase().replace('.', "");
    let words: Vec<&str> = all.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |known: &[&str]| known.iter().any(|word| words.contains(word));
    let mut set = Vec::new();
    if any(&["PHONE", "TELEPHONE", "FILTER", "FILTERED", "DISTORT"]) {
        set.push(("effect", "telephone".to_owned()));
    } else if any(&["RADIO", "WALKIE", "TV", "TELEVISION", "INTERCOM"]) {
        set.push(("effect", "radio".to_owned()));
    } else if any(&["LOUDSPEAKER", "TANNOY", "PA", "MEGAPHONE"]) {
        set.push(("effect", "loudspeaker".to_owned()));
    }
    if any(&["OS", "OC", "OFF", "DISTANT"]) {
        set.push(("distance", "6m".to_owned()));
    }
    if any(&["VO"]) && set.is_empty() && roomed {
        set.push(("space", "none".to_owned()));
    }
    set
}

/// The tone that parentheses ask for, whether they ask for a beat, and what
/// else they say.
fn asides(asides: &[String]) -> (Option<Tone>, bool, Option<String>) {
    let beat = |aside: &String| {
        let aside = aside.to_lowercase();
        let aside = aside.trim_end_matches(['.', ' ']);
        matches!(
            aside,
            "beat" | "a beat" | "pause" | "a pause" | "long pause" | "silence"
        )
    };
    let toned = asides.iter().rev().find_map(|aside| tone(aside));
    let known = |aside: &&String| {
        let bare = aside.to_lowercase();
        !beat(aside) && Tone::named(bare.trim()).is_none()
    };
    let others: Vec<&str> = asides.iter().filter(known).map(String::as_str).collect();
    let remark = (!others.is_empty()).then(|| format!("({})", others.join("; ")));
    (toned, asides.iter().any(beat), remark)
}

/// The words by which writers ask for a tone, by their beginnings.
const TONES: [(&str, Tone); 44] = [
    ("urgent", Tone::Urgent),
    ("hurried", Tone::Urgent),
    ("frantic", Tone::Urgent),
    ("panick", Tone::Urgent),
    ("breathless", Tone::Urgent),
    ("shout", Tone::Shout),
    ("yell", Tone::Shout),
    ("scream", Tone::Shout),
    ("bellow", Tone::Shout),
    ("roar", Tone::Shout),
    ("calling", Tone::Shout),
    ("calls", Tone::Shout),
    ("whisper", Tone::Whisper),
    ("sotto", Tone::Whisper),
    ("hushed", Tone::Whisper),
    ("under", Tone::Whisper),
    ("cold", Tone::Cold),
    ("icy", Tone::Cold),
    ("icily", Tone::Cold),
    ("flat", Tone::Cold),
    ("stern", Tone::Cold),
    ("warm", Tone::Warm),
    ("gent", Tone::Warm),
    ("tender", Tone::Warm),
    ("kind", Tone::Warm),
    ("soft", Tone::Warm),
    ("wear", Tone::Weary),
    ("tired", Tone::Weary),
    ("exhausted", Tone::Weary),
    ("sigh", Tone::Weary),
    ("mock", Tone::Mocking),
    ("sarcas", Tone::Mocking),
    ("teas", Tone::Mocking),
    ("ironic", Tone::Mocking),
    ("sneer", Tone::Mocking),
    ("tearful", Tone::Tearful),
    ("tears", Tone::Tearful),
    ("crying", Tone::Tearful),
    ("sob", Tone::Tearful),
    ("weep", Tone::Tearful),
    ("laugh", Tone::Laughing),
    ("chuckl", Tone::Laughing),
    ("giggl", Tone::Laughing),
    ("neutral", Tone::Neutral),
];

fn tone(aside: &str) -> Option<Tone> {
    let lower = aside.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    if words
        .iter()
        .any(|word| matches!(*word, "not" | "no" | "without" | "stops" | "never"))
    {
        return None;
    }
    words.iter().find_map(|word| {
        let fits = |begin: &str| match begin {
            // “under her breath”, not “understanding”; “kindly”, not “kind of”.
            "under" => *word == "under" && words.contains(&"breath"),
            "kind" => *word == "kindly",
            "gent" => matches!(*word, "gentle" | "gently"),
            "wear" => matches!(*word, "weary" | "wearily"),
            begin => word.starts_with(begin),
        };
        TONES
            .iter()
            .find(|(begin, _)| fits(begin))
            .map(|(_, tone)| *tone)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[&str]) -> (Option<Tone>, bool, Option<String>) {
        asides(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn parentheses_are_tones_beats_or_remarks() {
        assert_eq!(
            told(&["whispering"]),
            (Some(Tone::Whisper), false, Some("(whispering)".into()))
        );
        assert_eq!(told(&["urgent"]), (Some(Tone::Urgent), false, None));
        assert_eq!(
            told(&["beat", "to Tom"]),
            (None, true, Some("(to Tom)".into()))
        );
        assert_eq!(tone("not shouting"), None);
        assert_eq!(tone("under her breath"), Some(Tone::Whisper));
        assert_eq!(tone("understanding"), None);
        assert_eq!(tone("kind of sad"), None);
    }

    #[test]
    fn extensions_say_what_a_voice_comes_through() {
        let set = |words: &str| through(&[words.to_owned()], true);
        assert_eq!(set("V.O."), [("space", "none".to_owned())]);
        assert_eq!(set("O.S."), [("distance", "6m".to_owned())]);
        assert_eq!(set("on the phone"), [("effect", "telephone".to_owned())]);
        assert_eq!(set("CONT'D"), []);
    }
}
