//! The lines of a show: who speaks which words, and how sure that is.

use std::collections::HashMap;

use serde::Serialize;

use super::roles::{effect, text};
use crate::book::sound::Trim;
use crate::book::{self, Speech};
use crate::session::Show;
use crate::session::edit::lines::WrittenLine;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{Id, IdRange, WordId};

#[derive(Serialize)]
pub(super) struct Line<'s> {
    id: &'s str,
    words: [usize; 2],
    /// The index of its role.
    role: usize,
    dialogue: bool,
    status: Status,
    tone: Option<String>,
    /// Its own language and device, as written.
    language: Option<&'s str>,
    effect: Option<&'static str>,
    /// Its own pace, which gestures set: the pace that is heard is that of its role times this.
    pace: f64,
    /// Its own gain: the gain that is heard is that of its role plus this.
    gain: f64,
    /// The pauses before and after it in seconds, where the script sets them.
    pause: [Option<f64>; 2],
    /// The path of its recording.
    take: Option<&'s str>,
    /// The part of the recording that is heard, in seconds, if it is not all.
    cut: Option<[Option<f64>; 2]>,
    /// Why a guess was made.
    reason: Option<String>,
}

/// How sure it is who speaks a line.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    /// The script says it.
    Given,
    /// The script says it, and has a comment `# guess`.
    Guess,
    /// Nobody is said to speak these words in quotation marks.
    Unassigned,
    Narration,
}

/// Returns all lines that are heard, in the order of the text.
pub(super) fn all<'s>(show: &'s Show, written: &[WrittenLine]) -> Vec<Line<'s>> {
    let guesses = show.line_guesses().unwrap_or_default();
    let guesses: HashMap<usize, &str> = guesses
        .iter()
        .map(|guess| (guess.index, guess.reason.as_str()))
        .collect();
    let items = items(show, written);
    let scenes = &show.book.scenes;
    let scene_of = |word: WordId| {
        let scene = scenes.iter().rev().find(|scene| scene.word <= word);
        scene.map(|scene| scene.id.as_str())
    };
    let line = |line: &'s book::Line| {
        let item = item(show, &items, line);
        let note = item.and_then(|item| written[item].note);
        let note = note.map(|note| &show.script.lines[note]);
        // The pace and the gain of a role may differ in the scene of the line.
        let role = show.book.roles[line.role].in_scene(scene_of(line.words.start));
        let has_role = note.is_some_and(|note| note.by.is_some());
        let reason = item.and_then(|item| guesses.get(&item));
        let status = match (line.dialogue, has_role, reason) {
            (false, ..) => Status::Narration,
            (true, false, _) => Status::Unassigned,
            (true, true, Some(_)) => Status::Guess,
            (true, true, None) => Status::Given,
        };
        Line {
            id: &line.id,
            words: [line.words.start.index(), line.words.end.index()],
            role: line.role.0,
            dialogue: line.dialogue,
            status,
            tone: (!line.tone.is_neutral()).then(|| line.tone.written()),
            language: text(note.and_then(|note| note.language.as_ref())),
            effect: effect(note.and_then(|note| note.effect.as_ref())),
            pace: rounded(line.pace / role.pace),
            gain: rounded(line.gain.0 - role.gain.0),
            pause: [line.before, line.after].map(|pause| pause.map(|pause| pause.seconds().0)),
            take: match &line.speech {
                Speech::Recording { path, .. } => Some(path),
                Speech::Voice(_) => None,
            },
            cut: cut(&line.speech),
            reason: reason.map(|reason| (*reason).to_owned()),
        }
    };
    show.book.lines.iter().map(line).collect()
}

/// Returns the part of a recording that is heard; `None` for all of it, and for a voice.
fn cut(speech: &Speech) -> Option<[Option<f64>; 2]> {
    match speech {
        Speech::Recording { trim, .. } if *trim != Trim::default() => {
            Some([Some(trim.start.0), trim.end.map(|end| end.0)])
        }
        Speech::Recording { .. } | Speech::Voice(_) => None,
    }
}

/// Returns a number without what calculating with the role's setting adds to it.
fn rounded(own: f64) -> f64 {
    const DIGITS: f64 = 1e6;
    (own * DIGITS).round() / DIGITS
}

/// Returns the item of the script's `lines` that is about a line.
fn item(show: &Show, items: &[Option<usize>], line: &book::Line) -> Option<usize> {
    let prose = &show.book.prose;
    let stretch = prose.stretch_of(prose.sentence_of(line.words.start));
    items[stretch].filter(|_| line.dialogue)
}

/// Returns the place in the script of each line that the script names.
pub(super) fn places(show: &Show, written: &[WrittenLine]) -> Vec<Option<Span>> {
    let items = items(show, written);
    let place = |line: &book::Line| {
        let note = written[item(show, &items, line)?].note?;
        Some(show.script.lines[note].span)
    };
    show.book.lines.iter().map(place).collect()
}

/// Returns for each stretch of the text the item that is about it. A speech over several paragraphs
/// has the item of its first one.
fn items(show: &Show, written: &[WrittenLine]) -> Vec<Option<usize>> {
    let stretches = &show.book.prose.stretches;
    let mut items = vec![None; stretches.len()];
    for (item, line) in written.iter().enumerate() {
        if let Some(stretch) = line.stretch {
            items[stretch].get_or_insert(item);
        }
    }
    let mut speech = None;
    for (stretch, own) in stretches.iter().zip(&mut items) {
        if !stretch.continues {
            speech = *own;
        }
        *own = own.or(speech.filter(|_| stretch.continues));
    }
    items
}

/// Returns the ranges of words that are not heard.
pub(super) fn skipped(show: &Show) -> Vec<[usize; 2]> {
    let mut is_heard = vec![false; show.book.prose.words.len()];
    for line in show.book.lines.iter() {
        for word in line.words.ids() {
            if let Some(heard) = is_heard.get_mut(word.index()) {
                *heard = true;
            }
        }
    }
    let mut ranges: Vec<[usize; 2]> = Vec::new();
    for (word, _) in is_heard.iter().enumerate().filter(|(_, heard)| !**heard) {
        match ranges.last_mut() {
            Some([_, end]) if *end == word => *end += 1,
            _ => ranges.push([word, word + 1]),
        }
    }
    ranges
}

/// Returns the words of a range of indices that are in the text.
pub(in crate::studio) fn words(
    show: &Show,
    [first, end]: [usize; 2],
) -> Option<std::ops::Range<WordId>> {
    let all = show.book.prose.words.len();
    (first < end && end <= all).then(|| WordId::range(first..end))
}
