//! Pieces: the smallest parts of a speech that stay together in one row of a caption. A piece is a
//! word with its marks, or a part of one that is divided at a hyphen or is wider than a row.

use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::WIDEST;
use crate::exchange::shown::Shown;
use cuebook_core::units::Frames;

/// The widest piece. It fits into a row after a dash.
const WIDEST_PIECE: usize = WIDEST - 2;

/// A piece of a speech, or of the name before it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub text: String,
    /// Whether a blank is between it and the next piece.
    pub blank: bool,
    /// When it is heard.
    pub at: Range<Frames>,
    /// Whether it is the name of who speaks.
    pub is_name: bool,
    /// Whether a spoken word begins with it.
    pub begins_word: bool,
}

impl Piece {
    /// Returns the description of a sound, in brackets.
    pub(super) fn sound(words: &str, at: Frames) -> Piece {
        Piece {
            text: format!("[{words}]"),
            blank: false,
            at: at..at,
            is_name: false,
            begins_word: false,
        }
    }

    /// Returns the pieces of a name before a speech that begins at a time.
    pub(super) fn names(name: &str, at: Frames) -> Vec<Piece> {
        let text = format!("{name}: ");
        let whole = [Part {
            bytes: 0..text.len(),
            at: at..at,
        }];
        let mut pieces = pieces(&text, &whole);
        for piece in &mut pieces {
            piece.is_name = true;
            piece.begins_word = false;
        }
        pieces
    }
}

/// Returns the width of a text. 16 ideographs or kana are as wide as a row, and read as slowly: more than
/// two letters each.
pub(super) fn width(text: &str) -> usize {
    const WIDE_OF_ROW: usize = 16;
    let all = UnicodeWidthStr::width(text);
    if all <= text.chars().count() {
        return all;
    }
    let wide = |c: &char| UnicodeWidthChar::width(*c) == Some(2);
    let wide = text.chars().filter(wide).count();
    all - 2 * wide + (wide * WIDEST).div_ceil(WIDE_OF_ROW)
}

/// Returns the text of some pieces.
pub(super) fn joined<'a>(pieces: impl Iterator<Item = &'a Piece>) -> String {
    let mut out = String::new();
    for piece in pieces {
        out.push_str(&piece.text);
        out.push_str(if piece.blank { " " } else { "" });
    }
    out.truncate(out.trim_end().len());
    out
}

/// The part of a text that is one word.
struct Part {
    bytes: Range<usize>,
    at: Range<Frames>,
}

/// Returns the pieces of shown words.
pub(super) fn of_words(words: &[Shown]) -> Vec<Piece> {
    let mut text = String::new();
    let mut parts = Vec::new();
    for word in words {
        let start = text.len();
        let tokens = word.text.split_whitespace();
        for token in tokens.filter(|token| !is_ornament(token)) {
            text.push_str(token);
            text.push(' ');
        }
        if text.len() > start && !word.text.ends_with(' ') {
            text.pop();
        }
        parts.push(Part {
            bytes: start..text.len(),
            at: word.at.clone(),
        });
    }
    pieces(&text, &parts)
}

/// Returns whether something is the mark of a break and not of a sentence.
fn is_ornament(token: &str) -> bool {
    let dashes = |c| matches!(c, '-' | '–' | '—');
    token.chars().all(|c| "*_=~#•·⁂§+|".contains(c))
        || token.chars().count() >= 3 && token.chars().all(dashes)
}

/// Returns the pieces of a text.
fn pieces(text: &str, parts: &[Part]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let places = linebreaks(text).map(|(at, _)| at);
    for to in places.filter(|at| may_break(text, *at)) {
        let mut start = from;
        for end in broken(&text[from..to]).into_iter().map(|end| from + end) {
            pieces.push(piece(text, start..end, parts));
            start = end;
        }
        from = to;
    }
    pieces.retain(|piece: &Piece| !piece.text.is_empty());
    pieces
}

/// Returns whether a row may begin at a place where lines may be broken: not with a dash.
fn may_break(text: &str, at: usize) -> bool {
    !text[at..].starts_with(['—', '–', '…', '-'])
}

fn piece(text: &str, bytes: Range<usize>, parts: &[Part]) -> Piece {
    let own = &text[bytes.clone()];
    let end = bytes.start + own.trim_end().len();
    Piece {
        text: own.trim_end().to_owned(),
        blank: own.ends_with(' '),
        at: begin_of(parts, bytes.start)..end_of(parts, end),
        is_name: false,
        begins_word: parts.iter().any(|part| part.bytes.start == bytes.start),
    }
}

/// Returns when the text from a byte on is heard. Within a word the time is in proportion.
fn begin_of(parts: &[Part], byte: usize) -> Frames {
    let before = parts.partition_point(|part| part.bytes.start <= byte);
    let Some(part) = parts.get(before.saturating_sub(1)) else {
        return Frames::ZERO;
    };
    share(part, byte)
}

/// Returns when the text before a byte has been heard.
fn end_of(parts: &[Part], byte: usize) -> Frames {
    let before = parts.partition_point(|part| part.bytes.start < byte);
    let Some(part) = parts.get(before.saturating_sub(1)) else {
        return Frames::ZERO;
    };
    // A blank is a part of the word before it.
    match byte + 1 >= part.bytes.end {
        true => part.at.end,
        false => share(part, byte),
    }
}

fn share(part: &Part, byte: usize) -> Frames {
    let length = part.bytes.len().max(1) as i64;
    let from = byte.saturating_sub(part.bytes.start) as i64;
    part.at.start + Frames((part.at.end - part.at.start).0 * from.min(length) / length)
}

/// Returns the ends of the pieces of a word that may be wider than a row: after a mark in it if
/// possible.
fn broken(word: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut start, mut good) = (0, 0);
    for (at, cluster) in word.grapheme_indices(true) {
        if at > start && width(word[start..at + cluster.len()].trim_end()) > WIDEST_PIECE {
            let end = if good > start { good } else { at };
            ends.push(end);
            start = end;
        }
        let is_mark = matches!(cluster, "/" | "-" | "." | "_" | "?" | "&" | "=" | "@" | ":");
        if is_mark && width(&word[start..at]) * 2 > WIDEST_PIECE {
            good = at + cluster.len();
        }
    }
    ends.push(word.len());
    ends
}
