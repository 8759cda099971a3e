//! What sounds are described, and how: spots, beds that begin or end, music and silences. A sound
//! that is named is not named again while it goes on, nor within a few seconds or the same line.

use std::ops::Range;

use super::phrases::{self, Phrase};
use super::{WIDEST, piece};
use crate::book::{Book, Cue, CueKind, Sound, SoundFrom};
use crate::timeline::{PlacedCue, Timeline};
use cuebook_core::id::{CueId, LineId};
use cuebook_core::sound_format::LIBRARY;
use cuebook_core::units::{Frames, Metres};

/// A sound that is described.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heard {
    pub at: Frames,
    /// Until when a description may wait for a pause in the words.
    pub until: Frames,
    pub words: String,
}

/// How long the description of a sound that goes on may wait.
const WAIT: Frames = Frames(192_000);

/// How long the description of a sound that is over may wait.
const SHORT_WAIT: Frames = Frames(24_000);

/// The time in which a sound is not described twice.
const AGAIN: Frames = Frames(288_000);

/// The shortest silence that is described.
const SILENCE: Frames = Frames(48_000);

/// The longest fade-out after which a bed is heard to end.
const ABRUPT: Frames = Frames(72_000);

/// How far from the end of a bed something begins that explains it: a scene, or the same sound.
const NEAR: Frames = Frames(144_000);

/// The caption of a sound that is not described.
const NONE: &str = "none";

/// The gain below which a sound is hardly heard, in dB.
const FAINT: f64 = -36.0;

/// The distance from which a sound is distant.
const DISTANT: Metres = Metres(250.0);

/// Returns the sounds of a show that are described, in their order.
pub(super) fn heard(book: &Book, timeline: &Timeline) -> Vec<Heard> {
    let show = Listener { book, timeline };
    let mut all: Vec<Heard> = book.cues.ids().flat_map(|cue| show.of_cue(cue)).collect();
    all.sort_by_key(|heard| heard.at);
    let mut kept: Vec<(Heard, Option<LineId>)> = Vec::new();
    for heard in all {
        let line = show.line(heard.at);
        let is_again = |(before, own): &(Heard, Option<LineId>)| {
            before.words == heard.words
                && (heard.at - before.at < AGAIN || line.is_some() && *own == line)
        };
        if !kept.iter().rev().any(is_again) {
            kept.push((heard, line));
        }
    }
    kept.into_iter().map(|(heard, _)| heard).collect()
}

struct Listener<'a> {
    book: &'a Book,
    timeline: &'a Timeline,
}

impl Listener<'_> {
    /// Returns the descriptions of a cue: of its start, and perhaps of its end.
    fn of_cue(&self, id: CueId) -> Vec<Heard> {
        let (cue, placed) = (&self.book.cues[id], &self.timeline.cues[id]);
        if placed.at.end <= placed.at.start || cue.gain.0 < FAINT {
            return Vec::new();
        }
        let sound = self.sound(cue);
        let start = |words: String| Heard {
            at: placed.at.start,
            until: waits(&placed.at),
            words,
        };
        if let Some(words) = own_words(cue, sound) {
            return words.map(start).into_iter().collect();
        }
        match (&cue.kind, sound) {
            (CueKind::Hush(length), _) if *length >= SILENCE => vec![start("silence".to_owned())],
            (CueKind::Spot(times), Some(sound)) => vec![start(spot(cue, sound, times.count > 1))],
            (CueKind::Bed { .. }, Some(sound)) if !sound.room => self.bed(id, sound),
            (CueKind::Music { .. }, Some(sound)) => vec![start(music(sound))],
            _ => Vec::new(),
        }
    }

    fn sound(&self, cue: &Cue) -> Option<&Sound> {
        cue.sound.map(|sound| &self.book.sounds[sound])
    }

    fn bed(&self, id: CueId, sound: &Sound) -> Vec<Heard> {
        let (cue, placed) = (&self.book.cues[id], &self.timeline.cues[id]);
        let words = lasting(cue, sound);
        let mut heard = Vec::new();
        // A bed is heard when it has risen half-way.
        let rise = Frames(cue.fades().0.0 / 2);
        let start = (placed.at.start + rise).min(placed.at.end);
        if !self.goes_on(id, sound, placed.at.start) {
            heard.push(Heard {
                at: start,
                until: waits(&(start..placed.at.end)),
                words,
            });
        }
        if self.is_heard_to_end(cue, placed) && !self.goes_on(id, sound, placed.at.end) {
            heard.push(Heard {
                at: placed.at.end,
                until: placed.at.end + WAIT,
                words: over(sound),
            });
        }
        heard
    }

    /// Returns whether another cue has the same sound shortly before and after a time.
    fn goes_on(&self, own: CueId, sound: &Sound, at: Frames) -> bool {
        let name = name(sound);
        let mut cues = self.book.cues.entries();
        cues.any(|(id, cue)| {
            let placed = &self.timeline.cues[id].at;
            let is_same = self
                .sound(cue)
                .is_some_and(|other| self::name(other) == name);
            let is_around = placed.start < at + NEAR && placed.end > at - NEAR;
            let is_before = self.timeline.cues[own].at.start < at || placed.start < at;
            id != own && is_same && is_around && is_before
        })
    }

    /// Returns whether a listener notices that a bed ends: not with a slow fade, a scene or the
    /// show.
    fn is_heard_to_end(&self, cue: &Cue, placed: &PlacedCue) -> bool {
        let end = placed.at.end;
        let is_near = |scene: &Frames| (*scene - end).0.abs() < NEAR.0;
        cue.kind.until().is_some()
            && cue.fades().1 <= ABRUPT
            && end - placed.at.start >= NEAR
            && end + NEAR < self.timeline.frames
            && !self.timeline.scenes.iter().any(is_near)
    }

    /// Returns the line that is spoken at a time.
    fn line(&self, at: Frames) -> Option<LineId> {
        let mut lines = self.timeline.lines.entries();
        lines.find_map(|(id, line)| line.at.contains(&at).then_some(id))
    }
}

