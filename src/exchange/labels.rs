//! Labels for Audacity and Reaper. Takes a timed show and returns a label track:
//! rows of `start⇥end⇥words`, with times in seconds, in the order in which they
//! start.

use std::ops::Range;

use crate::book::{Book, Line};
use crate::timeline::Timeline;
use cuebook_core::units::Frames;
use cuebook_script::write::one_line;

/// A stretch of time with its words.
pub(crate) type Label = (Range<Frames>, String);

/// Writes the lines, cues and scenes of a show, or of a part of it.
#[must_use]
pub(crate) fn write(book: &Book, timeline: &Timeline, part: Option<&Range<Frames>>) -> String {
    let mut rows = Vec::new();
    for (scene, (at, title)) in book.scenes.iter().zip(scenes(book, timeline)) {
        rows.push((at, format!("scene {}: {title}", scene.id)));
    }
    rows.extend(cues(book, timeline));
    for (line, (at, words)) in book.lines.iter().zip(lines(book, timeline, |_| true)) {
        let role = &book.roles[line.role].name;
        rows.push((at, format!("{role}: {words}")));
    }
    if let Some(part) = part {
        rows = all_within(rows, part);
    }
    track(rows)
}

/// Returns the times of a stretch in a part of a show; `None` if it is not there.
#[must_use]
pub(crate) fn within(at: &Range<Frames>, part: &Range<Frames>) -> Option<Range<Frames>> {
    let start = at.start.max(part.start);
    let end = at.end.min(part.end).max(start);
    let is_there = start < part.end && (at.end > part.start || at.start == part.start);
    is_there.then(|| start - part.start..end - part.start)
}

/// Returns the labels within a part of a show, with their times in the part.
#[must_use]
pub(crate) fn all_within(labels: Vec<Label>, part: &Range<Frames>) -> Vec<Label> {
    let inside = |(at, words): Label| Some((within(&at, part)?, words));
    labels.into_iter().filter_map(inside).collect()
}

/// Returns the titles of the scenes.
#[must_use]
pub(crate) fn scenes(book: &Book, timeline: &Timeline) -> Vec<Label> {
    let ends = timeline.scenes.iter().skip(1).copied();
    let ends = ends.chain([timeline.frames]);
    let scenes = book.scenes.iter().zip(&timeline.scenes).zip(ends);
    scenes
        .map(|((scene, start), end)| (*start..end, scene.title.clone()))
        .collect()
}

/// Returns the cues with their sounds.
#[must_use]
pub(crate) fn cues(book: &Book, timeline: &Timeline) -> Vec<Label> {
    let cues = book.cues.iter().zip(&timeline.cues);
    let label = |(cue, placed): (&crate::book::Cue, &crate::timeline::PlacedCue)| {
        let sound = cue.sound.map_or("", |sound| &book.sounds[sound].name);
        let what = format!("{} {}: {sound}", cue.kind.name(), cue.id);
        let what = what.trim_end_matches([' ', ':']).to_owned();
        (placed.at.clone(), what)
    };
    cues.map(label).collect()
}

/// Returns the words of some lines.
#[must_use]
pub(crate) fn lines(
    book: &Book,
    timeline: &Timeline,
    wanted: impl Fn(&Line) -> bool,
) -> Vec<Label> {
    let lines = book.lines.iter().zip(&timeline.lines);
    let lines = lines.filter(|(line, _)| wanted(line));
    lines
        .map(|(line, placed)| {
            let words = book.prose.said(line.text);
            (placed.at.clone(), words.to_owned())
        })
        .collect()
}

/// Writes labels in the order in which they start.
#[must_use]
pub(crate) fn track(mut rows: Vec<Label>) -> String {
    rows.sort_by_key(|(at, _)| at.start);
    let row = |(at, words): (Range<Frames>, String)| {
        format!(
            "{:.6}\t{:.6}\t{}\n",
            at.start.seconds().0,
            at.end.seconds().0,
            one_line(&words)
        )
    };
    rows.into_iter().map(row).collect()
}
