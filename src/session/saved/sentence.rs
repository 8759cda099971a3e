//! Finds the sentence of a frame, and the frame of a sentence. The words are compared, so that
//! the sentence is found again when others were edited.

use super::At;
use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::WordId;
use cuebook_core::units::Frames;

/// The number of words by which a sentence is found again.
const WORDS: usize = 12;

/// Returns the sentence that is heard at a frame; without words before the first one.
pub(super) fn heard(book: &Book, timeline: &Timeline, at: Frames) -> At {
    let prose = &book.prose;
    let heard = timeline.words.entries();
    let begun = heard.filter(|(_, time)| !time.is_empty() && time.start <= at);
    let last = begun.max_by_key(|(word, time)| (time.start, *word));
    let Some((word, _)) = last else {
        return At::Words {
            words: String::new(),
            seconds: 0.0,
        };
    };
    let sentence = prose.sentence_of(word);
    let mut first = word;
    while let Some(before) = first.checked_sub(1)
        && prose.sentence_of(before) == sentence
    {
        first = before;
    }
    let start = timeline.words.get(first).filter(|time| !time.is_empty());
    let start = start.map_or(at, |time| time.start);
    let words = prose.words.ids().skip_while(|word| *word < first);
    let words: Vec<&str> = words.take(WORDS).map(|word| prose.word(word)).collect();
    At::Words {
        words: words.join(" "),
        seconds: start.seconds().0,
    }
}

/// Finds the words nearest to a frame. Returns when they are heard; no words are at the start.
pub(super) fn find(book: &Book, timeline: &Timeline, words: &str, near: Frames) -> Option<Frames> {
    if words.is_empty() {
        return Some(Frames::ZERO);
    }
    let wanted: Vec<&str> = words.split(' ').collect();
    let prose = &book.prose;
    let all: Vec<&str> = prose.words.ids().map(|word| prose.word(word)).collect();
    let found = all.windows(wanted.len()).enumerate();
    let found = found.filter(|(_, words)| *words == wanted);
    let times = found.filter_map(|(word, _)| timeline.words.get(WordId(word)));
    let times = times.filter(|time| !time.is_empty()).map(|time| time.start);
    times.min_by_key(|start| (*start - near).0.abs())
}
