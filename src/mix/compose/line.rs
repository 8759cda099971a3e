//! The clips of lines: takes, with the loudness and the room of their role.

use std::ops::Range;

use super::{Composer, filled};
use crate::book::Line;
use crate::mix::{BusId, BusName, Clip, ClipOf, Curve, Lane, lane};
use crate::timeline::{Piece, PlacedLine, turns};
use cuebook_core::id::{AudioId, LineId};
use cuebook_core::units::{Decibels, Frames, Lufs};
use cuebook_dsp::treat;
use cuebook_script::{Feeling, Tone};

/// The loudness of every voice before the gain of the line.
pub(crate) const SPEECH: Lufs = Lufs(-20.0);

/// The greatest change of a take's level to reach that loudness, in dB.
pub(crate) const MOST: f64 = 24.0;

impl Composer<'_> {
    pub(super) fn line(&mut self, id: LineId, placed: &PlacedLine) {
        let line = &self.book.lines[id];
        for (number, piece) in placed.pieces.iter().enumerate() {
            let made = &self.performance.lines[id][piece.breath];
            let at = self.sounding(piece, made[0]);
            // A take that is split by a wait must not click at the split.
            let same =
                |other: Option<&Piece>| other.is_some_and(|other| other.breath == piece.breath);
            let cut = |cut: bool| if cut { lane::SHORTEST } else { Frames::ZERO };
            let whole = placed.uncut.get(number).map(|whole| whole.end);
            let fades = lane::fades(
                &at,
                cut(number > 0 && same(placed.pieces.get(number - 1))),
                match whole.is_some_and(|whole| whole > piece.heard().end) {
                    true => turns::RING,
                    false => cut(same(placed.pieces.get(number + 1))),
                },
            );
            let opens = match (line.opens(self.book).as_slice(), line.treatment.behind) {
                (stops @ [_, _, ..], Some(behind)) => self
                    .opening(behind)
                    .within(&at)
                    .shares(stops, Curve::Linear),
                _ => vec![Some(Lane::default())],
            };
            for (audio, open) in made.iter().zip(opens) {
                let Some(open) = open else { continue };
                let mut clip = self.spoken(id, *audio, &at);
                clip.offset = piece.take.start;
                clip.lanes = [fades.clone(), open].into_iter().flat_map(filled).collect();
                self.push(clip);
            }
        }
    }

    /// Returns the clip of a line's take, from its beginning.
    fn spoken(&mut self, id: LineId, audio: AudioId, at: &Range<Frames>) -> Clip {
        let line = &self.book.lines[id];
        let pan = line.pan as f32;
        let more = treat::room(&line.treatment.voice);
        let send = line
            .space
            .and_then(|space| self.rooms.send(space, pan, more));
        let bus = BusId(self.bus_of(line) as usize);
        Clip {
            pan,
            gain: self.voice_gain(line, audio).gain(),
            sends: send.into_iter().collect(),
            ..Clip::new(audio, bus, at.clone(), ClipOf::Line(id))
        }
    }

    fn bus_of(&self, line: &Line) -> BusName {
        if line.role == self.book.narrator {
            BusName::Narration
        } else {
            BusName::Dialogue
        }
    }

    /// Returns when a piece of a take is heard, with the tail if the piece ends
    /// with the take.
    fn sounding(&self, piece: &Piece, audio: AudioId) -> Range<Frames> {
        let spec = &self.performance.audio[audio].spec;
        let end = piece.at + piece.take.end - piece.take.start;
        let tail = match piece.take.end == spec.frames - spec.tail {
            true => spec.tail.min(self.timeline.frames - end).max(Frames::ZERO),
            false => Frames::ZERO,
        };
        piece.at..end + tail
    }

    /// Returns the gain that brings a take to the loudness of its line.
    fn voice_gain(&self, line: &Line, audio: AudioId) -> Decibels {
        let part = self.book.turns.part_of(line.words.start);
        let even = self
            .levels
            .of_take(part, line, &self.performance.audio[audio]);
        let even = even.map_or(0.0, |loudness| SPEECH.0 - loudness.0);
        Decibels(even.clamp(-MOST, MOST)) + tone_level(line.tone) + line.gain
    }
}

/// Returns the gain that a tone adds to the common level.
pub(crate) fn tone_level(feeling: Feeling) -> Decibels {
    let level = match feeling.tone {
        Tone::Shout => 3.0,
        Tone::Angry => 2.0,
        Tone::Urgent | Tone::Happy | Tone::Laughing => 1.0,
        Tone::Whisper => -5.0,
        Tone::Thinking => -3.0,
        Tone::Sad => -2.0,
        Tone::Afraid | Tone::Weary | Tone::Tearful | Tone::Crying => -1.5,
        Tone::Drunk | Tone::OutOfBreath => -0.5,
        Tone::Neutral | Tone::Cold | Tone::Warm | Tone::Mocking => 0.0,
    };
    Decibels(level * feeling.strength)
}
