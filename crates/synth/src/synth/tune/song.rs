//! Composes songs and their accompaniments.
//!
//! Takes bars and chords, and returns notes in beats and degrees. A song states a
//! motif, moves it to the next chord, answers it and comes to rest: the plan of a
//! folk tune, in sections of eight bars or fewer.

use super::compose::{Note, Piece};
use super::harmony::{chosen, nearest};
use cuebook_dsp::random::Random;

/// A rhythm of one bar, and the steps between its notes in degrees.
#[derive(Clone, Debug)]
struct Motif {
    /// Length in beats, and step to the next note.
    notes: Vec<(f64, i32)>,
}

impl Piece {
    /// Returns a song. `lively`, from 0 to 1, makes its notes shorter.
    #[must_use]
    pub(super) fn song(&self, lively: f64, random: &mut Random) -> Vec<Note> {
        let motifs = [self.motif(lively, random), self.motif(lively, random)];
        let high = self.degrees + chosen(&[(0, 1.0), (2, 2.0), (4, 2.0)], random);
        let mut notes = Vec::new();
        let mut degree = high;
        for bar in 0..self.bars {
            let at = bar as f64 * self.beats;
            if self.closes && bar + 1 == self.bars {
                notes.push(self.rest(at, nearest_tonic(degree, self.degrees)));
                break;
            }
            // The statement, the statement on another chord, and an answer.
            let [statement, answer] = &motifs;
            let phrase = bar % 4;
            if phrase == 3 {
                degree = self.cadence((at, bar), degree, &mut notes);
                continue;
            }
            if bar % 8 == 0 {
                degree = high;
            }
            let motif = if phrase == 2 { answer } else { statement };
            degree = self.stated(motif, at, degree, &mut notes);
        }
        notes
    }

    /// Returns a motif that fills a bar.
    fn motif(&self, lively: f64, random: &mut Random) -> Motif {
        let lively = lively.clamp(0.0, 1.0);
        let lengths = [
            (0.5, 4.0 * lively),
            (1.0, 3.0),
            (1.5, 1.0),
            (2.0, 3.0 * (1.0 - lively)),
            (3.0, 1.5 * (1.0 - lively)),
        ];
        let mut notes = Vec::new();
        let mut left = self.beats;
        while left > 1e-6 {
            let drawn: f64 = chosen(&lengths, random);
            let length = if left - drawn < 0.5 { left } else { drawn };
            let steps = [
                (1, 3.0),
                (-1, 4.0),
                (2, 1.5),
                (-2, 1.5),
                (0, 1.0),
                (-3, 0.4),
            ];
            let half = length < 1.0 && left >= 1.0;
            notes.push((length, chosen(&steps, random)));
            left -= length;
            if half {
                // Short notes come in pairs, or the beat is lost.
                notes.push((length, chosen(&steps, random)));
                left -= length;
            }
        }
        Motif { notes }
    }

    /// Adds a motif from a degree near the chord of its bar. Returns the next
    /// degree.
    fn stated(&self, motif: &Motif, bar: f64, degree: i32, notes: &mut Vec<Note>) -> i32 {
        let mut at = bar;
        let mut degree = nearest(degree, self.chord(bar), self.degrees);
        for (number, (length, step)) in motif.notes.iter().enumerate() {
            let strong = number == 0 || (at - bar - self.beats / 2.0).abs() < 1e-6;
            if strong {
                degree = nearest(degree, self.chord(at), self.degrees);
            }
            notes.push(Note {
                at,
                length: 0.94 * length,
                degree,
                level: if strong { 0.95 } else { 0.75 },
            });
            at += length;
            degree = (degree + step).clamp(self.degrees - 3, 2 * self.degrees + 2);
        }
        degree
    }

    /// Adds the end of a phrase: one step down to a note of the chord, which is held,
    /// then a breath. Returns the degree.
    fn cadence(&self, (at, bar): (f64, usize), degree: i32, notes: &mut Vec<Note>) -> i32 {
        let mut end = nearest(degree - 1, self.chord(at), self.degrees);
        if bar % 8 == 7 {
            end = nearest_tonic(end, self.degrees);
            if !super::harmony::fits(end, self.chord(at), self.degrees) {
                end = nearest(end, self.chord(at), self.degrees);
            }
        }
        let first = (self.beats / 4.0).min(1.0);
        notes.push(Note {
            at,
            length: first,
            degree: end + 1,
            level: 0.85,
        });
        notes.push(Note {
            at: at + first,
            length: (self.beats - first - 0.5).max(0.5),
            degree: end,
            level: 0.8,
        });
        end
    }

    /// Returns the note on which everything rests in the last bar.
    fn rest(&self, at: f64, degree: i32) -> Note {
        Note {
            at,
            length: self.beats,
            degree,
            level: 0.9,
        }
    }

