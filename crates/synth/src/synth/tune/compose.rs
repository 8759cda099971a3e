//! Composes the notes of a part.
//!
//! Takes bars and chords, and returns notes in beats and degrees. Every note begins
//! within the piece.

use super::harmony::{chosen, lead, nearest};
use cuebook_dsp::random::Random;

/// The properties that all parts of a piece share.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub bars: usize,
    /// The beats in a bar.
    pub beats: f64,
    /// The number of bars of each chord.
    pub stays: usize,
    /// The degrees of the chords' roots.
    pub chords: Vec<i32>,
    /// The number of degrees in an octave.
    pub degrees: i32,
    /// The last bar is a close: the tonic, held.
    pub closes: bool,
}

/// A composed note; times in beats.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Note {
    pub at: f64,
    pub length: f64,
    pub degree: i32,
    /// From 0 to 1.
    pub level: f64,
}

impl Piece {
    fn whole(&self) -> f64 {
        self.bars as f64 * self.beats
    }

    /// Returns a chord's root near the root of the scale.
    pub(super) fn low(&self, chord: i32) -> i32 {
        if chord > self.degrees / 2 {
            chord - self.degrees
        } else {
            chord
        }
    }

    /// Returns the chord at a beat.
    pub(super) fn chord(&self, beat: f64) -> i32 {
        let number = (beat / (self.beats * self.stays as f64) + 1e-9) as usize;
        self.chords[number % self.chords.len()]
    }

    /// Returns the start, the length and the degree of each chord.
    fn stretches(&self) -> impl Iterator<Item = (f64, f64, i32)> {
        let long = self.beats * self.stays as f64;
        self.chords.iter().enumerate().map(move |(n, chord)| {
            let at = n as f64 * long;
            (at, long.min(self.whole() - at), *chord)
        })
    }

    /// Returns root and fifth, each renewed while the other is held.
    #[must_use]
    pub(super) fn drone(&self) -> Vec<Note> {
        let held = 2.0 * self.beats;
        let mut notes = Vec::new();
        for bar in 0..self.bars {
            let at = bar as f64 * self.beats;
            let (degree, level) = if bar % 2 == 0 { (0, 1.0) } else { (4, 0.7) };
            let left = self.whole() - at;
            notes.push(Note {
                at,
                length: if self.closes { held.min(left) } else { held },
                degree,
                level,
            });
        }
        notes
    }

    /// Returns the root of each chord, near the root of the scale.
    #[must_use]
    pub(super) fn bass(&self) -> Vec<Note> {
        self.stretches()
            .map(|(at, length, chord)| Note {
                at,
                length,
                degree: self.low(chord),
                level: 0.9,
            })
            .collect()
    }

    /// Returns a number of voices, led from chord to chord; a common note is held.
    #[must_use]
    pub(super) fn voices(&self, count: usize) -> Vec<Note> {
        let octave = self.degrees;
        let home = [0, 4, octave + 2, 2 * octave, 2 * octave + 4, 3 * octave + 2];
        let home = &home[..count.clamp(1, home.len())];
        let mut voices = home.to_vec();
        let mut held: Vec<Note> = Vec::new();
        let mut notes = Vec::new();
        for (number, (at, length, chord)) in self.stretches().enumerate() {
            voices = lead(&voices, home, chord, octave);
            let fresh = |degree: &i32| Note {
                at,
                length,
                degree: *degree,
                level: 0.8,
            };
            if number % 3 == 0 {
                // A bow changes direction in time, and a breath ends.
                notes.append(&mut held);
                held = voices.iter().map(fresh).collect();
                continue;
            }
            for (note, degree) in held.iter_mut().zip(&voices) {
                if note.degree == *degree {
                    note.length += length;
                } else {
                    notes.push(std::mem::replace(note, fresh(degree)));
                }
            }
        }
        notes.append(&mut held);
        notes
    }

