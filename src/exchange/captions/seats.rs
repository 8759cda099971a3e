//! Where each sound is described: in a separate caption where no one speaks for long enough, or
//! else in a row of the caption that is shown.

use super::sounds::Heard;
use super::split::Flow;
use super::times::{DESCRIBED, Draft};
use super::{FASTEST, LONGEST, Row, SHORTEST, WIDEST, piece};
use cuebook_core::units::{Frames, Seconds};

/// How long before its first word a caption may describe a sound that comes before the words.
const EARLY: Frames = Frames(16_800);

/// A sound with a separate caption.
#[derive(Clone, Debug, PartialEq)]
struct Own {
    start: Frames,
    /// When it begins at the latest.
    latest: Frames,
    sounds: Vec<Heard>,
}

/// The places of all sounds, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seats {
    own: Vec<Own>,
    /// The sounds that are described in the captions of words, in order.
    pub(super) attached: Vec<Attached>,
}

/// A sound that is described beside words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attached {
    /// The caption that is shown then has its description.
    pub at: Frames,
    pub sound: Heard,
}

/// The description of the sounds in a caption with words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Described {
    pub at: Frames,
    pub words: String,
}

impl Described {
    /// Returns the width of the description with its brackets.
    pub(super) fn width(&self) -> usize {
        piece::width(&self.words) + 2
    }
}

impl Attached {
    /// Takes the short description, if there is one. Returns whether there is.
    pub(super) fn shorten(&mut self) -> bool {
        let brief = self.sound.brief.take();
        brief.map(|brief| self.sound.words = brief).is_some()
    }
}

impl Seats {
    pub(super) fn new(flow: &Flow<'_>, sounds: Vec<Heard>, length: Frames) -> Seats {
        let mut seats = Seats::default();
        for sound in sounds {
            match free(flow, (&sound, sound.until), length) {
                Some((start, latest)) => seats.add(start, latest, sound),
                None => seats.attached.push(Attached {
                    at: sound.at,
                    sound,
                }),
            }
        }
        seats.own.sort_by_key(|own| own.start);
        seats
    }

    /// Gives a sound a separate caption in the first pause in which it can still be described.
    /// Returns whether there is one.
    pub(super) fn seat(&mut self, flow: &Flow<'_>, sound: &Heard, length: Frames) -> bool {
        let Some((start, latest)) = free(flow, (sound, sound.latest), length) else {
            return false;
        };
        // Another description there needs its own time.
        let is_taken = |own: &Own| (own.start - start).0.abs() < DESCRIBED.0;
        if self.own.iter().any(is_taken) {
            return false;
        }
        self.add(start, latest, sound.clone());
        self.own.sort_by_key(|own| own.start);
        true
    }

    /// Describes the sounds of the separate captions between two times beside the words before them
    /// instead. Returns whether there are any.
    pub(super) fn join(&mut self, between: &std::ops::Range<Frames>, words: Frames) -> bool {
        let is_there = |own: &Own| own.start >= between.start && own.start < between.end;
        let (joined, own): (Vec<Own>, Vec<Own>) = self.own.drain(..).partition(is_there);
        self.own = own;
        let is_any = !joined.is_empty();
        for mut sound in joined.into_iter().flat_map(|own| own.sounds) {
            // It waits no longer.
            (sound.until, sound.latest) = (Frames(-1), Frames(-1));
            self.attach(Attached { at: words, sound });
        }
        is_any
    }

    /// Adds a sound beside words.
    pub(super) fn attach(&mut self, attached: Attached) {
        let place = self
            .attached
            .partition_point(|known| known.at <= attached.at);
        self.attached.insert(place, attached);
    }

    /// Returns the places of the sounds in a caption whose words begin at `start`; the next words
    /// begin at `next`.
    pub(super) fn attached_to(&self, start: Frames, next: Frames) -> std::ops::Range<usize> {
        let before = |time: Frames| self.attached.partition_point(|own| own.at < time - EARLY);
        before(start)..before(next)
    }

    fn add(&mut self, start: Frames, latest: Frames, sound: Heard) {
        let is_near = |own: &&mut Own| (start - own.start).0.abs() < SHORTEST.0;
        match self.own.iter_mut().find(is_near) {
            Some(own) => own.add(sound),
            None => self.own.push(Own {
                start,
                latest,
                sounds: vec![sound],
            }),
        }
    }

    /// Returns the description of the sounds in a caption whose words begin at `start`; the next
    /// words begin at `next`.
    pub(super) fn row(&self, start: Frames, next: Frames) -> Option<Described> {
        let mut all = self.attached[self.attached_to(start, next)].iter();
        let first = all.next()?;
        let words = first.sound.words.clone();
        Some(Described {
            at: first.at,
            words: all.fold(words, |row, next| joined(row, &next.sound.words)),
        })
    }

    /// Returns whether a caption that only describes sounds comes between two words.
    pub(super) fn parts(&self, first: Frames, last: Frames) -> bool {
        let after = self.own.partition_point(|own| own.start < first);
        self.own.get(after).is_some_and(|own| own.start < last)
    }

    /// Returns when the caption after some words is shown: that of a sound, or the next words.
    pub(super) fn room(&self, spoken: Frames, next: Frames) -> Frames {
        let after = self.own.partition_point(|own| own.start < spoken);
        let own = self.own.get(after).map(|own| own.latest);
        own.map_or(next, |own| own.min(next))
    }

    /// Returns the captions that only describe sounds.
    pub(super) fn own(&self) -> impl Iterator<Item = Draft> {
        self.own.iter().map(|own| {
            let words = own.sounds.iter().map(|sound| &sound.words);
            let words = words
                .skip(1)
                .fold(own.sounds[0].words.clone(), |row, words| joined(row, words));
            Draft {
                start: own.start,
                spoken: None,
                latest: own.latest,
                rows: vec![Row::of_sound(&words, own.start)],
                line: None,
            }
        })
    }
}

/// Returns from when to when a separate caption can begin for a sound that waits until a time;
/// `None` if there is no pause in the words until then.
fn free(
    flow: &Flow<'_>,
    (sound, until): (&Heard, Frames),
    length: Frames,
) -> Option<(Frames, Frames)> {
    let mut piece = flow.count_before(sound.at);
    let mut spoken = flow.end(0..piece);
    let read = Seconds(sound.width() as f64 / FASTEST).frames();
    let least = read.clamp(SHORTEST, LONGEST);
    loop {
        let start = sound.at.max(spoken);
        let next = flow.start(piece).min(length);
        if start > until {
            return None;
        }
        if next - start >= least || flow.pieces.is_empty() {
            return Some((start, (next - least).max(start)));
        }
        if piece == flow.pieces.len() {
            return None;
        }
        spoken = spoken.max(flow.end(piece..piece + 1));
        piece += 1;
    }
}

impl Own {
    fn add(&mut self, sound: Heard) {
        if self.sounds.iter().all(|own| own.words != sound.words) {
            self.sounds.push(sound);
        }
    }
}

/// Adds a sound to a row if it fits.
fn joined(row: String, words: &str) -> String {
    let both = format!("{row}, {words}");
    match piece::width(&both) + 2 <= WIDEST {
        true => both,
        false => row,
    }
}
