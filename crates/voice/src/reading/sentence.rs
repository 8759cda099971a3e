//! A sentence in between: its tokens, and what the rules say for them.
//!
//! In: tokens. Out: pieces to be spoken. Always true: a piece knows the token,
//! and so the bytes, that it is said for.

use super::written::{Kind, Token};
use crate::phonemes::Accent;

/// How a spoken word finds its sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By the lexicon, as it is written.
    Word,
    /// By the names of its letters.
    Letters,
    /// As the show says, by the index of the written word.
    Given(usize),
}

/// What is spoken, or the punctuation that shapes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Word {
        text: String,
        how: How,
        /// The token that it is said for.
        token: usize,
    },
    Mark(char),
}

/// What a rule makes of the tokens at a place.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Match {
    /// How many tokens it has dealt with, at least one.
    pub taken: usize,
    pub pieces: Vec<Piece>,
}

impl Match {
    pub fn new(taken: usize) -> Match {
        Match {
            taken,
            pieces: Vec::new(),
        }
    }

    /// Says words for a token.
    pub fn say<W: Into<String>>(
        mut self,
        token: usize,
        words: impl IntoIterator<Item = W>,
    ) -> Match {
        self.pieces
            .extend(words.into_iter().map(|word| Piece::Word {
                text: word.into(),
                how: How::Word,
                token,
            }));
        self
    }

    /// Says a phrase of several words for a token.
    pub fn phrase(self, token: usize, phrase: &str) -> Match {
        self.say(token, phrase.split(' '))
    }

    /// Says capital letters by their names; a small ending (`POWs`) is not spelled.
    pub fn spell(mut self, token: usize, letters: &str) -> Match {
        self.pieces.push(Piece::Word {
            text: letters.into(),
            how: How::Letters,
            token,
        });
        self
    }

    pub fn mark(mut self, mark: char) -> Match {
        self.pieces.push(Piece::Mark(mark));
        self
    }
}

/// The tokens of a sentence and what a rule may ask of them.
pub(super) struct Sentence<'a> {
    pub tokens: &'a [Token],
    pub accent: Accent,
    /// Whether the lexicon has a lower-case word.
    pub known: &'a dyn Fn(&str) -> bool,
    /// Whether all of it is in capitals, which then say nothing of a word.
    pub shouted: bool,
}

impl<'a> Sentence<'a> {
    pub fn new(
        tokens: &'a [Token],
        accent: Accent,
        known: &'a dyn Fn(&str) -> bool,
    ) -> Sentence<'a> {
        let words = || {
            let worded = tokens.iter().filter(|token| token.kind == Kind::Word);
            worded.filter(|token| token.text.chars().count() > 1)
        };
        let lower = |text: &str| text.chars().any(char::is_lowercase);
        let long = |token: &&Token| token.text.chars().count() > 2;
        Sentence {
            tokens,
            accent,
            known,
            shouted: words().filter(long).count() > 1 && !words().any(|token| lower(&token.text)),
        }
    }

    pub fn word(&self, at: usize) -> Option<&'a str> {
        self.of(at, |kind| kind == Kind::Word)
    }

    pub fn digits(&self, at: usize) -> Option<&'a str> {
        self.of(at, |kind| kind == Kind::Digits)
    }

    pub fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn of(&self, at: usize, is: impl Fn(Kind) -> bool) -> Option<&'a str> {
        let token = self.tokens.get(at)?;
        is(token.kind).then_some(token.text.as_str())
    }

    /// Whether the token touches the one before it.
    pub fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joined)
    }

    /// Whether one of these marks stands here and touches what is before it.
    pub fn joined_mark(&self, at: usize, marks: &[char]) -> bool {
        self.joined(at) && self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    /// Digits that touch what is before them.
    pub fn joined_digits(&self, at: usize) -> Option<&'a str> {
        self.digits(at).filter(|_| self.joined(at))
    }

    /// A word that touches what is before it.
    pub fn joined_word(&self, at: usize) -> Option<&'a str> {
        self.word(at).filter(|_| self.joined(at))
    }

    /// Whether a word with a capital stands here; a pronounced name counts as one.
    pub fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            !matches!(token.kind, Kind::Mark(_))
                && token
                    .text
                    .trim_start_matches('\'')
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
    }

    /// The word before `at`, when one stands there.
    pub fn word_before(&self, at: usize) -> Option<&'a str> {
        self.word(at.checked_sub(1)?)
    }

    /// Whether anything from here on is spoken.
    pub fn speaks_from(&self, at: usize) -> bool {
        let rest = self.tokens.get(at..).unwrap_or_default();
        rest.iter()
            .any(|token| !matches!(token.kind, Kind::Mark(_)))
    }

    /// How many tokens a full stop here takes up: none at the sentence's end, where it is one.
    pub fn abbreviating_stop(&self, at: usize) -> usize {
        usize::from(self.joined_mark(at, &['.']) && self.speaks_from(at + 1))
    }

    /// Chooses by accent.
    pub fn either<T>(&self, american: T, british: T) -> T {
        match self.accent {
            Accent::American => american,
            Accent::British => british,
        }
    }
}
