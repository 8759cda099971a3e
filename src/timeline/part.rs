//! The times in a part of a show.

use std::ops::Range;

use super::{Piece, PlacedCue, PlacedLine, Timeline};
use cuebook_core::units::Frames;

impl Timeline {
    /// Returns the timeline of a part, with all times counted from its start. A cue outside the
    /// part has no length, and words outside it are not heard.
    #[must_use]
    pub(crate) fn within(&self, part: &Range<Frames>) -> Timeline {
        let one = |at: &Frames| (*at).clamp(part.start, part.end) - part.start;
        let both = |at: &Range<Frames>| one(&at.start)..one(&at.end);
        let all = |list: &[Range<Frames>]| list.iter().map(both).collect();
        let word = |at: &Range<Frames>| Some(both(at)).filter(|at| !at.is_empty());
        let line = |line: &PlacedLine| PlacedLine {
            at: both(&line.at),
            pieces: line
                .pieces
                .iter()
                .filter_map(|own| cut(own, part))
                .collect(),
            uncut: all(&line.uncut),
        };
        let cue = |cue: &PlacedCue| PlacedCue {
            at: both(&cue.at),
            sounds: all(&cue.sounds),
            rides: cue.rides.iter().map(one).collect(),
            ends_later: cue.ends_later,
        };
        Timeline {
            frames: part.end - part.start,
            reading: one(&self.reading),
            lines: self.lines.iter().map(line).collect(),
            cues: self.cues.iter().map(cue).collect(),
            scenes: self.scenes.iter().map(one).collect(),
            words: self
                .words
                .iter()
                .map(|at| word(at).unwrap_or_default())
                .collect(),
            turns: self.turns.iter().map(one).collect(),
            asked: self.asked.iter().map(one).collect(),
        }
    }
}

/// Returns what of a piece is heard in a part; `None` if nothing is.
fn cut(piece: &Piece, part: &Range<Frames>) -> Option<Piece> {
    let heard = piece.heard();
    let (start, end) = (heard.start.max(part.start), heard.end.min(part.end));
    (start < end).then(|| Piece {
        breath: piece.breath,
        take: piece.take.start + (start - heard.start)..piece.take.start + (end - heard.start),
        at: start - part.start,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(at: Range<i64>) -> Range<Frames> {
        Frames(at.start)..Frames(at.end)
    }

    #[test]
    fn a_part_has_the_times_in_it_and_no_length_outside() {
        let piece = |at: i64| Piece {
            breath: 0,
            take: frames(50..150),
            at: Frames(at),
        };
        let whole = Timeline {
            frames: Frames(1_000),
            reading: Frames(900),
            scenes: [Frames(0), Frames(300), Frames(700)].into_iter().collect(),
            words: [0..100, 180..260, 600..700]
                .map(frames)
                .into_iter()
                .collect(),
            lines: [PlacedLine {
                at: frames(150..600),
                pieces: vec![piece(150), piece(400), piece(800)],
                uncut: Vec::new(),
            }]
            .into_iter()
            .collect(),
            ..Timeline::default()
        };
        let part = whole.within(&frames(200..650));
        assert_eq!(part.frames, Frames(450));
        assert_eq!(part.reading, Frames(450));
        let scenes: Vec<i64> = part.scenes.iter().map(|at| at.0).collect();
        assert_eq!(scenes, [0, 100, 450]);
        let words: Vec<Range<Frames>> = part.words.iter().cloned().collect();
        assert_eq!(words, [0..0, 0..60, 400..450].map(frames));
        let pieces: Vec<Piece> = part
            .lines
            .iter()
            .flat_map(|line| line.pieces.clone())
            .collect();
        let cut = |take: Range<i64>, at: i64| Piece {
            take: frames(take),
            ..piece(at)
        };
        assert_eq!(pieces, [cut(100..150, 0), cut(50..150, 200)]);
        assert_eq!(whole.within(&frames(0..1_000)).words, whole.words);
    }
}
