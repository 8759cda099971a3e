//! Splits the pieces of all speeches into captions. Of all ways to do it, the one with the lowest
//! cost is taken: each caption has a cost for where it ends, how fast it must be read, how short it
//! is shown and how its rows look. The costs are in steps of a bad place to end, see `breaks`.
//!
//! The pieces are in the order in which they are heard. Where two people speak at once, or where
//! words are too short for a caption of their own, a caption has the words of two, each in one row.

use std::ops::Range;

use super::layout::Side;
use super::piece::{self, Piece};
use super::seats::{Described, Seats};
use super::speech::Speech;
use super::times::Draft;
use super::{By, COMFORTABLE, FASTEST, LONGEST, ROWS, Row, SHORTEST, WIDEST, breaks};
use cuebook_core::units::{Frames, RATE};

/// A cost that is only taken where there is no other way.
pub(super) const NEVER: f64 = 1e6;

/// The cost of each caption.
const CAPTION: f64 = 5.0;

/// The cost of a caption that cannot be read in time, besides that of its speed.
const OVER: f64 = 12.0;

/// The cost of a place to end from which on words that belong together are torn.
const TORN: f64 = 5.0;

/// The cost of words that are torn for the description of a sound: it is shortened, moved or left out
/// instead.
const FOR_SOUND: f64 = 8.0;

/// The longest silence within a caption.
const SILENCE: Frames = Frames(72_000);

/// The most pieces of a caption.
const MOST: usize = 90;

/// The pieces of all speeches in the order in which they are heard.
pub(super) struct Flow<'a> {
    pub(super) speeches: &'a [Speech],
    pub(super) pieces: Vec<Heard<'a>>,
}

/// A piece of a speech.
pub(super) struct Heard<'a> {
    pub(super) piece: &'a Piece,
    pub(super) speech: usize,
    pub(super) width: usize,
    /// The cost of a row that ends after it.
    pub(super) end: f64,
    /// Whether it is the last piece of its speech.
    is_last: bool,
}

impl Heard<'_> {
    pub(super) fn blank(&self) -> usize {
        usize::from(self.piece.blank)
    }
}

/// The pieces of one speech in a caption, by their numbers in the flow.
pub(super) type Part = Vec<usize>;

