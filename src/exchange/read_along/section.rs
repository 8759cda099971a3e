//! The chapters of a text to read along. Takes chapters with their times and finds their first
//! words. The audio of a chapter is that of its time, so chapters cover the show.

use std::ops::Range;

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::WordId;
use cuebook_core::units::Frames;
use cuebook_script::prose::page::{Element, Piece};

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// Its first word.
    pub(crate) word: WordId,
    /// Its part of the show.
    pub(crate) at: Range<Frames>,
}

/// Returns the chapters of a show, which begin at the given times. There is at least one. Words
/// before the first of them are a chapter with the title of the show.
#[must_use]
pub(crate) fn sections(
    book: &Book,
    timeline: &Timeline,
    pieces: &[Piece<'_>],
    begins: &[(Frames, String)],
) -> Vec<Section> {
    let headings = silent_headings(timeline, pieces);
    let mut found = vec![Section {
        title: book.title.clone(),
        word: WordId::FIRST,
        at: Frames::ZERO..timeline.frames,
    }];
    for (start, title) in begins {
        let word = headed(first_word(book, timeline, *start), &headings);
        let Some(last) = found.last_mut() else {
            continue;
        };
        let is_first = word == WordId::FIRST || *start <= Frames::ZERO;
        if found_before(timeline, last.word..word) && !is_first && *start > last.at.start {
            last.at.end = *start;
            found.push(Section {
                title: title.clone(),
                word,
                at: *start..timeline.frames,
            });
        } else if last.word == word || is_first || last.word == WordId::FIRST {
            // Nothing is heard before it.
            last.title.clone_from(title);
        }
    }
    found
}

/// Returns whether some of the words are heard.
fn found_before(timeline: &Timeline, words: Range<WordId>) -> bool {
    let words = timeline.words.slice(words).unwrap_or_default();
    words.iter().any(|at| !at.is_empty())
}

/// Returns the first word of a chapter that starts at a time.
fn first_word(book: &Book, timeline: &Timeline, start: Frames) -> WordId {
    let mut scenes = book.scenes.iter().zip(&timeline.scenes);
    if let Some((scene, _)) = scenes.find(|(_, at)| **at == start) {
        return scene.word;
    }
    let heard = |at: &Range<Frames>| !at.is_empty() && at.start >= start;
    let word = timeline.words.position(heard);
    word.unwrap_or(timeline.words.end())
}

/// Returns the words of the headings that nobody reads.
pub(super) fn silent_headings(timeline: &Timeline, pieces: &[Piece<'_>]) -> Vec<Range<WordId>> {
    let mut found: Vec<Range<WordId>> = Vec::new();
    let mut depth = None;
    let mut open = 0_usize;
    for piece in pieces {
        match piece {
            Piece::Open(Element::Heading(_)) => {
                (depth, open) = (Some(open), open + 1);
                found.push(WordId::NEVER..WordId::FIRST);
            }
            Piece::Open(_) => open += 1,
            Piece::Close => {
                open = open.saturating_sub(1);
                depth = depth.filter(|depth| *depth < open);
            }
            Piece::Word(word, _) if depth.is_some() => {
                if let Some(heading) = found.last_mut() {
                    *heading = heading.start.min(*word)..*word + 1;
                }
            }
            _ => {}
        }
    }
    found.retain(|words| !words.is_empty() && !found_before(timeline, words.clone()));
    found
}

/// Returns the first word of the headings before a word.
pub(super) fn headed(mut word: WordId, headings: &[Range<WordId>]) -> WordId {
    while let Some(heading) = headings.iter().find(|heading| heading.end == word) {
        word = heading.start;
    }
    word
}
