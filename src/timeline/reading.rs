//! The reading: places every breath at its frame, with the waits of cues.

use std::ops::Range;

use crate::book::{Book, Line, Turn, Turns};
use crate::timeline::waits::{Wait, Waits};
use crate::timeline::{Breath, Lengths, Piece, PlacedLine, gap, turns};
use cuebook_core::id::{CueId, IdVec, LineId, RoleId, WordId};
use cuebook_core::units::Frames;

/// The times of the words, and of the cues that make the reading wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub lines: IdVec<LineId, PlacedLine>,
    /// When each word of the prose is heard.
    pub words: IdVec<WordId, Range<Frames>>,
    /// When the cues that make the reading wait begin, without their offset.
    pub waits: IdVec<CueId, Option<Frames>>,
    /// The end of the last word, with the waits after it.
    pub end: Frames,
    /// When each turn of a path is.
    pub turns: Vec<Frames>,
    /// When the question before each turn is over.
    pub asked: Vec<Frames>,
}

/// Places the lines one after the other. The turns are those of the book, perhaps at other times.
#[must_use]
pub(crate) fn read(book: &Book, turns: &Turns, lengths: &dyn Lengths) -> Reading {
    let mut reader = Reader {
        waits: Waits::of(book),
        reading: Reading {
            words: vec![Frames::ZERO..Frames::ZERO; book.prose.words.len()].into(),
            waits: vec![None; book.cues.len()].into(),
            ..Reading::default()
        },
        // Cues at the start of the show delay its first word.
        cursor: Frames::ZERO,
        together: None,
        word: WordId::FIRST,
        turns: turns.list(),
        lead: turns.lead(),
    };
    for (id, line) in book.lines.entries() {
        let pause = pause_before(book, id);
        reader.come_to(line);
        let pause = reader.turn(line.words.start, pause);
        let mut placed = PlacedLine::default();
        let mut word = line.words.start;
        for (number, breath) in lengths.breaths(id).iter().enumerate() {
            let pause = match number {
                0 => pause,
                number => line.pause_within(number, &book.pauses),
            };
            let pieces = reader.breathe(breath, word, pause);
            word += breath.words.len();
            placed.pieces.extend(pieces.into_iter().map(|piece| Piece {
                breath: number,
                ..piece
            }));
        }
        placed.at = extent(&placed.pieces, reader.cursor);
        reader.reading.lines.push(placed);
    }
    reader.finish()
}

fn extent(pieces: &[Piece], cursor: Frames) -> Range<Frames> {
    let start = pieces.first().map_or(cursor, |piece| piece.at);
    let end = pieces
        .iter()
        .map(|piece| piece.at + piece.take.end - piece.take.start)
        .max();
    start..end.unwrap_or(cursor)
}

pub(crate) fn pause_before(book: &Book, id: LineId) -> Frames {
    let line = &book.lines[id];
    let Some(before) = id.0.checked_sub(1).map(|id| &book.lines[LineId(id)]) else {
        return book.pauses.start + line.before.unwrap_or_default();
    };
    // A scene may begin within skipped text between two lines.
    let scene = book
        .scenes
        .iter()
        .any(|scene| (before.words.end..=line.words.start).contains(&scene.word));
    gap::between(before, line, scene, &book.pauses)
}

struct Reader<'a> {
    waits: Waits,
    reading: Reading,
    /// The end of the last breath.
    cursor: Frames,
    /// The role that speaks together with others, and the end of the others'
    /// lines.
    together: Option<(RoleId, Frames)>,
    /// The first word without a time.
    word: WordId,
    /// The turns that were not passed yet.
    turns: &'a [Turn],
    /// The shortest time between a turn and the next words.
    lead: Frames,
}