impl<'a> Flow<'a> {
    pub(super) fn new(speeches: &'a [Speech]) -> Flow<'a> {
        let mut pieces: Vec<Heard<'a>> = Vec::new();
        for (speech, own) in speeches.iter().enumerate() {
            for (number, piece) in own.pieces.iter().enumerate() {
                let next = own.pieces.get(number + 1);
                pieces.push(Heard {
                    piece,
                    speech,
                    width: piece::width(&piece.text),
                    end: next.map_or(0.0, |next| breaks::cost(piece, next, own.language)),
                    is_last: next.is_none(),
                });
            }
        }
        pieces.sort_by_key(|heard| heard.piece.at.start);
        Flow { speeches, pieces }
    }

    /// Returns when a piece begins; after the last piece, the end of time.
    pub(super) fn start(&self, piece: usize) -> Frames {
        let heard = self.pieces.get(piece);
        heard.map_or(Frames(i64::MAX / 4), |heard| heard.piece.at.start)
    }

    /// Returns the number of pieces that begin before or at a time.
    pub(super) fn count_before(&self, at: Frames) -> usize {
        self.pieces
            .partition_point(|heard| heard.piece.at.start <= at)
    }

    /// Returns when the last of some pieces ends.
    pub(super) fn end(&self, pieces: Range<usize>) -> Frames {
        let ends = self.pieces[pieces].iter().map(|heard| heard.piece.at.end);
        ends.max().unwrap_or_default()
    }

    fn parts(&self, pieces: Range<usize>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for number in pieces {
            let speech = self.pieces[number].speech;
            let own = |part: &&mut Part| self.pieces[part[0]].speech == speech;
            match parts.iter_mut().find(own) {
                Some(part) => part.push(number),
                None => parts.push(vec![number]),
            }
        }
        parts
    }

    /// Returns the cost of a caption.
    fn cost(&self, pieces: Range<usize>, seats: &Seats) -> f64 {
        let (first, last) = (pieces.start, pieces.end - 1);
        let parts = self.parts(pieces.clone());
        let sound = seats.row(self.start(first), self.start(pieces.end));
        let side = sound.as_ref().map(|sound| self.side(pieces.clone(), sound));
        let Some(layout) = self.layout(&parts, side) else {
            return NEVER;
        };
        let names = self.pieces[last].piece.is_name;
        let offset = |sound: &Described| (sound.at - self.start(first)).seconds().0.abs();
        let described = sound.as_ref().map_or(0, Described::width);
        CAPTION
            + layout.cost
            + if names { NEVER } else { 0.0 }
            + self.ending(pieces.clone(), &parts, sound.is_some())
            + self.pace(pieces.clone(), described, seats)
            + self.pauses(pieces)
            + if seats.parts(self.start(first), self.start(last)) {
                NEVER / 10.0
            } else {
                0.0
            }
            + 3.0 * sound.as_ref().map_or(0.0, offset)
    }

    /// Returns the side of the words on which a sound is described: that on which it is heard.
    fn side(&self, pieces: Range<usize>, sound: &Described) -> Side {
        let start = self.start(pieces.start);
        let spoken = self.end(pieces);
        match (sound.at - start).0 * 2 > (spoken - start).0 {
            true => Side::After(sound.width()),
            false => Side::Before(sound.width()),
        }
    }

    /// Returns the cost of where a caption ends.
    fn ending(&self, pieces: Range<usize>, parts: &[Part], has_sound: bool) -> f64 {
        let mut cost = 0.0;
        for part in parts {
            let last = &self.pieces[part[part.len() - 1]];
            let before = self.pieces[part[0]].piece;
            cost += last.end * 1.5;
            if has_sound && last.end > TORN {
                cost += FOR_SOUND;
            }
            let words = part.len() - usize::from(before.is_name);
            // A word alone that is torn from its sentence.
            if words == 1 && !last.is_last && last.end > 1.0 {
                cost += 8.0;
            }
            if self.width(part) < 12 && last.is_last && !self.begins_sentence(part[0]) {
                cost += 6.0;
            }
        }
        for part in parts {
            cost += self.torn(part);
        }
        // Words that go on when the next caption is shown.
        let cut = self.end(pieces.clone()) - self.start(pieces.end);
        if cut > Frames(480) {
            cost += 20.0 + 60.0 * cut.seconds().0;
        }
        cost
    }

    /// Returns the cost of a few words of a sentence beside another sentence.
    pub(super) fn torn(&self, part: &[usize]) -> f64 {
        let ends = |number: &usize| self.pieces[*number].end < 0.5;
        let mut cost = 0.0;
        let last = &self.pieces[part[part.len() - 1]];
        let inner = &part[..part.len() - 1];
        if let Some(at) = inner.iter().rposition(ends)
            && last.end >= 2.5
            && self.width(&part[at + 1..]) < 16
        {
            cost += 7.0;
        }
        if let Some(at) = inner.iter().position(ends)
            && !self.begins_sentence(part[0])
            && self.width(&part[..=at]) < 16
        {
            cost += 5.0;
        }
        cost
    }

    pub(super) fn begins_sentence(&self, piece: usize) -> bool {
        let speech = self.pieces[piece].speech;
        let before = self.pieces[..piece].iter().rev();
        let before = before.take(MOST).find(|heard| heard.speech == speech);
        before.is_none_or(|before| before.end < 1.0)
    }

    /// Returns the cost of a reading speed and a time that are not comfortable.
    fn pace(&self, pieces: Range<usize>, described: usize, seats: &Seats) -> f64 {
        let start = self.start(pieces.start);
        let spoken = self.end(pieces.clone());
        let next = seats.room(spoken, self.start(pieces.end));
        let time = (next - start).min(LONGEST).seconds().0.max(0.05);
        let width: usize = self.pieces[pieces.clone()]
            .iter()
            .map(|heard| heard.width + heard.blank())
            .sum();
        let speed = (described + width) as f64 / time;
        let mut cost = 2.0 * (speed - COMFORTABLE).clamp(0.0, 20.0);
        cost += 6.0 * (speed - FASTEST).clamp(0.0, 20.0);
        if speed > FASTEST {
            cost += OVER;
        }
        let short = SHORTEST.seconds().0;
        if time < short {
            cost += 12.0 + 30.0 * (1.0 - time / short);
        }
        let length = (spoken - start).seconds().0 - LONGEST.seconds().0;
        if length > 0.0 && pieces.len() > 1 {
            cost += NEVER / 10.0;
        }
        cost
    }

    /// Returns the cost of silences and sentence ends within a caption.
    fn pauses(&self, pieces: Range<usize>) -> f64 {
        let mut cost = 0.0;
        let mut spoken = Frames::ZERO;
        for pair in self.pieces[pieces].windows(2) {
            spoken = spoken.max(pair[0].piece.at.end);
            let gap = pair[1].piece.at.start - spoken;
            cost += match gap {
                gap if gap > SILENCE => NEVER / 10.0,
                gap if gap.0 > i64::from(RATE) / 2 => 8.0 * gap.seconds().0,
                _ => 0.0,
            };
            if pair[0].end < 0.5 && !pair[0].is_last {
                cost += 1.0;
            }
        }
        cost
    }

    /// Returns a caption.
    fn draft(&self, pieces: Range<usize>, sound: Option<&Described>) -> Draft {
        let parts = self.parts(pieces.clone());
        let dash = self.has_dashes(&parts);
        let side = sound.map(|sound| self.side(pieces.clone(), sound));
        let layout = self.layout(&parts, side);
        let layout = layout.or_else(|| self.layout(&parts, None));
        let layout = layout.unwrap_or_default();
        let mut rows = Vec::new();
        for part in &parts {
            let at = match layout.divided {
                Some(at) if at < part.len() => at,
                _ => part.len(),
            };
            rows.push(self.row(&part[..at], dash));
            if at < part.len() {
                rows.push(self.row(&part[at..], dash));
            }
        }
        if let (Some(sound), Some(side)) = (sound, side) {
            let mut row = Row::of_sound(&sound.words, sound.at);
            match side {
                Side::After(_) => {
                    row.joins = layout.beside;
                    rows.push(row);
                }
                Side::Before(_) => {
                    rows[0].joins = layout.beside;
                    rows.insert(0, row);
                }
            }
        }
        let start = self.start(pieces.start);
        let spoken = self.end(pieces.clone());
        let speech = &self.speeches[self.pieces[pieces.start].speech];
        Draft {
            start,
            spoken: Some(spoken),
            latest: start,
            rows,
            line: Some(speech.line),
        }
    }

    fn row(&self, part: &[usize], dash: bool) -> Row {
        let speech = &self.speeches[self.pieces[part[0]].speech];
        Row {
            by: By::Role(speech.role),
            paragraph: speech.paragraph,
            is_person: speech.is_person,
            italic: speech.italic,
            dash,
            joins: false,
            pieces: part
                .iter()
                .map(|number| self.pieces[*number].piece.clone())
                .collect(),
        }
    }
}

/// Returns the captions of all speeches, with the sounds that have no caption of their own.
pub(super) fn captions(flow: &Flow<'_>, seats: &Seats) -> Vec<Draft> {
    let count = flow.pieces.len();
    // For each number of pieces: the lowest cost of captions for them, and where the last begins.
    let mut best = vec![(0.0, 0); count + 1];
    for end in 1..=count {
        best[end].0 = f64::INFINITY;
        let mut width = 0;
        for start in (end.saturating_sub(MOST)..end).rev() {
            width += flow.pieces[start].width + flow.pieces[start].blank();
            if width > (WIDEST + 1) * ROWS && end - start > 1 {
                break;
            }
            let cost = best[start].0 + flow.cost(start..end, seats);
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut drafts = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        let sound = seats.row(flow.start(start), flow.start(end));
        drafts.push(flow.draft(start..end, sound.as_ref()));
        end = start;
    }
    drafts.reverse();
    drafts
}
