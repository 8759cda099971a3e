//! Speeches: words of one role in one paragraph, with the name of who speaks where a reader needs
//! it. Narration has no name. In a show with narration, dialogue keeps its quotation marks.

use std::ops::Range;

use super::piece;
use crate::book::{Book, Line};
use crate::exchange::shown::{self, Shown};
use crate::timeline::{Piece, Timeline};
use cuebook_core::effect::Effect;
use cuebook_core::id::{LineId, RoleId};
use cuebook_core::language::Language;
use cuebook_core::units::Frames;

/// Words of one role.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Speech {
    pub role: RoleId,
    /// The first of its lines.
    pub line: LineId,
    pub paragraph: usize,
    /// Whether it is dialogue of a role that has a name.
    pub is_person: bool,
    /// Whether the voice comes through a device or from a memory.
    pub italic: bool,
    /// The language of its words.
    pub language: Language,
    pub pieces: Vec<piece::Piece>,
}

impl Speech {
    pub(super) fn at(&self) -> Range<Frames> {
        let start = self.pieces.first().map(|piece| piece.at.start);
        let end = self.pieces.iter().map(|piece| piece.at.end).max();
        start.unwrap_or_default()..end.unwrap_or_default()
    }

    /// Returns whether a line goes on with the speech.
    fn goes_on(&self, line: &Line, at: &Range<Frames>) -> bool {
        (self.role, self.paragraph, self.italic) == (line.role, line.paragraph, is_italic(line))
            && at.start >= self.at().end
    }
}

/// Returns the speeches of a part of a show, in the order of its text, with their times in the part.
pub(super) fn speeches(book: &Book, timeline: &Timeline, part: &Range<Frames>) -> Vec<Speech> {
    let is_narrated = book.lines.iter().any(|line| !line.dialogue);
    let tag = book.meta.language.as_deref();
    let of_show = tag.and_then(Language::of_tag);
    let mut speeches: Vec<Speech> = Vec::new();
    for ((id, line), placed) in book.lines.entries().zip(&timeline.lines) {
        let mut words = shown::words(book, line, timeline);
        if !placed.uncut.is_empty() {
            words.retain(|word| word.at.end > word.at.start);
        }
        begin_with_voice(&mut words, &placed.pieces);
        let is_inside = |word: &Shown| word.at.end > part.start && word.at.start < part.end;
        words.retain(is_inside);
        for word in &mut words {
            word.at = inside(&word.at, part);
        }
        if !is_narrated {
            unquote(&mut words);
        }
        if let Some(last) = words.last_mut() {
            last.text.push(' ');
        }
        let pieces = piece::of_words(&words);
        if pieces.is_empty() {
            continue;
        }
        match speeches.last_mut() {
            Some(last) if last.goes_on(line, &inside(&placed.at, part)) => {
                last.pieces.extend(pieces)
            }
            _ => speeches.push(Speech {
                role: line.role,
                line: id,
                paragraph: line.paragraph,
                is_person: line.role != book.narrator,
                italic: is_italic(line),
                language: line.language.or(of_show).unwrap_or_default(),
                pieces,
            }),
        }
    }
    name(&mut speeches, book);
    speeches
}

/// Lets the first word of each breath begin with the sound of the breath. The time of a word is
/// that of its first letter as the voice counts it, which may be a tenth of a second later.
fn begin_with_voice(words: &mut [Shown], pieces: &[Piece]) {
    for piece in pieces
        .iter()
        .filter(|piece| piece.take.start == Frames::ZERO)
    {
        let first = words.iter_mut().find(|word| word.at.start >= piece.at);
        if let Some(first) = first.filter(|word| word.at.start < piece.heard().end) {
            first.at.start = piece.at;
        }
    }
}

/// Returns the times of a stretch in a part.
fn inside(at: &Range<Frames>, part: &Range<Frames>) -> Range<Frames> {
    let of = |time: Frames| time.clamp(part.start, part.end) - part.start;
    of(at.start)..of(at.end)
}

fn is_italic(line: &Line) -> bool {
    let effect = line.treatment.voice.effect;
    matches!(
        effect,
        Some(Effect::Telephone | Effect::Radio | Effect::Loudspeaker | Effect::Memory)
    )
}

/// Removes the quotation marks around a line.
fn unquote(words: &mut [Shown]) {
    const MARKS: [char; 11] = ['“', '”', '"', '«', '»', '„', '‹', '›', '「', '」', '‟'];
    if let Some(first) = words.first_mut() {
        first.text = first.text.trim_start_matches(MARKS).to_owned();
    }
    if let Some(last) = words.last_mut() {
        last.text = last.text.trim_end().trim_end_matches(MARKS).to_owned();
    }
}

/// Adds the names: where another person speaks than before, and in a new paragraph after
/// narration.
fn name(speeches: &mut [Speech], book: &Book) {
    let mut last: Option<(RoleId, usize)> = None;
    let mut between = false;
    for speech in speeches {
        if !speech.is_person {
            between = true;
            continue;
        }
        let goes_on = last.is_some_and(|(role, paragraph)| {
            role == speech.role && (!between || paragraph == speech.paragraph)
        });
        if !goes_on {
            let name = spoken_name(&book.roles[speech.role].name);
            let start = speech.at().start;
            speech
                .pieces
                .splice(0..0, piece::Piece::names(&name, start));
        }
        last = Some((speech.role, speech.paragraph));
        between = false;
    }
}

/// Returns the name of a role as captions have it: `OLD MAN`.
fn spoken_name(name: &str) -> String {
    name.replace(['-', '_'], " ").to_uppercase()
}
