//! What sounds are described, and how: spots, beds that begin or end, music and silences. A sound
//! that is named is not named again while it goes on, nor within a few seconds or the same line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::{WIDEST, piece};
use crate::book::{Book, Cue, CueKind, Sound, SoundFrom};
use crate::timeline::{PlacedCue, Timeline};
use cuebook_core::id::{CueId, IdVec, LineId, SoundId};
use cuebook_core::sound_format::LIBRARY;
use cuebook_core::units::{Frames, Metres};
use cuebook_synth::recipe::{self, Recipe, caption::Words};

/// A sound that is described.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heard {
    pub at: Frames,
    /// Until when a description may wait for a pause in the words.
    pub until: Frames,
    /// Until when it may wait if there is no time to read it.
    pub latest: Frames,
    pub words: String,
    /// A shorter description.
    pub brief: Option<String>,
    pub rank: Rank,
}

/// How important a description is, the least important first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The end of a sound.
    Over,
    /// A sound that goes on.
    Lasting,
    /// A sound that happens, music or silence.
    Event,
    /// What the author describes.
    Own,
}

impl Heard {
    fn new(at: &Range<Frames>, words: String, rank: Rank) -> Heard {
        let long = (at.start + LONG_WAIT).min(at.end);
        let until = waits(at);
        Heard {
            at: at.start,
            until,
            latest: until.max(long),
            brief: brief(&words).filter(|_| rank < Rank::Own),
            words,
            rank,
        }
    }

    /// Returns the sound with its times in a part; `None` if it is not heard there. `end` is that of
    /// the cue.
    fn within(mut self, part: &Range<Frames>, end: Frames) -> Option<Heard> {
        let goes_on = self.rank != Rank::Over && end > part.start + SILENCE;
        if self.at >= part.end || (self.at < part.start && !goes_on) {
            return None;
        }
        if self.at < part.start {
            let at = part.start..end.min(part.end);
            self.until = waits(&at);
            self.latest = self.latest.max(self.until);
            self.at = part.start;
        }
        self.at -= part.start;
        self.until -= part.start;
        self.latest -= part.start;
        Some(self)
    }

    /// Returns the width of the description with its brackets.
    pub(super) fn width(&self) -> usize {
        piece::width(&self.words) + 2
    }
}

/// How long the description of a sound that goes on may wait.
const WAIT: Frames = Frames(192_000);

/// How long it may wait if there is no time to read it.
const LONG_WAIT: Frames = Frames(480_000);

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

/// Returns the sounds of a part of a show that are described, in their order, with their times in
/// the part. What goes on when the part begins is described at its beginning.
pub(super) fn heard(book: &Book, timeline: &Timeline, part: &Range<Frames>) -> Vec<Heard> {
    let show = Listener::new(book, timeline);
    let of_cue = |cue: CueId| {
        let end = timeline.cues[cue].at.end;
        let heard = show.of_cue(cue).into_iter();
        heard.filter_map(move |heard| heard.within(part, end))
    };
    let mut all: Vec<Heard> = book.cues.ids().flat_map(of_cue).collect();
    all.sort_by_key(|heard| heard.at);
    let mut kept: Vec<(Heard, Option<LineId>)> = Vec::new();
    for heard in all {
        let line = show.line(part.start + heard.at);
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
    /// The sounds with the words of their recipes, each read once.
    named: IdVec<SoundId, Named<'a>>,
}

/// A sound with the words of its recipe.
struct Named<'a> {
    sound: &'a Sound,
    words: Option<Words>,
}

impl<'a> Listener<'a> {
    fn new(book: &'a Book, timeline: &'a Timeline) -> Listener<'a> {
        // Several names can stand for one recipe of the show.
        let mut read: HashMap<(&str, Option<&str>), Option<Cow<'static, Recipe>>> = HashMap::new();
        let named = book.sounds.iter().map(|sound| {
            let words = match &sound.from {
                SoundFrom::Recipe { recipe, settings } => {
                    let key = (recipe.name.as_str(), recipe.own.as_deref());
                    let found = read.entry(key).or_insert_with(|| recipe::of(recipe));
                    found.as_ref().and_then(|recipe| recipe.caption(settings))
                }
                SoundFrom::File { .. } => None,
            };
            Named { sound, words }
        });
        Listener {
            named: named.collect(),
            book,
            timeline,
        }
    }
}

