//! Splits the pieces of all speeches into captions. Of all ways to do it, the one with the lowest
//! cost is taken: each caption has a cost for where it ends, how fast it must be read, how short it
//! is shown and how its rows look. The costs are in steps of a bad place to end, see `breaks`.
//!
//! The pieces are in the order in which they are heard. Where two people speak at once, or where
//! words are too short for a caption of their own, a caption has the words of two, each in one row.

use std::ops::Range;

use super::piece::{self, Piece};
use super::seats::Seats;
use super::speech::Speech;
use super::times::Draft;
use super::{By, COMFORTABLE, FASTEST, LONGEST, ROWS, Row, SHORTEST, WIDEST, breaks};
use cuebook_core::units::{Frames, RATE};

/// A cost that is only taken where there is no other way.
const NEVER: f64 = 1e6;

/// The cost of each caption.
const CAPTION: f64 = 5.0;

/// The cost of the words of two people in one caption.
const TWO: f64 = 13.0;

/// The longest silence within a caption.
const SILENCE: Frames = Frames(72_000);

/// The most pieces of a caption.
const MOST: usize = 90;

/// The pieces of all speeches in the order in which they are heard.
pub(super) struct Flow<'a> {
    speeches: &'a [Speech],
    pub(super) pieces: Vec<Heard<'a>>,
}

/// A piece of a speech.
pub(super) struct Heard<'a> {
    pub(super) piece: &'a Piece,
    speech: usize,
    width: usize,
    /// The cost of a row that ends after it.
    end: f64,
    /// Whether it is the last piece of its speech.
    is_last: bool,
}

impl Heard<'_> {
    fn blank(&self) -> usize {
        usize::from(self.piece.blank)
    }
}

/// The pieces of one speech in a caption, by their numbers in the flow.
type Part = Vec<usize>;

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
                    end: next.map_or(0.0, |next| breaks::cost(piece, next)),
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

    fn width(&self, part: &[usize]) -> usize {
        let all: usize = part
            .iter()
            .map(|number| self.pieces[*number].width + self.pieces[*number].blank())
            .sum();
        let last = part.last().map_or(0, |last| self.pieces[*last].blank());
        all - last
    }

    /// Returns whether a caption has the words of two people, which are marked with dashes.
    fn has_dashes(&self, parts: &[Part]) -> bool {
        let people = parts
            .iter()
            .filter(|part| self.speeches[self.pieces[part[0]].speech].is_person);
        people.count() > 1
    }

    /// Returns the best place to divide a part into two rows, with its cost.
    fn divide(&self, part: &[usize]) -> Option<(usize, f64)> {
        let whole = self.width(part);
        let mut top = 0;
        let mut best: Option<(usize, f64)> = None;
        for at in 1..part.len() {
            let before = &self.pieces[part[at - 1]];
            top += before.width;
            let below = whole - top - before.blank();
            if top <= WIDEST && below <= WIDEST {
                let torn = 0.6 * self.torn(&part[..at]);
                let cost = before.end * 0.8 + torn + shape(top, below);
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((at, cost));
                }
            }
            top += before.blank();
        }
        best
    }

    /// Returns the cost of the rows of a caption with `rows` rows for words.
    fn rows(&self, parts: &[Part], rows: usize) -> Option<f64> {
        let dash = if self.has_dashes(parts) { 2 } else { 0 };
        let fits = |part: &Part| self.width(part) + dash <= WIDEST;
        match parts {
            [part] if fits(part) => Some(0.0),
            [part] if rows > 1 => self.divide(part).map(|(_, cost)| 1.0 + cost),
            [_] => None,
            several => {
                let over = several.len().saturating_sub(rows) as f64;
                let fit = several.iter().all(fits);
                let begin = |part: &Part| self.start(part[0]);
                // A third person who does not begin with the others can wait for the next caption.
                let third = several
                    .get(ROWS)
                    .map(|third| begin(third) - begin(&several[0]));
                let late = third.is_some_and(|third| third >= SHORTEST);
                let late = if late { NEVER / 20.0 } else { 0.0 };
                // Words that are spoken alone are not torn to stand beside those of another.
                let torn = several.iter().filter(|part| !self.begins_sentence(part[0]));
                let torn = 12.0 * torn.count() as f64;
                fit.then_some(TWO * (several.len() - 1) as f64 + torn + 60.0 * over + late)
            }
        }
    }

    /// Returns the cost of a caption.
    fn cost(&self, pieces: Range<usize>, seats: &Seats) -> f64 {
        let (first, last) = (pieces.start, pieces.end - 1);
        let parts = self.parts(pieces.clone());
        let sounds = seats.rows(self.start(first), self.start(pieces.end));
        let rows = match sounds.is_empty() {
            true => ROWS,
            false => 1,
        };
        let Some(shape) = self.rows(&parts, rows) else {
            return NEVER;
        };
        let names = self.pieces[last].piece.is_name;
        let offset = |(at, _): &(Frames, String)| (*at - self.start(first)).seconds().0.abs();
        let described = sounds.iter().map(|(_, words)| piece::width(words) + 2);
        CAPTION
            + shape
            + if names { NEVER } else { 0.0 }
            + self.ending(pieces.clone(), &parts)
            + self.pace(pieces.clone(), described.sum(), seats)
            + self.pauses(pieces)
            + if seats.parts(self.start(first), self.start(last)) {
                NEVER / 10.0
            } else {
                0.0
            }
            + 3.0 * sounds.iter().map(offset).sum::<f64>()
    }

    /// Returns the cost of where a caption ends.
    fn ending(&self, pieces: Range<usize>, parts: &[Part]) -> f64 {
        let mut cost = 0.0;
        for part in parts {
            let last = &self.pieces[part[part.len() - 1]];
            let before = self.pieces[part[0]].piece;
            cost += last.end * 1.5;
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
    fn torn(&self, part: &[usize]) -> f64 {
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

    fn begins_sentence(&self, piece: usize) -> bool {
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
    fn draft(&self, pieces: Range<usize>, sounds: &[(Frames, String)]) -> Draft {
        let parts = self.parts(pieces.clone());
        let dash = self.has_dashes(&parts);
        let mut rows = Vec::new();
        for part in &parts {
            let fits = parts.len() > 1 || self.width(part) <= WIDEST;
            let at = match fits {
                true => part.len(),
                false => self.divide(part).map_or(part.len(), |(at, _)| at),
            };
            rows.push(self.row(&part[..at], dash));
            if at < part.len() {
                rows.push(self.row(&part[at..], dash));
            }
        }
        let start = self.start(pieces.start);
        let spoken = self.end(pieces.clone());
        for (at, words) in sounds {
            let row = Row::of_sound(words, *at);
            match (*at - start).0 * 2 > (spoken - start).0 {
                true => rows.push(row),
                false => rows.insert(0, row),
            }
        }
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
            pieces: part
                .iter()
                .map(|number| self.pieces[*number].piece.clone())
                .collect(),
        }
    }
}

/// Returns the cost of two rows: they are best if the lower one is a little longer.
fn shape(top: usize, below: usize) -> f64 {
    let (top, below) = (top as f64, below as f64);
    let uneven = (top - below).abs() / top.max(below);
    let top_heavy = if top > below { 0.7 } else { 0.0 };
    let widow = if uneven > 0.7 { 4.0 } else { 0.0 };
    5.0 * uneven + top_heavy + widow
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
        let sounds = seats.rows(flow.start(start), flow.start(end));
        drafts.push(flow.draft(start..end, &sounds));
        end = start;
    }
    drafts.reverse();
    drafts
}
