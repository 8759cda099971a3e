//! Chooses the readings of each line: of every sentence the last one that is whole and has no
//! difference, or else the last whole one.

use std::ops::Range;

use super::{Split, SplitLine, Wanted, place};
use crate::session::Show;
use crate::session::takes::differing::{Difference, difference};
use cuebook_align::{Aligned, Heard, Timed, align, gaps};
use cuebook_core::units::{Decibels, Frames, RATE};

/// The silence before and after the words of a take, at most: 120 and 300 ms.
const LEAD: i64 = RATE as i64 * 12 / 100;
const TAIL: i64 = RATE as i64 * 3 / 10;

/// A reading of a sentence.
struct Reading {
    /// Its place among all that is heard.
    part: usize,
    whole: bool,
    /// Its words and doubts, in frames of the recording.
    aligned: Aligned,
}

impl Reading {
    fn is_good(&self) -> bool {
        self.whole && self.aligned.doubts.is_empty()
    }
}

/// Chooses the pieces of every line.
pub(super) fn split(
    show: &Show,
    wanted: &[Wanted],
    heard: &[Heard],
    recording: &[f32],
    incomplete: bool,
) -> Split {
    let mut split = Split {
        file: Default::default(),
        frames: Frames::from(recording.len()),
        noise: None,
        lines: Vec::new(),
        left_out: Vec::new(),
        unread: Vec::new(),
        other: Vec::new(),
        reduced: gaps::Reduced::default(),
    };
    let mut words: Vec<Range<Frames>> = Vec::new();
    let mut first = 0;
    for line in wanted {
        let count = line.passages.len();
        let readings: Vec<Vec<Reading>> = (first..first + count)
            .map(|index| readings(line, index - first, (heard, index), recording))
            .collect();
        first += count;
        let found = readings.iter().flatten();
        words.extend(found.flat_map(|reading| reading.aligned.words.iter().cloned()));
        match readings.iter().all(Vec::is_empty) {
            true => split.left_out.push(line.named.clone()),
            false => split
                .lines
                .push(chosen(show, line, &readings, heard, incomplete)),
        }
    }
    let other = heard.iter().filter_map(|part| match part {
        Heard::Other(at) => Some(at.clone()),
        Heard::Passage { .. } => None,
    });
    split.other = other.collect();
    words.sort_by_key(|word| word.start);
    split.noise = gaps::noise(recording, &words);
    split
}

/// Returns the readings of a sentence of a line, in the order of the recording.
fn readings(
    line: &Wanted,
    passage: usize,
    (heard, index): (&[Heard], usize),
    recording: &[f32],
) -> Vec<Reading> {
    let own = heard.iter().enumerate();
    let own = own.filter_map(|(part, heard)| match heard {
        Heard::Passage {
            index: own, whole, ..
        } if *own == index => Some((part, *whole)),
        _ => None,
    });
    let reading = |(part, whole)| {
        let around = around(heard, part, Frames::from(recording.len()));
        let sound = &recording[around.start.index()..around.end.index()];
        let aligned = match whole {
            true => aligned(line, &line.passages[passage], sound, around.start),
            false => Aligned {
                words: Vec::new(),
                doubts: Vec::new(),
            },
        };
        Reading {
            part,
            whole,
            aligned,
        }
    };
    own.map(reading).collect()
}

/// Returns the place of a part with some of the gaps around it.
fn around(heard: &[Heard], part: usize, frames: Frames) -> Range<Frames> {
    let own = place(&heard[part]);
    let before = part
        .checked_sub(1)
        .map_or(Frames::ZERO, |part| place(&heard[part]).end);
    let after = heard.get(part + 1).map_or(frames, |next| place(next).start);
    let lead = ((own.start.0 - before.0) / 2).clamp(0, LEAD);
    let tail = ((after.0 - own.end.0) / 2).clamp(0, TAIL);
    own.start - Frames(lead)..(own.end + Frames(tail)).min(frames)
}

/// Finds the words of a sentence in a part of the recording that begins at `from`.
fn aligned(line: &Wanted, passage: &Range<usize>, sound: &[f32], from: Frames) -> Aligned {
    let words = &line.take.words[passage.clone()];
    let [start, end] = [words[0].start, words[words.len() - 1].end];
    let end = end.min(Frames::from(line.take.samples.len())).max(start);
    let words: Vec<Range<Frames>> = words
        .iter()
        .map(|word| word.start - start..word.end - start)
        .collect();
    let take = Timed {
        samples: &line.take.samples[start.index()..end.index()],
        words: &words,
    };
    let mut found = align(take, sound);
    for word in &mut found.words {
        *word = word.start + from..word.end + from;
    }
    for doubt in &mut found.doubts {
        doubt.shift(from);
    }
    found
}

/// Returns a line with its chosen readings.
fn chosen(
    show: &Show,
    line: &Wanted,
    readings: &[Vec<Reading>],
    heard: &[Heard],
    incomplete: bool,
) -> SplitLine {
    let first = show.book.lines[line.named.line].words.start;
    let mut split = SplitLine {
        named: line.named.clone(),
        pieces: Vec::new(),
        unused: Vec::new(),
        missing: Vec::new(),
        differences: Vec::new(),
        words: Vec::new(),
        samples: Vec::new(),
        gain: Decibels(0.0),
    };
    let mut last: Option<usize> = None;
    for (own, passage) in readings.iter().zip(&line.passages) {
        let good = own.iter().rposition(Reading::is_good);
        let best = good.or_else(|| own.iter().rposition(|reading| reading.whole));
        for (at, reading) in own.iter().enumerate() {
            if Some(at) != best {
                let at = place(&heard[reading.part]).clone();
                split.unused.push((at, reading.whole));
            }
        }
        let Some(reading) = best.map(|best| &own[best]) else {
            split
                .missing
                .push(first + passage.start..first + passage.end);
            continue;
        };
        let at = around(heard, reading.part, Frames(i64::MAX));
        match split.pieces.last_mut() {
            Some(piece) if last.is_some_and(|last| last + 1 == reading.part) => piece.end = at.end,
            _ => split.pieces.push(at),
        }
        last = Some(reading.part);
        split.words.extend(reading.aligned.words.iter().cloned());
        let doubts = reading.aligned.doubts.iter();
        let told =
            doubts.map(|doubt| difference(first + passage.start, &reading.aligned.words, doubt));
        split.differences.extend(told.collect::<Vec<Difference>>());
    }
    if !split.missing.is_empty() && !incomplete {
        split.pieces.clear();
        split.words.clear();
        split.differences.clear();
    }
    split
}