    /// Returns the accompaniment of dances and marches: the bass on the strong beats,
    /// root and fifth in turn, and the chord on the others.
    #[must_use]
    pub(super) fn stride(&self, random: &mut Random) -> Vec<Note> {
        let mut notes = Vec::new();
        for bar in 0..self.bars {
            let at = bar as f64 * self.beats;
            let root = self.low(self.chord(at));
            if self.closes && bar + 1 == self.bars {
                notes.extend(self.chord_of(at, self.beats, root, 0.8));
                notes.push(self.rest(at, root - self.degrees));
                break;
            }
            for beat in 0..self.beats as usize {
                let now = at + beat as f64;
                let level = random.between(0.85, 1.0);
                if beat == 0 || (beat % 2 == 0 && (self.beats as usize).is_multiple_of(2)) {
                    let fifth = beat != 0 || (self.beats < 4.0 && bar % 2 == 1);
                    let degree = root - self.degrees + if fifth { 4 - self.degrees } else { 0 };
                    notes.push(Note {
                        at: now,
                        length: 0.8,
                        degree: if fifth && degree < -2 * self.degrees + 3 {
                            degree + self.degrees
                        } else {
                            degree
                        },
                        level,
                    });
                } else {
                    notes.extend(self.chord_of(now, 0.45, root, 0.55 * level));
                }
            }
        }
        notes
    }

    /// Returns the chord of each bar, one note after another: up and down again.
    #[must_use]
    pub(super) fn broken(&self, every: f64, random: &mut Random) -> Vec<Note> {
        let every = every.clamp(0.125, self.beats);
        let slots = (self.beats / every + 1e-9) as usize;
        let shape = [0, 4, self.degrees, self.degrees + 2, self.degrees + 4];
        let mut notes = Vec::new();
        for bar in 0..self.bars {
            let start = bar as f64 * self.beats;
            let last = self.closes && bar + 1 == self.bars;
            for slot in 0..slots {
                let at = start + slot as f64 * every;
                let root = self.low(self.chord(at));
                let turn = slot % (2 * shape.len() - 2);
                let step = turn.min(2 * shape.len() - 2 - turn);
                let end = last && slot + 1 == shape.len().min(slots);
                notes.push(Note {
                    at,
                    length: if end { self.beats - at + start } else { every },
                    degree: root + shape[step],
                    level: random.between(0.6, 0.8) + if slot == 0 { 0.2 } else { 0.0 },
                });
                if end {
                    break;
                }
            }
        }
        notes
    }

    /// Returns a triad in close position.
    fn chord_of(&self, at: f64, length: f64, root: i32, level: f64) -> [Note; 3] {
        [0, 2, 4].map(|above| Note {
            at,
            length,
            degree: root + above,
            level,
        })
    }
}

/// Returns the nearest tonic to a degree.
fn nearest_tonic(degree: i32, degrees: i32) -> i32 {
    (degree + degrees / 2).div_euclid(degrees) * degrees
}

#[cfg(test)]
mod tests {
    use super::super::harmony::{Scale, fits, progression};
    use super::*;

    fn piece(bars: usize, beats: f64) -> Piece {
        let scale = Scale {
            root: 110.0,
            semitones: vec![0.0, 2.0, 4.0, 5.0, 7.0, 9.0, 11.0],
        };
        Piece {
            bars,
            beats,
            stays: 1,
            chords: progression(bars, &scale, true, &mut Random::new(1)),
            degrees: 7,
            closes: true,
        }
    }

    #[test]
    fn a_song_repeats_its_motif_and_ends_on_the_tonic_in_the_last_bar() {
        for seed in 0..30 {
            let notes = piece(8, 3.0).song(0.5, &mut Random::new(seed));
            let bar = |number: usize| -> Vec<f64> {
                let from = 3.0 * number as f64;
                let inside = notes.iter().filter(|n| n.at >= from && n.at < from + 3.0);
                inside.map(|n| n.at - from).collect()
            };
            assert_eq!(bar(0), bar(1), "the rhythm of the motif");
            assert_eq!(bar(0), bar(4));
            let last = notes.last().unwrap();
            assert_eq!((last.at, last.degree.rem_euclid(7)), (21.0, 0));
            assert!(notes.windows(2).all(|pair| pair[1].at > pair[0].at));
        }
    }

    #[test]
    fn a_song_has_the_chord_on_the_first_beat_of_each_bar() {
        for seed in 0..30 {
            let of = piece(16, 4.0);
            for note in of.song(0.8, &mut Random::new(seed)) {
                let first = note.at.rem_euclid(4.0) < 1e-9 && (note.at / 4.0) as usize % 4 != 3;
                assert!(
                    !first || fits(note.degree, of.chord(note.at), 7),
                    "{note:?}"
                );
            }
        }
    }

    #[test]
    fn lively_songs_have_more_notes() {
        let count = |lively| -> usize {
            (0..10)
                .map(|s| piece(8, 4.0).song(lively, &mut Random::new(s)).len())
                .sum()
        };
        assert!(2 * count(1.0) > 3 * count(0.0));
    }

    #[test]
    fn a_waltz_has_one_bass_note_and_two_chords_in_a_bar() {
        let notes = piece(4, 3.0).stride(&mut Random::new(1));
        let first: Vec<f64> = notes.iter().filter(|n| n.at < 3.0).map(|n| n.at).collect();
        assert_eq!(first, [0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
        let end = notes.iter().filter(|n| n.at >= 9.0);
        assert!(end.clone().count() == 4 && end.clone().all(|n| n.at == 9.0));
    }

    #[test]
    fn a_broken_chord_goes_up_and_down_through_the_chord() {
        let of = piece(2, 4.0);
        let notes = of.broken(0.5, &mut Random::new(1));
        assert!(notes.iter().all(|n| fits(n.degree, of.chord(n.at), 7)));
        let degrees: Vec<i32> = notes[..8].iter().map(|n| n.degree).collect();
        assert_eq!(degrees, [0, 4, 7, 9, 11, 9, 7, 4]);
    }
}
