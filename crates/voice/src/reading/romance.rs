//! Reads the Romance languages, and Hindi: what they share. A [`Tongue`](tongue::Tongue) has the parts that are special
//! to a language.
//!
//! ```text
//! text → tokens → spoken words and marks → phrases → sounds → phonemes with owners
//! ```

pub(super) mod figures;
pub(super) mod letters;
pub(super) mod lists;
mod names;
pub(super) mod numerals;
mod places;
pub(super) mod sentence;
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

/// Returns the English phonemes of a word in Latin letters.
type English<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Reads an utterance. `english` reads words in Latin letters, if the language has them as English.
pub(super) fn read(utterance: &Utterance, tongue: &Tongue, english: English<'_>) -> Explained {
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
        let said = spoken(said, (&tokens, utterance, tongue), english);
        parts.extend(phrase_parts(said, tongue));
        parts.extend(mark.map(Part::Mark));
    }
    explained(parts, utterance)
}

/// A word to speak.
struct Spoken {
    text: String,
    span: Span,
    /// Its sounds with where they come from, if they are known before those of the other words.
    known: Option<(String, Origin)>,
}

/// Returns the words of a phrase, with the sounds that the show gives and those of English words.
fn spoken(
    pieces: &[Piece],
    (tokens, utterance, tongue): (&[Token], &Utterance, &Tongue),
    english: English<'_>,
) -> Vec<Spoken> {
    let mut said = Vec::new();
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
        let foreign = || {
            let sounds = tongue.english.filter(|_| text.contains(is_latin))?;
            let english = english(text).filter(|sounds| !sounds.is_empty())?;
            Some(sounds(&english))
        };
        let known = match own {
            Some(sounds) => Some((sounds, Origin::Show)),
            None => foreign().map(|sounds| (sounds, Origin::OtherLexicon)),
        };
        if known.is_some() {
            let text = text.to_lowercase();
            said.push(Spoken { text, span, known });
            continue;
        }
        let written = (tongue.letters)(text);
        let parts = (tongue.parts)(&written).into_iter().map(str::to_owned);
        said.extend(parts.map(|text| Spoken {
            text,
            span,
            known: None,
        }));
    }
    said
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250
}

/// Returns the words of a phrase with their sounds.
fn phrase_parts(said: Vec<Spoken>, tongue: &Tongue) -> Vec<Part> {
    let words: Vec<Word<'_>> = said
        .iter()
        .map(|said| Word {
            text: &said.text,
            given: said.known.as_ref().map(|(sounds, _)| sounds.as_str()),
        })
        .collect();
    let sounds = (tongue.sounds)(&words);
    let parts = said.into_iter().zip(sounds).map(|(said, sound)| {
        Part::Word(Said {
            text: said.text,
            sounds: sound.sounds,
            from: said.known.map_or(sound.from, |(_, from)| from),
            span: said.span,
            joined: sound.joined,
        })
    });
    parts.collect()
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
