//! The part of a track that is its sound: encoders put silence before and after it.

use std::ops::Range;

use super::Track;
use super::boxes::{boxes, child, inside};
use crate::file::bytes::{be32, be64, find};

/// Returns the parts of the decoded frames to play, or `None` for all of them. The edit
/// list counts, or without one the note of iTunes.
pub(super) fn parts(
    movie: &[u8],
    track: &Track<'_>,
    rate: u32,
    frames: usize,
) -> Option<Vec<Range<usize>>> {
    let note = itunes(movie);
    let Some(edits) = edits(track).filter(|edits| !edits.is_empty()) else {
        return note.map(|note| vec![note]);
    };
    let in_frames = |ticks: u64, clock: u32| {
        let rate = u128::from(rate);
        let clock = u128::from(clock);
        ((u128::from(ticks) * rate + clock / 2) / clock).min(1 << 60) as usize
    };
    let whole = in_frames(duration(track.table), track.clock).min(frames);
    let tick = in_frames(1, track.movie_clock).max(1) + 1;
    let each = edits.into_iter().map(|(start, ticks)| {
        let start = in_frames(start, track.clock);
        let length = in_frames(ticks, track.movie_clock);
        // The clock of the movie is coarse: a better length within its tick counts.
        let exact = match &note {
            Some(note) if note.start == start => note.end,
            _ => whole,
        };
        let end = match ticks {
            0 => frames,
            _ if exact.abs_diff(start.saturating_add(length)) <= tick => exact,
            _ => start.saturating_add(length),
        };
        start..end.max(start)
    });
    Some(each.collect())
}

/// Returns the start of each edit on the clock of the track, and its length on the
/// clock of the movie. Edits without sound are left out: they delay a track beside
/// others.
fn edits(track: &Track<'_>) -> Option<Vec<(u64, u64)>> {
    let list = inside(track.body, &[b"edts", b"elst"])?;
    let long = list.first() == Some(&1);
    let size = if long { 20 } else { 12 };
    let entries = list.get(8..)?.chunks_exact(size);
    let entries = entries.take(be32(list, 4)? as usize).filter_map(|entry| {
        let (length, start) = match long {
            true => (be64(entry, 0)?, be64(entry, 8)?.cast_signed()),
            false => (
                u64::from(be32(entry, 0)?),
                i64::from(be32(entry, 4)?.cast_signed()),
            ),
        };
        Some((u64::try_from(start).ok()?, length))
    });
    Some(entries.collect())
}

/// Returns the ticks of all packets of a track; 0 if a fragment lists them.
fn duration(table: &[u8]) -> u64 {
    let body = child(table, b"stts").unwrap_or(&[]);
    let entries = body.get(8..).unwrap_or(&[]).chunks_exact(8);
    let ticks = entries.map(|entry| {
        let count = u64::from(be32(entry, 0).unwrap_or(0));
        count.saturating_mul(u64::from(be32(entry, 4).unwrap_or(0)))
    });
    ticks.fold(0, u64::saturating_add)
}

/// Returns the part that iTunes notes: the frames before it, after it and in it, as
/// hexadecimal numbers after one more.
fn itunes(movie: &[u8]) -> Option<Range<usize>> {
    let tags = child(movie, b"udta").and_then(|data| child(data, b"meta"))?;
    // The content begins with a version.
    let list = child(tags.get(4..)?, b"ilst")?;
    let mut notes = boxes(list).filter(|(kind, _)| kind == b"----");
    let (_, note) = notes.find(|(_, note)| find(note, b"iTunSMPB").is_some())?;
    let text = std::str::from_utf8(child(note, b"data")?.get(8..)?).ok()?;
    let mut numbers = text.split_ascii_whitespace().skip(1);
    let mut number = || usize::from_str_radix(numbers.next()?, 16).ok();
    let (before, _after, length) = (number()?, number()?, number()?);
    (length > 0).then(|| before..before.saturating_add(length))
}