    /// Returns phrases of two or four bars: high at first, descending in steps,
    /// then a rest.
    #[must_use]
    pub(super) fn melody(&self, random: &mut Random) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut at = 0.0;
        while at < self.whole() - 1.0 {
            let bars = chosen(&[(2.0, 2.0), (4.0, 1.0)], random);
            let end = (at + bars * self.beats).min(self.whole());
            self.phrase((at, end), random, &mut notes);
            at = end;
        }
        notes
    }

    fn phrase(&self, (start, end): (f64, f64), random: &mut Random, notes: &mut Vec<Note>) {
        let rest = chosen(&[(1.0, 2.0), (2.0, 1.0)], random);
        let sung = (end - start - rest).max(1.0);
        let high = self.degrees + chosen(&[(2, 1.0), (4, 2.0), (5, 1.0)], random);
        let mut degree = nearest(high, self.chord(start), self.degrees);
        let mut at = 0.0;
        while at < sung {
            let drawn = chosen(&[(1.0, 3.0), (2.0, 3.0), (1.5, 1.0), (3.0, 1.0)], random);
            let mut length: f64 = f64::min(drawn, sung - at);
            if sung - at - length < 1.0 {
                length = sung - at;
            }
            let beat = start + at;
            let strong = (beat / self.beats).fract() < 1e-6 || at + length >= sung;
            if strong {
                degree = nearest(degree, self.chord(beat), self.degrees);
            }
            let arch = 1.0 - (2.0 * at / sung - 0.7).abs() * 0.35;
            notes.push(Note {
                at: beat,
                length,
                degree,
                level: arch,
            });
            let step = chosen(
                &[(-1, 6.0), (1, 1.5), (-2, 1.0), (2, 0.5), (0, 0.5)],
                random,
            );
            degree = (degree + step).clamp(self.degrees - 2, 2 * self.degrees + 1);
            at += length;
        }
    }

    /// Returns one figure of short notes, on the chord of each bar.
    #[must_use]
    pub(super) fn pulse(&self, every: f64, random: &mut Random) -> Vec<Note> {
        let every = every.clamp(0.125, self.beats);
        let slots = (self.beats / every + 1e-9) as usize;
        let figure: Vec<(i32, f64)> = (0..slots)
            .map(|slot| {
                let above = [(0, 6.0), (self.degrees, 1.5), (4, 1.2), (2, 0.5)];
                let accent = if slot == 0 {
                    1.0
                } else {
                    random.between(0.35, 0.8)
                };
                let sounds = slot == 0 || random.unit() < 0.82;
                (chosen(&above, random), if sounds { accent } else { 0.0 })
            })
            .collect();
        let mut notes = Vec::new();
        for bar in 0..self.bars {
            let last = self.closes && bar + 1 == self.bars;
            for (slot, (above, accent)) in figure.iter().enumerate() {
                if last && slot > 0 {
                    break;
                }
                let at = bar as f64 * self.beats + slot as f64 * every;
                let low = self.low(self.chord(at));
                let degree = if slot == 0 { low } else { low + above };
                let level = accent * random.between(0.85, 1.0);
                if *accent > 0.0 {
                    notes.push(Note {
                        at,
                        length: 0.5 * every,
                        degree,
                        level,
                    });
                }
            }
        }
        notes
    }
}

/// Returns successive notes with their degrees, or rests, and their beats.
#[must_use]
pub(super) fn line(written: &[(Option<i32>, f64)]) -> Vec<Note> {
    let mut at = 0.0;
    let mut notes = Vec::new();
    for (degree, beats) in written {
        if let Some(degree) = *degree {
            notes.push(Note {
                at,
                // The tongue separates the notes.
                length: 0.88 * beats,
                degree,
                level: 1.0,
            });
        }
        at += beats;
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece() -> Piece {
        Piece {
            bars: 8,
            beats: 4.0,
            stays: 2,
            chords: vec![0, 5, 3, 4],
            degrees: 7,
            closes: false,
        }
    }

    #[test]
    fn a_common_note_is_held_and_every_beat_is_filled() {
        let notes = piece().voices(3);
        let sum: f64 = notes.iter().map(|note| note.length).sum();
        assert!((sum - 3.0 * 32.0).abs() < 1e-9, "{sum}");
        assert!(notes.iter().any(|note| note.length > 8.0), "{notes:?}");
    }

    #[test]
    fn a_melody_descends_and_rests_and_ends_its_phrases_on_the_chord() {
        let (mut sunk, mut phrases) = (0, 0);
        for seed in 0..40 {
            let notes = piece().melody(&mut Random::new(seed));
            let mut start = 0;
            for n in 0..notes.len() {
                let end = notes[n].at + notes[n].length;
                let next = notes.get(n + 1).map_or(32.0, |next| next.at);
                assert!(end <= next + 1e-9);
                if next - end >= 0.99 {
                    phrases += 1;
                    sunk += usize::from(notes[n].degree < notes[start].degree);
                    start = n + 1;
                }
            }
        }
        assert!(
            phrases > 80 && 3 * sunk > 2 * phrases,
            "{sunk} of {phrases}"
        );
    }

    #[test]
    fn a_pulse_plays_the_same_figure_in_every_bar_of_a_chord() {
        let notes = piece().pulse(0.5, &mut Random::new(1));
        let bar = |number: usize| -> Vec<(f64, i32)> {
            let (from, to) = (4.0 * number as f64, 4.0 * number as f64 + 4.0);
            let inside = notes.iter().filter(|note| note.at >= from && note.at < to);
            inside.map(|note| (note.at - from, note.degree)).collect()
        };
        assert!(bar(0).len() >= 4);
        assert_eq!(bar(0), bar(1));
        assert_ne!(bar(1), bar(2));
    }
}
