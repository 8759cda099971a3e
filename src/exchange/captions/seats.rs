//! Where each sound is described: in a separate caption where no one speaks for long enough, or
//! else in a row of the caption that is shown.

use super::sounds::Heard;
use super::split::Flow;
use super::times::Draft;
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
    words: Vec<String>,
}

/// The places of all sounds, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seats {
    own: Vec<Own>,
    /// The sounds that are described in the captions of words.
    attached: Vec<(Frames, String)>,
}

impl Seats {
    pub(super) fn new(flow: &Flow<'_>, sounds: Vec<Heard>, length: Frames) -> Seats {
        let mut seats = Seats::default();
        for sound in sounds {
            match free(flow, &sound, length) {
                Some((start, latest)) => seats.add(start, latest, sound.words),
                None => seats.attached.push((sound.at, sound.words)),
            }
        }
        seats.own.sort_by_key(|own| own.start);
        seats
    }

    fn add(&mut self, start: Frames, latest: Frames, words: String) {
        let is_near = |own: &&mut Own| (start - own.start).0.abs() < SHORTEST.0;
        match self.own.iter_mut().find(is_near) {
            Some(own) => own.add(words),
            None => self.own.push(Own {
                start,
                latest,
                words: vec![words],
            }),
        }
    }

    /// Returns the row of the sounds in a caption whose words begin at `start`, with its time; the
    /// next caption begins at `next`.
    pub(super) fn rows(&self, start: Frames, next: Frames) -> Vec<(Frames, String)> {
        let first = self.attached.partition_point(|(at, _)| *at < start - EARLY);
        let all = self.attached.iter().skip(first);
        let mut all = all.take_while(|(at, _)| *at < next - EARLY).cloned();
        let Some((at, first)) = all.next() else {
            return Vec::new();
        };
        let words = all.fold(first, |row, (_, words)| joined(row, &words));
        vec![(at, words)]
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
            let words = own.words.iter().skip(1);
            let words = words.fold(own.words[0].clone(), |row, words| joined(row, words));
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

/// Returns from when to when a separate caption can begin for a sound; `None` if there is no
/// pause in the words while the sound is described.
fn free(flow: &Flow<'_>, sound: &Heard, length: Frames) -> Option<(Frames, Frames)> {
    let mut piece = flow.count_before(sound.at);
    let mut spoken = flow.end(0..piece);
    let read = Seconds((piece::width(&sound.words) + 2) as f64 / FASTEST).frames();
    let least = read.clamp(SHORTEST, LONGEST);
    loop {
        let start = sound.at.max(spoken);
        let next = flow.start(piece).min(length);
        if start > sound.until {
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
    fn add(&mut self, words: String) {
        if !self.words.contains(&words) {
            self.words.push(words);
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
