//! How the words of a caption stand in rows, and the description of a sound with them: in a separate
//! row, or beside the words. A separate row is easier to read; beside words there is room for
//! more of them, and so for more time to read all.

use super::split::{Flow, NEVER, Part};
use super::{ROWS, SHORTEST, WIDEST};

/// The cost of the words of two people in one caption.
const TWO: f64 = 13.0;

/// The cost of a description beside words.
const BESIDE: f64 = 6.0;

/// The rows of a caption.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// The piece of one person with which the second row begins.
    pub divided: Option<usize>,
    /// Whether the description of a sound is in a row with words.
    pub beside: bool,
    pub cost: f64,
}

/// The side of the words on which a sound is described, with the width of the description.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before(usize),
    After(usize),
}

/// The width that is taken at the beginning of the first row and at the end of the last.
#[derive(Copy, Clone, Debug, Default)]
struct Taken {
    begin: usize,
    end: usize,
}

impl Side {
    /// Returns the width that a description with a blank takes.
    fn taken(self) -> Taken {
        match self {
            Side::Before(width) => Taken {
                begin: width + 1,
                end: 0,
            },
            Side::After(width) => Taken {
                begin: 0,
                end: width + 1,
            },
        }
    }
}

impl Flow<'_> {
    /// Returns the best rows of a caption; `None` if there are none within the limits.
    pub(super) fn layout(&self, parts: &[Part], sound: Option<Side>) -> Option<Layout> {
        let Some(side) = sound else {
            return self.rows(parts, ROWS, Taken::default());
        };
        let apart = self.rows(parts, ROWS - 1, Taken::default());
        // A dash begins the row of a person.
        let beside = match self.has_dashes(parts) {
            true => None,
            false => self.rows(parts, ROWS, side.taken()),
        };
        let beside = beside.map(|rows| Layout {
            beside: true,
            cost: rows.cost + BESIDE,
            ..rows
        });
        match (apart, beside) {
            (Some(apart), Some(beside)) if beside.cost < apart.cost => Some(beside),
            (apart, beside) => apart.or(beside),
        }
    }

    /// Returns the best rows with `rows` rows for words.
    fn rows(&self, parts: &[Part], rows: usize, taken: Taken) -> Option<Layout> {
        let dash = if self.has_dashes(parts) { 2 } else { 0 };
        let last = parts.len() - 1;
        let fits = |number: usize| {
            let begin = if number == 0 { taken.begin } else { 0 };
            let end = if number == last { taken.end } else { 0 };
            begin + self.width(&parts[number]) + dash + end <= WIDEST
        };
        match parts {
            [_] if fits(0) => Some(Layout::default()),
            [part] if rows > 1 => self.divide(part, taken),
            [_] => None,
            several => (0..several.len()).all(fits).then(|| Layout {
                cost: self.several(several, rows),
                ..Layout::default()
            }),
        }
    }

    /// Returns the cost of the words of several people in one caption.
    fn several(&self, parts: &[Part], rows: usize) -> f64 {
        let over = parts.len().saturating_sub(rows) as f64;
        let begin = |part: &Part| self.start(part[0]);
        // A third person who does not begin with the others can wait for the next caption.
        let third = parts.get(ROWS).map(|third| begin(third) - begin(&parts[0]));
        let late = third.is_some_and(|third| third >= SHORTEST);
        let late = if late { NEVER / 20.0 } else { 0.0 };
        // Words that are spoken alone are not torn to stand beside those of another.
        let torn = parts.iter().filter(|part| !self.begins_sentence(part[0]));
        let torn = 12.0 * torn.count() as f64;
        TWO * (parts.len() - 1) as f64 + torn + 60.0 * over + late
    }

    /// Returns the best place to divide the words of one person into two rows.
    fn divide(&self, part: &[usize], taken: Taken) -> Option<Layout> {
        let whole = self.width(part);
        let mut top = 0;
        let mut best: Option<Layout> = None;
        for at in 1..part.len() {
            let before = &self.pieces[part[at - 1]];
            top += before.width;
            let below = whole - top - before.blank() + taken.end;
            if taken.begin + top <= WIDEST && below <= WIDEST {
                let torn = 0.6 * self.torn(&part[..at]);
                let cost = 1.0 + before.end * 0.8 + torn + shape(taken.begin + top, below);
                if best.as_ref().is_none_or(|best| cost < best.cost) {
                    best = Some(Layout {
                        divided: Some(at),
                        beside: false,
                        cost,
                    });
                }
            }
            top += before.blank();
        }
        best
    }

    /// Returns the width of a part.
    pub(super) fn width(&self, part: &[usize]) -> usize {
        let all: usize = part
            .iter()
            .map(|number| self.pieces[*number].width + self.pieces[*number].blank())
            .sum();
        let last = part.last().map_or(0, |last| self.pieces[*last].blank());
        all - last
    }

    /// Returns whether a caption has the words of two people, which are marked with dashes.
    pub(super) fn has_dashes(&self, parts: &[Part]) -> bool {
        let people = parts
            .iter()
            .filter(|part| self.speeches[self.pieces[part[0]].speech].is_person);
        people.count() > 1
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
