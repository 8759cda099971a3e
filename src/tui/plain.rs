//! The show as lines of text: for pipes and screen readers.
//!
//! In: a show in time, and the frames that passed. Out: what began in them, a
//! line each. Always true: each thing is told once, however the time is cut.

use std::ops::Range;

use crate::book::CueKind;
use crate::session::Show;
use crate::timeline::Timeline;
use crate::units::{Frames, clock};

/// What comes first of things at one frame.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    End,
    Scene,
    Cue,
    Line,
}

/// What began, and what of the beds and music ended, in these frames, in order.
#[must_use]
pub fn passed(show: &Show, timeline: &Timeline, frames: &Range<Frames>) -> Vec<String> {
    let mut told: Vec<(Frames, Rank, String)> = Vec::new();
    let scenes = show.book.scenes.iter().zip(&timeline.scenes);
    for (scene, at) in scenes.filter(|(_, at)| frames.contains(*at)) {
        told.push((*at, Rank::Scene, format!("== {} ==", plain(&scene.title))));
    }
    let lines = show.book.lines.iter().zip(&timeline.lines);
    for (line, placed) in lines.filter(|(_, placed)| frames.contains(&placed.at.start)) {
        let at = placed.at.start;
        let role = plain(&show.book.roles[line.role].name);
        let text = plain(line.text.of(&show.book.prose.text));
        told.push((at, Rank::Line, format!("{}  {role}  {text}", clock(at))));
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
            told.push((
                start,
                Rank::Cue,
                format!("{}  [{kind}] {what}", clock(start)),
            ));
        }
        let lasts = matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
        if lasts && frames.contains(&end) {
            let ends = format!("{}  [{kind} ends] {what}", clock(end));
            told.push((end, Rank::End, ends));
        }
    }
    told.sort_by_key(|(at, rank, _)| (*at, *rank));
    told.into_iter().map(|(.., text)| text).collect()
}

/// On one line, without anything that would steer a terminal.
pub fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}
