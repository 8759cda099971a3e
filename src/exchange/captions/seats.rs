//! Where each sound is described: in a caption of its own where no one speaks for long enough, or
//! else in a row of the caption that is shown.

use super::sounds::Heard;
use super::split::Flow;
use super::times::Draft;
use super::{Row, SHORTEST, WIDEST, piece};
use cuebook_core::units::Frames;

/// How long a sound may wait for the end of the words.
const WAIT: Frames = Frames(24_000);

/// How long before its first word a caption may describe a sound that comes before the words.
const EARLY: Frames = Frames(16_800);

/// A sound with a caption of its own.
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
        let (mut piece, mut spoken) = (0, Frames::ZERO);
        for sound in sounds {
            while flow.start(piece) <= sound.at && piece < flow.pieces.len() {
                spoken = spoken.max(flow.end(piece..piece + 1));
                piece += 1;
            }
            let (start, next) = (sound.at.max(spoken), flow.start(piece).min(length));
            let is_free = next - start >= SHORTEST && start - sound.at <= WAIT;
            if !is_free && !flow.pieces.is_empty() {
                seats.attached.push((sound.at, sound.words));
                continue;
            }
            let latest = (next - SHORTEST).max(start);
            match seats.own.last_mut() {
                Some(last) if start < last.start + SHORTEST => last.add(sound.words),
                _ => seats.own.push(Own {
                    start,
                    latest,
                    words: vec![sound.words],
                }),
            }
        }
        seats
    }

    /// Returns the times of the sounds in a caption whose words begin at `start`; the next caption
    /// begins at `next`.
    pub(super) fn within(&self, start: Frames, next: Frames) -> Vec<Frames> {
        let found = self.attached.iter().map(|(at, _)| *at);
        let first = self.attached.partition_point(|(at, _)| *at < start - EARLY);
        let found = found.skip(first);
        found.take_while(|at| *at < next - EARLY).collect()
    }

    /// Returns the row of the sounds in a caption, with its time.
    pub(super) fn rows(&self, start: Frames, next: Frames) -> Vec<(Frames, String)> {
        let all = self.attached.iter();
        let all = all.filter(|(at, _)| (start - EARLY..next - EARLY).contains(at));
        let mut all = all.cloned();
        let Some((at, first)) = all.next() else {
            return Vec::new();
        };
        let words = all.fold(first, |row, (_, words)| joined(row, &words));
        vec![(at, words)]
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
