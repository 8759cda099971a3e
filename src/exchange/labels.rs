//! Labels for Audacity and Reaper. Takes a timed show and returns a label track:
//! rows of `start⇥end⇥words`, with times in seconds, in the order in which they
//! start.

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::units::Frames;
use cuebook_script::write::one_line;

/// Writes the lines, cues and scenes of a show.
#[must_use]
pub(crate) fn write(book: &Book, timeline: &Timeline) -> String {
    let mut rows: Vec<(Frames, Frames, String)> = Vec::new();
    let ends = timeline
        .scenes
        .iter()
        .skip(1)
        .copied()
        .chain([timeline.frames]);
    for ((scene, start), end) in book.scenes.iter().zip(&timeline.scenes).zip(ends) {
        rows.push((*start, end, format!("scene {}: {}", scene.id, scene.title)));
    }
    for (cue, placed) in book.cues.iter().zip(&timeline.cues) {
        let sound = cue.sound.map_or("", |sound| &book.sounds[sound].name);
        let what = format!("{} {}: {sound}", cue.kind.name(), cue.id);
        rows.push((
            placed.at.start,
            placed.at.end,
            what.trim_end_matches([' ', ':']).to_owned(),
        ));
    }
    for (line, placed) in book.lines.iter().zip(&timeline.lines) {
        let role = &book.roles[line.role].name;
        let words = book.prose.said(line.text);
        rows.push((placed.at.start, placed.at.end, format!("{role}: {words}")));
    }
    rows.sort_by_key(|(start, ..)| *start);
    let row = |(start, end, words): (Frames, Frames, String)| {
        format!(
            "{:.6}\t{:.6}\t{}\n",
            start.seconds().0,
            end.seconds().0,
            one_line(&words)
        )
    };
    rows.into_iter().map(row).collect()
}