impl Reader<'_> {
    /// Moves to the start of the pause before a line: to the end of the last
    /// line, or to the start of the line with which this one begins. The role
    /// that speaks with others continues alone; all other roles wait for the
    /// end of the others.
    fn come_to(&mut self, line: &Line) {
        let over = |others: Option<(RoleId, Frames)>, own: Frames| {
            others.map_or(own, |(_, others)| others.max(own))
        };
        match (line.with, self.together) {
            (Some(first), others) => {
                self.together = Some((line.role, over(others, self.cursor)));
                self.cursor = self.reading.lines[first].at.start;
            }
            (None, Some((role, _))) if role == line.role => {}
            (None, others) => {
                self.cursor = over(others, self.cursor);
                self.together = None;
            }
        }
    }

    /// Passes the turns before a word. Returns the pause between the last of them and the word;
    /// `pause` is that without a turn.
    fn turn(&mut self, word: WordId, pause: Frames) -> Frames {
        let spoken = self.cursor;
        let before = self.turns.len();
        while let Some((turn, rest)) = self.turns.split_first()
            && turn.word <= word
        {
            self.turns = rest;
            self.pass(turn);
        }
        match self.turns.len() == before {
            true => pause,
            // The time for the decision is a part of the pause.
            false => (pause - (self.cursor - spoken).max(Frames::ZERO)).max(self.lead),
        }
    }

    /// Moves to a turn.
    fn pass(&mut self, turn: &Turn) {
        let waits = self.waits.before_turn(self.word, turn.word);
        self.mark(&waits, self.cursor);
        self.skip_to(turn.word);
        self.word = self.word.max(turn.word);
        let waits: i64 = waits.iter().map(|(_, length)| length.0).sum();
        let spoken = self.cursor;
        let silent = spoken + Frames(waits);
        let asked = match self.reading.asked.last() {
            // A reminder came after the question.
            Some(asked) if turn.asked < turn.word => *asked,
            _ => silent,
        };
        let wished = asked + turn.hold;
        // What must be heard before it.
        let last = self.reading.turns.last().copied().unwrap_or_default();
        let heard = match self.reading.words.slice(turn.cuts..turn.word) {
            // A reminder, which begins after its own turn.
            Some([_, ..]) if wished < silent && turn.asked < turn.word => last + Frames(1),
            Some([first, ..]) if wished < silent => first.start,
            _ => silent,
        };
        self.cursor = turns::grid(heard.max(wished));
        if self.cursor < spoken {
            self.cut_short(turn.cuts..turn.word, self.cursor);
        }
        self.reading.turns.push(self.cursor);
        self.reading.asked.push(asked);
    }

    /// Ends words at a turn. Their sound falls silent in a short time.
    fn cut_short(&mut self, words: Range<WordId>, turn: Frames) {
        for time in &mut self.reading.words[words] {
            *time = time.start.min(turn)..time.end.min(turn);
        }
        let lines = self.reading.lines.iter_mut().rev();
        for line in lines.take_while(|line| line.at.end > turn) {
            line.cut_short(turn);
        }
    }

    /// Places one breath whose first word is `word`, after a pause.
    fn breathe(&mut self, breath: &Breath, word: WordId, pause: Frames) -> Vec<Piece> {
        let start = self.wait(word, self.cursor, pause);
        self.skip_to(word);
        let mut pieces = vec![Piece {
            breath: 0,
            take: Frames::ZERO..breath.frames,
            at: start,
        }];
        // The difference between the time of the show and the time of the take.
        let mut shift = start;
        for (index, time) in breath.words.iter().enumerate() {
            if index > 0 {
                let before = breath.words[index - 1].end.min(time.start);
                let own = time.start - before;
                let spoken = self.wait(word + index, before + shift, own);
                if spoken > time.start + shift {
                    shift = spoken - time.start;
                    cut(&mut pieces, before + Frames(own.0 / 2), shift);
                }
            }
            self.reading.words[word + index] = time.start + shift..time.end + shift;
        }
        self.word = word + breath.words.len();
        self.cursor = shift + breath.frames;
        pieces
    }

    /// Returns when `word` is spoken if the words before it end at `end`, with
    /// a default pause of `pause`: not before all waits are over.
    fn wait(&mut self, word: WordId, end: Frames, pause: Frames) -> Frames {
        let (after, before) = self.waits.take(self.word.min(word), word);
        let sum = |waits: &[Wait]| Frames(waits.iter().map(|(_, w)| w.0).sum());
        let total = sum(&after) + sum(&before);
        // A wait includes the default pause; without a wait, lines may overlap.
        let gap = if total > Frames::ZERO {
            pause.max(total)
        } else {
            pause
        };
        let start = (end + gap).max(Frames::ZERO);
        self.mark(&after, end);
        self.mark(&before, start - sum(&before));
        start
    }

    fn mark(&mut self, waits: &[Wait], mut from: Frames) {
        for (cue, length) in waits {
            self.reading.waits[*cue] = Some(from);
            from += *length;
        }
    }

    /// Gives skipped words an empty time at the cursor.
    fn skip_to(&mut self, word: WordId) {
        for skipped in &mut self.reading.words[self.word.min(word)..word] {
            *skipped = self.cursor..self.cursor;
        }
    }

    fn finish(mut self) -> Reading {
        let end = self.reading.words.end();
        self.skip_to(end);
        if let Some((_, others)) = self.together {
            self.cursor = self.cursor.max(others);
        }
        let pause = self.turn(end, Frames::ZERO);
        let end = self.wait(end, self.cursor, pause);
        self.reading.end = end;
        self.reading
    }
}

/// Splits the last piece at a frame of its take; the rest is heard at its time
/// in the take plus `shift`.
fn cut(pieces: &mut Vec<Piece>, at: Frames, shift: Frames) {
    if let Some(last) = pieces.last_mut() {
        let end = last.take.end;
        last.take.end = at;
        pieces.push(Piece {
            breath: 0,
            take: at..end,
            at: at + shift,
        });
    }
}
