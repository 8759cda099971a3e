//! Breaths: the parts in which a line is spoken.
//!
//! A breath is a sentence. A sentence that is too long for one take is cut into
//! several breaths, after a comma if possible.

use std::ops::Range;

use crate::book::pronounce::Lexicon;
use crate::book::unread;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::language::Language;
use cuebook_script::prose::Sentence;
use cuebook_script::{Prose, Spoken};

/// The maximum number of words in a breath: about two minutes of audio. A take
/// is in memory as a whole, several times over while it is treated.
const MOST_WORDS: usize = 250;

/// The part of a line that is spoken as one take.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Breath {
    pub text: Span,
    /// The words, as a range of the words of the prose.
    pub words: Range<WordId>,
    /// The words with a pronunciation from the show, counted from the start of
    /// the breath.
    pub pronounce: Vec<(usize, Spoken)>,
    /// The words that no voice can read, counted from the start of the breath.
    pub silent: Vec<usize>,
    /// Whether the next breath belongs to the same sentence.
    pub goes_on: bool,
}

impl Breath {
    /// Returns whether no word of it can be read.
    pub(crate) fn is_silent(&self) -> bool {
        self.silent.len() == self.words.len()
    }
}

/// Returns the breaths of a sentence, in order.
pub(super) fn breaths<'a>(
    prose: &'a Prose,
    sentence: &'a Sentence,
    (lexicon, language): (&'a Lexicon, Option<Language>),
) -> impl Iterator<Item = Breath> + 'a {
    cut(prose, sentence).into_iter().map(move |(text, words)| {
        let spans = prose.words_said(words.clone(), text);
        let said = prose.said(text);
        let pronounce = lexicon.of_sentence(said, &spans);
        let silent = match language {
            Some(_) if said.is_ascii() => Vec::new(),
            language => {
                let written: Vec<&str> = spans.iter().map(|span| span.of(said)).collect();
                unread::silent(&written, &pronounce, language)
            }
        };
        Breath {
            text,
            pronounce,
            silent,
            goes_on: words.end < sentence.words.end,
            words,
        }
    })
}

/// Cuts a sentence into parts of at most [`MOST_WORDS`] words. Returns the text
/// and the words of each part.
fn cut(prose: &Prose, sentence: &Sentence) -> Vec<(Span, Range<WordId>)> {
    let mut pieces = Vec::new();
    let mut words = sentence.words.clone();
    let mut from = sentence.span.start;
    while words.len() > MOST_WORDS {
        let end = words.start + MOST_WORDS;
        // The last comma in the second half of the longest possible part.
        let cuts = (words.start + MOST_WORDS / 2..end + 1).ids().rev();
        let cut = cuts.into_iter().find(|cut| is_clause_end(prose, *cut));
        let cut = cut.unwrap_or(end);
        let to = prose.words[cut].span.start;
        pieces.push((Span::new(from, to), words.start..cut));
        (words.start, from) = (cut, to);
    }
    pieces.push((Span::new(from, sentence.span.end), words));
    pieces
}

/// Returns whether a clause ends between a word and the previous one.
fn is_clause_end(prose: &Prose, word: WordId) -> bool {
    let between = Span::new(prose.words[word - 1].span.end, prose.words[word].span.start);
    prose
        .said(between)
        .contains([',', ';', ':', '—', '–', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the breaths of a text of one sentence.
    fn all(text: &str) -> (Prose, Vec<Breath>) {
        let (prose, found) = Prose::read(text.to_owned());
        assert_eq!(prose.sentences.len(), 1, "{found:?}");
        let lexicon = Lexicon::default();
        let how = (&lexicon, Some(Language::English));
        let breaths = breaths(&prose, &prose.sentences[0], how).collect();
        (prose, breaths)
    }

    #[test]
    fn a_sentence_of_9_000_words_is_cut_into_pieces_that_fit() {
        let (prose, breaths) = all(&format!("It went {}on.\n", "on and ".repeat(4_500)));
        assert!(
            breaths
                .iter()
                .all(|breath| breath.words.len() <= MOST_WORDS)
        );
        assert!(breaths.len() < 40);
        // The parts cover the sentence without gaps and overlaps.
        let mut ends = (prose.sentences[0].span.start, WordId::FIRST);
        for breath in &breaths {
            assert_eq!((breath.text.start, breath.words.start), ends);
            ends = (breath.text.end, breath.words.end);
        }
        assert_eq!(ends, (prose.sentences[0].span.end, prose.words.end()));
        let last = breaths.len() - 1;
        assert!(
            breaths
                .iter()
                .enumerate()
                .all(|(n, b)| b.goes_on == (n < last))
        );
    }

    #[test]
    fn the_cut_is_after_a_comma() {
        let text = format!(
            "{}there, and {}here.\n",
            "so ".repeat(180),
            "then ".repeat(100)
        );
        let (prose, breaths) = all(&text);
        assert_eq!(breaths.len(), 2);
        assert!(breaths[0].text.of(&prose.text).ends_with("there, "));
        assert!(breaths[1].text.of(&prose.text).starts_with("and then"));
    }

    #[test]
    fn a_sentence_that_fits_stays_whole() {
        let (prose, breaths) = all("He said so, and went.\n");
        assert_eq!(breaths.len(), 1);
        assert_eq!(breaths[0].text, prose.sentences[0].span);
    }
}
