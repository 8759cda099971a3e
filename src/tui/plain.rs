//! The show as lines of text, for pipes and screen readers. Takes a show with
//! its timeline, and the frames that passed, and returns one line for each item
//! that began. Each item appears once, however the time is divided.

use std::ops::Range;

use crate::book::CueKind;
use crate::session::Show;
use crate::timeline::Timeline;
use cuebook_core::units::{Frames, clock};

/// The order of items at one frame.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    End,
    Scene,
    Cue,
    Line,
}

/// Returns the items that began in these frames, and the beds and music that
/// ended, in order.
#[must_use]
pub(crate) fn items(show: &Show, timeline: &Timeline, frames: &Range<Frames>) -> Vec<String> {
    let mut events: Vec<(Frames, Rank, String)> = Vec::new();
    let scenes = show.book.scenes.iter().zip(&timeline.scenes);
    for (scene, at) in scenes.filter(|(_, at)| frames.contains(*at)) {
        events.push((*at, Rank::Scene, format!("== {} ==", plain(&scene.title))));
    }
    let lines = show.book.lines.iter().zip(&timeline.lines);
    for (line, placed) in lines.filter(|(_, placed)| frames.contains(&placed.at.start)) {
        let at = placed.at.start;
        let role = plain(&show.book.roles[line.role].name);
        let text = plain(show.book.prose.said(line.text));
        events.push((at, Rank::Line, format!("{}  {role}  {text}", clock(at))));
    }
    let cues = show.book.cues.iter().zip(&timeline.cues);
    for (cue, placed) in cues {
        let (start, end) = (placed.at.start, placed.at.end);
        let kind = cue.kind.name();
        let sound = cue.sound.and_then(|sound| show.book.sounds.get(sound));
        let what = match sound {
            Some(sound) if sound.name != cue.id => format!("{}  ({})", sound.name, cue.id),
            _ => cue.id.clone(),
        };
        let what = plain(&what);
        if frames.contains(&start) {
            events.push((
                start,
                Rank::Cue,
                format!("{}  [{kind}] {what}", clock(start)),
            ));
        }
        let lasts = matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
        if lasts && frames.contains(&end) {
            let ends = format!("{}  [{kind} ends] {what}", clock(end));
            events.push((end, Rank::End, ends));
        }
    }
    events.sort_by_key(|(at, rank, _)| (*at, *rank));
    events.into_iter().map(|(.., text)| text).collect()
}

/// Returns text on one line, without control characters for the terminal.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}
