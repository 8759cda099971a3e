//! Where in the text a moment is.
//!
//! In: a timeline and a frame. Out: indexes into the book. Always true: a search
//! reads a few entries, however long the show.

use std::ops::Range;

use crate::book::Book;
use crate::timeline::Timeline;
use crate::units::{Frames, RATE};

/// Lines that overlap may stand this far from their order in time.
pub const NEAR: usize = 4;

/// A word stays marked for this long in the gap before the next one.
const LINGER: Frames = Frames(RATE as i64 / 5);

/// The line that is heard, the latest where several are; in a pause the one
/// before it; none before the first.
pub fn line(timeline: &Timeline, at: Frames) -> Option<usize> {
    let near = near(timeline, at);
    let begun = near.filter(|line| timeline.lines[*line].at.start <= at);
    let is_heard = |line: usize| timeline.lines[line].at.contains(&at);
    begun.max_by_key(|line| (is_heard(*line), timeline.lines[*line].at.start, *line))
}

/// The lines that are heard.
pub fn heard(timeline: &Timeline, at: Frames) -> impl Iterator<Item = usize> {
    near(timeline, at).filter(move |line| timeline.lines[*line].at.contains(&at))
}

fn near(timeline: &Timeline, at: Frames) -> Range<usize> {
    let next = timeline.lines.partition_point(|line| line.at.start <= at);
    next.saturating_sub(NEAR)..(next + NEAR).min(timeline.lines.len())
}

/// The word of a line that is spoken, if one is.
pub fn word(book: &Book, timeline: &Timeline, line: usize, at: Frames) -> Option<usize> {
    let last = last_word(book, timeline, line, at)?;
    let heard = timeline.words.get(last)?;
    let lingers = at < heard.end + LINGER && timeline.lines[line].at.contains(&at);
    (at < heard.end || lingers).then_some(last)
}

/// The word of a line that began last.
fn last_word(book: &Book, timeline: &Timeline, line: usize, at: Frames) -> Option<usize> {
    let words = book.lines.get(line)?.words.clone();
    let times = timeline.words.get(words.clone())?;
    let begun = times.partition_point(|word| word.start <= at);
    Some(words.start + begun.checked_sub(1)?)
}

/// The byte of the text that the playhead is at.
pub fn byte(book: &Book, timeline: &Timeline, at: Frames) -> usize {
    let line = line(timeline, at);
    let word = line.and_then(|line| last_word(book, timeline, line, at));
    let word = word.and_then(|word| book.prose.words.get(word));
    let line = line.and_then(|line| book.lines.get(line));
    let first = || book.lines.first().map_or(0, |line| line.text.start);
    word.map(|word| word.span.start)
        .or(line.map(|line| line.text.start))
        .unwrap_or_else(first)
}

/// The scene; none before the first.
pub fn scene(timeline: &Timeline, at: Frames) -> Option<usize> {
    timeline.scenes.iter().rposition(|start| *start <= at)
}

/// The cues that begin after a moment, the soonest first among equals by number.
pub fn next_cue(timeline: &Timeline, at: Frames) -> Option<usize> {
    let later = timeline.cues.iter().enumerate();
    let later = later.filter(|(_, cue)| cue.at.start > at);
    later
        .min_by_key(|(_, cue)| cue.at.start)
        .map(|(index, _)| index)
}
