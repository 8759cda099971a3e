//! Turns the tokens of a sentence into spoken words and marks. The first rule that fits takes a
//! token or several.

use super::tongue::Text;
use super::{figures, names, places, signs};
use crate::reading::written::{Kind, Token};

/// A spoken word, or a mark of Kokoro's alphabet.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::reading) enum Piece {
    Word {
        text: String,
        /// The index of its token.
        token: usize,
        /// The index of the written word whose pronunciation the show gives.
        given: Option<usize>,
    },
    Mark(char),
}

/// What a rule made of some tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::reading) struct Match {
    pub taken: usize,
    pub pieces: Vec<Piece>,
}

impl Match {
    /// A match of so many tokens.
    pub(in crate::reading) fn new(taken: usize) -> Match {
        Match {
            taken,
            pieces: Vec::new(),
        }
    }

    /// Adds words, separated by spaces, that are spoken for a token.
    pub(in crate::reading) fn say(mut self, token: usize, words: &str) -> Match {
        let words = words.split_whitespace().map(|word| Piece::Word {
            text: word.to_owned(),
            token,
            given: None,
        });
        self.pieces.extend(words);
        self
    }

    /// Adds a mark.
    pub(super) fn mark(mut self, mark: char) -> Match {
        self.pieces.push(Piece::Mark(mark));
        self
    }
}

/// The tokens of a sentence.
pub(in crate::reading) struct Sentence<'a> {
    pub tokens: &'a [Token],
    pub text: &'a Text,
}

/// Reads the tokens at a place, if it fits.
pub(in crate::reading) type Rule = fn(&Sentence<'_>, usize) -> Option<Match>;

/// From the most special to the most general.
const RULES: [Rule; 13] = [
    places::address,
    figures::date,
    figures::clock,
    figures::money,
    figures::ordinal,
    figures::measure,
    figures::number_rule,
    names::numeral,
    names::short,
    names::acronym,
    word,
    signs::mark,
    skipped,
];

impl<'a> Sentence<'a> {
    pub(super) fn new(tokens: &'a [Token], text: &'a Text) -> Sentence<'a> {
        Sentence { tokens, text }
    }

    /// Returns the pieces of the sentence.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let mut rules = self.text.rules.iter().chain(&RULES);
            let found = rules.find_map(|rule| rule(self, at));
            let found = found.unwrap_or_else(|| Match::new(1));
            pieces.extend(found.pieces);
            at += found.taken.max(1);
        }
        pieces
    }

    pub(in crate::reading) fn word(&self, at: usize) -> Option<&'a str> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Word).then_some(token.text.as_str())
    }

    pub(in crate::reading) fn digits(&self, at: usize) -> Option<&'a str> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Digits).then_some(token.text.as_str())
    }

    pub(in crate::reading) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Returns whether a token touches the one before it.
    pub(in crate::reading) fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joined)
    }

    /// Returns the mark at a token that touches the one before it.
    pub(in crate::reading) fn joined_mark(&self, at: usize) -> Option<char> {
        self.mark(at).filter(|_| self.joined(at))
    }

    pub(in crate::reading) fn joined_digits(&self, at: usize) -> Option<&'a str> {
        self.digits(at).filter(|_| self.joined(at))
    }

    pub(in crate::reading) fn joined_word(&self, at: usize) -> Option<&'a str> {
        self.word(at).filter(|_| self.joined(at))
    }
}

/// A word, or one with a pronunciation from the show.
fn word(s: &Sentence<'_>, at: usize) -> Option<Match> {
    let token = s.tokens.get(at)?;
    let given = match token.kind {
        Kind::Word => None,
        Kind::Given(index) => Some(index),
        Kind::Digits | Kind::Mark(_) => return None,
    };
    Some(Match {
        taken: 1,
        pieces: vec![Piece::Word {
            text: token.text.clone(),
            token: at,
            given,
        }],
    })
}

/// What nothing reads.
fn skipped(_: &Sentence<'_>, _: usize) -> Option<Match> {
    Some(Match::new(1))
}
