//! Reads the Romance languages: what they share. A [`Tongue`](tongue::Tongue) has the parts that are special
//! to a language.
//!
//! ```text
//! text → tokens → spoken words and marks → phrases → sounds → phonemes with owners
//! ```

mod figures;
mod letters;
pub(super) mod lists;
mod names;
pub(super) mod numerals;
mod places;
mod sentence;
mod signs;
pub(super) mod spelled;
pub(super) mod syllables;
pub(super) mod tongue;

use super::assemble::{Part, Said, explained};
use super::written::{self, Token};
use super::{given_by, valid_words};
use crate::Utterance;
use crate::phonemes::{Explained, Origin};
use cuebook_core::diagnostic::Span;
use sentence::{Piece, Sentence};
use tongue::{Tongue, Word};

/// Reads an utterance.
pub(super) fn read(utterance: &Utterance, tongue: &Tongue) -> Explained {
    let words = valid_words(utterance);
    let given = given_by(utterance, &words, &|spoken| {
        !spelled::given(spoken, tongue).is_empty()
    });
    let tokens = written::tokens(&utterance.text, &given);
    let pieces = Sentence::new(&tokens, tongue.text).pieces();
    let mut parts = Vec::new();
    for phrase in pieces.split_inclusive(|piece| matches!(piece, Piece::Mark(_))) {
        let (said, mark) = match phrase.split_last() {
            Some((Piece::Mark(mark), said)) => (said, Some(*mark)),
            _ => (phrase, None),
        };
        phrase_parts(said, (&tokens, utterance, tongue), &mut parts);
        parts.extend(mark.map(Part::Mark));
    }
    explained(parts, utterance)
}

/// Adds the words of a phrase with their sounds.
fn phrase_parts(
    pieces: &[Piece],
    (tokens, utterance, tongue): (&[Token], &Utterance, &Tongue),
    parts: &mut Vec<Part>,
) {
    // Each spoken word with its token, and its pronunciation from the show.
    let mut said: Vec<(String, Span, Option<String>)> = Vec::new();
    for piece in pieces {
        let Piece::Word { text, token, given } = piece else {
            continue;
        };
        let span = tokens
            .get(*token)
            .map_or(Span::default(), |token| token.span);
        let own = given.and_then(|index| {
            let mut all = utterance.pronounce.iter();
            let (_, spoken) = all.find(|(word, _)| *word == index)?;
            Some(spelled::given(spoken, tongue))
        });
        match own {
            Some(sounds) => said.push((text.to_lowercase(), span, Some(sounds))),
            None => {
                let lower = letters::latin(text);
                let split = (tongue.parts)(&lower).into_iter().map(str::to_owned);
                said.extend(split.map(|part| (part, span, None)));
            }
        }
    }
    let words: Vec<Word<'_>> = said
        .iter()
        .map(|(text, _, given)| Word {
            text,
            given: given.as_deref(),
        })
        .collect();
    let sounds = (tongue.sounds)(&words);
    for ((text, span, _), sound) in said.iter().zip(sounds) {
        parts.push(Part::Word(Said {
            text: text.clone(),
            sounds: sound.sounds,
            from: sound.from,
            span: *span,
            joined: sound.joined,
        }));
    }
}

/// The origin of a word that is in a list or that the rules read. In these languages the rules are
/// sure.
pub(super) fn origin(is_listed: bool) -> Origin {
    match is_listed {
        true => Origin::Lexicon,
        false => Origin::Rules,
    }
}

#[cfg(test)]
mod tests;
