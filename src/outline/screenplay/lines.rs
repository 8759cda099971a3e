//! The lines of a screenplay, with their speakers and directions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scenes::Placed;
use super::story::{Said, Story};
use crate::outline::anchor::Quotes;
use crate::outline::lexicon::direction_tone;
use crate::outline::{Line, Passage};
use cuebook_script::prose::StretchKind;
use cuebook_script::write::{self, slug};
use cuebook_script::{Prose, Quote, Tone};

/// The length of a beat.
const BEAT: &str = "1s";

/// Returns a line for every stretch of dialogue that a quote names, in the order
/// of the prose.
#[must_use]
pub(super) fn lines(
    story: &Story,
    prose: &Prose,
    quotes: &Quotes<'_>,
    scenes: &[Placed],
) -> Vec<Line> {
    let mut ids = Ids::default();
    let mut lines = Vec::new();
    for stretch in &prose.stretches {
        let words = prose.words_of(stretch);
        if stretch.kind == StretchKind::Narration || words.is_empty() {
            continue;
        }
        let Some(quote) = quotes.line(&words) else {
            continue;
        };
        let line = plain(&story.narrator, words, quote);
        let begin = prose.words[line.words.start].span.start;
        lines.push(match story.said_at(begin) {
            Some((index, said)) => spoken(story, (index, said), scenes, (line, &mut ids)),
            // Quotation marks in the action: the narrator continues.
            None => line,
        });
    }
    lines
}

/// Ids of lines, made of the role and a number.
#[derive(Default)]
struct Ids {
    /// The number of lines of each role.
    numbers: BTreeMap<String, usize>,
    /// The id of the first line of each speech.
    first: BTreeMap<usize, String>,
}

impl Ids {
    fn take(&mut self, role: &str, speech: usize) -> String {
        let name = match slug(role, 40) {
            name if name.is_empty() => "line".to_owned(),
            name => name,
        };
        let number = self.numbers.entry(name.clone()).or_insert(0);
        *number += 1;
        let id = format!("{name}-{number}");
        self.first.entry(speech).or_insert_with(|| id.clone());
        id
    }
}

fn plain(role: &str, words: Range<usize>, quote: Quote) -> Line {
    Line {
        words,
        id: None,
        passage: Passage::Quoted(quote),
        role: role.to_owned(),
        tone: None,
        set: Vec::new(),
        sure: true,
        reason: String::new(),
    }
}

fn spoken(
    story: &Story,
    (index, said): (usize, &Said),
    scenes: &[Placed],
    (line, ids): (Line, &mut Ids),
) -> Line {
    let role = story.role_of(said);
    let is_in = |scene: &&Placed| scene.words.contains(&line.words.start);
    let mut scenes = scenes.iter().filter(is_in);
    let roomed = scenes.any(|scene| scene.scene.space.is_some());
    let (tone, beat, remark) = asides(&said.asides);
    let mut set = through(&said.extensions, roomed);
    if beat {
        set.push(("pause", format!("{{ before: {BEAT} }}")));
    }
    let before = index.checked_sub(1).map(|before| story.said[before].speech);
    let other = before.and_then(|speech| ids.first.get(&speech));
    if let Some(other) = other.filter(|_| said.dual) {
        set.push(("with", write::name(other)));
    }
    Line {
        id: Some(ids.take(role, said.speech)),
        role: role.to_owned(),
        tone,
        set,
        reason: remark.unwrap_or_default(),
        ..line
    }
}

/// Returns the keys for the extensions of a name, which describe how its voice
/// sounds.
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

/// Returns the tone of parentheses, whether they ask for a beat, and the
/// remaining words.
fn asides(asides: &[String]) -> (Option<Tone>, bool, Option<String>) {
    let beat = |aside: &String| {
        let aside = aside.to_lowercase();
        let aside = aside.trim_end_matches(['.', ' ']);
        matches!(
            aside,
            "beat" | "a beat" | "pause" | "a pause" | "long pause" | "silence"
        )
    };
    let toned = asides
        .iter()
        .rev()
        .find_map(|aside| direction_tone(&aside.to_lowercase()));
    let known = |aside: &&String| {
        let bare = aside.to_lowercase();
        !beat(aside) && Tone::named(bare.trim()).is_none()
    };
    let others: Vec<&str> = asides.iter().filter(known).map(String::as_str).collect();
    let remark = (!others.is_empty()).then(|| format!("({})", others.join("; ")));
    (toned, asides.iter().any(beat), remark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> (Option<Tone>, bool, Option<String>) {
        asides(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn parentheses_are_tones_beats_or_remarks() {
        assert_eq!(
            read(&["whispering"]),
            (Some(Tone::Whisper), false, Some("(whispering)".into()))
        );
        assert_eq!(read(&["urgent"]), (Some(Tone::Urgent), false, None));
        assert_eq!(
            read(&["beat", "to Tom"]),
            (None, true, Some("(to Tom)".into()))
        );
        assert_eq!(direction_tone("not shouting"), None);
        assert_eq!(direction_tone("under her breath"), Some(Tone::Whisper));
        assert_eq!(direction_tone("understanding"), None);
        assert_eq!(direction_tone("kind of sad"), None);
    }

    #[test]
    fn extensions_set_the_effect_of_a_voice() {
        let set = |words: &str| through(&[words.to_owned()], true);
        assert_eq!(set("V.O."), [("space", "none".to_owned())]);
        assert_eq!(set("O.S."), [("distance", "6m".to_owned())]);
        assert_eq!(set("on the phone"), [("effect", "telephone".to_owned())]);
        assert_eq!(set("CONT'D"), []);
    }
}