impl Listener<'_> {
    /// Returns the descriptions of a cue: of its start, and perhaps of its end.
    fn of_cue(&self, id: CueId) -> Vec<Heard> {
        let (cue, placed) = (&self.book.cues[id], &self.timeline.cues[id]);
        if placed.at.end <= placed.at.start || cue.gain.0 < FAINT {
            return Vec::new();
        }
        let sound = self.sound(cue);
        let start = |words: String| Heard::new(&placed.at, words, Rank::Event);
        if let Some(words) = own_words(cue, sound.map(|named| named.sound)) {
            let own = words.map(|words| Heard::new(&placed.at, words, Rank::Own));
            return own.into_iter().collect();
        }
        match (&cue.kind, sound) {
            (CueKind::Hush(length), _) if *length >= SILENCE => vec![start("silence".to_owned())],
            (CueKind::Spot(times), Some(sound)) => vec![start(spot(cue, sound, times.count > 1))],
            (CueKind::Bed { .. }, Some(sound)) if !sound.sound.room => self.bed(id, sound),
            (CueKind::Music { .. }, Some(sound)) => vec![start(music(sound))],
            _ => Vec::new(),
        }
    }

    fn sound(&self, cue: &Cue) -> Option<&Named<'_>> {
        cue.sound.map(|sound| &self.named[sound])
    }

    fn bed(&self, id: CueId, sound: &Named<'_>) -> Vec<Heard> {
        let (cue, placed) = (&self.book.cues[id], &self.timeline.cues[id]);
        let words = lasting(cue, sound);
        let mut heard = Vec::new();
        // A bed is heard when it has risen half-way.
        let rise = Frames(cue.fades().0.0 / 2);
        let start = (placed.at.start + rise).min(placed.at.end);
        if !self.goes_on(id, sound, placed.at.start) {
            let at = start..placed.at.end;
            heard.push(Heard::new(&at, words, Rank::Lasting));
        }
        if self.is_heard_to_end(cue, placed) && !self.goes_on(id, sound, placed.at.end) {
            let at = placed.at.end..placed.at.end + WAIT;
            heard.push(Heard::new(&at, over(sound), Rank::Over));
        }
        heard
    }

    /// Returns whether another cue has the same sound shortly before and after a time.
    fn goes_on(&self, own: CueId, sound: &Named<'_>, at: Frames) -> bool {
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

/// Returns the words for a sound that goes on: of its recipe, or its name.
fn name(sound: &Named<'_>) -> String {
    if let Some(words) = &sound.words {
        return cut(&words.lasting);
    }
    let name = &sound.sound.name;
    if name.starts_with(LIBRARY) {
        return cut(&cuebook_library::facts::title(name));
    }
    let words = name.replace(['-', '_'], " ");
    let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    cut(if words.is_empty() { name } else { words })
}

fn spot(cue: &Cue, sound: &Named<'_>, often: bool) -> String {
    let words = match &sound.words {
        Some(words) if often => cut(&words.often),
        Some(words) => cut(&words.once),
        None => name(sound),
    };
    from_afar(cue, sound.sound, words)
}

fn lasting(cue: &Cue, sound: &Named<'_>) -> String {
    from_afar(cue, sound.sound, name(sound))
}

fn over(sound: &Named<'_>) -> String {
    match &sound.words {
        Some(words) => cut(&words.over),
        None => cut(&format!("{} stops", name(sound))),
    }
}

fn music(sound: &Named<'_>) -> String {
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

/// The words before which a description may end.
const JOINS: [&str; 16] = [
    "against", "at", "beside", "down", "from", "in", "into", "of", "on", "outside", "over", "past",
    "through", "to", "under", "with",
];

/// Returns a shorter description: what sounds, without where it is and how it goes on.
fn brief(words: &str) -> Option<String> {
    let mut parts: Vec<&str> = words.split_whitespace().collect();
    if parts.len() > 1 && parts[0] == "distant" {
        parts.remove(0);
    }
    let join = parts.iter().skip(1).position(|word| JOINS.contains(word));
    if let Some(join) = join {
        parts.truncate(join + 1);
    }
    if parts.len() > 2 && parts[parts.len() - 1].ends_with("ing") {
        parts.pop();
    }
    let brief = parts.join(" ");
    (piece::width(&brief) < piece::width(words)).then_some(brief)
}

/// Cuts a description that is wider than a row.
fn cut(words: &str) -> String {
    let mut out = words.split_whitespace().collect::<Vec<_>>();
    while out.len() > 1 && piece::width(&out.join(" ")) + 4 > WIDEST {
        out.pop();
    }
    out.join(" ").chars().take(WIDEST - 4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_description_says_what_sounds() {
        for (words, short) in [
            ("distant explosion", Some("explosion")),
            ("knock at the door", Some("knock")),
            ("car engine running", Some("car engine")),
            ("distant wind blowing", Some("wind blowing")),
            ("rain", None),
            ("door slams", None),
            ("distant", None),
        ] {
            assert_eq!(brief(words).as_deref(), short, "{words}");
        }
    }
}
