//! Turns phonemes into the tokens of the network. Takes a reading and returns pieces of at most
//! [`LONGEST`] tokens, each token with its word. The pieces in sequence are the reading, without
//! the characters that are not in the vocabulary.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::phonemes::Reading;

/// The largest number of phonemes that the network takes in one run.
pub(super) const LONGEST: usize = 510;

/// The number of every phoneme.
#[derive(Debug, Deserialize)]
pub(super) struct Vocabulary {
    vocab: BTreeMap<char, i32>,
}

/// A phoneme as a number.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub id: i32,
    /// The index of its written word.
    pub word: Option<usize>,
    /// The quality of a split after this token.
    pub rest: Rest,
    pub is_vowel: bool,
}

/// The quality of a split, from the worst to the best.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rest {
    Within,
    Space,
    Clause,
    Sentence,
}

impl Vocabulary {
    /// Reads the JSON object `{"vocab": {"a": 43, …}}`.
    ///
    /// # Errors
    /// When the JSON has another form.
    pub(super) fn parse(json: &[u8]) -> Result<Vocabulary, serde_json::Error> {
        serde_json::from_slice(json)
    }

    /// Returns the tokens of a reading; characters without a number are
    /// dropped.
    #[must_use]
    pub(super) fn tokens(&self, reading: &Reading) -> Vec<Token> {
        let phonemes = reading.phonemes.iter();
        phonemes
            .filter_map(|&(phoneme, word)| {
                let &id = self.vocab.get(&phoneme)?;
                Some(Token::of(phoneme, id, word))
            })
            .collect()
    }

    /// Returns the token of a comma that is not in the text.
    #[must_use]
    pub(super) fn comma(&self) -> Option<Token> {
        let id = self.vocab.get(&',')?;
        Some(Token::of(',', *id, None))
    }
}

impl Token {
    fn of(phoneme: char, id: i32, word: Option<usize>) -> Token {
        Token {
            id,
            word,
            rest: rest_after(phoneme),
            is_vowel: VOWELS.contains(phoneme),
        }
    }

    /// Returns a token whose number is that of its character.
    #[cfg(test)]
    pub(super) fn sketch(phoneme: char) -> Token {
        Token::of(phoneme, phoneme as i32, None)
    }
}

/// The phonemes that can be drawn out. Capitals are the diphthongs of English.
const VOWELS: &str = "aeiouyæøœɑɐɒɔəɘɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵊᵻAIOQWYː";

fn rest_after(phoneme: char) -> Rest {
    match phoneme {
        '.' | '!' | '?' | '…' => Rest::Sentence,
        ',' | ';' | ':' | '—' => Rest::Clause,
        ' ' => Rest::Space,
        _ => Rest::Within,
    }
}

/// Splits tokens into pieces of at most [`LONGEST`], about equally long, each
/// after the best pause nearby.
#[must_use]
pub(super) fn pieces(tokens: &[Token]) -> Vec<&[Token]> {
    let mut pieces = Vec::new();
    let mut rest = tokens;
    while rest.len() > LONGEST {
        let fair = rest.len() / rest.len().div_ceil(LONGEST);
        let cut = cut(rest, fair);
        let (piece, after) = rest.split_at(cut);
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// Returns where to split: after the best pause in the second half of the
/// longest piece; among equals, the nearest to `fair`.
fn cut(tokens: &[Token], fair: usize) -> usize {
    (LONGEST / 2..=LONGEST)
        .max_by_key(|&cut| (tokens[cut - 1].rest, std::cmp::Reverse(cut.abs_diff(fair))))
        .unwrap_or(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::parse("{\"vocab\": {\"a\": 43, \" \": 16, \",\": 3, \".\": 4}}".as_bytes())
            .unwrap()
    }

    fn tokens(text: &str) -> Vec<Token> {
        let phonemes = text.chars().map(|phoneme| (phoneme, None)).collect();
        vocabulary().tokens(&Reading { phonemes })
    }

    #[test]
    fn unknown_characters_are_dropped() {
        let phonemes = vec![('a', Some(0)), ('❓', Some(1)), (' ', None), ('a', Some(2))];
        let tokens = vocabulary().tokens(&Reading { phonemes });
        let known: Vec<_> = tokens.iter().map(|token| (token.id, token.word)).collect();
        assert_eq!(known, [(43, Some(0)), (16, None), (43, Some(2))]);
    }

    #[test]
    fn a_short_reading_is_one_piece() {
        assert!(pieces(&[]).is_empty());
        let longest = tokens(&"a".repeat(LONGEST));
        assert_eq!(pieces(&longest), [&longest[..]]);
    }

    #[test]
    fn a_cut_prefers_a_sentence_to_a_clause_to_a_space() {
        let lengths = |text: &str| -> Vec<usize> {
            pieces(&tokens(text))
                .iter()
                .map(|piece| piece.len())
                .collect()
        };
        let a = |count: usize| "a".repeat(count);
        let space = format!("{} {}", a(299), a(400));
        assert_eq!(lengths(&space), [300, 400]);
        let clause = format!("{} {},{}", a(299), a(100), a(299));
        assert_eq!(lengths(&clause), [401, 299]);
        let sentence = format!("{}.{},{}", a(260), a(100), a(339));
        assert_eq!(lengths(&sentence), [261, 440]);
    }

    #[test]
    fn without_a_pause_the_pieces_are_equal() {
        let endless = tokens(&"a".repeat(600));
        let lengths: Vec<usize> = pieces(&endless).iter().map(|piece| piece.len()).collect();
        assert_eq!(lengths, [300, 300]);
    }

    proptest! {
        #[test]
        fn pieces_fit_and_add_up_to_the_reading(text in "[a ,.]{0,2500}") {
            let tokens = tokens(&text);
            let pieces = pieces(&tokens);
            prop_assert!(pieces.iter().all(|piece| (1..=LONGEST).contains(&piece.len())));
            prop_assert_eq!(pieces.concat(), tokens);
        }
    }
}
