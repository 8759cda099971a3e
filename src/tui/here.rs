//! Finds the text of a moment. Takes a timeline and a frame and returns ids
//! of the book. A search reads only a few entries, whatever the length of the
//! show.

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::{CueId, LineId, SceneId, WordId};
use cuebook_core::units::{Frames, RATE};

/// The most that overlapping lines may differ from their order in time.
pub(super) const NEAR: usize = 4;

/// How long a word stays marked in the gap before the next one.
const LINGER: Frames = Frames(RATE as i64 / 5);

/// Returns the line that is heard, the latest of several. In a pause it is the
/// line before; `None` before the first line.
pub(super) fn line(timeline: &Timeline, at: Frames) -> Option<LineId> {
    let near = near(timeline, at);
    let begun = near.filter(|line| timeline.lines[*line].at.start <= at);
    let is_heard = |line: LineId| timeline.lines[line].at.contains(&at);
    begun.max_by_key(|line| (is_heard(*line), timeline.lines[*line].at.start, *line))
}

/// Returns the lines that are heard.
pub(super) fn heard(timeline: &Timeline, at: Frames) -> impl Iterator<Item = LineId> {
    near(timeline, at).filter(move |line| timeline.lines[*line].at.contains(&at))
}

fn near(timeline: &Timeline, at: Frames) -> impl Iterator<Item = LineId> + use<> {
    let next = timeline.lines.partition_point(|line| line.at.start <= at);
    (next.saturating_sub(NEAR)..(next + NEAR).min(timeline.lines.len())).map(LineId)
}

/// Returns the word of a line that is spoken, if there is one.
pub(super) fn word(book: &Book, timeline: &Timeline, line: LineId, at: Frames) -> Option<WordId> {
    let last = last_word(book, timeline, line, at)?;
    let heard = timeline.words.get(last)?;
    let lingers = at < heard.end + LINGER && timeline.lines[line].at.contains(&at);
    (at < heard.end || lingers).then_some(last)
}

/// Returns the latest word of a line that has begun.
fn last_word(book: &Book, timeline: &Timeline, line: LineId, at: Frames) -> Option<WordId> {
    let words = book.lines.get(line)?.words.clone();
    let times = timeline.words.slice(words.clone())?;
    let begun = times.partition_point(|word| word.start <= at);
    Some(words.start + begun.checked_sub(1)?)
}

/// Returns the byte of the text at the playhead.
pub(super) fn byte(book: &Book, timeline: &Timeline, at: Frames) -> usize {
    let line = line(timeline, at);
    let word = line.and_then(|line| last_word(book, timeline, line, at));
    let word = word.and_then(|word| book.prose.words.get(word));
    let line = line.and_then(|line| book.lines.get(line));
    let first = || book.lines.first().map_or(0, |line| line.text.start);
    word.map(|word| word.span.start)
        .or(line.map(|line| line.text.start))
        .unwrap_or_else(first)
}

/// Returns the scene, or `None` before the first.
pub(super) fn scene(timeline: &Timeline, at: Frames) -> Option<SceneId> {
    let begun = timeline.scenes.iter().rposition(|start| *start <= at);
    begun.map(SceneId)
}

/// Returns the next cue after a moment; of several at one time, the
/// first.
pub(super) fn next_cue(timeline: &Timeline, at: Frames) -> Option<CueId> {
    let later = timeline.cues.entries();
    let later = later.filter(|(_, cue)| cue.at.start > at);
    later.min_by_key(|(_, cue)| cue.at.start).map(|(id, _)| id)
}
