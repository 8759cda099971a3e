//! The lines of a screenplay, with their speakers and directions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scenes::Placed;
use super::story::{Said, Story};
use super::voice::{Directions, directed};
use crate::outline::anchor::Quotes;
use crate::outline::{Line, Passage};
use cuebook_core::id::WordId;
use cuebook_script::prose::StretchKind;
use cuebook_script::write::{self, slug};
use cuebook_script::{Prose, Quote};

/// Returns a line for every stretch of dialogue that a quote names, in the order
/// of the prose, and messages about extensions that are not known.
#[must_use]
pub(super) fn lines(
    story: &Story,
    prose: &Prose,
    quotes: &Quotes<'_>,
    scenes: &[Placed],
) -> (Vec<Line>, Vec<String>) {
    let mut lost: BTreeMap<String, Vec<usize>> = BTreeMap::new();
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
        let Some((index, said)) = story.said_at(begin) else {
            // Quotation marks in the action: the narrator continues.
            lines.push(line);
            continue;
        };
        let (line, unknown) = spoken(story, (index, said), scenes, (line, &mut ids));
        lines.push(line);
        for words in unknown {
            let places = lost.entry(words).or_default();
            if places.last() != Some(&said.line) {
                places.push(said.line);
            }
        }
    }
    (lines, lost.into_iter().map(told).collect())
}

/// Returns a message about an extension that is not known, and its lines.
fn told((words, lines): (String, Vec<usize>)) -> String {
    let first = lines.first().copied().unwrap_or_default();
    let more = match lines.len() {
        0 | 1 => String::new(),
        2 => " and in one more speech".to_owned(),
        many => format!(" and in {} more speeches", many - 1),
    };
    format!("line {first}{more}: ({words}): no setting of a voice fits")
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

fn plain(role: &str, words: Range<WordId>, quote: Quote) -> Line {
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
) -> (Line, Vec<String>) {
    let role = story.role_of(said);
    let is_in = |scene: &&Placed| scene.words.contains(&line.words.start);
    let mut scenes = scenes.iter().filter(is_in);
    let directed = directed(&Directions {
        extensions: &said.extensions,
        before: &said.asides,
        after: &said.after,
        roomed: scenes.any(|scene| scene.scene.space.is_some()),
    });
    let mut set = directed.set;
    let before = index.checked_sub(1).map(|before| story.said[before].speech);
    let other = before.and_then(|speech| ids.first.get(&speech));
    if let Some(other) = other.filter(|_| said.dual) {
        set.retain(|(key, _)| *key != "overlap");
        set.push(("with", write::name(other)));
    }
    let remarks = [said.together.clone(), directed.remark];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    let line = Line {
        id: Some(ids.take(role, said.speech)),
        role: role.to_owned(),
        tone: directed.tone,
        set,
        reason: remarks.join(" "),
        ..line
    };
    (line, directed.unknown)
}