/// Returns until when the description of a sound may wait.
fn waits(at: &Range<Frames>) -> Frames {
    (at.start + WAIT).min(at.end).max(at.start + SHORT_WAIT)
}

/// Returns the words of the script for a cue, that of the cue first; `Some(None)` if it is not
/// described.
fn own_words(cue: &Cue, sound: Option<&Sound>) -> Option<Option<String>> {
    let of_sound = sound.and_then(|sound| sound.caption.as_ref());
    let words = cue.caption.as_ref().or(of_sound)?;
    if words == NONE {
        return Some(None);
    }
    let words = cut(words.trim_matches(['[', ']', ' ']));
    let words = match cue.kind {
        CueKind::Music { .. } if !words.contains('♪') => format!("♪ {words}"),
        _ => words,
    };
    Some(Some(words))
}

fn phrase(sound: &Sound) -> Option<Phrase> {
    match &sound.from {
        SoundFrom::Recipe { recipe, .. } if recipe.own.is_none() => phrases::phrase(&recipe.name),
        _ => None,
    }
}

/// Returns the name of a sound as words, for a sound that is not of the library.
fn name(sound: &Sound) -> String {
    match (phrase(sound), &sound.from) {
        (Some(phrase), _) => phrase.lasting.to_owned(),
        (None, _) => {
            let words = match sound.name.starts_with(LIBRARY) {
                true => cuebook_library::facts::title(&sound.name),
                false => &sound.name,
            };
            let words = words.replace(['-', '_'], " ");
            let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
            cut(if words.is_empty() { &sound.name } else { words })
        }
    }
}

fn spot(cue: &Cue, sound: &Sound, often: bool) -> String {
    let words = match phrase(sound) {
        Some(phrase) if often => phrase.often.to_owned(),
        Some(phrase) => phrase.once.to_owned(),
        None => name(sound),
    };
    from_afar(cue, sound, words)
}

fn lasting(cue: &Cue, sound: &Sound) -> String {
    from_afar(cue, sound, name(sound))
}

fn over(sound: &Sound) -> String {
    match phrase(sound) {
        Some(phrase) => phrase.over.to_owned(),
        None => cut(&format!("{} stops", name(sound))),
    }
}

fn music(sound: &Sound) -> String {
    format!("♪ {}", name(sound))
}

/// Adds that a sound is far away.
fn from_afar(cue: &Cue, sound: &Sound, words: String) -> String {
    let distance = cue.distance.or(sound.distance);
    let set = match &sound.from {
        SoundFrom::Recipe { settings, .. } => settings.iter().any(|(key, _)| key == "distance"),
        SoundFrom::File { .. } => false,
    };
    let distance = distance.or(set.then_some(sound.reach.usual));
    match distance.is_some_and(|distance| distance.0 >= DISTANT.0) {
        true => cut(&format!("distant {words}")),
        false => words,
    }
}

/// Cuts a description that is wider than a row.
fn cut(words: &str) -> String {
    let mut out = words.split_whitespace().collect::<Vec<_>>();
    while out.len() > 1 && piece::width(&out.join(" ")) + 4 > WIDEST {
        out.pop();
    }
    out.join(" ").chars().take(WIDEST - 4).collect()
}
